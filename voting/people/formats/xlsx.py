"""Workbooks of Excel 2007 and later (.xlsx).

The library that reads the cells lays a sheet out as a full rectangle and knows no formulas, so the
XML is looked through first: how far the filled cells reach, and which were computed. What it gets
is an archive of our own making, with only the parts that hold cells.
"""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from voting.errors import WrongInput
from voting.i18n import _
from voting.people.formats.grid import Book, Flaw, Grid, Place, check_extent, unreadable
from voting.people.formats.package import Package

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_KEPT = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|xl/(workbook|sharedStrings|styles|metadata)\.xml"
    r"|xl/_rels/workbook\.xml\.rels)$",
    re.IGNORECASE,
)
_CELL = re.compile(
    rb"<(?:\w+:)?c((?:\s+[\w:]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(/?)>"
    rb"(\s*<(?:\w+:)?f[\s/>])?"
)
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
_LETTERS = 26


def open_book(package: Package) -> Book:
    """Open a workbook; its sheets are checked and read when they are asked for."""
    if "xl/workbook.bin" in package:
        raise WrongInput(_("这是 .xlsb 格式的工作簿，请另存为 .xlsx 后再试。"))
    sheets = _sheets(package)
    parts = {name: package.take_xml(name) for name in package.names if _KEPT.match(name)}

    def read(index: int) -> Grid:
        name, path = sheets[index]
        xml = package.take_xml(path)
        flaws, extent = _survey(xml)
        check_extent(*extent)
        sheet = _library_sheet(parts | {path: xml}, index)
        return Grid(name, sheet.to_python(skip_empty_area=False), flaws)

    return Book(tuple(name for name, _path in sheets), read)


def _sheets(package: Package) -> list[tuple[str, str]]:
    """Return the name and the part of each sheet, in the order of the tabs."""
    try:
        # No document type can be in there: take_xml refuses it.
        workbook = ET.fromstring(package.take_xml(_WORKBOOK))  # noqa: S314
        relations = ET.fromstring(package.take_xml(_RELATIONS))  # noqa: S314
    except (ET.ParseError, ValueError, LookupError):
        raise unreadable() from None
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = [
        (sheet.get("name", ""), _part(targets.get(_relation_of(sheet), "")))
        for sheet in workbook.iter()
        if sheet.tag.endswith("}sheet")
    ]
    if not found:
        raise unreadable()
    return found


def _relation_of(sheet: ET.Element) -> str | None:
    return sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _survey(xml: bytes) -> tuple[dict[Place, Flaw], tuple[int, int]]:
    """Find the computed cells of a sheet and the last row and column that hold anything."""
    flaws: dict[Place, Flaw] = {}
    last_row = last_column = 0
    for found in _CELL.finditer(xml):
        attributes, is_empty, formula = found.groups()
        if is_empty:
            continue
        row, column = _place(attributes)
        last_row, last_column = max(last_row, row), max(last_column, column)
        if formula:
            flaws[row, column] = Flaw.FORMULA
        elif b"e" in attributes and _ERROR.search(attributes):
            flaws[row, column] = Flaw.ERROR
    return flaws, (last_row, last_column)


def _place(attributes: bytes) -> Place:
    """Return where a cell stands; every program in use writes it down."""
    found = _REFERENCE.search(attributes)
    if not found:
        raise unreadable()
    column = 0
    for letter in found[1].upper():
        column = column * _LETTERS + letter - ord("A") + 1
    return int(found[2]), column


def _library_sheet(parts: dict[str, bytes], index: int) -> CalamineSheet:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    try:
        return CalamineWorkbook.from_filelike(packed).get_sheet_by_index(index)
    except (CalamineError, OSError, ValueError):
        raise unreadable() from None
