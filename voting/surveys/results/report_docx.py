"""The report as DOCX, to be written on: plain runs of text, no field but the page number.

Tables are made as one piece of XML each: a report with cross tables has tens of thousands of
cells, and python-docx takes a millisecond for every one.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from voting.surveys.results.report import Grid, Part, Report

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
_FONT, _TITLE_FONT = "宋体", "黑体"
_WIDTH = 166 * 1440 * 10 // 254
"""The width of all columns of a table, in twentieths of a point."""
_SHORT = 16
"""Rows of a table that is kept on one page, with the words over it."""
_STYLES = (("Normal", 10.5), ("Heading 1", 14), ("Heading 2", 12), ("Heading 3", 10.5))
_CONTROL = {n: None for n in range(32) if n not in {9, 10, 13}} | {0xFFFE: None, 0xFFFF: None}
"""Characters that no XML may hold."""


def report_docx(report: Report) -> bytes:
    """Return a report: its title, then part after part."""
    document = _new(report.title)
    _centred(document, report.about, 14)
    _centred(document, report.title, 20)
    _centred(document, report.dated, 11)
    if report.note:
        _centred(document, report.note, 11)
    for part in report.parts:
        _part(document, part)
    return _written(document)


def _part(document: Any, part: Part) -> None:
    document.add_heading(_plain(part.heading), part.level)
    for line in part.lines:
        document.add_paragraph(_plain(line)).paragraph_format.keep_with_next = bool(part.grids)
    for each in part.grids:
        _append(document, _table(each))
        gap = document.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(8)
    for line in part.after:
        document.add_paragraph(_plain(line))
    for prompt in part.prompts:
        document.add_paragraph().add_run(_plain(prompt)).italic = True
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
        f'<w:t xml:space="preserve">{escape(_plain(cell))}</w:t></w:r></w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    ]
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def _plain(text: str) -> str:
    return text.translate(_CONTROL)


def _new(title: str) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)
    about = document.core_properties
    about.title, about.language = _plain(title)[:200], "zh-CN"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = _MADE
    about.revision = 1
    for name, size in _STYLES:
        _set_style(document.styles[name], _FONT if name == "Normal" else _TITLE_FONT, size)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    _number_pages(section.footer.paragraphs[0])
    return document


def _set_style(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for part in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(part), font)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _number_pages(paragraph: Any) -> None:
    """Write the page number: the one field of the document, and none of anybody's words."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    paragraph._p.append(number)  # noqa: SLF001 - python-docx has no page numbers


def _centred(document: Any, text: str, size: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_plain(text))
    run.bold, run.font.size = True, Pt(size)


def _written(document: Any) -> bytes:
    """Return the file with no moment in it: two exports of the same words are equal."""
    packed, kept = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with (
        zipfile.ZipFile(packed) as made,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _ZIPPED_AT)
            part.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(part, made.read(name))
    return kept.getvalue()
