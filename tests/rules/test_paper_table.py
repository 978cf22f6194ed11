"""A spreadsheet of paper ballots: what its cells may say, how it is judged, what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.paper_contests import commented, election, evaluation, scored
from voting.people.formats.grid import Flaw, Grid
from voting.polls.paper.columns import columns, mark_in, words_of
from voting.polls.paper.table import MOST_BALLOTS, read

HEAD = ["票数", "整张无效", "丁一", "王二", "文三", "李四", "另选1", "另选2"]


def read_rows(*rows, contests=None, head=HEAD, **facts):
    return read(contests or [election()], Grid("选票", [list(head), *map(list, rows)], **facts))


def test_ballots_are_judged_one_by_one_and_equal_ones_share_a_row():
    found = read_rows(
        ["", "", "○", "×", "", "", "", ""],
        [2, "", "赞成", "赞成", "不赞成", "弃权", "", ""],
        [3.0, "", "", "", "", "", "", ""],
        ["", "是", "", "", "", "", "", ""],
    )
    assert found.problems == []
    pile = found.pile
    assert (pile.returned, pile.valid, pile.rejected, pile.blank) == (7, 6, 1, 3)
    assert pile.marks["c1"]["o0"] == {"approve": 3, "abstain": 3}
    assert pile.marks["c1"]["o1"] == {"oppose": 1, "approve": 2, "abstain": 3}


@pytest.mark.parametrize("said", ["否", "0", "有效", ""])
def test_a_ballot_that_is_said_not_to_be_invalid_counts(said):
    found = read_rows(["", said, "○", "", "", "", "", ""])
    assert (found.pile.valid, found.pile.rejected) == (1, 0)
    assert found.pile.marks["c1"]["o0"] == {"approve": 1}


@pytest.mark.parametrize("said", ["是", "√", 1, "废票"])
def test_a_ballot_that_is_said_to_be_invalid_does_not_count(said):
    found = read_rows(["", said, "○", "", "", "", "", ""])
    assert (found.pile.valid, found.pile.rejected) == (0, 1)


def test_a_ballot_over_the_quota_is_rejected_as_a_whole():
    found = read_rows(["", "", "○", "○", "○", "", "", ""], ["", "", "○", "", "", "", "", ""])
    assert (found.pile.valid, found.pile.rejected) == (1, 1)
    assert found.rejected_rows == [2]
    assert found.pile.marks["c1"]["o1"] == {"abstain": 1}


def test_an_evaluation_with_four_excellent_where_three_are_allowed_is_invalid_as_a_whole():
    head = ["票数", "丁一", "王二", "文三", "李四"]
    found = read_rows(
        ["", "优秀", "优秀", "优秀", "优秀"],
        ["", "优秀", "优秀", "优秀", "称职"],
        contests=[evaluation()],
        head=head,
    )
    assert (found.pile.valid, found.pile.rejected) == (1, 1)


def test_a_line_with_two_grades_is_void_for_that_person_alone():
    found = read_rows(
        ["", "优秀、称职", "优秀", "称职", "称职"],
        [4, "无效", "称职", "", "称职"],
        contests=[evaluation()],
        head=["票数", "丁一", "王二", "文三", "李四"],
    )
    assert found.pile.marks["de"]["o0"] == {"void": 5}
    assert found.pile.marks["de"]["o2"] == {"good": 1, "abstain": 4}
    assert (found.pile.valid, found.pile.blank) == (5, 0)


def test_a_mark_that_is_called_invalid_is_that_mark_and_no_void_line():
    labels = {"excellent": "有效", "good": "无效", "poor": "说不清"}
    contest = replace(evaluation(), labels=labels)
    head = ["票数", "丁一", "王二", "文三", "李四"]
    found = read_rows(["", "无效", "有效", "废", "该行无效"], contests=[contest], head=head)
    assert [found.pile.marks["de"][f"o{n}"] for n in range(4)] == [
        {"good": 1},
        {"excellent": 1},
        {"void": 1},
        {"void": 1},
    ]


def test_a_line_with_two_signs_abstains_where_abstaining_is_a_mark():
    found = read_rows(["", "", "○×", "○", "", "", "", ""])
    assert found.pile.marks["c1"]["o0"] == {"abstain": 1}
    assert found.pile.marks["c1"]["o1"] == {"approve": 1}


def test_two_rings_for_one_person_are_one_approval():
    assert read_rows(["", "", "○○", "", "", "", "", ""]).pile.marks["c1"]["o0"] == {"approve": 1}


def test_written_names_are_counted_and_a_printed_one_is_dropped():
    found = read_rows(["", "", "○", "×", "×", "", "赵六", "丁一"])
    assert found.pile.write_ins["c1"] == {"赵六": 1}


def test_an_unmarked_line_of_an_evaluation_may_be_called_so():
    found = read_rows(
        ["", "未评", "本人", "优秀", "称职"],
        contests=[evaluation()],
        head=["票数", "丁一", "王二", "文三", "李四"],
    )
    assert found.pile.marks["de"]["o0"] == {"abstain": 1}
    assert found.pile.marks["de"]["o1"] == {"own": 1}
    assert found.pile.valid == 1


def test_numbers_are_read_however_the_spreadsheet_stored_them():
    found = read_rows(
        ["", 90, "86.50", 86.5, ""],
        contests=[scored()],
        head=["票数", "丁一", "王二", "文三", "李四"],
    )
    marks = found.pile.marks["s1"]
    assert [marks[f"o{n}"] for n in range(4)] == [
        {"90": 1},
        {"86.5": 1},
        {"86.5": 1},
        {"abstain": 1},
    ]


def test_reasons_stand_in_columns_of_their_own_and_a_missing_one_rejects_the_ballot():
    found = read_rows(
        ["认同", "不认同", "", "不了解"],
        ["认同", "不认同", "", ""],
        contests=[commented()],
        head=["丁一", "王二", "丁一·理由", "王二·理由"],
    )
    assert (found.pile.valid, found.pile.rejected) == (1, 1)
    assert found.pile.texts["t1"]["o1"]["why"] == {"不了解": 1}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            ["", "", "好", "", "", "", "", ""],
            "第 2 行“丁一”：读不懂“好”。可以填：赞成、不赞成、弃权",
        ),
        (["两", "", "○", "", "", "", "", ""], "第 2 行“票数”：请填 1 到 20000 的整数"),
        ([0, "", "○", "", "", "", "", ""], "第 2 行“票数”"),
        ([1.5, "", "○", "", "", "", "", ""], "第 2 行“票数”"),
        ([True, "", "○", "", "", "", "", ""], "第 2 行：第 1 列是日期或逻辑值"),
        (["", "", date(2026, 1, 1), "", "", "", "", ""], "第 2 行：第 3 列是日期或逻辑值"),
        (["", "？", "○", "", "", "", "", ""], "第 2 行“整张无效”：整张无效的填“是”，其余空着。"),
        (["", "", "○", "", "", "", "赵" * 21, ""], "第 2 行“另选1”：太长了，最多 20 个字。"),
        (["", "", "○", "", "", "", "", "", "x"], "第 2 行：第 9 列有内容，但没有标题。"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_row_and_nothing_is_counted(row, sentence):
    found = read_rows(row, ["", "", "○", "", "", "", "", ""])
    assert found.pile is None
    assert found.problems[0].startswith(sentence)


def test_a_computed_cell_is_refused_by_its_place():
    found = read_rows(["", "", "○", "", "", "", "", ""], flaws={(2, 3): Flaw.FORMULA})
    assert found.problems == ["第 2 行：第 3 列是公式或错误值，请改成文字。"]


def test_headings_must_be_those_of_the_poll():
    assert read_rows([], head=["姓名", "工号"]).problems == [
        "没有找到标题行。请下载本次投票的模板，按模板的各列填写。"
    ]
    missing = read_rows(["", "○"], head=["票数", "丁一"]).problems
    assert missing[0] == "缺少“王二”这一列，请按模板填写。"
    assert "不认识“钱七”这一列" in read_rows([], head=[*HEAD, "钱七"]).problems[0]
    assert "出现了两次" in read_rows([], head=[*HEAD, "丁一"]).problems[0]


def test_title_lines_may_stand_above_the_headings():
    rows = [["流动票箱一"], HEAD, ["", "", "○", "", "", "", "", ""]]
    assert read([election()], Grid("x", rows)).pile.valid == 1


def test_a_sheet_without_ballots_is_told():
    assert read_rows(["", "", "", "", "", "", "", ""]).problems == [
        "表中没有选票。请每张选票填一行，再上传。"
    ]


def test_more_ballots_than_any_box_holds_are_refused():
    rows = [[MOST_BALLOTS, "", "○", "", "", "", "", ""], [1, "", "○", "", "", "", "", ""]]
    assert "超过" in read_rows(*rows).problems[0]


def test_a_file_with_many_faults_shows_the_first_ones():
    found = read_rows(*[["", "", "好", "", "", "", "", ""]] * 30)
    assert len(found.shown_problems) == 21
    assert found.shown_problems[-1] == "……还有 10 处，改正后再上传。"


def test_several_contests_have_their_name_in_front_of_each_column():
    titles = [column.title for column in columns([evaluation("de"), evaluation("neng")])]
    assert "德：丁一" in titles
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("sign", ["○", "〇", "O", "o", "√", "✓", "◯"])
def test_every_usual_ring_or_tick_is_an_approval(sign):
    contest = election()
    assert mark_in(contest, words_of(contest), sign) == "approve"


@pytest.mark.parametrize("sign", ["×", "x", "X", "✕", "✗"])
def test_every_usual_cross_is_a_disapproval(sign):
    contest = election()
    assert mark_in(contest, words_of(contest), sign) == "oppose"


def test_a_ring_says_nothing_where_there_are_grades():
    contest = evaluation()
    assert mark_in(contest, words_of(contest), "○") is None
