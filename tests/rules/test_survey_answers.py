"""A response checked against its form: what was asked first, then what each answer must be."""

import pytest
from hypothesis import given, settings, strategies as st

from tests.rules.survey_forms import TODAY, answered, program
from voting.surveys.answers import Trouble, check
from voting.surveys.flags import Flag, Flagger

FORM = program(
    """
    | type | name | label | required | relevant | constraint | constraint_message |
    | select_one 是否 | ate | 在食堂吃过吗 | yes | | | |
    | select_one 满意 | taste | 口味 | yes | ${ate} = 'yes' | | |
    | select_multiple 活动 or_other | took | 参加过 | | | count-selected(.) <= 2 | |
    | integer | age | 年龄 | | | . >= 18 and . <= 70 | 请填 18 至 70 |
    | note | band | 说明 | | | | |
    | text | why | 为什么 | | ${taste} = '1' | | |
    | range | nps | 推荐 | | | | |
    | rank 字母 | order | 排序 | | | | |
    | date | day | 哪天 | | | . <= today() | |
    | time | at | 几点 | | | | |
    | acknowledge | ok | 知悉 | | | | |
    """,
    """
    | choices |
    | | list_name | name | label | exclusive |
    | | 是否 | yes | 是 | |
    | | 是否 | no | 否 | |
    | | 满意 | 5 | 满意 | |
    | | 满意 | 1 | 不满意 | |
    | | 活动 | run | 跑步 | |
    | | 活动 | sing | 合唱 | |
    | | 活动 | none | 都没有 | yes |
    | | 字母 | a | 甲 | |
    | | 字母 | b | 乙 | |
    """,
)
GOOD = {"ate": "no"}


def faults(**raw):
    found = answered(FORM, GOOD | raw)
    return [(fault.question, fault.trouble.value, fault.message) for fault in found.faults]


def test_answers_come_out_in_their_normal_form():
    raw = {
        "ate": " yes ",
        "taste": "1",
        "took": ["sing", "run"],
        "age": "０４２.0",
        "why": "  太咸\r\n了 ",
        "nps": "10",
        "order": "b a",
        "day": "2026/5/1",
        "at": "8：30",
        "ok": "是",
    }
    found = answered(FORM, raw)
    assert found.faults == ()
    assert dict(found.answers) == {
        "ate": "yes",
        "taste": "1",
        "took": ("run", "sing"),
        "age": "42",
        "why": "太咸\n了",
        "nps": "10",
        "order": ("b", "a"),
        "day": "2026-05-01",
        "at": "08:30",
        "ok": "OK",
    }


def test_answers_to_what_was_not_asked_are_dropped():
    found = answered(FORM, {"ate": "no", "taste": "1", "why": "太咸", "strange": "x"})
    assert (dict(found.answers), found.faults) == ({"ate": "no"}, ())
    assert not found.asked & {"taste", "why"}


def test_what_is_not_asked_need_not_be_readable():
    assert faults(taste="没有这个选项") == []


def test_the_text_beside_other_is_kept_only_with_it():
    assert (
        answered(FORM, GOOD | {"took": "other", "took_other": "太极"}).answers["took_other"]
        == "太极"
    )
    assert "took_other" not in answered(FORM, GOOD | {"took": "run", "took_other": "太极"}).answers


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({"ate": ""}, ("ate", "required", "这一题必须回答。")),
        ({"ate": "maybe"}, ("ate", "unreadable", "没有名称为“maybe”的选项。")),
        ({"ate": ["yes", "no"]}, ("ate", "unreadable", "这一题只能有一个答案。")),
        ({"took": "run none"}, ("took", "limit", "选了“都没有”，就不能再选其他选项。")),
        ({"took": "run sing other"}, ("took", "limit", "最多选 2 项，现为 3 项。")),
        ({"took": "run run"}, ("took", "unreadable", "同一个选项写了两次。")),
        ({"took": "rum"}, ("took", "unreadable", "没有名称为“rum”的选项（是不是“run”？）。")),
        ({"age": "17"}, ("age", "constraint", "请填 18 至 70")),
        ({"age": "20.5"}, ("age", "unreadable", "“20.5”不是整数。")),
        ({"age": "二十"}, ("age", "unreadable", "“二十”不是数字。")),
        ({"nps": "11"}, ("nps", "unreadable", "“11”不在 1 至 10 的选项里。")),
        ({"order": "a"}, ("order", "limit", "请给全部 2 项排出次序。")),
        ({"day": "昨天"}, ("day", "unreadable", "“昨天”不是日期，请写成 2026-05-01 的样子。")),
        (
            {"day": "2026-02-30"},
            ("day", "unreadable", "“2026-02-30”不是日期，请写成 2026-05-01 的样子。"),
        ),
        ({"day": "2026-11-25"}, ("day", "constraint", "这个答案不符合要求，请检查。")),
        ({"at": "25:00"}, ("at", "unreadable", "“25:00”不是时间，请写成 08:30 的样子。")),
        ({"ok": "no"}, ("ok", "unreadable", "“no”看不懂，知悉要写 OK。")),
    ],
)
def test_a_wrong_answer_is_told(raw, fault):
    assert faults(**raw) == [fault]


def test_a_text_that_cannot_be_kept_is_told():
    raw = {"ate": "yes", "taste": "1"}
    assert faults(**raw, why="字" * 201)[0][2] == "最多 200 个字，现为 201 个。"
    assert faults(**raw, why="a\u202eb")[0][2] == "含有看不见的字符，请删去。"


def test_a_required_answer_is_missed_only_where_it_is_asked():
    assert faults(ate="yes") == [("taste", "required", "这一题必须回答。")]
    assert faults(ate="no") == []


def test_fewer_than_the_fewest_are_told_but_nobody_must_choose():
    made = program(
        """
        | type | name | label | constraint |
        | select_multiple 字母 | a | 选 | count-selected(.) >= 2 |
        """
    )
    assert answered(made, {"a": "b"}).faults[0].message == "至少选 2 项，现为 1 项。"
    assert answered(made, {}).faults == ()


def test_own_messages_come_in_the_readers_language():
    made = program(
        """
        | type | name | label::zh | label::en | 必答 | 必答提示::zh | 必答提示::en |
        | text | a | 问 | Q | yes | 请写 | Please write |
        """,
        "",
    )
    assert check(made, {}, TODAY, "en").faults[0].message == "Please write"
    assert check(made, {}, TODAY).faults[0].message == "请写"


def test_calculations_decide_what_is_asked_whatever_the_order_in_the_form():
    made = program(
        """
        | type | name | label | calculation | relevant |
        | text | late | 为什么 | | ${sum} > 10 |
        | calculate | sum | | ${x} + ${y} | |
        | integer | x | 甲 | | |
        | integer | y | 乙 | | |
        """
    )
    found = answered(made, {"x": "6", "y": "5", "late": "因为"})
    assert (found.answers["late"], dict(found.computed)) == ("因为", {"sum": "11"})
    assert "late" not in answered(made, {"x": "1", "y": "5", "late": "因为"}).answers


def test_an_option_that_is_filtered_away_cannot_be_chosen():
    made = program(
        """
        | type | name | label | choice_filter |
        | select_one 校区 | campus | 校区 | |
        | select_one 系 | dept | 系 | 校区 = ${campus} |
        """,
        """
        | choices |
        | | list_name | name | label | 校区 |
        | | 校区 | east | 东 | |
        | | 校区 | west | 西 | |
        | | 系 | math | 数学 | east |
        | | 系 | art | 美术 | west |
        """,
    )
    assert answered(made, {"campus": "east", "dept": "math"}).faults == ()
    (fault,) = answered(made, {"campus": "east", "dept": "art"}).faults
    assert (fault.trouble, fault.message) == (
        Trouble.NOT_OFFERED,
        "选了没有列出的选项，请重新选择。",
    )


def flags(made, raw):
    return Flagger(made).flags(answered(made, raw))


SCALE = "\n".join(f"| select_one 满意 | q{n} | 第{n}题 |" for n in range(7))


def test_one_answer_all_the_way_down_is_flagged():
    made = program(SCALE)
    same = {f"q{n}": "5" for n in range(7)}
    assert flags(made, same) == {Flag.STRAIGHT_LINE}
    assert flags(made, same | {"q3": "4"}) == frozenset()
    assert flags(made, {f"q{n}": "5" for n in range(5)}) == frozenset()


def test_answers_that_contradict_each_other_are_flagged():
    made = program(
        """
        | type | name | label | calculation |
        | select_one 是否 | ate | 吃过 | |
        | integer | times | 几次 | |
        | calculate | 矛盾_吃饭 | | ${ate} = 'no' and ${times} > 0 |
        """
    )
    assert flags(made, {"ate": "no", "times": "3"}) == {Flag.CONTRADICTION}
    assert flags(made, {"ate": "yes", "times": "3"}) == frozenset()


RAW = st.dictionaries(
    st.sampled_from([*FORM.steps, "took_other"]),
    st.text(max_size=6)
    | st.sampled_from(
        ["yes", "no", "1", "5", "run sing", "a b", "30", "2026-05-01", "08:30", "OK"]
    ),
)


@settings(max_examples=200)
@given(RAW)
def test_a_checked_response_checks_again_as_itself(raw):
    found = answered(FORM, raw)
    again = answered(FORM, {**found.answers})
    assert (again.answers, again.asked) == (found.answers, found.asked)
    assert set(found.answers) <= {*found.asked, "took_other"}
