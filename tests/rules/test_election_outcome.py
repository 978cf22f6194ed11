"""Who is elected: the cases of the design notes, each counted from whole ballots."""

import pytest

from voting.elections.counting import answer, count
from voting.elections.reading import WrongDocument


def sheets(approvals: dict[str, int], returned: int) -> list[dict]:
    """Spread the approvals over the ballots in turn, so that no sheet is marked too often."""
    ballots = [{} for _ in range(returned)]
    at = 0
    for candidate, number in approvals.items():
        for _ in range(number):
            ballots[at % returned][candidate] = "approve"
            at += 1
    return [{"marks": marks} for marks in ballots]


def counted(approvals: dict[str, int] | None = None, **given) -> dict:
    """Count an election of 应到 120, 参加 96 by the union's rules, unless told otherwise."""
    returned = given.pop("returned", 96)
    approvals = approvals or {}
    names = given.pop("candidates", list(approvals) or ["A"])
    document = {
        "kind": "election",
        "rules": "union_election_2016",
        "eligible": 120,
        "attended": 96,
        "issued": 96,
        "returned": returned,
        "seats": 1,
        "candidates": [
            {"id": name, "name": name} if isinstance(name, str) else name for name in names
        ],
        "ballots": sheets(approvals, returned),
    }
    return answer(count(document | given))


def votes_of(result: dict, candidate: str) -> dict:
    return next(row for row in result["tally"] if row["id"] == candidate)


def one_sheet(*, seats: int, **ballot) -> dict:
    """Count a single ballot of four candidates."""
    return counted(
        eligible=1,
        attended=1,
        issued=1,
        returned=1,
        seats=seats,
        candidates=[{"id": key, "name": f"候选人{key}"} for key in "abcdef"],
        ballots=[ballot],
        rules=ballot.pop("rules", "union_election_2016"),
    )


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


# --- Written-in names --------------------------------------------------------------------------


def test_a_name_written_without_disapproving_of_anybody_is_rejected_with_an_explanation():
    result = one_sheet(seats=5, marks={"a": "approve"}, write_ins=["王五"])

    assert result["counts"]["rejected"] == 1
    assert result["write_ins"] == []
    assert "没有投不赞成票" in " ".join(result["warnings"])


def test_a_name_written_without_disapproving_counts_under_lenient_rules():
    rules = {"extends": "union_election_2016", "writein": "free"}
    result = one_sheet(seats=5, rules=rules, marks={"a": "approve"}, write_ins=["王五"])

    assert [(row["name"], row["approve"]) for row in result["write_ins"]] == [("王五", 1)]


def test_a_written_name_that_is_printed_is_dropped_and_the_printed_mark_counts_once():
    result = counted(
        candidates=["李明", "王芳"],
        ballots=[{"marks": {"李明": "approve", "王芳": "oppose"}, "write_ins": ["李 明"]}] * 96,
    )

    assert votes_of(result, "李明")["approve"] == 96
    assert result["write_ins"] == []
    assert result["counts"]["rejected"] == 0


def test_two_spellings_of_one_name_are_one_person_with_the_sum():
    spellings = ["张 伟", "张伟", "張偉"]
    result = counted(
        candidates=["A"],
        ballots=[
            {"marks": {"A": "oppose"}, "write_ins": [name], "count": 32} for name in spellings
        ],
    )

    assert result["write_ins"] == [
        {"name": "张伟", "approve": 96, "passed": True, "status": "resolved"}
    ]


def test_two_spellings_of_one_name_on_one_sheet_count_once():
    result = one_sheet(seats=2, marks={"a": "oppose", "b": "oppose"}, write_ins=["张伟", "張偉"])

    assert [row["approve"] for row in result["write_ins"]] == [1]


def test_a_written_in_person_with_a_majority_is_elected_like_a_candidate():
    ballots = [
        {"marks": {"A": "oppose"}, "write_ins": ["王五"], "count": 61},
        {"marks": {"A": "approve"}, "count": 35},
    ]
    result = counted(candidates=["A"], ballots=ballots, roster=[{"name": "王五"}])

    assert result["elected"] == ["王五"]
    assert result["write_ins"][0]["passed"] is True


def test_votes_for_a_barred_person_are_void_and_the_sheet_stays_valid():
    ballots = [{"marks": {"A": "oppose"}, "write_ins": ["王五"], "count": 96}]
    result = counted(candidates=["A"], ballots=ballots, roster=[{"name": "王五", "barred": True}])

    assert result["elected"] == []
    assert result["counts"]["valid"] == 96
    assert result["write_ins"] == [
        {"name": "王五", "approve": 96, "passed": False, "status": "void"}
    ]


@pytest.mark.parametrize(
    "roster",
    [
        pytest.param(
            [{"name": "张伟", "unit": "语文"}, {"name": "张伟", "unit": "数学"}], id="two"
        ),
        pytest.param([{"name": "李四"}], id="nobody"),
        pytest.param([], id="an empty roster"),
    ],
)
def test_a_name_that_fits_two_persons_or_nobody_is_undecided_and_said_so(roster):
    ballots = [{"marks": {"A": "oppose"}, "write_ins": ["张伟"], "count": 96}]
    result = counted(candidates=["A"], ballots=ballots, roster=roster)

    assert result["elected"] == []
    assert result["write_ins"][0]["status"] == "undecided"
    assert result["write_ins"][0]["passed"] is False
    assert "张伟" in result["warnings"][0]
    assert "可能影响当选结果" in " ".join(result["warnings"])


def test_a_name_written_with_its_unit_means_the_one_person_of_that_unit():
    roster = [{"name": "张伟", "unit": "语文组"}, {"name": "张伟", "unit": "数学组"}]
    ballots = [{"marks": {"A": "oppose"}, "write_ins": ["张伟（数学组）"], "count": 96}]

    assert counted(candidates=["A"], ballots=ballots, roster=roster)["elected"] == ["张伟"]


def test_one_who_is_written_in_beside_a_printed_namesake_is_told_apart_by_the_unit():
    roster = [{"name": "张伟", "unit": "语文组"}, {"name": "张伟", "unit": "数学组"}]
    result = counted(
        candidates=["张伟"],
        roster=roster,
        seats=2,
        ballots=[{"marks": {"张伟": "oppose"}, "write_ins": ["张伟（数学组）"], "count": 96}],
    )

    assert result["elected"] == ["张伟（数学组）"]


def test_a_written_name_that_looks_like_a_candidates_id_is_not_taken_for_the_candidate():
    result = one_sheet(seats=2, marks={"a": "approve", "b": "oppose"}, write_ins=["a"])

    assert [row["name"] for row in result["write_ins"]] == ["a（另选）"]


# --- Ranking, ties, shortage -------------------------------------------------------------------


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
