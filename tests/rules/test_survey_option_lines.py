"""Options typed a line each, and conditions chosen row by row, mean what people mean by them."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from tests.rules.survey_forms import imported
from voting.errors import WrongInput
from voting.surveys import option_lines
from voting.surveys.conditions import Joiner, Sign, Simple, Simples, in_words, read, written
from voting.surveys.form import Choice
from voting.surveys.option_lines import Line, matched, translated
from voting.surveys.program import compile_form


def labels(text: str) -> list[str]:
    return [line.label for line in option_lines.read(text)]


@pytest.mark.parametrize(
    "pasted",
    [
        "A. 满意\nB. 一般\nC. 不满意",
        "A、满意\nB、一般\nC、不满意",
        "1、满意\n2、一般\n3、不满意",
        "（1）满意\n（2）一般\n（3）不满意",
        "1) 满意\n2) 一般\n3) 不满意",
        "①满意\n②一般\n③不满意",
        "一、满意\n二、一般\n三、不满意",
        "□ 满意\n□ 一般\n□不满意",
        "  满意 \r\n\r\n一般\r\n\t不满意",
    ],
)
def test_what_a_document_puts_in_front_is_taken_off(pasted):
    assert labels(pasted) == ["满意", "一般", "不满意"]


@pytest.mark.parametrize(
    "text",
    [
        "1.5 小时以下\n2.5 小时以下",
        "3、4 年级\n5、6 年级",
        "5 年以下\n6 年以上",
        "A 类\nB 类",
        "1. 只有一行",
        "1、甲\n3、乙",
    ],
)
def test_numbers_that_are_part_of_an_option_stay(text):
    assert labels(text) == text.split("\n")


def test_marks_and_scores_are_read_from_lines():
    assert option_lines.read("*都没有\n＊不清楚 \n非常满意 | 5\n一般｜3\n无 | 互斥\n甲 | 乙") == (
        Line("都没有", exclusive=True),
        Line("不清楚", exclusive=True),
        Line("非常满意", score="5"),
        Line("一般", score="3"),
        Line("无", exclusive=True),
        Line("甲 | 乙"),
    )


def test_options_twice_empty_or_too_many_are_refused():
    with pytest.raises(WrongInput, match="写了两次"):
        option_lines.read("甲\n乙\n甲")
    with pytest.raises(WrongInput, match="没有文字"):
        option_lines.read("甲\n*")
    with pytest.raises(WrongInput, match="最多 100 个选项"):
        option_lines.read("\n".join(f"选项{n}" for n in range(101)))
    with pytest.raises(WrongInput, match="太长"):
        option_lines.read("长" * 201)


OLD = (
    Choice("a", (("", "甲"), ("en", "A"))),
    Choice("b", (("", "乙"), ("en", "B")), score="2"),
    Choice("c", (("", "丙"), ("en", "C")), columns=(("unit", "x"),)),
)


def test_an_option_keeps_its_name_when_it_is_moved():
    assert [each.name for each in matched(option_lines.read("丙\n甲\n乙"), OLD, "")] == list("cab")


def test_a_reworded_option_keeps_its_name_and_what_belongs_to_it():
    found = matched(option_lines.read("甲\n乙乙\n丙 | 1"), OLD, "")
    assert [each.name for each in found] == list("abc")
    assert found[1].label == (("", "乙乙"), ("en", "B"))
    assert found[2].columns == (("unit", "x"),)
    assert (found[1].score, found[2].score) == ("", "1")


def test_a_new_option_gets_a_name_that_is_no_number():
    found = matched(option_lines.read("甲\n乙\n丙\n丁"), OLD, "")
    assert [each.name for each in found] == ["a", "b", "c", "o1"]


def test_translations_go_line_by_line():
    found = translated(OLD, "1\n2\n3", "en")
    assert [dict(each.label)["en"] for each in found] == ["1", "2", "3"]
    assert [each.label for each in translated(OLD, "", "en")] == [each.label[:1] for each in OLD]
    with pytest.raises(WrongInput, match="应与选项一样是 3 行"):
        translated(OLD, "1\n2", "en")


OPTIONS = st.text("甲乙丙abc*|1. ", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(OPTIONS, min_size=1, max_size=8))
def test_reading_lines_ends_in_options_or_a_sentence(texts):
    try:
        found = option_lines.read("\n".join(texts))
    except WrongInput:
        return
    assert all(line.label for line in found)
    assert len({line.label for line in found}) == len(found)


FORM = """
    | type | name | label |
    | select_one 满意 | a | 食堂满意吗 |
    | select_multiple 字母 | b | 选几个 |
    | range | c | 打分 |
    | text | d | 为什么 |
"""
SIMPLES = st.one_of(
    st.builds(
        Simple, st.just("a"), st.sampled_from([Sign.IS, Sign.IS_NOT]), st.sampled_from("12345")
    ),
    st.builds(
        Simple, st.just("b"), st.sampled_from([Sign.IS, Sign.IS_NOT]), st.sampled_from("abc")
    ),
    st.builds(Simple, st.just("c"), st.sampled_from(list(Sign)), st.sampled_from(["1", "6.5"])),
)


@given(st.sampled_from(list(Joiner)), st.lists(SIMPLES, min_size=1, max_size=5))
def test_chosen_conditions_are_written_and_read_back(joiner, simples):
    form = imported(FORM).form
    chosen = Simples(joiner if len(simples) > 1 else Joiner.AND, tuple(simples))
    source = written(chosen, form)
    assert read(source) == chosen
    compile_form(_with_condition(form, source))
    assert "${" not in in_words(source, form, {"a": "1", "b": "2", "c": "3"})


def _with_condition(form, source):
    section = form.sections[0]
    last = replace(section.items[-1], relevant=source)
    return replace(form, sections=(replace(section, items=(*section.items[:-1], last)),))


@pytest.mark.parametrize(
    "source",
    [
        "${a} = '1' and (${b} = 'a' or ${c} > 1)",
        "count-selected(${b}) > 2",
        "${a} = ''",
        "${c} + 1 >= 3",
        "${a} = “1”",
        "not(${a} = '1')",
    ],
)
def test_what_says_more_than_rows_can_is_left_to_the_expression(source):
    assert read(source) is None
    assert in_words(source, imported(FORM).form, {}) == source


def test_no_condition_is_no_rows():
    assert read("") == Simples()
