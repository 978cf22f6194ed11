"""Voter groups too small to hide in: withheld so that nobody can subtract, or merged."""

from itertools import product

from hypothesis import given, settings, strategies as st

from tests.rules.count_files import answered
from tests.rules.evaluation_files import SCORED, an_evaluation, of_subject, piles
from voting.evaluations.small_groups import withheld

GROUPS = {
    "A": {"title": "A票", "weight": "0.3"},
    "B": {"title": "B票", "weight": "0.3"},
    "C": {"title": "C票", "weight": "0.4"},
}
SMALL = [
    *piles(3, 0, 0, 0, group="A"),
    *piles(5, 3, 0, 0, group="B"),
    *piles(70, 35, 12, 3, group="C"),
]


def test_a_small_group_is_withheld_together_with_the_next_smallest():
    result = answered(an_evaluation(SMALL, groups=GROUPS, scheme=SCORED))
    by_group = result["subjects"][0]["by_group"]

    assert (by_group["A"], by_group["B"]) == ("withheld", "withheld")
    assert by_group["C"]["counts"]["excellent"] == 70
    assert "“A票”、“B票”的票数不单列" in result["warnings"][0]
    assert "仍可能推算" in result["warnings"][1]


def test_the_score_is_still_the_weighted_one():
    subject = of_subject(an_evaluation(SMALL, groups=GROUPS, scheme=SCORED))

    # 100·0.3 + 92.5·0.3 + 88.666…·0.4
    assert subject["score"] == "93.22"
    assert subject["counts"]["excellent"] == 78


def test_groups_large_enough_are_all_shown():
    ballots = [*SMALL, *piles(2, 0, 0, 0, group="A")]
    by_group = of_subject(an_evaluation(ballots, groups=GROUPS))["by_group"]

    assert "withheld" not in by_group.values()


def test_the_size_that_is_small_is_a_setting():
    assert (
        "withheld"
        not in of_subject(an_evaluation(SMALL, groups=GROUPS, min_group=3))["by_group"].values()
    )
    by_group = of_subject(an_evaluation(SMALL, groups=GROUPS, min_group=10))["by_group"]
    assert by_group["C"] != "withheld"
    by_group = of_subject(an_evaluation(SMALL, groups=GROUPS, min_group=12))["by_group"]
    assert set(by_group.values()) == {"withheld"}


def test_a_group_is_small_where_few_of_it_rated_a_subject():
    subjects = [{"id": "s", "name": "丁一"}, {"id": "t", "name": "王二"}]
    ballots = [
        {"group": "A", "marks": {"s": "basic", "t": None}, "count": 4},
        {"group": "A", "marks": {"s": "basic", "t": "basic"}, "count": 2},
        {"group": "B", "marks": {"s": "basic", "t": "basic"}, "count": 9},
        {"group": "C", "marks": {"s": "basic", "t": "basic"}, "count": 20},
    ]
    first, second = answered(an_evaluation(ballots, subjects=subjects, groups=GROUPS))["subjects"]

    assert "withheld" not in first["by_group"].values()
    assert [key for key, row in second["by_group"].items() if row == "withheld"] == ["A", "B"]


def test_a_group_is_small_where_few_of_it_rated_one_dimension():
    ballots = [
        {"group": "A", "marks": {"s": {"de": "basic", "ji": None}}, "count": 3},
        {"group": "A", "marks": {"s": {"de": "basic", "ji": "basic"}}, "count": 4},
        {"group": "B", "marks": {"s": {"de": "basic", "ji": "basic"}}, "count": 9},
        {"group": "C", "marks": {"s": {"de": "basic", "ji": "basic"}}, "count": 20},
    ]
    dimensions = [{"id": "de"}, {"id": "ji"}]
    by_group = of_subject(an_evaluation(ballots, dimensions=dimensions, groups=GROUPS))["by_group"]

    assert [key for key, row in by_group.items() if row == "withheld"] == ["A", "B"]


def test_a_group_too_small_for_one_subject_is_merged_for_all():
    subjects = [{"id": "s", "name": "丁一"}, {"id": "t", "name": "王二"}]
    ballots = [
        {"group": "A", "marks": {"s": "basic", "t": None}, "count": 4},
        {"group": "A", "marks": {"s": "basic", "t": "basic"}, "count": 2},
        {"group": "B", "marks": {"s": "basic", "t": "basic"}, "count": 9},
        {"group": "C", "marks": {"s": "basic", "t": "basic"}, "count": 20},
    ]
    document = an_evaluation(ballots, subjects=subjects, groups=GROUPS, small_groups="merge")

    assert [list(one["by_group"]) for one in answered(document)["subjects"]] == [["A+B", "C"]] * 2


def test_two_groups_of_one_hide_behind_a_third():
    ballots = piles(1, 0, 0, 0, group="A") + piles(0, 1, 0, 0, group="B")
    ballots += piles(0, 0, 9, 0, group="C")
    by_group = of_subject(an_evaluation(ballots, groups=GROUPS))["by_group"]

    assert set(by_group.values()) == {"withheld"}


def test_an_empty_group_has_nothing_to_hide_and_hides_nobody():
    ballots = piles(2, 0, 0, 0, group="A") + piles(0, 0, 9, 0, group="C")
    by_group = of_subject(an_evaluation(ballots, groups=GROUPS))["by_group"]

    assert (by_group["A"], by_group["C"]) == ("withheld", "withheld")
    assert by_group["B"]["n"] == 0


def test_small_groups_may_be_merged_before_scoring():
    result = answered(an_evaluation(SMALL, groups=GROUPS, scheme=SCORED, small_groups="merge"))
    subject = result["subjects"][0]

    assert list(subject["by_group"]) == ["A+B", "C"]
    assert subject["by_group"]["A+B"]["counts"]["excellent"] == 8
    # (8·100 + 3·80) / 11 = 94.545… · 0.6 + 88.666… · 0.4
    assert subject["by_group"]["A+B"]["score"] == "94.55"
    assert subject["score"] == "92.19"
    assert [one["shown_as"] for one in result["groups"]] == ["A+B", "A+B", "C"]
    assert "“A票、B票”按方案合并计算" in result["warnings"][0]


def test_merging_goes_on_until_no_group_is_small():
    ballots = piles(1, 0, 0, 0, group="A") + piles(0, 2, 0, 0, group="B")
    ballots += piles(0, 0, 9, 0, group="C")
    subject = of_subject(an_evaluation(ballots, groups=GROUPS, scheme=SCORED, small_groups="merge"))

    assert list(subject["by_group"]) == ["A+B+C"]
    assert subject["score"] == subject["pooled"]


def test_a_merged_plan_of_large_groups_is_the_plain_one():
    ballots = [*SMALL, *piles(2, 0, 0, 0, group="A")]
    document = an_evaluation(ballots, groups=GROUPS, scheme=SCORED)

    assert of_subject(document | {"small_groups": "merge"}) == of_subject(document)


sizes = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 12), min_size=1)


@given(sizes, st.integers(1, 8))
def test_withheld_groups_always_have_company_and_enough_rows_between_them(groups, least):
    hidden = withheld(groups, least)
    there = {group for group, size in groups.items() if size}

    assert {group for group in there if groups[group] < least} <= hidden <= there
    if hidden and hidden != there:
        assert len(hidden) >= 2
        assert sum(groups[group] for group in hidden) >= least


@given(sizes, st.integers(1, 8))
def test_nothing_is_withheld_without_a_small_group(groups, least):
    large = {group: size for group, size in groups.items() if size == 0 or size >= least}

    assert withheld(large, least) == frozenset()


group_counts = st.tuples(*[st.integers(0, 3)] * 2)


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[group_counts] * 3))
def test_what_is_printed_leaves_more_than_one_answer_for_every_withheld_group(counts):
    """Whoever subtracts what is shown from the total cannot tell a withheld group's counts."""
    ballots = [
        {"group": group, "marks": {"s": grade}, "count": n}
        for group, pair in zip("ABC", counts, strict=True)
        for grade, n in zip(("good", "bad"), pair, strict=True)
        if n
    ]
    document = an_evaluation(
        ballots, scale=["good", "bad"], groups={key: {} for key in "ABC"}, min_group=4
    )
    subject = of_subject(document)
    hidden = [group for group, row in subject["by_group"].items() if row == "withheld"]
    if not hidden or len(hidden) == sum(any(pair) for pair in counts):
        return  # Nothing is shown beside the total, so nothing can be subtracted from it.
    shown_good = sum(
        row["counts"]["good"] for row in subject["by_group"].values() if row != "withheld"
    )
    left = subject["counts"]["good"] - shown_good
    numbers = {group: sum(counts["ABC".index(group)]) for group in hidden}
    possible = [
        answer
        for answer in product(*(range(numbers[group] + 1) for group in hidden))
        if sum(answer) == left
    ]
    unanimous = left in {0, sum(numbers.values())}
    assert unanimous or all(len(set(column)) > 1 for column in zip(*possible, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.tuples(*[st.integers(0, 4)] * 4)] * 3))
def test_every_printed_group_of_a_merged_plan_has_enough_rows(counts):
    ballots = [
        ballot
        for group, four in zip("ABC", counts, strict=True)
        for ballot in piles(*four, group=group)
    ]
    subject = of_subject(an_evaluation(ballots, groups=GROUPS, scheme=SCORED, small_groups="merge"))

    for row in subject["by_group"].values():
        assert row == "withheld" or row["n"] == 0 or row["n"] >= 5
    if "withheld" in subject["by_group"].values():
        assert subject["n"] < 5
