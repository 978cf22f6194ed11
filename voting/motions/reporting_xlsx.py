"""Tables as a workbook: the same bytes at every export of the same figures, never a formula."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

from voting.motions.reporting_tables import Table

# The moment of an export is nowhere in the file, so that two exports are equal.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_PLAIN_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_FONT: dict[str, object] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_A4, _WIDTH = 9, 90
"""Paper size, and what all columns of a table are wide together, in characters."""
_LONGEST_TAB = 31
_NOT_IN_A_TAB = str.maketrans("", "", "[]:*?/\\'")


def workbook(title: str, subtitle: str, tables: Sequence[Table]) -> bytes:
    """Return tables as an XLSX file, a worksheet each."""
    kept = io.BytesIO()
    with Workbook(kept, _PLAIN_TEXT) as book:
        book.set_properties({"title": title, "created": _MADE})
        formats = {
            "title": book.add_format({**_FONT, "font_size": 16, "bold": True}),
            "sub": book.add_format(_FONT),
            "head": book.add_format(
                {**_FONT, "bold": True, "border": 1, "bg_color": "#F1F1EF", "text_wrap": True}
            ),
            "cell": book.add_format({**_FONT, "border": 1, "text_wrap": True}),
        }
        for number, table in enumerate(tables, start=1):
            page = book.add_worksheet(_tab(table, number))
            _write(page, formats, table, (title, subtitle))
    return kept.getvalue()


def _tab(table: Table, number: int) -> str:
    """Return a name no other worksheet has: they are numbered."""
    plain = table.title.partition("（")[0].translate(_NOT_IN_A_TAB)
    return f"{number} {plain}"[:_LONGEST_TAB]


def _write(page: Any, formats: dict[str, Any], table: Table, head: tuple[str, str]) -> None:
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")
    whole = sum(table.widths)
    for place, width in enumerate(table.widths):
        page.set_column(place, place, max(_WIDTH * width // whole, 8))
    page.write_string(0, 0, head[0], formats["title"])
    page.write_string(1, 0, head[1], formats["sub"])
    page.write_string(2, 0, table.title, formats["sub"])
    for place, column in enumerate(table.columns):
        page.write_string(4, place, column, formats["head"])
    page.freeze_panes(5, 0)
    page.repeat_rows(4)
    for number, row in enumerate(table.rows, start=5):
        for place, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(number, place, cell, formats["cell"])
            else:
                page.write_string(number, place, cell, formats["cell"])
    if not table.rows:
        page.write_string(5, 0, table.empty, formats["sub"])
