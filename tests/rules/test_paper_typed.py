"""What a teller types: read into a count, or told beside the field that is wrong."""

import pytest
from hypothesis import given, strategies as st

from tests.rules.paper_contests import KINDS, commented, election, evaluation, scored, sheets
from voting.ballots.tally import count
from voting.polls.paper.differing import figures
from voting.polls.paper.rules import PileCount, pile_of
from voting.polls.paper.typed import read, values_of

SHEETS = {"returned": "10", "valid": "9", "rejected": "1", "blank": "0"}


def of_election(**fields):
    rows = {f"m-0-{n}-0": "2" for n in range(4)} | {f"m-0-{n}-1": "3" for n in range(4)}
    return read([election()], SHEETS | rows | fields)


def test_what_is_left_empty_abstains():
    found = of_election()
    assert found.right
    assert found.pile.marks["c1"]["o0"] == {"approve": 2, "oppose": 3, "abstain": 4}


def test_figures_may_be_typed_in_full_width():
    assert of_election(**{"m-0-0-0": "１"}).right


@pytest.mark.parametrize("text", ["四", "-1", "4.5", "1e3", "1234567"])
def test_what_is_no_whole_number_is_told_beside_its_field_and_stays_in_it(text):
    found = of_election(**{"m-0-1-0": text})
    assert found.fault("m-0-1-0") == "请填写整数。"
    assert found.value("m-0-1-0") == text
    assert not found.right


def test_returned_and_valid_must_be_filled_in():
    found = of_election(returned="", valid=" ")
    assert found.fault("returned") == "请填写张数，没有就填 0。"
    assert found.fault("valid") == "请填写张数，没有就填 0。"


def test_a_line_that_holds_more_than_the_valid_ballots_is_told_beside_it():
    found = of_election(**{"m-0-3-1": "8"})
    assert found.fault("r-0-3") == "“李四”各项之和为 10，应等于有效票 9 张。"


def test_sheets_that_do_not_add_up_are_told_on_top():
    assert of_election(returned="12").general == ["有效 9 张＋无效 1 张，不等于收回 12 张。"]


def test_names_are_read_a_line_each_with_how_often_they_were_written():
    found = of_election(**{"w-0": "赵六 2\r\n钱七×3\n 孙八\n\n赵六，1\n阿依·古丽 １"})
    assert found.right
    assert found.pile.write_ins["c1"] == {"赵六": 3, "钱七": 3, "孙八": 1, "阿依·古丽": 1}


def test_a_printed_name_is_no_written_one():
    assert "已印在选票上" in of_election(**{"w-0": "丁 一 2"}).fault("w-0")


@pytest.mark.parametrize("line", ["2", "张" * 21, "张三 1234567"])
def test_a_line_of_names_that_cannot_be_read_is_told(line):
    assert "读不懂" in of_election(**{"w-0": line}).fault("w-0")


def test_numbers_are_read_with_how_often_each_was_given():
    rows = {f"m-0-{n}-points": "90×4，85.50*2 ； 060x2" for n in range(4)}
    found = read([scored()], SHEETS | rows)
    assert found.right
    assert found.pile.marks["s1"]["o0"]["85.5"] == 2
    assert found.pile.marks["s1"]["o0"]["60"] == 2
    assert found.pile.marks["s1"]["o0"]["abstain"] == 1


@pytest.mark.parametrize("text", ["101", "90.55", "优", "90××2", "90×-1"])
def test_what_is_none_of_the_numbers_is_told(text):
    found = read([scored()], SHEETS | {"m-0-0-points": text})
    assert "不是 0 到 100 的分数" in found.fault("m-0-0-points")


def test_texts_are_read_a_line_each():
    rows = {"m-0-0-0": "8", "m-0-0-1": "1", "m-0-1-0": "9", "x-0-0-why": "不了解\n\n不公道\n不了解"}
    found = read([commented()], SHEETS | rows)
    assert found.right
    assert found.pile.texts["t1"]["o0"]["why"] == {"不了解": 2, "不公道": 1}
    long = read([commented()], SHEETS | rows | {"x-0-0-why": "不" * 11})
    assert long.fault("x-0-0-why") == "每条最多 10 个字。"


def test_fields_nobody_asked_for_change_nothing():
    assert of_election(**{"m-9-9-9": "4", "w-7": "x", "csrf_token": "x"}).right


@st.composite
def piles(draw):
    contests = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    verdicts = draw(st.lists(sheets(contests), max_size=8))
    return contests, pile_of(count(contests, [(one, 0, 1) for one in verdicts]))


@given(piles())
def test_a_form_filled_with_a_count_is_read_as_that_count(drawn):
    contests, pile = drawn
    found = read(contests, values_of(contests, pile))
    assert found.right, (found.wrong, found.general)
    assert found.pile.document() == pile.document()


@given(piles())
def test_two_equal_counts_differ_nowhere(drawn):
    contests, pile = drawn
    assert not [one for one in figures(contests, pile, pile) if one.differs]


def test_differences_are_named_figure_by_figure():
    rows = {"c1": {"o0": {"approve": 4, "oppose": 1}}}
    other = {"c1": {"o0": {"approve": 3, "oppose": 2}}}
    first = PileCount(5, 5, 0, 0, rows, {"c1": {"赵六": 1}})
    second = PileCount(5, 5, 0, 0, other, {"c1": {"赵 六": 1}})
    apart = [
        (f.label, f.first, f.second) for f in figures([election()], first, second) if f.differs
    ]
    assert apart == [
        ("丁一 · 赞成", 4, 3),
        ("丁一 · 不赞成", 1, 2),
        ("另选“赵 六”", 0, 1),
        ("另选“赵六”", 1, 0),
    ]


def test_several_contests_are_told_apart_in_a_comparison():
    contests = [evaluation("de"), evaluation("neng")]
    labels = [one.label for one in figures(contests, PileCount(0, 0, 0, 0), PileCount(0, 0, 0, 0))]
    assert "德 · 丁一 · 优秀" in labels
    assert "能 · 李四 · 该行无效" in labels


def test_numbers_stand_from_high_to_low_in_a_comparison():
    pile = PileCount(4, 4, 0, 0, {"s1": {"o0": {"90": 1, "100": 1, "9.5": 1, "90.5": 1}}})
    labels = [one.label for one in figures([scored()], pile, pile) if one.label.startswith("丁一")]
    assert labels[:4] == ["丁一 · 100", "丁一 · 90.5", "丁一 · 90", "丁一 · 9.5"]
