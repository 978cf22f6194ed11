"""Ranking, ties at the cut, shortage: who is elected and what follows."""

from tests.rules.election_counting import counted


def test_those_who_passed_are_elected_by_votes_and_one_at_half_is_not():
    result = counted({"A": 61, "B": 60, "C": 70, "D": 90}, seats=3)

    assert result["elected"] == ["D", "C", "A"]
    assert [row["passed"] for row in result["tally"]] == [True, True, True, False]


def test_a_tie_within_the_seats_needs_no_run_off():
    result = counted({"A": 80, "B": 70, "C": 70, "D": 65}, seats=3)

    assert set(result["elected"]) == {"A", "B", "C"}
    assert result["runoff"] is None
    assert result["next"] == []


def test_a_tie_at_the_cut_leads_to_a_run_off_of_exactly_the_tied_for_the_seats_left():
    result = counted({"A": 80, "B": 70, "C": 65, "D": 65}, seats=3)

    assert result["elected"] == ["A", "B"]
    assert result["runoff"] == {"seats": 1, "between": ["C", "D"]}
    assert (result["vacant"], result["next"]) == (0, ["runoff"])


def test_a_tie_of_three_for_two_seats_elects_none_of_them():
    result = counted({"A": 80, "B": 65, "C": 65, "D": 65}, seats=3)

    assert result["elected"] == ["A"]
    assert result["runoff"] == {"seats": 2, "between": ["B", "C", "D"]}


def test_a_written_in_person_takes_part_in_a_tie_and_its_run_off():
    ballots = [
        {"marks": {"A": "approve"}, "count": 48},
        {"marks": {"A": "oppose"}, "write_ins": ["王五"], "count": 48},
    ]
    rules = {"extends": "union_election_2016", "elect": "1/2 >= returned"}
    result = counted(candidates=["A"], ballots=ballots, rules=rules)

    assert set(result["runoff"]["between"]) == {"A", "王五"}


def test_a_tie_below_the_threshold_is_no_tie():
    result = counted({"A": 80, "B": 60, "C": 60}, seats=2)

    assert result["elected"] == ["A"]
    assert result["runoff"] is None
    assert result["vacant"] == 1


def test_more_votes_win_a_run_off_without_a_new_majority():
    result = counted({"C": 40, "D": 41}, rules="union_runoff_2016")

    assert result["elected"] == ["D"]
    assert result["threshold"]["need"] == 1


def test_a_run_off_that_ties_again_stays_undecided():
    result = counted({"C": 40, "D": 40}, rules="union_runoff_2016")

    assert result["elected"] == []
    assert result["runoff"] == {"seats": 1, "between": ["C", "D"]}


def test_too_few_elected_leaves_vacancies_and_names_the_three_ways_on():
    approvals = {"A": 90, "B": 80, "C": 70, "D": 60, "E": 50}
    result = counted(approvals, seats=5, members=150)

    assert result["elected"] == ["A", "B", "C"]
    assert result["vacant"] == 2
    assert result["next"] == ["reballot", "reduce_seats", "leave_vacant"]


def test_seats_are_not_reduced_below_what_the_number_of_members_asks_for():
    approvals = dict.fromkeys("ABCDEF", 70) | {"G": 10}
    result = counted(approvals, seats=7, members=300)

    assert len(result["elected"]) == 6
    assert result["next"] == ["reballot", "leave_vacant"]


def test_seats_are_not_reduced_to_nobody():
    assert counted({"A": 10})["next"] == ["reballot", "leave_vacant"]


def test_the_shortage_follows_local_rules_that_allow_less():
    rules = {"extends": "union_election_2016", "short": ["leave_vacant"]}

    assert counted({"A": 10}, rules=rules)["next"] == ["leave_vacant"]


def test_a_recall_needs_a_majority_of_all_not_of_those_present():
    assert counted({"主席": 70}, rules="union_recall_2021", attended=100)["elected"] == ["主席"]
    failed = counted({"主席": 60}, rules="union_recall_2021", attended=100)
    assert failed["elected"] == []
    assert failed["next"] == []


def test_the_announcement_lists_most_approvals_first_and_equal_ones_by_strokes():
    result = counted({"欧阳四": 50, "林五": 50, "丁一": 50, "王二": 70}, seats=3)

    assert [row["name"] for row in result["tally"]] == ["王二", "丁一", "林五", "欧阳四"]
