"""A book or a form as PDF, set by typst: the words are data, the same words give the same bytes."""

from dataclasses import asdict
from importlib.resources import files
from typing import Any

from voting.i18n import _
from voting.motions.books_words import Book, Form, rows_of
from voting.web.typeset import typeset


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
    """Set a book or a form."""
    template = files("voting.motions").joinpath("books.typ").read_bytes()
    return typeset(template, data)
