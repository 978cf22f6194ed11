"""``voting roster check``: its answer to people and to programs, and its exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import voting
from voting.people.cli import roster

REAL = Path(voting.__file__).parent / "demo" / "roster-312.xlsx"
GOOD = "工号,姓名,性别,备注\n02001,丁 一,男,\n02002,王二,女,\n"
BAD = "工号,姓名,性别\n02001,丁一,男\n02001,王二,女\n,文三,不详\n"


def check(path: Path, *arguments: str):
    return CliRunner().invoke(roster, ["check", str(path), *arguments])


@pytest.fixture
def sheet(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "花名册.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_real_roster_is_found_good():
    result = check(REAL, "--json")
    answer = json.loads(result.stdout)
    assert (answer["rows"], answer["ok"], answer["problems"], answer["repairs"]) == (
        312,
        312,
        [],
        [],
    )
    assert list(answer["columns"]) == [
        "工号",
        "姓名",
        "性别",
        "出生年月",
        "部门",
        "工会小组",
        "岗位类别",
        "职称",
        "手机号",
        "工会会员",
        "会籍状态",
        "代表身份",
        "代表团",
        "职务",
    ]
    assert (result.exit_code, result.stderr) == (0, "")


def test_what_was_put_right_is_told_and_the_roster_is_still_good(sheet):
    result = check(sheet(GOOD))
    assert "第 2 行“姓名”：“丁 一”读作“丁一”（去掉多余空格）" in result.stdout
    assert "这些列不导入：备注。" in result.stdout
    assert result.stdout.splitlines()[-1] == "共 2 行，2 行可以导入，0 个问题，自动更正 1 处。"
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_program_is_told_of_repairs_and_columns(sheet):
    answer = json.loads(check(sheet(GOOD), "--json").stdout)
    assert answer["repairs"] == [
        {
            "row": 2,
            "column": "姓名",
            "value": "丁 一",
            "repaired": "丁一",
            "repair": ["spaces"],
            "message": "去掉多余空格",
        }
    ]
    assert answer["columns"] == {"工号": "工号", "姓名": "姓名", "性别": "性别"}
    assert answer["ignored"] == ["备注"]
    assert answer["header_row"] == 1


def test_each_problem_is_a_line_and_the_exit_code_says_wrong_input(sheet):
    result = check(sheet(BAD))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "第 3 行“工号”：工号“02001”与第 2 行重复，请改正其中一个，或删去多余的一行。",
        "第 4 行“工号”：没有工号。请补上；若不是人员（如合计、备注），请删去这一行。",
        "第 4 行“性别”：“不详”无法识别，请填：男、女。",
    ]
    assert result.stdout.splitlines()[-1] == "共 3 行，1 行可以导入，3 个问题，自动更正 0 处。"


def test_a_program_is_told_of_problems_by_row_column_and_value(sheet):
    result = check(sheet(BAD), "--json")
    answer = json.loads(result.stdout)
    assert (answer["rows"], answer["ok"]) == (3, 1)
    assert answer["problems"][0] == {
        "row": 3,
        "column": "工号",
        "value": "02001",
        "problem": "duplicate",
        "message": "工号“02001”与第 2 行重复，请改正其中一个，或删去多余的一行。",
    }
    assert [problem["problem"] for problem in answer["problems"][1:]] == [
        "missing",
        "unknown_value",
    ]
    assert result.exit_code == 2


def test_a_column_under_another_name_is_named_as_the_file_names_it(sheet):
    path = sheet("教工号,姓名\n,丁一\n")
    answer = json.loads(check(path, "--json").stdout)
    assert answer["columns"] == {"工号": "教工号", "姓名": "姓名"}
    assert answer["problems"][0]["column"] == "工号"
    assert check(path).stderr.startswith("第 2 行“教工号”：")


@pytest.mark.parametrize(
    ("content", "problem"), [("姓名\n丁一\n", "missing_column"), ("", "unreadable")]
)
def test_a_file_that_is_no_roster_is_wrong_input(sheet, content, problem):
    result = check(sheet(content), "--json")
    answer = json.loads(result.stdout)
    assert answer["problems"][0]["problem"] == problem
    assert (answer["rows"], answer["ok"], result.exit_code) == (0, 0, 2)
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_wrong_input(tmp_path):
    result = check(tmp_path / "没有.xlsx")
    assert result.exit_code == 2
    assert result.stderr == "打不开文件 没有.xlsx，请检查文件名。\n"
