"""The recount of an award, written apart from the service, decides as the service does."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from tests.services.reports.sample_recount import Poll, forged, problems, stuffed
from voting.awards.answer import as_document
from voting.awards.ballot import contest
from voting.awards.outcome import Votes, decide
from voting.awards.remarks import remarks
from voting.awards.rules import AwardRules, SectionRules
from voting.awards.rules_data import as_data
from voting.ballots.rules import Option
from voting.congress.rules import Share
from voting.polls.sheets import Base, Sheets, Threshold

NAMES = ("丁一", "王二", "文三", "欧阳四", "林五")
YES = "approve"


def options(section: str, number: int) -> list[Option]:
    return [Option(f"{section}n{place}", NAMES[place], "教研组") for place in range(number)]


def outcome(rules: AwardRules, contests, jury):
    """Return the service's own decision over what was counted."""

    def decided(counted):
        turnout = counted.turnout
        sheets = Sheets(
            turnout.eligible,
            turnout.attended,
            turnout.issued,
            turnout.returned,
            counted.valid,
            counted.rejected,
            counted.blank,
            tuple(filter(None, counted.over_returned)),
        )
        votes = {
            each.id: [
                Votes(
                    option.id,
                    option.name,
                    option.note,
                    counted.marks[each.id].get(option.id, {}).get(YES, 0),
                    jury.get(option.id, ()),
                )
                for option in each.options
            ]
            for each in contests
        }
        found = decide(rules, sheets, votes)
        return as_document(found, remarks(found))

    return decided


class Award:
    """An award with its ballots, as the service counts it."""

    def __init__(self, sections, nominees, sheets, jury=None, **facts) -> None:
        rules = AwardRules(tuple(sections))
        contests = [
            contest(section, options(section.id, nominees[section.id])) for section in sections
        ]
        self.poll = Poll("award", contests, as_data(rules), sheets, **facts)
        self.decide = outcome(rules, contests, jury or {})

    def bundle(self):
        return self.poll.bundle(self.decide)


@st.composite
def awards(draw):
    """Draw an award with few ballots, so that ties and gaps are common."""
    sections, nominees, jury = [], {}, {}
    for id_ in ("a", "b")[: draw(st.integers(1, 2))]:
        quota = draw(st.integers(1, 3))
        weight = draw(st.sampled_from((None, None, Fraction(1, 4), Fraction(1, 3), Fraction(1))))
        share = draw(st.sampled_from((None, Share(1, 2), Share(1, 2, ">"), Share(2, 3))))
        base = draw(st.sampled_from(Base))
        nominees[id_] = draw(st.integers(1, 5))
        if weight is not None:
            jury |= {
                option.id: tuple(draw(st.lists(st.integers(0, 10000), min_size=1, max_size=3)))
                for option in options(id_, nominees[id_])
            }
        sections.append(
            SectionRules(
                id=id_,
                title=f"奖项{id_}",
                quota=quota,
                limit=draw(st.integers(1, 3)),
                exact=draw(st.booleans()),
                jury_weight=weight,
                threshold=Threshold(share, base) if share else None,
            )
        )
    sheet = st.fixed_dictionaries(
        {
            one.id: st.dictionaries(
                st.sampled_from([each.id for each in options(one.id, nominees[one.id])]),
                st.just(YES),
                max_size=3,
            )
            for one in sections
        }
    )
    sheets = [(0, each) for each in draw(st.lists(sheet, max_size=9))]
    boxes = [[(0, each) for each in draw(st.lists(sheet, max_size=7))] for _box in range(2)]
    return Award(sections, nominees, sheets, jury, boxes=boxes, absent=draw(st.integers(0, 4)))


@given(awards())
def test_the_recount_decides_every_award_as_the_service_does(award):
    assert problems(award.bundle()) == {}


SECTIONS = (
    SectionRules(id="a", title="先进工作者", quota=2, limit=2, jury_weight=Fraction(2, 5)),
    SectionRules(
        id="b",
        title="优秀提案",
        quota=1,
        limit=1,
        threshold=Threshold(Share(1, 2, ">"), Base.VALID),
    ),
)
SHEETS = [
    *[(0, {"a": {"an0": YES, "an1": YES}, "b": {"bn0": YES}})] * 4,
    *[(0, {"a": {"an0": YES, "an2": YES}, "b": {"bn1": YES}})] * 4,
    (0, {"a": {"an1": YES}}),
    (0, {"a": {"an0": YES, "an1": YES, "an2": YES}}),
]
JURY = {"an0": (9000, 8850), "an1": (8000,), "an2": (9500, 9000, 9100)}


def the_award(**facts) -> Award:
    return Award(SECTIONS, {"a": 3, "b": 2}, SHEETS, JURY, **facts)


def nominee(result, place=0):
    return result["sections"][0]["nominees"][place]


FORGERIES = {
    "one vote more": ("scores", lambda r: nominee(r).update(votes=9)),
    "another share": ("scores", lambda r: nominee(r).update(share="99.9%")),
    "another score": ("scores", lambda r: nominee(r).update(score="99.99")),
    "another vote score": ("scores", lambda r: nominee(r).update(vote_score="99.99")),
    "a jury's mean that is not its mean": ("scores", lambda r: nominee(r).update(jury="99.00")),
    "more points than a jury has": (
        "scores",
        lambda r: nominee(r).update(jury_of={"sum": "300.00", "n": 2}),
    ),
    "another rank": ("scores", lambda r: nominee(r, 1).update(rank=1)),
    "another name": ("scores", lambda r: nominee(r).update(name="丁二")),
    "another order": ("scores", lambda r: r["sections"][0]["nominees"].reverse()),
    "a nominee left out": ("scores", lambda r: r["sections"][0]["nominees"].pop()),
    "passed without the votes": (
        "scores",
        lambda r: r["sections"][1]["nominees"][0].update(passed=True),
    ),
    "another winner": ("outcome", lambda r: r["sections"][0].update(winners=["an1", "an2"])),
    "a place less vacant": ("outcome", lambda r: r["sections"][1].update(vacant=0)),
    "a tie broken": (
        "outcome",
        lambda r: r["sections"][0].update(tied={"seats": 1, "between": ["an2"]}),
    ),
    "another next step": ("outcome", lambda r: r.update(next=[])),
    "another quota": ("sections", lambda r: r["sections"][0].update(quota=3)),
    "another weight": ("sections", lambda r: r["sections"][0].update(jury_weight="1/2")),
    "a lower threshold": ("sections", lambda r: r["sections"][1]["threshold"].update(need=4)),
    "no quorum": ("validity", lambda r: r.update(quorum=False)),
    "not valid": ("validity", lambda r: r.update(valid=False)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_changed_result_of_an_award_is_found(forgery):
    named, change = FORGERIES[forgery]
    assert named in forged(the_award().bundle(), "result.json", change)


def test_a_moved_vote_is_found_by_the_recount():
    def move(records):
        marks = records["contests"]["a"]["marks"]["an1"]
        marks.remove(YES)
        marks.insert(0, "abstain")

    assert forged(the_award().bundle(), "records.json", move) == {"scores", "outcome"}


def test_an_award_with_an_over_returned_box_is_consistent_and_void():
    award = the_award(boxes=[SHEETS[:3]])
    stuffed(award.poll, 0)
    bundle = award.bundle()
    assert bundle.result["valid"].value is False
    assert problems(bundle) == {}


def test_an_award_whose_meeting_was_too_small_is_consistent_and_void():
    bundle = the_award(absent=24).bundle()
    assert bundle.result["quorum"].value is False
    assert problems(bundle) == {}
