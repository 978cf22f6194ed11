"""The tables as CSV and as a workbook: equal results give equal bytes, and nothing is a formula."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

from voting.i18n import _
from voting.surveys.results import flat, phrases
from voting.surveys.results.reading import Answered, Cell, Crossed, Results
from voting.surveys.results.sav import cuts

CSV_MIME = "text/csv; charset=utf-8"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The moment of an export is nowhere in the file, so that two exports are equal.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_PLAIN_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_FONT: dict[str, object] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_A4 = 9
_LONGEST_TAB = 31
_LONGEST_CELL = 32_767
_NOT_IN_A_TAB = str.maketrans("", "", "[]:*?/\\'")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SIGNED = re.compile(r"[+-][0-9]+(?:\.[0-9]+)?")


def csv_file(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as CSV that a spreadsheet opens as text: UTF-8 with a mark, no formulas."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; signed numbers stay numbers."""
    if not cell.startswith(_BEGINS_FORMULA) or _SIGNED.fullmatch(cell):
        return cell
    return f"'{cell}"


def results_csv(results: Results) -> bytes:
    """Return all tables as one long CSV."""
    return csv_file([flat.columns(), *(row.cells() for row in flat.rows(results))])


def results_xlsx(results: Results, note: str = "") -> bytes:
    """Return a workbook: the overview, all questions, a sheet a breakdown, comments, words."""
    kept = io.BytesIO()
    with Workbook(kept, _PLAIN_TEXT) as book:
        book.set_properties({"title": results.title, "created": _MADE})
        sheets = _Sheets(book, f"{results.title}　{note}".strip("　"))
        _overview(sheets.new(_("概况"), (28, 14, 14, 14, 30)), results)
        page = sheets.new(_("总体结果"), (44, 12, 12, 20))
        for each in results.questions:
            _question(page, each, sampled=results.is_sample)
        for one in results.breakdowns:
            page = sheets.new(_("按%(label)s", label=one.label), (44, *(14,) * 20))
            for cross in results.crosses(one.name):
                _cross(page, cross)
        _written(sheets, results)
        _cut_labels(sheets, results)
    return kept.getvalue()


def table_xlsx(title: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return one table as a workbook; its first row names the columns."""
    kept = io.BytesIO()
    with Workbook(kept, _PLAIN_TEXT) as book:
        book.set_properties({"title": title, "created": _MADE})
        page = _Sheets(book, title).new(_("答卷"), (14,) * min(len(rows[0]), 200))
        page.head(rows[0])
        for row in rows[1:]:
            page.row(row)
    return kept.getvalue()


class _Sheets:
    """The worksheets of a book, each with a name of its own."""

    def __init__(self, book: Any, title: str) -> None:
        self._book, self._title, self._number = book, title, 0
        self._formats = {
            "title": book.add_format({**_FONT, "font_size": 14, "bold": True}),
            "bold": book.add_format({**_FONT, "bold": True}),
            "text": book.add_format(_FONT),
            "head": book.add_format(
                {**_FONT, "bold": True, "border": 1, "bg_color": "#F1F1EF", "text_wrap": True}
            ),
            "cell": book.add_format({**_FONT, "border": 1, "text_wrap": True}),
        }

    def new(self, name: str, widths: Sequence[int]) -> "_Page":
        """Begin a worksheet; names are numbered, so that no two are equal."""
        self._number += 1
        tab = f"{self._number} {name.translate(_NOT_IN_A_TAB)}"[:_LONGEST_TAB]
        page = _Page(self._book.add_worksheet(tab), self._formats, widths)
        page.line(self._title, "title")
        return page


class _Page:
    """One worksheet, filled from the top."""

    def __init__(self, sheet: Any, formats: dict[str, Any], widths: Sequence[int]) -> None:
        self._sheet, self._formats, self._at = sheet, formats, 0
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)

    def line(self, text: str, form: str = "text") -> None:
        """Write a line of text; an empty one is a gap."""
        self._sheet.write_string(self._at, 0, text[:_LONGEST_CELL], self._formats[form])
        self._at += 1

    def head(self, cells: Sequence[Cell]) -> None:
        """Write the names of columns."""
        self._cells([str(cell) for cell in cells], "head")

    def row(self, cells: Sequence[Cell]) -> None:
        """Write a row: counts as numbers, all else as text."""
        self._cells(cells, "cell")

    def _cells(self, cells: Sequence[Cell], form: str) -> None:
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                self._sheet.write_number(self._at, place, cell, self._formats[form])
            else:
                told = cell[:_LONGEST_CELL]
                self._sheet.write_string(self._at, place, told, self._formats[form])
        self._at += 1


def _overview(page: _Page, results: Results) -> None:
    page.line(phrases.background(results))
    page.line(phrases.returns(results))
    if said := phrases.invalid(results):
        page.line(said)
    page.line("")
    page.head((_("来源"), _("发出"), _("收回"), _("有效")))
    for each in results.document["sources"]:
        issued = _("不详") if each["issued"] is None else each["issued"]
        page.row((each["title"], issued, each["returned"], each["valid"]))
    page.line("")
    page.head((_("比率"), _("分子"), _("分母"), _("百分比")))
    for each in results.rates["shares"]:
        page.row((each["name"], each["numerator"], each["denominator"], each["percent"] or ""))
    page.line("")
    notes = (phrases.withheld(results), phrases.rounding(), phrases.multiple(), phrases.index())
    for said in (*notes, phrases.precision(results)):
        page.line(said)


def _question(page: _Page, each: Answered, *, sampled: bool) -> None:
    page.line("")
    page.line(_("%(label)s（%(kind)s）", label=each.label, kind=each.kind_label), "bold")
    page.line(each.base_sentence)
    if each.lines:
        last = (_("95% 置信区间"),) if sampled else ()
        page.head((_("选项"), _("人数"), _("比例"), *last))
        for line in each.lines:
            more = (line.interval,) if sampled else ()
            page.row((line.label, line.count, line.percent, *more))
    if each.figures:
        page.head((_("统计量"), _("数值"), _("比例")))
        for figure in each.figures:
            page.row((figure.label, figure.value, figure.percent))


def _cross(page: _Page, cross: Crossed) -> None:
    page.line("")
    page.line(cross.label, "bold")
    page.head((cross.by_label, *(group.group for group in cross.groups)))
    for label, cells in cross.rows():
        page.row((label, *cells))


def _written(sheets: _Sheets, results: Results) -> None:
    comments, words = results.document["comments"], results.document["words"]
    if comments:
        page = sheets.new(_("意见"), (100,))
        for each in comments:
            page.line("")
            page.line(each["label"], "bold")
            for text in each["texts"]:
                page.row((text,))
    if words:
        labels = {each["question"]: each["label"] for each in comments}
        page = sheets.new(_("常用词"), (30, 14))
        for each in words:
            page.line("")
            page.line(labels[each["question"]], "bold")
            page.head((_("词"), _("提到的意见数")))
            for word, n in each["words"]:
                page.row((word, n))


def _cut_labels(sheets: _Sheets, results: Results) -> None:
    cut = cuts(results)
    if not cut:
        return
    page = sheets.new(_("SPSS 标签"), (80, 60))
    page.line(_("下列标签超过 SPSS 的长度限制，在 .sav 文件中已截短："))
    page.head((_("全文"), _("SPSS 中的标签")))
    for whole, kept in cut.items():
        page.row((whole, kept))
