"""OpenDocument sheets (.ods).

They are read here and not by the library: one cell may stand for a million equal ones, and which
cells were computed must be known.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree import ElementTree as ET

from voting.people.formats.grid import Book, Cell, Flaw, Grid, Place, check_extent, unreadable
from voting.people.formats.package import Package

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "Err:")


def open_book(package: Package) -> Book:
    """Open a document; all its sheets are read in one pass."""
    xml = package.take_xml("content.xml")
    try:
        grids = list(_grids(xml))
    except (ET.ParseError, ValueError, LookupError):
        raise unreadable() from None
    return Book(tuple(grid.name for grid in grids), grids.__getitem__)


def _grids(xml: bytes) -> Iterator[Grid]:
    sheet: _Sheet | None = None
    # No document type can be in there: take_xml refuses it.
    for event, element in ET.iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314
        if event == "start":
            if element.tag == f"{_TABLE}table":
                sheet = _Sheet(element.get(f"{_TABLE}name", ""))
        elif sheet and element.tag == f"{_TABLE}table-row":
            sheet.add(element)
            element.clear()
        elif sheet and element.tag == f"{_TABLE}table":
            yield Grid(sheet.name, sheet.rows, sheet.flaws)
            element.clear()


class _Sheet:
    """A sheet being read; empty repeats are only counted until something follows them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[list[Cell]] = []
        self.flaws: dict[Place, Flaw] = {}
        self._empty = 0
        self._widest = 0

    def add(self, element: ET.Element) -> None:
        """Take a row, as often as it says."""
        times = _count(element, "number-rows-repeated")
        cells, flaws = self._cells(element)
        if not cells:
            self._empty += times
            return
        self._widest = max(self._widest, len(cells))
        check_extent(len(self.rows) + self._empty + times, self._widest)
        self.rows.extend([] for _empty in range(self._empty))
        self._empty = 0
        for _time in range(times):
            self.rows.append(list(cells))
            self.flaws |= {(len(self.rows), column): flaw for column, flaw in flaws.items()}

    def _cells(self, row: ET.Element) -> tuple[list[Cell], dict[int, Flaw]]:
        cells: list[Cell] = []
        flaws: dict[int, Flaw] = {}
        empty = 0
        for element in row:
            if element.tag not in _CELLS:
                continue
            times = _count(element, "number-columns-repeated")
            value, flaw = _value(element)
            if value == "" and flaw is None:
                empty += times
                continue
            check_extent(1, len(cells) + empty + times)
            cells += [""] * empty
            empty = 0
            if flaw:
                flaws |= dict.fromkeys(range(len(cells) + 1, len(cells) + times + 1), flaw)
            cells += [value] * times
        return cells, flaws


def _count(element: ET.Element, name: str) -> int:
    return max(int(element.get(f"{_TABLE}{name}", "1")), 1)


def _value(cell: ET.Element) -> tuple[Cell, Flaw | None]:
    text = "\n".join(_written(line) for line in cell.iter(f"{_TEXT}p"))
    if cell.get(f"{_TABLE}formula") is not None:
        return text, Flaw.FORMULA
    if text.startswith(_ERRORS):
        return text, Flaw.ERROR
    return _typed(cell, text), None


def _typed(cell: ET.Element, text: str) -> Cell:
    match cell.get(f"{_OFFICE}value-type"):
        case "float" | "percentage" | "currency":
            return float(cell.get(f"{_OFFICE}value", ""))
        case "date":
            return _day(cell.get(f"{_OFFICE}date-value", ""))
        case "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
        case _:
            return text


def _day(written: str) -> date | datetime:
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def _written(line: ET.Element) -> str:
    """Return the text of a paragraph; a run of spaces is written as an element."""
    parts = [line.text or ""]
    for inner in line:
        if inner.tag == f"{_TEXT}s":
            parts.append(" " * min(_spaces(inner), 100))
        elif inner.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif inner.tag == f"{_TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(_written(inner))
        parts.append(inner.tail or "")
    return "".join(parts)


def _spaces(element: ET.Element) -> int:
    return int(element.get(f"{_TEXT}c", "1"))
