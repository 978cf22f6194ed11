"""The heading row under the title lines, and the many names of its headings."""

import pytest

from voting.people.columns import find_heading
from voting.people.rules import Field


def test_the_heading_is_found_under_title_lines():
    heading = find_heading(
        [["青山中学教职工花名册"], [], ["制表：王芳", "", "2026年11月"], ["工号", "姓名", "部门"]]
    )
    assert heading.row == 4
    assert heading.columns == {Field.NUMBER: 0, Field.NAME: 1, Field.UNIT: 2}
    assert heading.missing == ()


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("职工号", Field.NUMBER),
        ("教工号", Field.NUMBER),
        ("编 号", Field.NUMBER),
        ("工　号", Field.NUMBER),
        ("工号*", Field.NUMBER),
        ("工号（必填）", Field.NUMBER),
        ("名字", Field.NAME),
        ("姓\n名", Field.NAME),
        (" 姓名：", Field.NAME),
        ("出生\n日期", Field.BIRTH_MONTH),
        ("出生年月(YYYY-MM)", Field.BIRTH_MONTH),
        ("单位", Field.UNIT),
        ("科室", Field.UNIT),
        ("部门/单位", Field.UNIT),
        ("所在工会小组", Field.UNION_GROUP),
        ("人员类别", Field.CATEGORY),
        ("职称", Field.TITLE),
        ("手机号码", Field.MOBILE),
        ("是否工会会员", Field.IS_MEMBER),
        ("会籍", Field.MEMBERSHIP),
        ("代表类别", Field.DELEGATE_STATUS),
        ("代表团", Field.DELEGATION),
        ("行政职务", Field.POST),
        ("性【男/女】别", Field.SEX),
    ],
)
def test_a_heading_is_known_under_its_usual_names(written, field):
    assert field in find_heading([[written]]).columns


def test_what_a_column_is_called_is_remembered_and_others_are_named():
    heading = find_heading([["职工 号", "姓名", "备注", "", "身份证号"]])
    assert heading.names == {Field.NUMBER: "职工 号", Field.NAME: "姓名"}
    assert heading.ignored == ("备注", "身份证号")


def test_the_first_of_two_equal_columns_is_taken_and_the_other_named():
    heading = find_heading([["工号", "姓名", "名字"]])
    assert heading.columns[Field.NAME] == 1
    assert heading.repeated == ((Field.NAME, "名字"),)


def test_without_a_complete_heading_the_fullest_row_tells_what_is_missing():
    heading = find_heading([["部门"], ["姓名", "性别", "部门"], ["张伟", "男", "语文组"]])
    assert heading.row == 2
    assert heading.missing == (Field.NUMBER,)


@pytest.mark.parametrize("rows", [[], [[]], [["张伟", "男"]], [["", ""]]])
def test_there_is_no_heading_where_no_word_is_one(rows):
    assert find_heading(rows) is None


def test_a_heading_far_down_is_not_looked_for():
    assert find_heading([["一览"]] * 30 + [["工号", "姓名"]]) is None
    assert find_heading([["一览"]] * 29 + [["工号", "姓名"]]).row == 30
