"""The recount, written apart from the service, decides every election as the service does."""

from hypothesis import given, strategies as st

from verifier import recount, thresholds
from voting.elections import counting

NAMES = ("丁一", "王二", "文三", "欧阳四", "林五")
SHARES = ("1/2", "2/3", "3/5", "1/3", "4/5", "1")
MARKS = ("approve", "oppose", "abstain")


@st.composite
def elections(draw):
    """Draw a file of ``voting count``: few electors, so that ties and shortages are common."""
    eligible = draw(st.integers(1, 14))
    sheets = draw(st.integers(0, eligible))
    candidates = draw(st.integers(1, len(NAMES)))
    ids = [f"o{place}" for place in range(candidates)]
    rules = {
        "extends": "union_election_2016",
        "name": "drawn",
        "elect": {
            "share": draw(st.sampled_from(SHARES)),
            "op": ">=",
            "base": draw(st.sampled_from(("eligible", "attended", "returned", "valid"))),
        },
        "writein": draw(st.sampled_from(("free", "requires_disapprove"))),
    }
    if rules["elect"]["share"] != "1":
        rules["elect"]["op"] = draw(st.sampled_from((">", ">=")))
    marks = st.dictionaries(st.sampled_from(ids), st.sampled_from(MARKS))
    written = st.lists(st.sampled_from(("赵六", "钱七")), max_size=2, unique=True)
    return {
        "kind": "election",
        "rules": rules,
        "eligible": eligible,
        "attended": draw(st.integers(sheets, eligible)),
        "issued": sheets,
        "seats": draw(st.integers(1, 4)),
        "candidates": [{"id": key, "name": NAMES[place]} for place, key in enumerate(ids)],
        "ballots": [{"marks": draw(marks), "write_ins": draw(written)} for _sheet in range(sheets)],
    }


@given(elections())
def test_the_recount_decides_as_the_service_does(document):
    answer = counting.answer(counting.count(document))
    threshold = answer["threshold"]
    share, _slash, whole = threshold["share"].partition("/")
    rule = thresholds.Threshold(
        int(share), int(whole or 1), threshold["operator"], threshold["base"], threshold["share"]
    )
    assert rule.need(threshold["of"]) == threshold["need"]
    if not (answer["valid_election"] and answer["quorum"]):
        assert answer["elected"] == answer["tally"] == []
        return
    approvals = {(row["id"], ""): row["approve"] for row in answer["tally"]}
    approvals |= {(row["name"], "另选"): row["approve"] for row in answer["write_ins"]}
    decision = recount.decide(threshold["need"], document["seats"], approvals)
    runoff = answer["runoff"] or {"seats": 0, "between": []}
    assert sorted(key for key, _unit in decision.elected) == sorted(answer["elected"])
    assert sorted(key for key, _unit in decision.tied) == sorted(runoff["between"])
    assert (decision.tied_seats, decision.vacant) == (runoff["seats"], answer["vacant"])
    rules = recount.Rules(rule, rule, ("reballot", "reduce_seats", "leave_vacant"))
    assert recount.may_follow(rules, decision, answer["next"])


def test_sixty_of_a_hundred_and_twenty_do_not_elect_and_sixty_one_do():
    rule = thresholds.Threshold(1, 2, ">", "eligible", "1/2")
    assert rule.need(120) == 61
    assert recount.decide(61, 1, {("b", ""): 60}).elected == frozenset()
    assert recount.decide(61, 1, {("b", ""): 61}).elected == {("b", "")}


def test_a_tie_inside_the_seats_needs_no_run_off():
    votes = {("a", ""): 80, ("b", ""): 70, ("c", ""): 70, ("d", ""): 65}
    assert recount.decide(61, 3, votes).elected == {("a", ""), ("b", ""), ("c", "")}


def test_a_tie_at_the_cut_elects_neither_and_asks_for_a_run_off():
    votes = {("a", ""): 80, ("b", ""): 75, ("c", ""): 70, ("d", ""): 70}
    decision = recount.decide(61, 3, votes)
    assert decision.elected == {("a", ""), ("b", "")}
    assert (decision.tied, decision.tied_seats) == ({("c", ""), ("d", "")}, 1)


def test_two_written_in_persons_of_one_name_are_two_persons():
    votes = {("张伟", "语文教研组"): 40, ("张伟", "数学教研组"): 40}
    assert recount.decide(61, 1, votes).elected == frozenset()
