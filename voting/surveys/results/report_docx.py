"""The report as DOCX, to be written on: plain runs of text, no field but the page number.

Tables are made as one piece of XML each: a report with cross tables has tens of thousands of
cells, and python-docx takes a millisecond for every one.
"""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from voting.surveys.results.report import Grid, Part, Report
from voting.web.word import centred, new_document, plain, written

_WIDTH = 166 * 1440 * 10 // 254
"""The width of all columns of a table, in twentieths of a point."""
_SHORT = 16
"""Rows of a table that is kept on one page, with the words over it."""
_SIZES = {"Normal": 10.5, "Heading 1": 14, "Heading 2": 12, "Heading 3": 10.5}


def report_docx(report: Report) -> bytes:
    """Return a report: its title, then part after part."""
    document = new_document(report.title, _SIZES, 22)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    centred(document, report.about, 14)
    centred(document, report.title, 20)
    centred(document, report.dated, 11)
    if report.note:
        centred(document, report.note, 11)
    for part in report.parts:
        _part(document, part)
    return written(document)


def _part(document: Any, part: Part) -> None:
    document.add_heading(plain(part.heading), part.level)
    for line in part.lines:
        document.add_paragraph(plain(line)).paragraph_format.keep_with_next = bool(part.grids)
    for each in part.grids:
        _append(document, _table(each))
        gap = document.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(8)
    for line in part.after:
        document.add_paragraph(plain(line))
    for prompt in part.prompts:
        document.add_paragraph().add_run(plain(prompt)).italic = True
        document.add_paragraph()


def _append(document: Any, xml: str) -> None:
    """Put a table before the properties of the section, where the text ends."""
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _table(grid: Grid) -> str:
    whole = sum(grid.widths)
    widths = [_WIDTH * width // whole for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    short, last = len(grid.rows) <= _SHORT, len(grid.rows) - 1
    head = _row(grid.columns, widths, kept=True, head=True)
    rows = "".join(
        _row([str(cell) for cell in row], widths, kept=short and n < last)
        for n, row in enumerate(grid.rows)
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{head}{rows}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], *, kept: bool, head: bool = False) -> str:
    """Return a row; ``kept``: on one page with the next one."""
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    run = "<w:rPr><w:b/></w:rPr>" if head else ""
    grey = '<w:shd w:val="clear" w:color="auto" w:fill="F1F1EF"/>' if head else ""
    paragraph = "<w:keepNext/>" if kept else ""
    made = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grey}</w:tcPr><w:p><w:pPr>{paragraph}'
        f'<w:spacing w:before="40" w:after="40"/></w:pPr><w:r>{run}'
        f'<w:t xml:space="preserve">{escape(plain(cell))}</w:t></w:r></w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    ]
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"
