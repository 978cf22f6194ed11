"""The spreadsheet holds the sheets, prints on A4, and never computes what somebody typed."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from tests.services.reports import (
    sample_award as award,
    sample_evaluation as evaluation,
    sample_resolution as resolution,
)
from voting.elections import counting
from voting.reports.awards.sheets import award_sheet
from voting.reports.evaluations.sheets import dimensions_sheet, subject_sheets, summary_sheet
from voting.reports.header import ElectionHeader
from voting.reports.letter import Election, report_sheet
from voting.reports.resolutions.sheets import legality_sheet, resolution_sheet
from voting.reports.result import read_result
from voting.reports.sheet import Sheet, SheetName
from voting.reports.sheets import box_sheet, count_sheet, elected_sheet
from voting.reports.xlsx import spans, tabs, width_of, workbook

AT = datetime(2026, 11, 22, 6, 52, tzinfo=UTC)
NASTY = ("=1+1", "+cmd|'/c calc'!A0", "-2+3", "@SUM(A1)", "https://evil.example", "{=1+1}", "007")


def an_election(names=("丁一", "王二", "文三"), seats=2, written="王五"):
    candidates = [
        {"id": f"o{place}", "name": name, "unit": name} for place, name in enumerate(names)
    ]
    facts = {
        "kind": "election",
        "rules": "union_election_2016",
        "eligible": 100,
        "attended": 98,
        "issued": 97,
        "seats": seats,
        "members": 24,
        "candidates": candidates,
        "ballots": [
            {
                "marks": {"o0": "approve", f"o{len(names) - 1}": "oppose"},
                "write_ins": [written],
                "count": 60,
            }
        ],
    }
    header = ElectionHeader(
        organisation="青山中学工会",
        meeting="第五届第三次会员代表大会",
        title="工会委员会委员选举",
        held_on=date(2026, 11, 22),
        seats=seats,
        quorum_share="2/3",
        quorum_operator=">=",
        post="工会委员会委员",
        counted_at=AT,
    )
    units = {row["id"]: row["unit"] for row in candidates}
    return Election(header, read_result(counting.answer(counting.count(facts)), units))


def sheets_of(told):
    return [
        box_sheet(told.header, told.result),
        count_sheet(told.header, told.result),
        elected_sheet(told.header, told.result),
        report_sheet([told]),
    ]


def written(told) -> bytes:
    return workbook(sheets_of(told), told.header.title, told.header.organisation, AT)


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_each_sheet_is_a_worksheet_with_its_words_and_numbers():
    book = opened(written(an_election()))
    assert book.sheetnames == ["清票报告单", "计票结果报告单", "当选名单", "选举结果报告"]
    count = book["计票结果报告单"]
    assert {"丁一", "王二", "王五", "60.0%（60/100）", 60} <= set(texts(count))
    assert "应选 2 人，候选人 3 人，差额 1 人；无记名投票。" in " ".join(
        str(text) for text in texts(count)
    )


def test_counts_are_numbers_and_shares_are_texts():
    count = opened(written(an_election()))["计票结果报告单"]
    kinds = {cell.value: cell.data_type for row in count.iter_rows() for cell in row}
    assert kinds[60] == "n"
    assert kinds["60.0%（60/100）"] == "s"


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
def test_a_name_that_looks_like_a_formula_stays_text(name):
    told = an_election((name, "王二", "文三"), written=f"{name}x"[:20])
    book = opened(written(told))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None, cell.coordinate
    assert name in texts(book["当选名单"])
    # A written-in name is folded: spaces and case do not tell people apart.
    seen = {str(text).casefold().replace(" ", "") for text in texts(book["计票结果报告单"])}
    assert f"{name}x"[:20].casefold().replace(" ", "") in seen


def test_two_exports_are_byte_identical():
    assert written(an_election()) == written(an_election())


def test_the_file_knows_when_the_count_was_and_not_when_it_was_exported():
    book = opened(written(an_election()))
    assert book.properties.created == AT.replace(tzinfo=None)
    assert (book.properties.title, book.properties.creator) == (
        "工会委员会委员选举",
        "青山中学工会",
    )
    with zipfile.ZipFile(io.BytesIO(written(an_election()))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_every_worksheet_is_set_up_for_a4_one_page_wide():
    for sheet in opened(written(an_election())):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "portrait"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 0), (None, 0)}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text
        assert sheet.print_area


def test_a_long_list_repeats_the_head_of_its_table_on_every_page():
    names = tuple(f"候选人{place}" for place in range(60))
    count = opened(written(an_election(names, seats=50)))["计票结果报告单"]
    first = int(count.print_title_rows.split(":")[0].strip("$"))
    assert [cell.value for cell in count[first]][:2] == ["序号", "姓名"]
    assert sum(str(text).startswith("候选人") for text in texts(count)) >= 60


def test_cells_of_a_table_have_borders_and_wrap():
    count = opened(written(an_election()))["计票结果报告单"]
    cell = next(cell for row in count.iter_rows() for cell in row if cell.value == "丁一")
    assert cell.border.left.style == cell.border.bottom.style == "thin"
    assert cell.alignment.wrap_text


def test_columns_of_a_narrow_table_share_the_columns_of_a_wide_one():
    grid = (6, 14, 27, 7, 8, 7, 15, 7, 13)
    assert spans([22, 7, 17, 14], grid) == [(0, 2), (3, 3), (4, 6), (7, 8)]
    assert spans([1] * 9, grid) == [(place, place) for place in range(9)]
    assert spans([500, 500], grid) == [(0, 7), (8, 8)]


def test_a_chinese_character_is_two_wide():
    assert width_of("丁一 ab（") == 2 + 2 + 1 + 2 + 2


# --- What the other kinds ask of a spreadsheet --------------------------------------------------


def an_evaluation():
    header, result = evaluation.header_of(), evaluation.result_of(evaluation.large_document(4, 2))
    return [
        summary_sheet(header, result),
        dimensions_sheet(header, result),
        *subject_sheets(header, result, {}),
    ]


def test_long_tables_lie_across_and_forms_stand_upright():
    book = opened(workbook(an_evaluation(), "测评", "青山中学工会", AT))
    ways = [sheet.page_setup.orientation for sheet in book]
    assert ways == ["landscape", "landscape", "portrait", "portrait", "portrait", "portrait"]


def test_a_head_over_several_columns_is_one_cell_and_both_rows_repeat():
    sheet = opened(workbook(an_evaluation(), "测评", "青山中学工会", AT))["民主测评汇总表"]
    over = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "优秀")
    merged = {str(each): each for each in sheet.merged_cells.ranges}
    assert f"{over.coordinate}:{sheet.cell(over.row, over.column + 1).coordinate}" in merged
    assert sheet.cell(over.row + 1, over.column).value == "票"
    first, last = (int(part.strip("$")) for part in sheet.print_title_rows.split(":"))
    assert (first, last) == (over.row, over.row + 1)
    alone = next(cell for cell in sheet[over.row] if cell.value == "姓名")
    below = sheet.cell(alone.row + 1, alone.column).coordinate
    assert f"{alone.coordinate}:{below}" in merged


def test_boxes_of_a_form_are_bordered_and_leave_room_to_write():
    sheet = opened(workbook(an_evaluation(), "测评", "青山中学工会", AT))["个人测评结果 丁一"]
    label = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "优点")
    assert label.border.left.style == "thin"
    assert sheet.row_dimensions[label.row].height >= 3 * 17
    assert "评议对象" in texts(sheet)


def test_worksheets_of_namesakes_have_names_of_their_own_and_no_forbidden_sign():
    sheets = [
        Sheet(name=SheetName.SUBJECTS, title="个人测评结果", subtitle="", sections=(), about=about)
        for about in ("丁一", "丁一", "教务[处]/A:B*?", "长" * 40, "长" * 40)
    ]
    found = tabs(sheets)
    assert found[:3] == ["个人测评结果 丁一", "个人测评结果 丁一 2", "个人测评结果 教务处AB"]
    assert len(set(found)) == len(found)
    assert all(len(name) <= 31 for name in found)


@pytest.mark.parametrize(
    "sheets",
    [
        an_evaluation(),
        [
            resolution_sheet(resolution.header_of(), resolution.result_of(**resolution.PILES)),
            legality_sheet(resolution.header_of(), resolution.result_of()),
        ],
        [award_sheet(award.header_of(), award.result_of())],
    ],
    ids=["evaluation", "resolution", "award"],
)
def test_sheets_of_every_kind_are_byte_identical_and_hold_no_formula_case_133(sheets):
    first = workbook(sheets, "标题", "青山中学工会", AT)
    assert workbook(sheets, "标题", "青山中学工会", AT) == first
    for sheet in opened(first):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.print_area
