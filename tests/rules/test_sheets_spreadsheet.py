"""The spreadsheet holds the sheets, prints on A4, and never computes what somebody typed."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from voting.elections import counting
from voting.reports.header import Header
from voting.reports.letter import Election, report_sheet
from voting.reports.result import read_result
from voting.reports.sheets import box_sheet, count_sheet, elected_sheet
from voting.reports.xlsx import spans, width_of, workbook

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
    header = Header(
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
