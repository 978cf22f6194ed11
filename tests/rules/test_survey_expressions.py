"""Expressions of a questionnaire: what they compute, and what is told where they are wrong."""

from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given, settings, strategies as st

from tests.rules.survey_expressions import CASES, SCOPE
from voting.surveys.expressions.checking import Scope, Variable, check
from voting.surveys.expressions.evaluation import Surroundings, evaluate
from voting.surveys.expressions.numbers import number_of, text_of
from voting.surveys.expressions.patterns import matches, portable
from voting.surveys.expressions.tree import Type, WrongExpression

ANSWERS = {"n": "7", "年龄": "30", "t": "13812345678", "c": "甲", "k": "4", "m": ("a", "c")}


def computed(source, **answers):
    around = Surroundings({**ANSWERS, **answers}, "2026-11-24", own="3")
    return evaluate(check(source, SCOPE).node, around)


def told(source, *wanted, scope=SCOPE):
    with pytest.raises(WrongExpression) as wrong:
        check(source, scope, *wanted)
    return list(wrong.value.reasons)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("${n} + 2 * 3", 13),
        ("(${n} + 2) * 3", 27),
        ("${n} - 2 - 3", 2),
        ("-${n} + 1", -6),
        ("${n} div 2", Fraction(7, 2)),
        ("${n} mod 4", 3),
        ("1 = 1 and 2 = 3 or true()", True),
        ("not(${c} = '甲')", False),
        ('${c} = "甲"', True),
        ("${k} >= 4", True),
        ("${k} = 4", True),
        ("${k} < ${n} and 10 > ${k}", True),
        ("+".join(["1"] * 150), 150),
        ("selected(${m}, 'c')", True),
        ("selected(${c}, '甲')", True),
        ("count-selected(${m}) = 2", True),
        ("if(${n} > 3, '多', '少')", "多"),
        ("coalesce(${u}, '无')", "无"),
        ("concat(${n}, '/', ${c})", "7/甲"),
        ("contains(${t}, '123')", True),
        ("starts-with(${t}, '138') and ends-with(${t}, '8')", True),
        ("string-length(${t})", 11),
        ("regex(${t}, '^1[3-9][0-9]{9}$')", True),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("int(-2.7)", -2),
        ("floor(-2.1)", -3),
        ("ceiling(2.1)", 3),
        ("min(3, ${n}, 5) + max(1, 2)", 5),
        ("today() > date('2026-11-23')", True),
        ("${h} = '08:30'", False),
        (". > 2", True),
        ("number('12.50')", Fraction(25, 2)),
        ("number('十二')", None),
    ],
)
def test_an_expression_is_computed(source, value):
    assert computed(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("${u} = ''", True),
        ("${u} != ''", False),
        ("${d} > today()", False),
        ("${年龄} + 1", None),
        ("${年龄} > 0 or ${年龄} <= 0", False),
        ("not(${年龄} > 0)", True),
        ("selected(${m}, 'a')", False),
        ("count-selected(${m})", 0),
        ("string-length(${u})", 0),
        ("${n} div 0", None),
        ("${n} * ${n} * ${n} * ${n}", None),
    ],
)
def test_what_is_not_answered_is_neither_small_nor_large(source, value):
    given = {"年龄": None, "m": None, "n": "9" * 18}
    assert computed(source, **given) == value


@pytest.mark.parametrize(
    ("source", "reasons"),
    [
        ("", ["表达式是空的。"]),
        ("${n} =", ["表达式没有写完。"]),
        ("(${n} = 1", ["第 1 个字的括号没有闭合。"]),
        ("${n} = 1)", ["第 9 个字“)”处看不懂。"]),
        ("${c} = '甲", ["第 8 个字起的引号没有闭合。"]),
        ("${c} = '甲’", ["第 8 个字起的引号没有闭合：后面的“’”是全角引号，请改为半角。"]),
        (
            "${c} ＝ “甲”",
            [
                "第 6 个字“＝”是全角符号，请改为半角的 = 。",
                '第 8 个字““”是全角符号，请改为半角的 " 。',
                '第 10 个字“””是全角符号，请改为半角的 " 。',
            ],
        ),
        ("${n} ≥ 3", ["第 6 个字“≥”是全角符号，请改为半角的 >= 。"]),
        ("$n = 1", ["第 1 个字：引用题目要写成 ${名称}。"]),
        ("${n} = 1 # 注", ["第 10 个字“#”不能用在表达式里。"]),
        ("n = 1", ["看不懂“n”：引用题目要写成 ${n}，文字要加半角引号。"]),
        ("${nn} = 1", ["没有名称为“nn”的题目可以引用（是不是“n”？）。"]),
        ("${c} = '乙丙'", ["没有名称为“乙丙”的选项。"]),
        ("selected(${m}, 'x')", ["没有名称为“x”的选项。"]),
        ("selected(${n}, 'x')", ["selected 的第一项要是单选、多选或排序题。"]),
        ("${m} = 'a'", ["多选题和排序题不能用 = 比较，请用 selected(${名称}, '选项')。"]),
        ("${n} > '3'", ["数字不能和文字“3”比较，请去掉引号。"]),
        ("${n} + '3' > 1", ["+ 处要数字，“3”加了引号就是文字，请去掉引号。"]),
        ("${c} > 3", ["> 的两边要数字，但选项名称不都是数字。"]),
        ("${d} > '2026-05-01'", ["日期要写成 date('2026-05-01') 的样子，现为“2026-05-01”。"]),
        ("${t} > ${u}", ["> 只能比较数字、日期和时间，现为文字。"]),
        ("'a' < 'b'", ["文字不能用 < 比较。"]),
        ("${k} > '3'", ["数字不能和文字“3”比较，请去掉引号。"]),
        ("${c} > '3'", ["> 的两边要数字，但选项名称不都是数字。"]),
        ("${c} < ${k}", ["< 的两边要数字，但选项名称不都是数字。"]),
        ("${d} = ${n}", ["= 的两边要同一种类，现为日期和数字。"]),
        ("if(${n}, 1, 2)", ["if 的第一项要一个条件（如 ${名称} = '选项'），现为数字。"]),
        ("if(${z}, 1, '少')", ["if 的各项要同一种类，现为数字和文字。"]),
        ("not(${n})", ["not 处要一个条件（如 ${名称} = '选项'），现为数字。"]),
        ("contains(${n}, '1')", ["contains 处要文字，现为数字。"]),
        ("count-selected(${c})", ["count-selected 处要多个选项，现为单选的选项。"]),
        ("concate('a', 'b')", ["没有“concate”这个函数（是不是“concat”？）。"]),
        ("if(${z}, 1)", ["if( ) 要 3 个参数，现有 2 个。"]),
        ("concat(${t} ${u})", ["concat( ) 的参数之间要用半角逗号隔开。"]),
        ("concat(${t}", ["concat( 的括号没有闭合。"]),
        ("date(${t})", ["date 里要直接写日期，如 date('2026-05-01')。"]),
        ("date('2026-02-30')", ["date 里要直接写日期，如 date('2026-05-01')。"]),
        ("round(${n}, 9)", ["round 的第二项要直接写小数位数，0 至 6。"]),
        ("regex(${t}, ${u})", ["regex 的第二项要直接写在引号里。"]),
        ("1234567890123456789", ["数字“123456789012345678…”太长。"]),
        ("1 +" * 700 + " 1", ["表达式超过 2000 个字，请分开写。"]),
        ("(" * 50 + "1" + ")" * 50, ["表达式嵌套太深，请分开写。"]),
        ("+".join(["1"] * 900), ["表达式嵌套太深，请分开写。"]),
    ],
)
def test_what_is_wrong_is_told(source, reasons):
    assert told(source) == reasons


def test_an_unknown_function_is_told_with_the_known_ones():
    (reason,) = told("pulldata('a')")
    assert reason.startswith(
        "没有“pulldata”这个函数。可用的有：abs、and、ceiling、coalesce、concat"
    )


def test_everything_wrong_in_one_expression_is_told_at_once():
    assert told("${x} = 1 and ${y} = 2 and ${n} > '3'") == [
        "没有名称为“x”的题目可以引用。",
        "没有名称为“y”的题目可以引用。",
        "数字不能和文字“3”比较，请去掉引号。",
    ]


def test_a_condition_must_be_one():
    assert told("${n} + 1", Type.TRUTH) == ["这里要一个条件（如 ${名称} = '选项'），现为数字。"]


def test_the_own_answer_stands_in_constraints_only():
    assert told(". > 1", scope=Scope({})) == ["“.”只能用在约束里，请写 ${名称}。"]


def test_a_filter_asks_for_columns_of_the_options():
    scope = Scope({"c": Variable(Type.CHOICE, frozenset({"甲"}))}, columns=frozenset({"部门"}))
    part = check("部门 = ${c}", scope)
    around = Surroundings({"c": "甲"}, "2026-11-24", columns={"部门": "甲"})
    assert evaluate(part.node, around) is True
    assert told("部们 = ${c}", scope=scope) == ["选项表里没有“部们”这一列（是不是“部门”？）。"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a+)+", "重复的括号里面不能再有重复或“|”，否则可能算不完"),
        ("(a|ab)*", "重复的括号里面不能再有重复或“|”，否则可能算不完"),
        (".*a.*b.*", "重复太多，可能算不完；请少用 * 和 +，或写成 {1,20} 的样子"),
        ("a**", "重复的记号不能连着写"),
        ("a{3,1}", "次数要在 0 至 200 之间，小的在前"),
        ("a{,3}", "“{”后面要写次数，如 {11} 或 {1,20}"),
        ("(a", "括号没有闭合"),
        ("a)", "多了一个右括号"),
        ("[a", "没有写完"),
        ("[]", "方括号里是空的"),
        ("[b-a]", "“b-a”的次序反了"),
        ("[[a]]", "方括号里的“[”要写成 \\["),
        ("*a", "“*”不能放在这里"),
        ("a\\", "没有写完"),
        (r"\bab", "不支持 \\b"),
        (r"(a)\1", "不支持 \\1"),
        ("(?=a)", "不支持 (?…) 这样的括号"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told(pattern, reason):
    with pytest.raises(WrongExpression) as wrong:
        portable(pattern)
    assert wrong.value.reasons == (f"regex 的式子“{pattern}”不能用：{reason}。",)


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        (r"^\d{4}-\d{2}$", "2026-05", "2026-5"),
        (r"[\d,]+", "1,200", "1.200"),
        (r"\w+@\w+\.com", "ab@cd.com", "ab@cd_com"),
        ("甲|乙{2}", "乙乙", "乙"),
        (r"a\.b", "a.b", "axb"),
        ("(?:ab)?c", "abc", "bc"),
        ("[^a-c]", "d", "b"),
        (r"[\]\-]", "-", "a"),
    ],
)
def test_a_pattern_fits_the_whole_text(pattern, fitting, other):
    assert matches(portable(pattern), fitting)
    assert not matches(portable(pattern), other)
    assert not matches(portable(pattern), fitting + "\n")


def test_the_slowest_pattern_that_is_taken_is_quick_on_the_longest_text():
    pattern = portable(r".*a.*b")
    start = perf_counter()
    assert not matches(pattern, "a" * 2000)
    assert perf_counter() - start < 1


@settings(max_examples=200, deadline=None)
@given(CASES)
def test_every_expression_that_was_checked_can_be_computed(case):
    assert case.value() == case.value()


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(source):
    reasons: tuple[str, ...] = ()
    try:
        check(source, SCOPE)
    except WrongExpression as wrong:
        reasons = wrong.reasons
    assert all(reason.endswith("。") for reason in reasons)


@given(st.fractions(-(10**9), 10**9, max_denominator=10**5))
def test_a_number_is_written_so_that_it_reads_back(number):
    again = number_of(text_of(number))
    assert again is not None
    assert abs(again - number) <= Fraction(1, 2 * 10**10)


def test_of_one_expression_no_more_is_told_than_can_be_read():
    assert len(told(" + ".join(f"${{x{n}}}" for n in range(100)))) == 20
