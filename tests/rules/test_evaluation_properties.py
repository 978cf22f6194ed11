"""What holds for every evaluation: order, piles and groups change nothing that they should not."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings, strategies as st

from tests.rules.count_files import answered
from tests.rules.evaluation_files import GRADES, SCORED, an_evaluation, of_subject, piles
from voting.evaluations.rounding import decimal_text, percent_text, rounded
from voting.evaluations.schemes import MarkScheme

SUBJECTS = [{"id": f"s{n}", "name": name} for n, name in enumerate("丁王文")]
marks = st.sampled_from([*GRADES, "unknown", "void", None, "abstain"])
ballot = st.fixed_dictionaries(
    {
        "marks": st.dictionaries(st.sampled_from(["s0", "s1", "s2"]), marks),
        "count": st.integers(1, 3),
        "group": st.sampled_from(["A", "B"]),
    }
)
ballots = st.lists(ballot, max_size=8)
RULES = {
    "subjects": SUBJECTS,
    "unknown": "unknown",
    "limits": {"excellent": 2},
    "reject_uniform": True,
    "groups": {"A": {"weight": "0.4"}, "B": {"weight": "0.6"}},
    "scheme": SCORED | {"empty_group": "renormalise"},
    "min_group": 1,
}
quick = settings(max_examples=40, deadline=None)


@quick
@given(ballots.flatmap(lambda sheets: st.tuples(st.just(sheets), st.permutations(sheets))))
def test_the_order_of_the_ballots_changes_nothing(both):
    sheets, shuffled = both

    assert answered(an_evaluation(sheets, **RULES)) == answered(an_evaluation(shuffled, **RULES))


@quick
@given(ballots)
def test_piles_are_so_many_single_ballots(sheets):
    single = [{**one, "count": 1} for one in sheets for _ in range(one["count"])]

    assert answered(an_evaluation(sheets, **RULES)) == answered(an_evaluation(single, **RULES))


@quick
@given(ballots)
def test_counts_add_up(sheets):
    result = answered(an_evaluation(sheets, **RULES))
    valid = result["counts"]["valid"]

    assert valid + result["counts"]["rejected"] == result["counts"]["returned"]
    assert sum(result["rejected"].values()) == result["counts"]["rejected"]
    for one in result["subjects"]:
        assert sum(one["counts"].values()) + one["unknown"] + one["abstain"] == one["n"]
        assert one["n"] + one["void"] <= valid
        assert one["n"] == sum(row["n"] for row in one["by_group"].values())
        for grade, number in one["counts"].items():
            assert number == sum(row["counts"][grade] for row in one["by_group"].values())


@quick
@given(ballots)
def test_a_score_lies_between_the_lowest_and_the_highest_points(sheets):
    for one in answered(an_evaluation(sheets, **RULES))["subjects"]:
        graded = sum(one["counts"].values())
        assert (one["score"] is None) == (graded == 0)
        if graded:
            assert Decimal(40) <= Decimal(one["score"]) <= Decimal(100)
            assert Decimal(40) <= Decimal(one["pooled"]) <= Decimal(100)


@quick
@given(ballots)
def test_ranks_follow_the_scores(sheets):
    subjects = answered(an_evaluation(sheets, **RULES))["subjects"]
    scores = [Decimal(one["score"]) for one in subjects if one["score"] is not None]

    for one in subjects:
        if one["score"] is None:
            assert one["rank"] is None
        else:
            assert one["rank"] == 1 + sum(other > Decimal(one["score"]) for other in scores)


@quick
@given(st.tuples(*[st.integers(0, 6)] * 4).filter(any), st.integers(1, 4))
def test_weights_change_nothing_where_the_groups_say_the_same(counts, times):
    sheets = piles(*counts, group="A") + piles(*[n * times for n in counts], group="B")
    subject = of_subject(an_evaluation(sheets, **(RULES | {"subjects": [{"id": "s"}]})))

    assert subject["score"] == subject["pooled"]


@quick
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12), st.integers(2, 8))
def test_trimming_drops_one_mark_at_each_end(tenths, above):
    given_marks = [Fraction(n, 10) for n in tenths]
    left = sorted(given_marks)[1:-1] if len(tenths) > above else given_marks
    texts: dict[str, int] = {}
    for value in given_marks:
        text = f"{float(value):g}"
        texts[text] = texts.get(text, 0) + 1

    found = MarkScheme(trim_above=above).value("all", texts)
    assert found == sum(left, Fraction(0)) / len(left)


@given(st.fractions(min_value=0, max_value=1000))
def test_numbers_are_rounded_half_up_from_the_exact_fraction(value):
    off = rounded(value, 2) - value

    assert Fraction(-1, 200) < off <= Fraction(1, 200)
    assert Fraction(decimal_text(value, 2)) == rounded(value, 2)


def test_exactly_a_half_is_rounded_up():
    assert decimal_text(Fraction(90365, 1000), 2) == "90.37"
    assert decimal_text(Fraction(1, 8), 2) == "0.13"
    assert percent_text(925, 1000) == "92.5%"
    assert percent_text(1, 2000) == "0.1%"
    assert percent_text(0, 0) is None
