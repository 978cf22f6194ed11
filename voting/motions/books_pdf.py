"""A book or a form as PDF, set by typst: the words are data, the same words give the same bytes."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from voting.errors import Unavailable
from voting.i18n import _
from voting.motions.books_words import Book, Form, rows_of

MIME = "application/pdf"
FONTS = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "SimSun",
    "Songti SC",
    "FandolSong",
)
"""Fonts with Chinese characters, the best first; one of them must be installed."""


@cache
def _installed() -> Any:
    """Return the fonts of this machine; they are looked for once."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def chinese_fonts(families: Sequence[str] | None = None) -> list[str]:
    """Return the installed fonts that a page can be set in; refuse where there are none."""
    known = set(_installed().families() if families is None else families)
    found = [font for font in FONTS if font in known]
    if not found:
        raise Unavailable(
            _(
                "服务器没有安装中文字体，不能生成 PDF。请管理员安装 fonts-noto-cjk 后再试，"
                "或改为生成 Word 文件。"
            )
        )
    return found


def book_pdf(book: Book) -> bytes:
    """Return a book: title, contents with page numbers, figures, and each motion on its page."""
    return compiled(
        {
            "title": f"{book.about}{book.title}",
            "cover": {
                "about": book.about,
                "title": book.title,
                "dated": book.dated,
                "contents": _("目录"),
                "figures": _("提案工作统计"),
                "sentence": book.sentence,
            },
            "tables": [asdict(table) for table in book.tables],
            "forms": [_form(form) for form in book.forms],
        }
    )


def form_pdf(form: Form, heading: str) -> bytes:
    """Return the form of one motion (提案表) under a heading."""
    return compiled(
        {
            "title": f"{heading} {form.title}",
            "heading": heading,
            "cover": None,
            "tables": [],
            "forms": [_form(form)],
        }
    )


def _form(form: Form) -> dict[str, Any]:
    rows = [[asdict(box) for box in row] for row in rows_of(form.boxes)]
    return {"number": form.number, "title": form.title, "rows": rows}


def compiled(data: dict[str, Any]) -> bytes:
    """Set a document; what people wrote reaches typst as strings of JSON, never as its source."""
    template = files("voting.motions").joinpath("books.typ").read_bytes()
    said = json.dumps({**data, "fonts": chinese_fonts()}, ensure_ascii=False)
    made: bytes = typst.compile(
        template, font_paths=_installed(), sys_inputs={"data": said}, format="pdf"
    )
    return made
