"""A checker that has seen many responses judges the next one as if it were the first."""

from hypothesis import given, settings, strategies as st

from tests.rules.survey_forms import CHOICES, TODAY, imported, program
from voting.surveys.answers import Checker, Trouble, check

FORM = program(
    """
    | type | name | label | required | relevant | constraint | choice_filter | calculation |
    | select_one 部门 | unit | 部门 | yes | | | | |
    | integer | n | 几次 | | ${unit} != 'office' | . < ${limit} | | |
    | calculate | limit | | | | | | if(${unit} = 'math', 5, 3) |
    | select_multiple 字母 or_other | m | 哪些 | yes | ${n} > 1 | count-selected(.) < 3 | | |
    | select_one 字母 | f | 哪个 | | | | name != 'c' or ${n} > 2 | |
    | rank 字母 | r | 排序 | | | | | |
    | date | d | 日期 | | | . <= today() | | |
    | text | t | 意见 | | ${m_other} != '' | | | |
    | note | x | 谢谢 | | | | | |
    """,
    CHOICES,
)
SOME = st.sampled_from(["a", "b", "c", "other", "x"])
RAW = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["math", "art", "office", " art ", "lost", ""]),
        "n": st.sampled_from(["1", "2", "3", "4", "04", "٣", "many", "-0"]),
        "m": st.lists(SOME, max_size=4) | st.lists(SOME, max_size=4).map(" ".join),
        "m_other": st.sampled_from(["", "丁", "a\u200bb"]),
        "f": st.sampled_from(["a", "c"]),
        "r": st.permutations(["a", "b", "c"]) | st.just("a b"),
        "d": st.sampled_from(["2026-11-24", "2026-11-25", "2026年5月1日", "soon"]),
        "t": st.sampled_from(["好", "好\n坏", "a\u200bb", "a\u00a0b", "x" * 201]),
        "x": st.just("?"),
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(RAW, min_size=1, max_size=25))
def test_what_was_checked_before_changes_nothing(responses):
    checker = Checker(FORM, TODAY)
    for raw in responses + responses:
        found, fresh = checker.check(raw), check(FORM, raw, TODAY)
        assert found == fresh
        assert list(found.answers) == list(fresh.answers)


def test_faults_are_told_in_the_language_of_each_respondent():
    form = """
    | type | name | label::zh | label::en | required | required_message::zh | required_message::en |
    | integer | n | 几次 | How often | yes | 请填写 | Please fill in |
    """
    checker = Checker(imported(form, "").program, TODAY)
    told = [checker.check({}, language).faults[0].message for language in ("en", "zh", "en")]
    assert told == ["Please fill in", "请填写", "Please fill in"]


def test_more_different_answers_than_are_remembered_are_all_read():
    checker = Checker(program("| integer | n | 几次 |\n| text | t | 意见 |"), TODAY)
    for number in range(1500):
        found = checker.check({"n": f"{number}.0", "t": str(number)})
        assert found.answers == {"n": str(number), "t": str(number)}
    assert checker.check({"n": "1.5"}).faults[0].trouble is Trouble.UNREADABLE
