"""Who must be there, how many votes elect, which sheets count: the cases of the design notes."""

import pytest

from tests.rules.election_counting import counted, one_sheet, votes_of
from voting.polls.reading import WrongDocument

# --- Who must be there -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eligible", "needed"), [(120, 80), (100, 67), (121, 81), (47, 32), (3, 2), (1, 1)]
)
def test_a_vote_is_held_from_exactly_two_thirds_of_the_eligible_on(eligible, needed):
    def quorum(attended: int) -> bool:
        return counted(eligible=eligible, attended=attended, issued=0, returned=0)["quorum"]

    assert quorum(needed)
    assert not quorum(needed - 1)


def test_without_a_quorum_nobody_is_elected_and_no_votes_are_shown():
    result = counted({"A": 79}, attended=79, issued=79, returned=79)

    assert result["quorum"] is False
    assert result["valid_election"] is True
    assert (result["tally"], result["elected"], result["runoff"]) == ([], [], None)
    assert result["next"] == ["reballot"]
    assert "至少 80 人" in result["warnings"][0]


def test_the_quorum_is_not_judged_when_attendance_was_not_counted():
    result = counted({"A": 61}, attended=None)

    assert result["quorum"] is None
    assert result["elected"] == ["A"]


# --- How many votes elect ----------------------------------------------------------------------


def test_half_of_the_eligible_is_not_a_majority_and_one_more_is():
    assert counted({"B": 60})["elected"] == []
    assert counted({"B": 61})["elected"] == ["B"]
    assert counted({"B": 61})["threshold"] == {
        "base": "eligible",
        "of": 120,
        "need": 61,
        "operator": ">",
        "share": "1/2",
    }


def test_a_majority_of_the_ballots_is_not_enough_because_the_base_is_all_who_should_come():
    result = counted({"B": 50}, returned=95)

    assert result["counts"]["valid"] == 95
    assert result["elected"] == []


@pytest.mark.parametrize(
    ("base", "need"), [("eligible", 61), ("attended", 51), ("returned", 49), ("valid", 48)]
)
def test_the_base_is_a_setting_and_each_base_asks_for_its_own_number(base, need):
    rules = {"extends": "union_election_2016", "elect": {"base": base}}
    over_marked = {"marks": {"A": "approve", "B": "approve"}, "count": 2}

    def elected(votes: int) -> list[str]:
        ballots = [
            {"marks": {"A": "approve"}, "count": votes},
            {"marks": {}, "count": 94 - votes},
            over_marked,
        ]
        return counted(
            rules=rules, attended=100, issued=98, candidates=["A", "B"], ballots=ballots
        )["elected"]

    assert elected(need) == ["A"]
    assert elected(need - 1) == []


def test_at_least_half_elects_where_the_operator_includes_the_number():
    rules = {"extends": "union_election_2016", "elect": "1/2 >= eligible"}

    assert counted({"B": 60}, rules=rules)["elected"] == ["B"]
    assert counted({"B": 59}, rules=rules)["elected"] == []


def test_attendance_must_be_given_when_it_is_the_base():
    with pytest.raises(WrongDocument) as wrong:
        counted({"A": 1}, attended=None, rules="attended_majority")

    assert [problem.place for problem in wrong.value.problems] == ["attended"]


def test_nobody_is_elected_without_a_vote_even_where_the_base_is_nothing():
    rules = {"extends": "union_election_2016", "elect": "1/2 >= valid"}
    void = [{"marks": {"A": "approve", "B": "approve"}, "count": 96}]

    assert counted(rules=rules, candidates=["A", "B"], ballots=void)["elected"] == []


# --- The papers --------------------------------------------------------------------------------


def test_more_ballots_than_were_issued_make_the_election_invalid_and_show_no_votes():
    result = counted({"A": 96}, returned=97)

    assert result["valid_election"] is False
    assert (result["tally"], result["write_ins"], result["elected"]) == ([], [], [])
    assert result["next"] == ["reballot"]
    assert result["vacant"] == 1
    assert "97" in result["warnings"][0]


def test_fewer_ballots_than_were_issued_leave_the_election_valid():
    result = counted({"A": 61}, returned=95)

    assert result["valid_election"] is True
    assert result["counts"]["not_returned"] == 1


def test_marks_of_every_candidate_add_up_to_the_valid_ballots_when_some_were_rejected():
    result = counted(
        candidates=["A", "B"],
        ballots=[
            {"marks": {"A": "approve", "B": "oppose"}, "count": 60},
            {"marks": {"B": "abstain"}, "count": 33},
            {"marks": {"A": "approve", "B": "approve"}, "count": 3},
        ],
    )

    assert result["counts"]["rejected"] == 3
    for row in result["tally"]:
        assert row["approve"] + row["oppose"] + row["abstain"] == 93


def test_a_sheet_with_more_names_than_seats_is_rejected_as_a_whole_written_names_included():
    five = dict.fromkeys("abcde", "approve") | {"f": "oppose"}

    assert one_sheet(seats=5, marks=five)["counts"]["rejected"] == 0
    assert one_sheet(seats=5, marks=five, write_ins=["王五"])["counts"]["rejected"] == 1


def test_a_sheet_with_fewer_names_than_seats_is_valid_and_the_rest_stays_as_marked():
    result = one_sheet(
        seats=5, marks={"a": "approve", "b": "approve", "c": "approve", "d": "oppose"}
    )

    assert result["counts"]["valid"] == 1
    assert votes_of(result, "d")["oppose"] == 1
    assert votes_of(result, "e")["abstain"] == 1


def test_a_sheet_without_any_mark_is_valid_and_abstains_from_everybody():
    result = one_sheet(seats=5)

    assert result["counts"]["returned"] == result["counts"]["valid"] == 1
    assert result["counts"]["blank"] == 1
    assert all(row["abstain"] == 1 for row in result["tally"])


def test_a_blank_sheet_is_rejected_where_local_rules_say_so():
    rules = {"extends": "union_election_2016", "blank": "void_ballot"}

    assert one_sheet(seats=5, rules=rules)["counts"]["rejected"] == 1
