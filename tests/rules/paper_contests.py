"""Contests of each sort, and ballots as voters fill them in, for tests of paper ballots."""

from hypothesis import strategies as st

from voting.ballots.rules import (
    Band,
    Contest,
    Numbers,
    Option,
    Outcome,
    Selections,
    TextSlot,
    Verdict,
    judge,
)
from voting.polls.paper.words import counts_void, void_of

NAMES = ("丁一", "王二", "文三", "李四")
OPTIONS = tuple(Option(f"o{n}", name, "语文组") for n, name in enumerate(NAMES))


def election(seats: int = 2, *, write_ins: int | None = None, needs: str | None = "oppose"):
    names = seats if write_ins is None else write_ins
    return Contest(
        "c1",
        "委员选举",
        OPTIONS,
        ("approve", "oppose", "abstain"),
        "abstain",
        {"approve": seats},
        names,
        "approve" if names else None,
        needs if names else None,
    )


def evaluation(contest_id: str = "de", **facts):
    return Contest(
        contest_id,
        {"de": "德", "neng": "能"}.get(contest_id, contest_id),
        OPTIONS,
        ("excellent", "good", "poor"),
        "abstain",
        labels={"excellent": "优秀", "good": "称职", "poor": "不称职"},
        **{"limits": {"excellent": 3}, "own": "own", **facts},
    )


def scored(**facts):
    numbers = Numbers(100, 1, (Band("excellent", "90"), Band("good", "70")))
    return Contest("s1", "评分", OPTIONS, (), "abstain", numbers=numbers, **facts)


def commented():
    slot = TextSlot("why", "理由", 10, ("oppose",))
    return Contest(
        "t1",
        "认同度",
        OPTIONS[:2],
        ("agree", "oppose"),
        "abstain",
        labels={"agree": "认同", "oppose": "不认同"},
        texts=(slot,),
        text_total=30,
    )


KINDS = {
    "election": (election(),),
    "evaluation": (evaluation("de"), evaluation("neng")),
    "scored": (scored(),),
    "commented": (commented(),),
}


def _marks(contest):
    if contest.numbers:
        return st.sampled_from(["100", "90", "86.5", "60", "0"])
    return st.sampled_from([*contest.scale, *([contest.own] if contest.own else [])])


@st.composite
def sheets(draw, contests):
    """Draw a judged ballot, some of its lines void."""
    marks, names, texts = {}, {}, {}
    void = []
    for contest in contests:
        ids = st.sampled_from([option.id for option in contest.options])
        marks[contest.id] = draw(st.dictionaries(ids, _marks(contest)))
        if contest.write_ins:
            names[contest.id] = draw(st.lists(st.sampled_from(["赵六", "钱七"]), max_size=2))
        if contest.texts:
            given = draw(st.dictionaries(ids, st.sampled_from(["不了解", "不公道"])))
            texts[contest.id] = {option: {"why": text} for option, text in given.items()}
        if counts_void(contest):
            void += [(contest, option) for option in draw(st.sets(ids, max_size=1))]
    for contest, option in void:
        marks[contest.id].pop(option, None)
    verdict = judge(contests, Selections(marks, names, texts))
    if verdict.outcome is Outcome.REJECTED or not void:
        return verdict
    made = {contest.id: dict(verdict.selections.marks[contest.id]) for contest in contests}
    for contest, option in void:
        made[contest.id][option] = void_of(contest)
    selections = Selections(made, verdict.selections.write_ins, verdict.selections.texts)
    return Verdict(Outcome.VALID, None, selections)
