"""Written-in names: whom they mean, what they count for."""

import pytest

from tests.rules.election_counting import counted, one_sheet, votes_of


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
