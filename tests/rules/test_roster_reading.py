"""A roster read from sheets in memory: its people, its problems, and what was put right."""

from datetime import date

import pytest

from voting.errors import TooLarge, WrongInput
from voting.people.findings import Mend, Problem, Repair, Trouble
from voting.people.formats.grid import MOST_ROWS, Book, Flaw, Grid
from voting.people.reading import read, refused
from voting.people.rules import Field
from voting.people.sentences import notes, problem_line, problem_sentence, repair_line

TODAY = date(2026, 11, 22)
HEADING = ["工号", "姓名", "性别", "工会会员"]


def book(*sheets: list, **flaws) -> Book:
    grids = [Grid(f"表{index}", rows, **flaws) for index, rows in enumerate(sheets, start=1)]
    return Book(tuple(grid.name for grid in grids), grids.__getitem__)


def reading_of(*rows, **flaws):
    return read(book([HEADING, *rows], **flaws), TODAY)


def told(reading) -> list[str]:
    return [problem_line(problem, reading) for problem in reading.problems]


def test_every_filled_row_is_a_person():
    reading = reading_of(["01", "张伟", "男", "是"], [], ["", ""], ["02", "王芳", "女", "否"])
    assert reading.total == 2
    assert [entry.row for entry in reading.entries] == [2, 5]
    assert reading.entries[0].values == {
        Field.NUMBER: "01",
        Field.NAME: "张伟",
        Field.SEX: "male",
        Field.IS_MEMBER: "yes",
    }
    assert (reading.problems, reading.repairs, notes(reading)[1:]) == ([], [], [])


def test_rows_shorter_than_the_heading_are_filled_up():
    reading = reading_of(["01", "张伟"])
    assert reading.entries[0].values[Field.SEX] == ""
    assert reading.entries[0].values[Field.IS_MEMBER] == "no"


def test_rows_are_numbered_as_the_spreadsheet_does():
    reading = read(book([["花名册"], [], HEADING, ["01", ""]]), TODAY)
    assert reading.problems == [Problem(4, Field.NAME, "", Trouble.MISSING)]


def test_a_missing_number_and_a_missing_name_are_refused():
    reading = reading_of(["", "张伟"], ["02", " "], ["", "", "男"])
    assert [(p.row, p.column, p.trouble) for p in reading.problems] == [
        (2, Field.NUMBER, Trouble.MISSING),
        (3, Field.NAME, Trouble.MISSING),
        (4, Field.NUMBER, Trouble.MISSING),
        (4, Field.NAME, Trouble.MISSING),
    ]
    assert reading.entries == []
    assert told(reading)[0] == (
        "第 2 行“工号”：没有工号。请补上；若不是人员（如合计、备注），请删去这一行。"
    )


def test_a_number_that_occurs_again_is_refused_and_the_first_row_named():
    reading = reading_of(["A1", "张伟"], ["02", "王芳"], ["a1", "丁一"], [" A1", "文三"])
    assert [(p.row, p.detail) for p in reading.problems] == [(4, "2"), (5, "2")]
    assert {p.trouble for p in reading.problems} == {Trouble.DUPLICATE}
    assert [entry.row for entry in reading.entries] == [2, 3]
    assert told(reading)[0] == (
        "第 4 行“工号”：工号“a1”与第 2 行重复，请改正其中一个，或删去多余的一行。"
    )


def test_numbers_that_differ_only_in_zeros_in_front_are_two():
    assert reading_of(["01", "张伟"], ["1", "王芳"]).problems == []


def test_every_problem_of_a_row_is_named():
    reading = reading_of(["01", "张伟\u202e", "不详", "也许"])
    assert [(p.column, p.trouble) for p in reading.problems] == [
        (Field.NAME, Trouble.CONTROL_CHARACTER),
        (Field.SEX, Trouble.UNKNOWN_VALUE),
        (Field.IS_MEMBER, Trouble.UNKNOWN_VALUE),
    ]
    assert told(reading)[0] == (
        "第 2 行“姓名”：“张伟〔U+202E〕”中有不可见的字符，请删去后重新输入。"
    )
    assert told(reading)[1] == "第 2 行“性别”：“不详”无法识别，请填：男、女。"


def test_computed_cells_are_refused_whatever_they_show():
    flaws = {(2, 2): Flaw.FORMULA, (3, 1): Flaw.ERROR}
    reading = reading_of(["01", "张伟"], ["", "王芳"], flaws=flaws)
    assert [(p.row, p.column, p.value, p.trouble) for p in reading.problems] == [
        (2, Field.NAME, "张伟", Trouble.FORMULA),
        (3, Field.NUMBER, "", Trouble.ERROR_VALUE),
    ]


def test_a_row_with_nothing_but_a_computed_cell_is_not_passed_over():
    reading = reading_of([], flaws={(2, 1): Flaw.FORMULA})
    assert reading.total == 1
    assert reading.problems[0].trouble is Trouble.FORMULA


def test_computed_cells_of_other_columns_do_not_matter():
    sheet = [[*HEADING, "年龄"], ["01", "张伟", "男", "是", 51.0]]
    reading = read(book(sheet, flaws={(2, 5): Flaw.FORMULA}), TODAY)
    assert reading.problems == []


def test_what_was_put_right_is_listed_with_its_place_and_both_values():
    reading = reading_of([2001.0, "张 伟", "男", "是"])
    assert reading.repairs == [
        Repair(2, Field.NUMBER, "2001.0", "2001", (Mend.NUMBER,)),
        Repair(2, Field.NAME, "张 伟", "张伟", (Mend.SPACES,)),
    ]
    assert repair_line(reading.repairs[1], reading) == (
        "第 2 行“姓名”：“张 伟”读作“张伟”（去掉多余空格）"
    )


def test_zeros_that_may_be_lost_are_spoken_of():
    reading = reading_of([2001.0, "张伟"], [2002.0, "王芳"])
    assert any("有 2 个工号按数字存储，前面的 0" in note for note in notes(reading))


def test_a_heading_repeated_on_a_later_page_is_passed_over_and_listed():
    reading = reading_of(["01", "张伟"], HEADING, ["02", "王芳"])
    assert reading.total == 2
    assert reading.problems == []
    assert repair_line(reading.repairs[0], reading) == "第 3 行：是重复的表头，已略过"


def test_words_read_as_others_are_counted_and_told():
    reading = reading_of(
        ["01", "张伟", "男性", "会员"], ["02", "王芳", "女", "会员"], ["03", "丁一", "", ""]
    )
    assert notes(reading)[1:] == [
        "工会会员中的“会员”读作“是”，共 2 处。",
        "性别中的“男性”读作“男”，共 1 处。",
        "工会会员一列有 1 处空白，读作“否”。",
    ]


def test_columns_that_are_absent_or_unknown_are_told():
    reading = read(book([["工号", "姓名", "身份证号"], ["01", "张伟", "1"]]), TODAY)
    first, second = notes(reading)
    assert first == "这些列不导入：身份证号。"
    assert second.startswith("没有这些列：性别、出生年月、部门")
    assert set(reading.entries[0].values) == {Field.NUMBER, Field.NAME}


def test_characters_without_a_place_in_the_order_are_told():
    reading = reading_of(["01", "𠮷田"])
    assert any("姓名中的“𠮷”不在笔画顺序表中" in note for note in notes(reading))


def test_the_sheet_with_the_heading_is_read_and_named():
    reading = read(book([["填写说明"]], [HEADING, ["01", "张伟"]], [HEADING]), TODAY)
    assert (reading.sheet, reading.total) == ("表2", 1)
    assert notes(reading)[0] == "文件中有 3 张工作表，读取了有表头的“表2”。"


@pytest.mark.parametrize(
    ("sheet", "row", "sentence"),
    [
        ([], 0, "没有找到“工号”一列。表头应有“工号”和“姓名”，并排在前 30 行之内。"),
        ([["说明"]], 0, "没有找到“工号”一列。表头应有“工号”和“姓名”，并排在前 30 行之内。"),
        (
            [["姓名", "性别"], ["张伟", "男"]],
            1,
            "表头缺少“工号”一列，请补上这一列，或把相应的列名改成“工号”。",
        ),
    ],
)
def test_a_sheet_without_the_needed_columns_is_refused(sheet, row, sentence):
    reading = read(book(sheet), TODAY)
    assert (reading.total, reading.entries) == (0, [])
    assert reading.problems[0].trouble is Trouble.MISSING_COLUMN
    assert reading.problems[0].row == row
    assert problem_sentence(reading.problems[0]) == sentence


def test_a_column_that_is_there_twice_is_refused():
    reading = read(book([["工号", "姓名", "姓 名"], ["01", "张伟", "王芳"]]), TODAY)
    assert [problem.trouble for problem in reading.problems] == [Trouble.DUPLICATE_COLUMN]
    assert told(reading) == ["第 1 行“姓名”：“姓 名”与前面的列重复，请只保留一列。"]


def test_a_heading_without_anybody_is_refused():
    reading = reading_of()
    assert [problem.trouble for problem in reading.problems] == [Trouble.NO_ROWS]
    assert told(reading) == ["第 1 行：表头下面没有人员，请检查是否选错了文件或工作表。"]


def test_more_people_than_a_roster_takes_are_refused():
    rows = [[f"{number:05}", "张伟", "男", "是"] for number in range(MOST_ROWS + 1)]
    reading = reading_of(*rows)
    assert [problem.trouble for problem in reading.problems] == [Trouble.TOO_LARGE]
    assert told(reading) == ["共有 60001 人，一次最多导入 60000 人，请分成几个文件。"]


@pytest.mark.parametrize(
    ("refusal", "trouble"),
    [(WrongInput("坏"), Trouble.UNREADABLE), (TooLarge("大"), Trouble.TOO_LARGE)],
)
def test_a_file_that_cannot_be_opened_is_a_problem_without_a_place(refusal, trouble):
    reading = refused(refusal)
    assert reading.problems == [Problem(0, None, "", trouble, refusal.message)]
    assert told(reading) == [refusal.message]


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_problem_says_what_is_wrong_and_what_to_do(trouble):
    sentence = problem_sentence(Problem(3, Field.POST, "1975.1", trouble, "请改正。"))
    assert sentence.endswith("。")
    assert any(word in sentence for word in ("请", "应"))


def test_a_long_value_is_cut_where_it_is_quoted():
    reading = reading_of(["01", "张" * 5000])
    assert "有 5000 个字，最多 40 个" in told(reading)[0]
    reading = reading_of(["01", "张伟", "男" * 5000])
    assert len(told(reading)[0]) < 120
