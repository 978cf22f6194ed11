"""The sheets as a spreadsheet: A4, bordered, the same bytes at every export, never a formula."""

import io
import math
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from voting.i18n import _
from voting.reports.sheet import Cell, Column, Field, Figure, FormRow, Kind, Section, Sheet, Table

_A4 = 9
_LINE = 17
"""Height of one line, in points."""
_FALLBACK = datetime(2000, 1, 1, tzinfo=UTC)
_PLAIN_GRID = (6, 14, 22, 7, 7, 7, 17, 9, 12)
_SIGNED_FROM = 2
_FORM_SHARES = (18, 32, 18, 32)
"""How the width of a form is shared out: label, value, label, value."""
_LONGEST_TAB = 31
_NOT_IN_A_TAB = str.maketrans("", "", "[]:*?/\\'")
_BASE: dict[str, object] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BOXED: dict[str, object] = {**_BASE, "border": 1, "text_wrap": True}
_STYLES: dict[str, dict[str, object]] = {
    "title": {**_BASE, "font_size": 20, "bold": True, "align": "center"},
    "subtitle": {**_BASE, "align": "center", "text_wrap": True},
    "heading": {**_BASE, "bold": True, "text_wrap": True},
    "sentence": {**_BASE, "text_wrap": True, "valign": "top"},
    "right": {**_BASE, "align": "right"},
    "small": {**_BASE, "font_size": 9, "text_wrap": True, "valign": "top"},
    "head": {**_BOXED, "bold": True, "align": "center", "bg_color": "#F1F1EF"},
    "line": {**_BASE, "bottom": 1},
    Kind.NUMBER: {**_BOXED, "align": "center", "num_format": "0"},
    Kind.NAME: {**_BOXED, "align": "center"},
    Kind.TEXT: {**_BOXED, "align": "left"},
    Kind.SHARE: {**_BOXED, "align": "center"},
    Kind.WORD: {**_BOXED, "align": "center"},
}
# Whatever a name looks like, it stays text: no formula, no link, no number is guessed.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(sheets: Sequence[Sheet], title: str, author: str, made_at: datetime | None) -> bytes:
    """Return the sheets as one XLSX file, a worksheet each.

    ``made_at`` is the moment the result was counted; the moment of the export is nowhere in the
    file, so that two exports are equal.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        moment = (made_at or _FALLBACK).astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": title, "author": author, "created": moment})
        formats = {name: book.add_format(style) for name, style in _STYLES.items()}
        for sheet, tab in zip(sheets, tabs(sheets), strict=True):
            _Writer(book.add_worksheet(tab), formats, sheet).write()
    return buffer.getvalue()


def tabs(sheets: Sequence[Sheet]) -> list[str]:
    """Return the names of the worksheets: short, all different, without forbidden signs."""
    found: list[str] = []
    for sheet in sheets:
        whole = f"{sheet.title} {sheet.about}" if sheet.about else sheet.title
        name = whole.translate(_NOT_IN_A_TAB)[:_LONGEST_TAB].strip()
        seen = {each.casefold() for each in found}
        tab, number = name, 1
        while tab.casefold() in seen:
            number += 1
            tab = f"{name[: _LONGEST_TAB - len(str(number)) - 1]} {number}"
        found.append(tab)
    return found


def width_of(text: str) -> int:
    """Return how wide a text is, in narrow characters; a Chinese one counts two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def spans(wanted: Sequence[int], grid: Sequence[int]) -> list[tuple[int, int]]:
    """Lay columns of wanted widths onto the columns of a sheet: (first, last) of each.

    Every column gets as many neighbours as it needs while enough are left for the others; the
    last takes what remains.
    """
    laid, first = [], 0
    for place, width in enumerate(wanted):
        spare = len(grid) - first - (len(wanted) - place)
        last = first
        while spare and sum(grid[first : last + 1]) < width:
            last, spare = last + 1, spare - 1
        if place == len(wanted) - 1:
            last = len(grid) - 1
        laid.append((first, last))
        first = last + 1
    return laid


class _Writer:
    """Writes one sheet from top to bottom."""

    def __init__(self, page: Any, formats: dict[str, Any], sheet: Sheet) -> None:
        self.page = page
        self.formats = formats
        self.sheet = sheet
        self.row = 0
        tables = [section.table for section in sheet.sections if section.table]
        widest = max(tables, key=lambda table: len(table.columns), default=None)
        self.grid: tuple[int, ...] = _PLAIN_GRID
        if widest and len(widest.columns) >= len(_FORM_SHARES):
            self.grid = tuple(column.width for column in widest.columns)

    def write(self) -> None:
        """Write everything and set the page up for printing."""
        self._set_up()
        self._across(self.sheet.title, "title", 34)
        if self.sheet.subtitle:
            self._across(self.sheet.subtitle, "subtitle")
        self.row += 1
        if self.sheet.addressee:
            self._across(self.sheet.addressee, "heading")
        if self.sheet.figures:
            self._table(_figures_table(self.sheet.figures))
            self.row += 1
        for section in self.sheet.sections:
            self._section(section)
        if self.sheet.signatures or self.sheet.seal:
            self._signatures()
        for line in self.sheet.footer:
            self._across(line, "small")
        self.page.print_area(0, 0, self.row, len(self.grid) - 1)

    def _set_up(self) -> None:
        self.page.set_paper(_A4)
        if self.sheet.landscape:
            self.page.set_landscape()
        else:
            self.page.set_portrait()
        self.page.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        self.page.center_horizontally()
        self.page.fit_to_pages(1, 0)
        self.page.hide_gridlines(2)
        self.page.set_footer(f"&C&9{_('第 &P 页，共 &N 页')}")
        for place, width in enumerate(self.grid):
            self.page.set_column(place, place, width)

    def _across(self, text: str, style: str, height: int | None = None) -> None:
        lines = math.ceil(width_of(text) / (sum(self.grid) * 0.95)) or 1
        self.page.set_row(self.row, height or _LINE * lines + 3)
        self._put(text, style, (0, len(self.grid) - 1))

    def _put(self, cell: Cell, style: str, span: tuple[int, int]) -> None:
        """Write one cell over the columns of a span; the last of a row moves to the next row."""
        first, last = span
        made = self.formats[style]
        if last > first:
            self.page.merge_range(self.row, first, self.row, last, "", made)
        if isinstance(cell, int):
            self.page.write_number(self.row, first, cell, made)
        else:
            self.page.write_string(self.row, first, str(cell), made)
        if last == len(self.grid) - 1:
            self.row += 1

    def _section(self, section: Section) -> None:
        if section.heading:
            self._across(section.heading, "heading")
        for sentence in section.sentences:
            self._across(sentence, "sentence")
        if section.form:
            self._form(section.form)
        if section.table and (section.table.rows or not section.table.empty):
            self._table(section.table)
        elif section.table:
            self._across(section.table.empty, "sentence")
        if section.heading or section.says_something:
            self.row += 1

    def _form(self, rows: Sequence[FormRow]) -> None:
        """Write boxes: a label and a value over the whole width, or two of them side by side."""
        whole = sum(self.grid)
        four = spans([whole * share // 100 for share in _FORM_SHARES], self.grid)
        for row in rows:
            value, last = four[1], four[-1][1]
            laid = four if len(row) > 1 else [four[0], (value[0], last)]
            cells = [(cell, style) for field in row for cell, style in _boxes(field)]
            self.page.set_row(self.row, _form_height(row, self.grid, laid))
            for (cell, style), span in zip(cells, laid, strict=True):
                self._put(cell, style, span)

    def _table(self, table: Table) -> None:
        laid = spans([column.width for column in table.columns], self.grid)
        if len(table.columns) == len(self.grid):
            self.page.repeat_rows(self.row, self.row + table.two_heads)
        self._heads(table, laid)
        for row in table.cells():
            self.page.set_row(self.row, self._height(row, laid))
            for (column, cell), span in zip(row, laid, strict=True):
                self._put(cell, column.kind, span)

    def _heads(self, table: Table, laid: Sequence[tuple[int, int]]) -> None:
        """Write the heads; where some stand under a common one, in two rows."""
        if table.two_heads:
            place = 0
            for over, columns in table.heads():
                span = laid[place][0], laid[place + len(columns) - 1][1]
                if over:
                    self._joined(over, span, rows=1)
                else:
                    self._joined(columns[0].title, span, rows=2)
                place += len(columns)
            self.row += 1
        self.page.set_row(self.row, _LINE * 2)
        for column, span in zip(table.columns, laid, strict=True):
            if column.over or not table.two_heads:
                self._joined(column.title, span, rows=1)
        self.row += 1

    def _joined(self, text: str, span: tuple[int, int], rows: int) -> None:
        first, last = span
        if last > first or rows > 1:
            below = self.row + rows - 1
            self.page.merge_range(self.row, first, below, last, "", self.formats["head"])
        self.page.write_string(self.row, first, text, self.formats["head"])

    def _height(self, row: Sequence[tuple[Column, Cell]], laid: Sequence[tuple[int, int]]) -> int:
        widths = [sum(self.grid[first : last + 1]) for first, last in laid]
        lines = (
            math.ceil(width_of(str(cell)) / (width - 1))
            for (_column, cell), width in zip(row, widths, strict=True)
        )
        return _LINE * max(*lines, 1) + 5

    def _signatures(self) -> None:
        self.row += 1
        last = len(self.grid) - 1
        for office in self.sheet.signatures:
            self.page.set_row(self.row, 30)
            self._put(_("%(office)s：", office=office), "right", (0, min(1, last - 1)))
            self._put("", "line", (_SIGNED_FROM, _SIGNED_FROM))
            self.row += 1
        if self.sheet.seal:
            self._across(_("%(who)s（盖章）", who=self.sheet.seal), "right")
        self._across(self.sheet.dated or _("　　　　年　　　月　　　日"), "right", 30)
        self.row += 1


def _boxes(field: Field) -> list[tuple[str, str]]:
    return [(field.label, "head"), (field.value, Kind.TEXT)]


def _form_height(row: FormRow, grid: Sequence[int], laid: Sequence[tuple[int, int]]) -> int:
    widths = [sum(grid[first : last + 1]) for first, last in laid[1::2]]
    lines = (
        max(field.lines, sum(math.ceil(width_of(line) / (width - 1)) or 1 for line in parts))
        for field, width in zip(row, widths, strict=True)
        if (parts := field.value.split("\n"))
    )
    return _LINE * max(lines) + 5


def _figures_table(figures: Sequence[Figure]) -> Table:
    return Table(
        columns=(
            Column(_("项目"), Kind.TEXT, 18),
            Column(_("数目"), Kind.NUMBER, 7),
            Column(_("单位"), Kind.WORD, 7),
            Column(_("基数及占比"), Kind.TEXT, 30),
        ),
        rows=tuple((each.label, each.value, each.unit, each.base) for each in figures),
    )
