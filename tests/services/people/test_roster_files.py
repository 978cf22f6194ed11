"""Rosters in every format people send, and files that no one should send."""

import struct
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

import voting
from tests.services.people import workbooks as made
from voting.errors import Refusal, TooLarge, WrongInput
from voting.people.findings import Trouble
from voting.people.formats.grid import LARGEST_FILE, Flaw
from voting.people.reading import Reading, read
from voting.people.rules import Field
from voting.people.spreadsheet import open_content, open_file

TODAY = date(2026, 11, 22)
SAMPLES = Path(__file__).parent / "samples"
REAL = Path(voting.__file__).parent / "demo" / "roster-312.xlsx"


def reading(content: bytes, name: str = "花名册.xlsx") -> Reading:
    return read(open_content(content, name), TODAY)


def refusal(content: bytes, name: str = "花名册.xlsx") -> Refusal:
    with pytest.raises(Refusal) as refused:
        reading(content, name)
    return refused.value


ROWS = [made.HEADING, *made.people(3)]
TEXTS = [[str(value) for value in row] for row in ROWS]
FORMATS = {
    "openpyxl.xlsx": made.roster(*made.people(3)),
    "utf8.csv": made.csv(ROWS),
    "utf8-sig.csv": made.csv(ROWS, "utf-8-sig"),
    "gb18030.csv": made.csv(ROWS, "gb18030"),
    "utf16.csv": made.csv(ROWS, "utf-16"),
    "tabs.txt": made.csv(ROWS, "gb18030", "\t"),
    "semicolons.csv": made.csv(ROWS, separator=";"),
    "sheet.ods": made.ods(made.ods_table(*(made.ods_texts(*row) for row in TEXTS))),
    "small.xls": made.compound(made.biff(("花名册", made.labels(TEXTS)))),
    "large.xls": made.compound(
        made.biff(("说明", made.label(0, 0, "说明" * 2000)), ("花名册", made.labels(TEXTS)))
    ),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_roster_is_read_from_every_format(name):
    found = reading(FORMATS[name], name)
    assert found.problems == []
    assert [entry.row for entry in found.entries] == [2, 3, 4]
    assert found.entries[2].values == {
        Field.NUMBER: "00003",
        Field.NAME: "王3",
        Field.SEX: "female",
        Field.BIRTH_MONTH: "1985-03",
        Field.UNIT: "数学组",
        Field.IS_MEMBER: "yes",
        Field.DELEGATE_STATUS: "none",
        Field.DELEGATION: "",
    }


def test_the_format_is_known_by_the_content_not_by_the_name():
    assert reading(FORMATS["openpyxl.xlsx"], "花名册.xls").total == 3
    assert reading(FORMATS["small.xls"], "花名册.csv").total == 3


def test_a_workbook_as_excel_saved_it_long_ago_is_read():
    found = reading((SAMPLES / "roster.xls").read_bytes())
    assert found.problems == []
    assert [entry.row for entry in found.entries] == [3, 4, 5]
    assert [entry.values[Field.BIRTH_MONTH] for entry in found.entries] == [
        "1975-04",
        "1988-06",
        "1973-10",
    ]
    assert found.numbers_were_numbers == 1


def test_computed_cells_of_an_old_workbook_are_refused():
    found = reading((SAMPLES / "formula.xls").read_bytes())
    assert [(p.row, p.column, p.trouble) for p in found.problems] == [
        (3, Field.NAME, Trouble.FORMULA),
        (4, Field.NAME, Trouble.FORMULA),
    ]


def test_dates_numbers_and_truths_of_a_workbook_are_understood():
    born = date(1975, 4, 3)
    found = reading(
        made.roster(
            made.person(1, 工号=2001, 出生年月=born, 工会会员=True),
            made.person(2, 工号=2002.0, 出生年月=27487, 工会会员=0),
        )
    )
    assert found.problems == []
    first, second = (entry.values for entry in found.entries)
    assert (first[Field.NUMBER], first[Field.BIRTH_MONTH]) == ("2001", "1975-04")
    assert (second[Field.NUMBER], second[Field.BIRTH_MONTH]) == ("2002", "1975-04")
    assert (first[Field.IS_MEMBER], second[Field.IS_MEMBER]) == ("yes", "no")


def test_computed_cells_of_a_workbook_are_refused_by_row_and_column():
    found = reading(made.roster(made.person(1, 姓名='="王"&"芳"'), made.person(2, 工号="=1+1")))
    assert [(p.row, p.column, p.trouble) for p in found.problems] == [
        (2, Field.NAME, Trouble.FORMULA),
        (3, Field.NUMBER, Trouble.FORMULA),
    ]


def test_a_computed_cell_is_refused_whatever_value_was_saved_with_it():
    kept = BytesIO()
    book = Workbook(kept)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["工号", "姓名"])
    sheet.write_string(1, 0, "02001")
    sheet.write_formula(1, 1, '="王"&"芳"', value="王芳")
    book.close()
    found = reading(kept.getvalue())
    assert [(p.value, p.trouble) for p in found.problems] == [("王芳", Trouble.FORMULA)]


def test_text_that_looks_like_a_formula_is_refused_from_every_format():
    for content, name in (
        (made.csv([["工号", "姓名"], ["01", "=1+1"]]), "a.csv"),
        (made.ods(made.ods_table(made.ods_texts("工号", "姓名"), made.ods_texts("01", "=A1"))), ""),
    ):
        assert reading(content, name).problems[0].trouble is Trouble.FORMULA


def test_cells_that_failed_to_compute_are_refused():
    book = openpyxl.Workbook()
    book.active.append(["工号", "姓名"])
    book.active.append(["01", "#N/A"])
    book.active["B2"].data_type = "e"
    kept = BytesIO()
    book.save(kept)
    assert reading(kept.getvalue()).problems[0].trouble is Trouble.ERROR_VALUE


def test_a_document_marks_its_formulas_and_repeats_its_cells():
    text = 'office:value-type="string"'
    table = made.ods_table(
        made.ods_texts("花名册"),
        made.ods_row(made.ods_cell("", 'table:number-columns-repeated="16384"'), times=2),
        made.ods_texts("工号", "姓名", "性别", "出生年月", "工会会员"),
        made.ods_row(
            made.ods_cell("2001", 'office:value-type="float" office:value="2001"'),
            made.ods_cell("王芳", f'{text} table:formula="of:=[.A1]"'),
            made.ods_cell("女", text),
            made.ods_cell("1975/4/3", 'office:value-type="date" office:date-value="1975-04-03"'),
            made.ods_cell("真", 'office:value-type="boolean" office:boolean-value="true"'),
        ),
        made.ods_row(
            made.ods_cell("02002", text),
            made.ods_cell("丁一", text),
            made.ods_cell("", 'table:number-columns-repeated="2"'),
            made.ods_cell("#N/A", text),
        ),
        made.ods_row(made.ods_cell("", 'table:number-columns-repeated="16384"'), times=1048570),
    )
    found = reading(made.ods(table))
    assert [(p.row, p.column, p.trouble) for p in found.problems] == [
        (5, Field.NAME, Trouble.FORMULA),
        (6, Field.IS_MEMBER, Trouble.ERROR_VALUE),
    ]
    birth = next(repair for repair in found.repairs if repair.column is Field.BIRTH_MONTH)
    assert (birth.value, birth.repaired) == ("1975-04-03", "1975-04")


def test_spaces_and_breaks_inside_a_document_cell_are_kept_for_the_repair():
    cell = "<table:table-cell><text:p>王<text:s text:c='2'/>芳</text:p></table:table-cell>"
    table = made.ods_table(
        made.ods_texts("工号", "姓名"), made.ods_row(made.ods_cell("01"), cell, cell)
    )
    found = reading(made.ods(table))
    assert (found.repairs[0].value, found.repairs[0].repaired) == ("王  芳", "王芳")


def test_the_sheet_with_a_roster_is_found_behind_others():
    content = made.xlsx(
        [["请先阅读"]],
        [["合计", 3]],
        [made.HEADING, *made.people(2)],
        names=("说明", "汇总", "全校"),
    )
    found = reading(content)
    assert (found.sheet, found.sheets, found.total) == ("全校", 3, 2)


def test_a_mac_workbook_counts_its_days_from_1904():
    date_mode = made.record(0x0022, struct.pack("<H", 1))
    styles = made.record(0x00E0, struct.pack("<HH16x", 0, 0)) + made.record(
        0x00E0, struct.pack("<HH16x", 0, 14)
    )
    cells = made.labels([["工号", "姓名", "出生年月"], ["01", "丁一"]]) + made.record(
        0x0203, struct.pack("<HHHd", 1, 2, 1, 27487 - 1462)
    )
    content = made.compound(made.biff(("花名册", cells), before=date_mode + styles))
    assert reading(content).entries[0].values[Field.BIRTH_MONTH] == "1975-04"


def test_texts_cut_between_two_records_are_put_together_again():
    name, unit = "陈𬭎", "Sports组"
    wide = name.encode("utf-16-le")
    first = struct.pack("<IIHB", 2, 2, 3, 1) + wide[:4]
    second = b"\x01" + wide[4:] + struct.pack("<HB", 7, 0) + b"Sports"
    third = b"\x01" + "组".encode("utf-16-le")
    shared = made.record(0x00FC, first) + made.record(0x003C, second) + made.record(0x003C, third)
    cells = (
        made.labels([["工号", "姓名", "部门"], ["01"]])
        + made.record(0x00FD, struct.pack("<HHHI", 1, 1, 0, 0))
        + made.record(0x00FD, struct.pack("<HHHI", 1, 2, 0, 1))
    )
    content = made.compound(made.biff(("花名册", cells), before=shared))
    found = reading(content).entries[0].values
    assert (found[Field.NAME], found[Field.UNIT]) == (name, unit)


@pytest.mark.parametrize(
    ("packed", "value"),
    [
        ((2001 << 2) | 2, "2001"),
        ((200100 << 2) | 3, "2001"),
        (struct.unpack("<II", struct.pack("<d", 2001.0))[1], "2001"),
    ],
)
def test_numbers_packed_into_four_bytes_are_unpacked(packed, value):
    style = made.record(0x00E0, struct.pack("<HH16x", 0, 0))
    row = struct.pack("<HHHIHIH", 1, 0, 0, packed, 0, packed, 1)
    cells = made.labels([["工号", "姓名"]]) + made.record(0x00BD, row) + made.label(1, 1, "丁一")
    content = made.compound(made.biff(("花名册", cells), before=style))
    assert reading(content).entries[0].values[Field.NUMBER] == value


def test_the_real_roster_of_a_school_is_read_without_a_word():
    found = read(open_file(REAL), TODAY)
    assert (found.total, len(found.entries)) == (312, 312)
    assert (found.problems, found.repairs, list(found.words)) == ([], [], [])
    assert sum(e.values[Field.DELEGATE_STATUS] == "full" for e in found.entries) == 100


# Files that are refused before they cost anything.


def test_a_file_of_more_than_twenty_megabytes_is_not_read(tmp_path):
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(TooLarge, match="20 MB"):
        open_file(large)
    assert isinstance(refusal(b"PK\x03\x04".ljust(LARGEST_FILE + 1, b"x")), TooLarge)


def test_an_archive_that_unpacks_to_gigabytes_is_refused_by_what_it_claims():
    kept = BytesIO(made.roster(*made.people(1)))
    with (
        zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/metadata.xml", "w") as part,
    ):
        for _turn in range(161):
            part.write(bytes(1024 * 1024))
    assert len(kept.getvalue()) < 2 * 1024 * 1024
    assert isinstance(refusal(kept.getvalue()), TooLarge)


def test_a_sheet_of_endlessly_many_cells_is_refused():
    content = made.repacked(made.roster(), sheet=b"<c/>" * 6_000_001)
    assert isinstance(refusal(content), TooLarge)


def test_an_archive_that_lies_about_its_sizes_is_refused():
    content = bytearray(made.repacked(made.roster(), sheet=b"<a/>" * 1_000_000))
    entry = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", content, entry + 24, 10)
    assert "已损坏" in refusal(bytes(content)).message


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([made.cell("A1", "工号"), made.cell("XFD1048576", "x")], "第 1048576 行"),
        ([made.cell("A1", "工号"), made.cell("XFD1", "x")], "第 16384 列"),
        ([made.cell("A1", "工号"), made.cell("IV60000", "x")], "第 256 列"),
    ],
)
def test_a_cell_far_outside_is_refused_before_the_sheet_is_laid_out(cells, sentence):
    content = made.repacked(made.roster(), sheet=made.sheet_xml(*cells))
    found = refusal(content)
    assert isinstance(found, TooLarge)
    assert sentence in found.message


def test_a_sheet_that_only_claims_to_be_endless_is_read():
    sheet = made.sheet_xml(
        made.cell("A1", "工号"), made.cell("B1", "姓名"), dimension="A1:XFD1048576"
    )
    found = reading(made.repacked(made.roster(), sheet=sheet))
    assert [p.trouble for p in found.problems] == [Trouble.NO_ROWS]


def test_empty_cells_with_a_style_reach_nowhere():
    far = '<c r="A1048576" s="0"/>'
    sheet = made.sheet_xml(made.cell("A1", "工号"), made.cell("B1", "姓名"), far)
    assert reading(made.repacked(made.roster(), sheet=sheet)).total == 0


def test_an_old_workbook_with_a_cell_far_outside_is_refused():
    content = made.compound(made.biff(("花名册", made.label(65535, 255, "x"))))
    assert isinstance(refusal(content), TooLarge)


def test_a_document_whose_cell_stands_for_a_million_is_refused():
    text = 'office:value-type="string"'
    wide = made.ods_cell("x", f'{text} table:number-columns-repeated="16384"')
    for table in (
        made.ods_table(made.ods_row(wide)),
        made.ods_table(made.ods_row(made.ods_cell("x", text), times=1048576)),
    ):
        assert isinstance(refusal(made.ods(table)), TooLarge)


@pytest.mark.parametrize(
    "sheet",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + made.sheet_xml(made.cell("A1", "&a;")),
        made.sheet_xml(made.cell("A1", "工号")).decode().encode("utf-16"),
        b"<worksheet",
        made.sheet_xml('<c t="inlineStr"><is><t>x</t></is></c>'),
    ],
)
def test_a_sheet_with_entities_another_encoding_or_broken_cells_is_refused(sheet):
    assert "无法读取" in refusal(made.repacked(made.roster(), sheet=sheet)).message


def test_a_document_with_entities_is_refused():
    evil = made.ods_table(made.ods_texts("工号"))
    content = made.ods(evil)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    bomb = xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "cc">]>', 1)
    assert "无法读取" in refusal(made.repacked(content, parts={"content.xml": bomb})).message


@pytest.mark.parametrize("name", ["openpyxl.xlsx", "sheet.ods", "small.xls", "large.xls"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.7])
def test_a_file_that_breaks_off_is_refused(name, part):
    content = FORMATS[name]
    assert refusal(content[: int(len(content) * part)], name).message.endswith("。")


def test_a_chain_of_sectors_that_bites_its_own_tail_is_refused():
    content = bytearray(FORMATS["large.xls"])
    struct.pack_into("<I", content, 512 + 4 * 4, 3)
    assert "无法读取" in refusal(bytes(content)).message


def test_files_with_a_password_are_refused():
    filepass = made.record(0x002F, bytes(6))
    locked_xls = made.compound(made.biff(("花名册", b""), before=filepass))
    locked_xlsx = made.compound(bytes(5000), name="EncryptedPackage")
    for content in (locked_xls, locked_xlsx):
        assert refusal(content).message == "文件设有打开密码，请取消密码后再试。"


def test_a_workbook_older_than_1997_is_refused():
    older = made.record(0x0809, struct.pack("<HH", 0x0500, 5)) + made.record(0x0A)
    assert "格式太旧" in refusal(made.compound(older)).message
    assert "格式太旧" in refusal(made.compound(bytes(100), name="Book")).message


def test_a_binary_workbook_is_refused_with_advice():
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    assert ".xlsb" in refusal(kept.getvalue()).message


def test_another_archive_is_refused():
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
    assert isinstance(refusal(kept.getvalue()), WrongInput)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"  \n", "a.csv", "文件是空的"),
        (b"%PDF-1.7", "a.pdf", "无法识别这个文件"),
        (b"\x89PNG\r\n", "a.png", "无法识别这个文件"),
        (b"<html><table>", "a.xls", "网页或 XML 文件"),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", "网页或 XML 文件"),
        (b"\x81\x20\xff\xff\x00", "a.csv", "文字编码"),
        (b'a,"b' + b"x" * 200_000, "a.csv", "无法读取"),
        (b"PK\x03\x04junk", "a.xlsx", "无法读取"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk", "a.xls", "无法读取"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_advice(content, name, sentence):
    found = refusal(content, name)
    assert sentence in found.message
    assert found.message.endswith("。")


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path):
    with pytest.raises(WrongInput, match=r"打不开文件 没有\.xlsx"):
        open_file(tmp_path / "没有.xlsx")


def test_computed_and_failed_cells_are_told_apart_in_old_workbooks():
    cells = made.record(0x0006, bytes(22)) + made.record(
        0x0205, struct.pack("<HHHBB", 1, 0, 0, 42, 1)
    )
    content = made.compound(
        made.biff(("花名册", cells + made.record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 1, 0))))
    )
    grid = open_content(content, "a.xls").read(0)
    assert grid.flaws == {(1, 1): Flaw.FORMULA, (2, 1): Flaw.ERROR}
    assert grid.rows[2] == [True]
