"""The result of a poll: the same document as that of a count, from an opened box."""

from dataclasses import replace

from voting.ballots import canonical
from voting.evaluations.answer import result_document
from voting.evaluations.figures import figures_of, tallies_of
from voting.evaluations.rules import Subject, plan_from_rules
from voting.polls.counted import Batch, Counted, GroupCounted, Pile
from voting.polls.rules import Turnout

PLAN = {
    "scale": ["excellent", "competent", "basic", "incompetent"],
    "groups": {
        "a": {"title": "A票", "weight": "0.4"},
        "b": {"title": "B票", "weight": "0.6"},
    },
    "scheme": {
        "type": "points",
        "points": {"excellent": 100, "competent": 80, "basic": 60, "incompetent": 40},
    },
}
SUBJECTS = [Subject("s1", "丁一", "书记"), Subject("s2", "王二")]
FIRST = {"s1": {"excellent": 5, "own": 1}, "s2": {"competent": 4, "abstain": 2}}
SECOND = {"s1": {"excellent": 5, "basic": 5}, "s2": {"competent": 9, "void": 1}}


BOX = Pile(4, 4, 4, 0, 0)


def opened(paper: Pile = BOX) -> Counted:
    returned = 12 + paper.returned
    return Counted(
        turnout=Turnout(30, 20, 14 + paper.issued, returned),
        valid=16,
        rejected=0,
        blank=0,
        marks={},
        write_ins={},
        rulings={},
        groups={
            "a": GroupCounted("A票", 10, Pile(6, 6, 6, 0, 0), {"all": FIRST}),
            "b": GroupCounted("B票", 20, Pile(12, 10, 10, 0, 0), {"all": SECOND}),
        },
        phone=Pile(14, 12, 12, 0, 0),
        batches=(Batch("流动票箱一", "b", paper),),
    )


def document(counted: Counted, **changes):
    plan = plan_from_rules(PLAN | changes)
    return result_document(plan, SUBJECTS, figures_of(counted), tallies_of(counted))


def test_a_result_is_made_of_the_tallies_of_the_groups():
    result = document(opened())
    first, second = result["subjects"]

    assert (first["n"], first["score"], first["note"]) == (15, "88.00", "书记")
    assert (second["n"], second["void"], second["abstain"]) == (15, 1, 2)
    assert second["by_group"]["a"]["score"] == "80.00"
    assert result["counts"]["attended"] == 20
    assert result["groups"][0] == {
        "id": "a",
        "title": "A票",
        "weight": "0.4",
        "shown_as": "a",
        "eligible": 10,
        "issued": 6,
        "returned": 6,
        "valid": 6,
        "rejected": 0,
    }


def test_a_result_can_be_signed():
    result = document(opened(), small_groups="merge", min_group=7, quorum="1/2")

    assert canonical.parse(canonical.encode(result)) == result


def test_a_paper_box_with_more_back_than_issued_makes_the_vote_invalid():
    result = document(opened(Pile(3, 4, 4, 0, 0)))

    assert (result["valid"], result["subjects"]) == (False, [])
    assert result["warnings"][0].startswith("“流动票箱一”收回的票多于发出的票")


def test_more_back_than_issued_in_the_sum_makes_the_vote_invalid():
    result = document(replace(opened(), turnout=Turnout(30, 20, 15, 16)))

    assert (result["valid"], result["subjects"]) == (False, [])
    assert result["warnings"][0].startswith("收回 16 张，多于发出的 15 张")


def test_shares_of_those_who_attended_leave_out_ones_own_row():
    first, second = document(opened(), base="attended")["subjects"]

    assert (first["of"], first["shares"]["excellent"]) == (19, "52.6%")
    assert second["of"] == 20


def test_shares_of_returned_sheets_and_of_the_roll():
    assert document(opened(), base="returned")["subjects"][1]["of"] == 16
    assert document(opened(), base="eligible")["subjects"][1]["of"] == 30
