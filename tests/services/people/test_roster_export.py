"""The roster as a workbook: what goes out comes in again unchanged."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl

from tests.services.people import workbooks as made
from tests.services.people.conftest import ACTOR
from voting.people import export, queries, service
from voting.people.reading import read
from voting.people.rules import Field
from voting.people.sentences import notes
from voting.people.spreadsheet import open_content

TODAY = date(2026, 11, 22)


def exported(write, *rows) -> bytes:
    service.import_file(write(*rows), ACTOR)
    return export.roster(queries.all_present())


def sheet_of(content: bytes):
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def test_an_exported_roster_is_read_back_without_a_word(app, write):
    rows = [
        made.person(1, 姓名="买买提·吐尔逊", 性别="", 出生年月="", 部门="", 工会会员="否"),
        made.person(2, 工号="02001", 姓名="丁一", 代表身份="列席", 代表团="第1代表团"),
    ]
    content = exported(write, *rows)
    found = read(open_content(content, "花名册.xlsx"), TODAY)
    assert (found.problems, found.repairs, notes(found)) == ([], [], [])
    assert service.preview(found.entries).counts.unchanged == 2
    assert service.preview(found.entries).counts.nothing


def test_an_export_has_all_columns_and_the_words_of_the_roster(school):
    sheet = sheet_of(export.roster(queries.all_present()))
    heading, first, *rest = sheet.iter_rows(values_only=True)
    assert heading == tuple(field.label for field in Field)
    assert first[:5] == ("00001", "王1", "女", "1985-03", "数学组")
    assert first[9:11] == ("是", "正常")
    assert len(rest) == 4


def test_nothing_in_an_export_is_a_formula_or_a_link(app, write):
    rows = [
        made.person(1, 姓名="+cmd|' /C calc'!A0"),
        made.person(2, 部门="@SUM(1)"),
        made.person(3, 代表团="https://example.org"),
        made.person(4, 代表团="-2+3"),
    ]
    content = exported(write, *rows)
    assert {cell.data_type for row in sheet_of(content).iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_two_exports_of_one_roster_are_the_same_file(school):
    people = queries.all_present()
    assert export.roster(people) == export.roster(people)


def test_the_template_has_the_headings_lists_to_choose_from_and_advice():
    book = openpyxl.load_workbook(BytesIO(export.template()))
    assert book.sheetnames == ["花名册", "填写说明"]
    sheet, advice = book.worksheets
    assert [cell.value for cell in sheet[1]] == [field.label for field in Field]
    lists = {check.formula1 for check in sheet.data_validations.dataValidation}
    assert '"男,女"' in lists
    assert '"正式,列席,特邀"' in lists
    assert any("02001" in str(cell.value) for cell in advice["B"])


def test_the_filled_in_template_is_read():
    book = openpyxl.load_workbook(BytesIO(export.template()))
    book.worksheets[0].append(["02001", "丁一", "男", "1975-04"])
    kept = BytesIO()
    book.save(kept)
    found = read(open_content(kept.getvalue(), "花名册.xlsx"), TODAY)
    assert found.problems == []
    assert (found.sheet, found.total) == ("花名册", 1)
