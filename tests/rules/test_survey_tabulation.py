"""Tables of a survey, case by case; every share over those who answered that question."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from tests.rules.survey_forms import answered, counted, program
from voting.errors import WrongInput
from voting.surveys.disclosure import publish
from voting.surveys.document import rates, table as shown_table
from voting.surveys.policy import Policy, Whole
from voting.surveys.rates import Returns
from voting.surveys.tabulation import columns_of, tables
from voting.surveys.wording import decimal, percent, signed

SATISFACTION = program("| select_one 满意 | q | 满意吗 |\n| 推荐度 | nps | 推荐吗 |")
LETTERS = program(
    """
    | type | name | label | relevant |
    | select_one 是否 | asked | 参加过吗 | |
    | select_multiple 字母 | m | 参加过什么 | ${asked} = 'yes' |
    | integer | n | 几次 | |
    | text | t | 意见 | |
    | rank 字母 | r | 排序 | |
    """
)


def spread(name: str, **numbers: int) -> list[dict[str, str]]:
    """Give each answer so many times; answers that are digits start with an underscore."""
    return [{name: key.strip("_")} for key, n in numbers.items() for _each in range(n)]


def document(made, responses, name):
    columns = columns_of(made, [answered(made, raw) for raw in responses])
    found = publish(tables(made, columns), [], Policy(whole=Whole.NOTHING))
    return next(shown_table(each) for each in found.tables if each.table.name == name)


def test_case_111_an_effective_rate_is_of_those_given_out():
    found = rates(Returns(11031, 10259, 10259))
    assert found["有效问卷回收率"] == {
        "numerator": 10259,
        "denominator": 11031,
        "percent": "93.0%",
    }


def test_case_112_each_rate_has_its_own_denominator():
    found = rates(Returns(1664, 1609, 1436))
    assert [found[name]["percent"] for name in ("回收率", "有效问卷回收率", "有效率")] == [
        "96.7%",
        "86.3%",
        "89.2%",
    ]
    assert (found["有效率"]["numerator"], found["有效率"]["denominator"]) == (1436, 1609)


def test_an_open_link_has_no_rate_of_return():
    found = rates(Returns(None, 20, 18))
    assert (found["回收率"], found["有效问卷回收率"]) == (None, None)
    assert found["有效率"]["percent"] == "90.0%"
    assert rates(Returns(0, 0, 0))["回收率"]["percent"] is None


def test_more_cannot_come_back_than_were_given_out():
    with pytest.raises(WrongInput, match="收回 12 份，多于发出的 10 份"):
        Returns(10, 12, 12)


def test_case_114_six_five_and_three_of_ten_are_140_percent():
    chosen = ["a b"] * 3 + ["a"] * 2 + ["a c"] + ["b"] * 2 + ["c"] * 2
    found = document(LETTERS, [{"asked": "yes", "m": each} for each in chosen], "m")
    assert found["base"] == 10
    assert [(each["count"], each["percent"]) for each in found["options"]] == [
        (6, "60.0%"),
        (5, "50.0%"),
        (3, "30.0%"),
    ]
    assert found["percent_sum"] == "140.0%"


def test_case_115_who_was_not_asked_is_in_no_base():
    responses = [{"asked": "no"}] * 20 + [{"asked": "yes", "m": "a"}] * 30 + [{"asked": "yes"}] * 5
    found = counted(LETTERS, responses)["m"]
    assert (found.total, found.skipped, found.asked, found.base) == (55, 20, 35, 30)
    assert document(LETTERS, responses, "m")["options"][0]["percent"] == "100.0%"


def test_case_117_a_scale_has_a_mean_and_labelled_boxes():
    found = document(SATISFACTION, spread("q", _5=60, _4=90, _3=35, _2=10, _1=5), "q")
    assert found["base"] == 200
    assert found["mean"] == "3.95"
    assert found["top2"] == {"label": "非常满意+满意", "count": 150, "percent": "75.0%"}
    assert found["top3"] == {"label": "非常满意+满意+一般", "count": 185, "percent": "92.5%"}
    assert found["bottom2"] == {"label": "不满意+非常不满意", "count": 15, "percent": "7.5%"}


def test_the_satisfaction_index_weighs_five_steps():
    found = document(SATISFACTION, spread("q", _5=20, _4=45, _3=25, _2=8, _1=2), "q")
    assert found["index"] == "73.40"


def test_case_118_enps_is_a_number_with_a_sign():
    responses = spread("nps", _10=40, _9=30, _8=50, _7=40, _6=25, _0=15)
    found = document(SATISFACTION, responses, "nps")
    assert (found["promoters"], found["passives"], found["detractors"]) == (70, 90, 40)
    assert found["enps"] == "+15"
    assert [signed(Fraction(n)) for n in (-15, 0)] == ["-15", "0"]


def test_case_126_shares_are_rounded_half_up():
    assert percent(925, 1000) == "92.5%"
    assert percent(1, 2000) == "0.1%"
    assert percent(9245, 10000) == "92.5%"
    assert [percent(1, 3), percent(0, 5), percent(0, 0)] == ["33.3%", "0.0%", None]
    assert [decimal(Fraction(-5, 1000), 2), decimal(Fraction(5, 2), 0)] == ["-0.01", "3"]


@pytest.mark.parametrize(
    ("labels", "best"),
    [
        (["很满意", "满意", "不满意"], "x0"),
        (["不满意", "一般", "满意"], "x2"),
        (["非常不同意", "不同意", "同意", "非常同意"], "x3"),
        (["同意", "中立", "不同意"], "x0"),
    ],
)
def test_a_scale_knows_its_better_end_by_its_words(labels, best):
    rows = "\n".join(f"| | 表 | x{n} | {label} |" for n, label in enumerate(labels))
    made = program(
        "| select_one 表 | q | 问 |", f"| choices |\n| | list_name | name | label |\n{rows}"
    )
    found = document(made, [{"q": best}] * 3, "q")
    assert found["top2"]["count"] == 3
    assert found["mean"] == decimal(Fraction(len(labels)), 2)


def test_scores_of_options_make_a_scale_and_leave_out_who_cannot_tell():
    made = program(
        "| select_one 表 | q | 问 |",
        """
        | choices |
        | | list_name | name | label | score |
        | | 表 | a | 好 | 100 |
        | | 表 | b | 差 | 0 |
        | | 表 | c | 不清楚 | |
        """,
    )
    found = document(made, spread("q", a=3, b=1, c=4), "q")
    assert (found["mean"], found["options"][2]["percent"]) == ("75.00", "50.0%")


def test_options_that_are_no_steps_have_no_mean():
    made = program("| select_one 部门 | q | 部门 |")
    assert "mean" not in document(made, spread("q", math=3), "q")


def test_numbers_have_mean_median_and_ends():
    found = document(LETTERS, [{"n": str(n)} for n in (1, 2, 2, 10)], "n")
    assert [found[key] for key in ("mean", "median", "min", "max")] == [
        "3.75",
        "2.00",
        "1.00",
        "10.00",
    ]


def test_ranks_are_averaged():
    found = document(LETTERS, [{"r": "a b c"}, {"r": "b a c"}, {"r": "a c b"}], "r")
    assert [each["mean_rank"] for each in found["ranks"]] == ["1.33", "2.00", "2.67"]


def test_texts_are_listed_in_an_order_that_tells_nothing():
    found = counted(LETTERS, [{"t": "乙"}, {"t": "甲"}, {"t": "乙"}, {"n": "1"}])["t"]
    assert (found.base, found.texts) == (3, (("乙", 2), ("甲", 1)))


def test_the_texts_beside_other_are_listed_with_their_question():
    made = program("| select_one 字母 or_other | q | 问 |")
    responses = [{"q": "other", "q_other": "丁"}, {"q": "a"}]
    assert counted(made, responses)["q"].other_texts == (("丁", 1),)


def test_a_table_of_nobody_has_no_figures():
    found = document(SATISFACTION, [], "q")
    assert (found["base"], found["options"][0]["percent"]) == (0, None)
    assert "mean" not in found


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["", "1", "2", "3", "4", "5"]), max_size=40))
def test_counts_of_a_single_choice_add_up_to_its_base(chosen):
    found = counted(SATISFACTION, [{"q": each} for each in chosen])["q"]
    assert sum(option.count for option in found.options) == found.base
    assert found.base + chosen.count("") == found.asked == len(chosen)
    if found.scale:
        numbers = [int(each) for each in chosen if each]
        assert found.scale.mean == Fraction(sum(numbers), len(numbers))


def test_a_question_called_like_a_text_beside_other_is_one_of_its_own():
    made = program(
        """
        | type | name | label | relevant |
        | select_one 是否 | q | 问 | |
        | text | q_other | 为什么 | ${q} = 'yes' |
        """
    )
    found = counted(made, [{"q": "yes", "q_other": "因为"}, {"q": "no"}, {"q": "no"}])
    assert found["q"].other_texts == ()
    assert (found["q_other"].asked, found["q_other"].skipped) == (1, 2)
    assert found["q_other"].filters == {"q"}


def test_who_is_asked_by_such_a_question_depends_on_it_and_on_nothing_else():
    made = program(
        """
        | type | name | label | relevant |
        | select_one 是否 | q | 问 | |
        | select_one 是否 | q_other | 另问 | |
        | text | t | 为什么 | ${q_other} = 'yes' |
        | select_one 字母 or_other | r | 还问 | |
        | text | u | 哪个 | ${r_other} = '丁' |
        """
    )
    found = counted(made, [{"q_other": "yes"}])
    assert (found["t"].filters, found["u"].filters) == ({"q_other"}, {"r"})
