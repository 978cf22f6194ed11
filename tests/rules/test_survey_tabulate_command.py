"""``voting tabulate``: its answer to people and to programs, and how it refuses wrong input."""

import csv
import io
import json

import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.rules.survey_forms import markdown
from voting.cli import voting

FORM = """
    | type | name | label | required | relevant | constraint |
    | select_one 部门 | unit | 您的部门 | yes | | |
    | select_one 满意 | q | 满意吗 | yes | | |
    | select_multiple 字母 or_other | m | 参加过什么 | | ${q} != '1' | |
    | integer | age | 年龄 | | | . < 100 |
    | text | t | 意见 | | | |
    | note | thanks | 谢谢 | | | |
"""
HEADING = ["unit", "q", "m", "m_other", "age", "t"]


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


class House:
    """A folder with a form and responses, and the command."""

    def __init__(self, path) -> None:
        self.path = path
        self.form = path / "form.md"
        self.form.write_bytes(markdown(FORM))

    def responses(self, *rows, heading=None, name="answers.csv", encoding="utf-8"):
        path = self.path / name
        with path.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows([heading or HEADING, *rows])
        return path

    def tabulates(self, answers, *options, form=None):
        arguments = ["tabulate", str(form or self.form), str(answers), *options]
        return CliRunner().invoke(voting, arguments)

    def answer(self, answers, *options):
        result = self.tabulates(answers, "--json", *options)
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    def refusal(self, answers, *options, form=None):
        result = self.tabulates(answers, "--json", *options, form=form)
        assert (result.exit_code, result.stdout) == (2, "")
        return result.stderr.splitlines()


def rows_of(unit, n, q="5", m="a b"):
    return [[unit, q, m, "", "", ""]] * n


def table_of(answer, name):
    return next(table for table in answer["tables"] if table["name"] == name)


def test_the_answer_has_rates_and_a_table_a_question(house):
    rows = [*rows_of("math", 6), *rows_of("art", 3, "4", "c other"), *rows_of("art", 2, "1", "")]
    rows[6] = ["art", "4", "c other", "太极", "41", "好"]
    answer = house.answer(house.responses(*rows, ["math", "", "", "", "", ""]), "--issued", "16")
    assert answer["rates"] == {
        "issued": 16,
        "returned": 12,
        "valid": 11,
        "回收率": {"numerator": 12, "denominator": 16, "percent": "75.0%"},
        "有效率": {"numerator": 11, "denominator": 12, "percent": "91.7%"},
        "有效问卷回收率": {"numerator": 11, "denominator": 16, "percent": "68.8%"},
    }
    assert [table["name"] for table in answer["tables"]] == ["unit", "q", "m", "age", "t"]
    m = table_of(answer, "m")
    assert (m["asked"], m["skipped"], m["base"]) == (9, 2, 9)
    assert [(each["name"], each["count"], each["percent"]) for each in m["options"]] == [
        ("a", 6, "66.7%"),
        ("b", 6, "66.7%"),
        ("c", 3, "33.3%"),
        ("other", 3, "33.3%"),
    ]
    assert (m["percent_sum"], m["other_texts"]) == ("200.0%", [{"text": "太极", "count": 1}])
    assert table_of(answer, "age")["mean"] == "41.00"
    assert answer["invalid"] == [{"row": 13, "question": "q", "message": "这一题必须回答。"}]
    assert answer["cross_tables"] == []


def test_people_read_the_same(house):
    rows = [*rows_of("math", 30), *rows_of("art", 20, "4"), *rows_of("math", 10, "4")]
    result = house.tabulates(house.responses(*rows), "--issued", "80", "--by", "unit")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert "发出 80，收回 60，有效 60" in lines
    assert "回收率 75.0%（60/80）" in lines
    assert "满意吗（q）" in lines
    assert "  非常满意 30 50.0%" in lines
    assert "  前两项 非常满意+满意 60 100.0%" in lines
    assert "满意吗 × 您的部门" in lines
    assert "“—”：没有人、人数太少，或为保护他人而不显示。" in lines


def test_cross_tables_withhold_small_groups_and_what_gives_them_away(house):
    rows = [
        *rows_of("math", 12),
        *rows_of("math", 10, "4"),
        *rows_of("art", 9),
        *rows_of("art", 8, "4"),
        *rows_of("office", 2),
        *rows_of("office", 2, "4"),
    ]
    path = house.responses(*rows)
    answer = house.answer(path, "--by", "unit")
    cross = next(each for each in answer["cross_tables"] if each["name"] == "q")
    assert (cross["by"], cross["by_label"]) == ("unit", "您的部门")
    shown = {group["name"]: group for group in cross["groups"]}
    assert [shown[name]["base"] for name in ("math", "art", "office")] == [22, "—", "—"]
    assert {option["count"] for option in shown["office"]["options"]} == {"—"}
    assert {option["percent"] for option in shown["office"]["options"]} == {"—"}
    assert [option["count"] for option in table_of(answer, "unit")["options"]] == [22, "—", "—"]
    smaller = house.answer(path, "--by", "unit", "--min-group", "1")
    cross = next(each for each in smaller["cross_tables"] if each["name"] == "q")
    assert [group["base"] for group in cross["groups"]] == [22, 17, 4]
    assert smaller["min_group"] == 1


def test_a_column_can_say_that_a_person_found_a_response_invalid(house):
    path = house.responses(["math", "5", "是"], ["math", "5", "否"], heading=["unit", "q", "有效"])
    answer = house.answer(path)
    assert (answer["rates"]["returned"], answer["rates"]["valid"]) == (2, 1)
    assert answer["invalid"] == [{"row": 3, "question": None, "message": "文件中标为无效。"}]


def test_an_empty_questionnaire_came_back_and_does_not_count(house):
    answer = house.answer(house.responses(["math", "5", "", "", "", ""], [""] * 6))
    assert (answer["rates"]["returned"], answer["rates"]["valid"]) == (2, 1)
    assert answer["invalid"][0]["message"].startswith("没有回答任何一题")


def test_a_response_that_breaks_a_constraint_does_not_count(house):
    answer = house.answer(house.responses(["math", "5", "", "", "130", ""]))
    assert answer["rates"]["valid"] == 0
    assert answer["invalid"][0]["question"] == "age"


def test_one_answer_all_the_way_down_is_told_and_counts(house):
    form = house.path / "scale.md"
    form.write_bytes(markdown("\n".join(f"| select_one 满意 | q{n} | 问 |" for n in range(6))))
    path = house.responses(["5"] * 6, list("545454"), heading=[f"q{n}" for n in range(6)])
    result = house.tabulates(path, "--json", form=form)
    answer = json.loads(result.stdout)
    assert answer["rates"]["valid"] == 2
    assert answer["flagged"] == [
        {"row": 2, "flags": ["straight_line"], "messages": ["量表题全选同一项"]}
    ]
    assert "请复核第 2 行：量表题全选同一项" in house.tabulates(path, form=form).stdout


def test_columns_of_other_programs_are_passed_over_and_told(house):
    heading = ["_id", "start", "page/unit", "q", "m/a", "thanks", "编号"]
    answer = house.answer(house.responses(["1", "x", "math", "5", "1", "", "7"], heading=heading))
    assert answer["rates"]["valid"] == 1
    for column in ("_id", "start", "m/a", "thanks", "编号"):
        assert f"没有读取“{column}”列。" in answer["warnings"]
    assert "没有“age”列，按未答计。" in answer["warnings"]


def test_a_column_of_one_option_is_not_the_question_called_like_the_option(house):
    form = house.path / "names.md"
    form.write_bytes(markdown("| select_multiple 字母 | m | 选 |\n| integer | a | 年龄 |"))
    path = house.responses(["a b", "1", "0"], heading=["m", "m/a", "m/c"])
    answer = json.loads(house.tabulates(path, "--json", form=form).stdout)
    assert table_of(answer, "a")["base"] == 0
    assert "没有读取“m/a”列。" in answer["warnings"]


def test_columns_may_be_called_by_the_questions_texts(house):
    answer = house.answer(house.responses(["math", "5"], heading=["您的部门", "满意吗"]))
    assert answer["rates"]["valid"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_responses_are_read_in_every_usual_encoding(house, encoding):
    path = house.responses(["math", "5", "other", "太极", "", ""], encoding=encoding)
    assert table_of(house.answer(path), "m")["other_texts"][0]["text"] == "太极"


def test_responses_are_read_from_a_workbook(house):
    path = house.path / "answers.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        [HEADING, ["math", 5, "a b", "", 41, "好"], ["art", 4, "a", "", "", ""]]
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    answer = house.answer(path)
    assert answer["rates"]["valid"] == 2
    assert table_of(answer, "age")["mean"] == "41.00"


def test_everything_that_cannot_be_read_is_told_with_its_row(house):
    path = house.responses(
        ["math", "5", "a", "", "41", ""],
        ["maths", "5", "a d", "", "四十", ""],
        ["math", "6", "", "", "", "", "多出"],
        ["math", "6", "", "", "", ""],
    )
    assert house.refusal(path) == [
        "答卷第 3 行“unit”：没有名称为“maths”的选项（是不是“math”？）。",
        "答卷第 3 行“m”：没有名称为“d”的选项。",
        "答卷第 3 行“age”：“四十”不是数字。",
        "答卷第 4 行：比第一行多出几列，请检查分隔符和引号。",
        "答卷第 5 行“q”：没有名称为“6”的选项。",
    ]


def test_when_too_much_is_wrong_to_tell_that_is_told(house):
    lines = house.refusal(house.responses(*[["maths", "5", "", "", "", ""]] * 300))
    assert len(lines) == 201
    assert lines[-1] == "问题太多，后面的没有列出。"


def test_columns_that_do_not_fit_the_form_are_told(house):
    path = house.responses(["math", "a", "x", "y"], heading=["unit", "m", "m", "aeg"])
    assert house.refusal(path) == [
        "答卷第 1 行“m”：这一列写了两次。",
        "答卷第 1 行“aeg”：问卷里没有这一题（是不是“age”？）。",
        "答卷第 1 行“q”：缺少这一列，而这一题必须回答。",
    ]


def test_problems_of_the_form_are_told_one_a_line(house):
    form = house.path / "bad.md"
    form.write_bytes(markdown("| image | a | 拍照 |\n| deviceid | b | 问 |\n| text | c | |"))
    assert house.refusal(house.responses(), form=form) == [
        "survey 表第 3 行“type”：不收图片、声音、视频和文件（image），请删去这一行。",
        "survey 表第 4 行“type”：匿名问卷不记录设备、时间和个人身份（deviceid），请删去这一行。",
        "survey 表第 5 行“label”：缺少题目文字。",
    ]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--by", "unti"], "没有名称为“unti”的题目（是不是“unit”？）。"),
        (["--by", "age"], "“age”不是单选题，不能用来分组。"),
        (["--issued", "0"], "收回 1 份，多于发出的 0 份，请检查发出数。"),
    ],
)
def test_options_that_do_not_fit_are_refused(house, options, sentence):
    path = house.responses(["math", "5", "", "", "", ""])
    assert house.refusal(path, *options) == [sentence]


@pytest.mark.parametrize("options", [["--issued", "-1"], ["--min-group", "0"], ["--by"]])
def test_options_that_are_none_are_refused(house, options):
    result = house.tabulates(house.responses(), *options)
    assert (result.exit_code, result.stdout) == (2, "")


def test_files_that_cannot_be_read_are_refused(house):
    good = house.responses(["math", "5", "", "", "", ""])
    none = house.path / "none.csv"
    assert house.refusal(none) == ["打不开文件 none.csv，请检查文件名。"]
    assert house.refusal(good, form=house.path / "none.md") == [
        "打不开文件 none.md，请检查文件名。"
    ]
    empty = house.path / "empty.csv"
    empty.write_bytes(b"")
    assert house.refusal(empty) == ["文件是空的，请检查是否选错了文件。"]
    empty.write_bytes(b"\n\n")
    assert house.refusal(empty) == ["文件里没有内容，第一行应为题目的名称。"]
    empty.write_bytes(b"\xff\xff\x80")
    assert house.refusal(empty) == ["无法识别文件的文字编码，请另存为“CSV UTF-8”。"]
    empty.write_bytes(b"\xff\xfeu\x00\n")
    assert house.refusal(empty) == ["无法识别文件的文字编码，请另存为“CSV UTF-8”。"]
    empty.write_bytes(b"unit,q\n" + b'"' + b"x" * 50_000)
    assert house.refusal(empty) == ["文件不是正确的 CSV，请另存为“CSV UTF-8”。"]
    empty.write_bytes(b"PK\x03\x04" + b"x" * 100)
    assert house.refusal(empty)[0].startswith("文件已损坏或格式不对")


def test_a_computed_cell_among_responses_is_refused(house):
    path = house.path / "answers.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["unit", "q"])
    sheet.write_formula(1, 1, "=2+3")
    book.close()
    assert house.refusal(path) == ["答卷第 2 行第 2 列：是公式或错误值，请改为写出的内容。"]


def test_equal_responses_give_the_same_answer_byte_for_byte(house):
    rows = [*rows_of("math", 12), *rows_of("art", 9, "4"), *rows_of("", 1)]
    first = house.tabulates(house.responses(*rows), "--json", "--by", "unit").stdout
    again = house.tabulates(house.responses(*rows), "--json", "--by", "unit").stdout
    assert first == again
    assert "\u2014" in first


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.binary(max_size=20).map(b"\xff\xfe".__add__)
)
def test_any_file_is_counted_or_refused_in_sentences(house, content):
    path = house.path / "any.csv"
    path.write_bytes(content)
    result = house.tabulates(path, "--json")
    assert result.exit_code in {0, 2}
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == 0 or result.stderr.strip()


def test_a_form_as_csv_counts_as_one_in_markdown(house):
    lines = markdown(FORM).decode().splitlines()
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.strip()
    ]
    stream = io.StringIO()
    for line, row in zip([line for line in lines if line.strip()], rows, strict=True):
        is_title = line.strip() in {"| survey |", "| choices |"}
        csv.writer(stream).writerow(row if is_title else ["", *line.strip()[1:-1].split("|")[1:]])
    form = house.path / "form.csv"
    form.write_text(stream.getvalue(), encoding="utf-8")
    path = house.responses(*rows_of("math", 3))
    one = json.loads(house.tabulates(path, "--json").stdout)
    other = json.loads(house.tabulates(path, "--json", form=form).stdout)
    assert one["tables"] == other["tables"]
