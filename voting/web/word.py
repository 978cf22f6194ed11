"""Documents for Word: plain runs of text, no field but the page number, the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
_FONT, _TITLE_FONT = "宋体", "黑体"
_CONTROL = {n: None for n in range(32) if n not in {9, 10, 13}} | {0xFFFE: None, 0xFFFF: None}
"""Characters that no XML may hold."""


def plain(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return text.translate(_CONTROL)


def new_document(title: str, sizes: Mapping[str, float], side: int) -> Any:
    """Return an empty A4 document with numbered pages.

    ``sizes``: of its styles, in points; ``side``: the margins left and right, in millimetres.
    """
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(side)
    section.top_margin = section.bottom_margin = Mm(22)
    about = document.core_properties
    about.title, about.language = plain(title)[:200], "zh-CN"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = _MADE
    about.revision = 1
    for name, size in sizes.items():
        _set_style(document.styles[name], _FONT if name == "Normal" else _TITLE_FONT, size)
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


def centred(document: Any, text: str, size: int) -> None:
    """Write a bold line in the middle of the page; ``size`` in points."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(plain(text))
    run.bold, run.font.size = True, Pt(size)


def written(document: Any) -> bytes:
    """Return the file with no moment in it: two exports of the same words are equal."""
    packed, kept = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with (
        zipfile.ZipFile(packed) as made,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _ZIPPED_AT)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, made.read(name))
    return kept.getvalue()
