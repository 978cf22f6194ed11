"""A book or a form as DOCX: plain runs of text, no field but the page number, the same bytes."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from voting.i18n import _
from voting.motions.books_words import Book, Box, Form, rows_of
from voting.motions.reporting_tables import Table
from voting.web.word import centred, new_document, written

_SIZES = {"Normal": 10.5, "Heading 1": 14, "Heading 2": 12, "Title": 24}
_LABEL, _TEXT = 22, 62
"""Widths in millimetres of a label, and of a short text beside it."""
_WIDTH = 2 * (_LABEL + _TEXT)


def book_docx(book: Book) -> bytes:
    """Return a book: its title, the list of motions, the figures, and each motion on its page."""
    document = new_document(f"{book.about}{book.title}", _SIZES, 21)
    _cover(document, book)
    _contents(document, book.forms)
    _figures(document, book)
    for place, form in enumerate(book.forms):
        document.add_page_break()
        _form(document, form, place)
    return written(document)


def form_docx(form: Form, heading: str) -> bytes:
    """Return the form of one motion (提案表) under a heading."""
    document = new_document(f"{heading} {form.title}", _SIZES, 21)
    centred(document, heading, 18)
    _form(document, form, 0)
    return written(document)


def _cover(document: Any, book: Book) -> None:
    for _line in range(8):
        document.add_paragraph()
    centred(document, book.about, 16)
    centred(document, book.title, 30)
    centred(document, book.dated, 12)
    document.add_page_break()


def _contents(document: Any, forms: Sequence[Form]) -> None:
    """Write the list of motions, each a link to its page: Word need not be asked to update it."""
    document.add_heading(_("目录"), 1)
    columns = (_("编号"), _("案名"), _("主办部门"))
    table = _grid(document, columns, (24, 104, 40))
    for place, form in enumerate(forms):
        cells = table.add_row().cells
        cells[0].text = form.number
        _link(cells[1].paragraphs[0], form.title, _anchor(place))
        cells[2].text = form.unit


def _figures(document: Any, book: Book) -> None:
    document.add_heading(_("提案工作统计"), 1)
    document.add_paragraph(book.sentence)
    for each in book.tables:
        document.add_heading(each.title, 2)
        _table(document, each)


def _table(document: Any, table: Table) -> None:
    whole = sum(table.widths)
    widths = [_WIDTH * width // whole for width in table.widths]
    made = _grid(document, table.columns, widths)
    for row in table.rows:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = str(value)


def _grid(document: Any, columns: Sequence[str], widths: Sequence[int]) -> Any:
    table = document.add_table(rows=1, cols=len(columns))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for place, (name, width) in enumerate(zip(columns, widths, strict=True)):
        table.columns[place].width = Mm(width)
        cell = table.rows[0].cells[place]
        cell.width = Mm(width)
        cell.paragraphs[0].add_run(name).bold = True
    return table


def _anchor(place: int) -> str:
    return f"motion_{place}"


def _link(paragraph: Any, text: str, anchor: str) -> None:
    """Write words that lead to another place of the same document, and nowhere else."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    link.append(run._r)  # noqa: SLF001 - python-docx has no links within a document
    paragraph._p.append(link)  # noqa: SLF001 - the same


def _mark(paragraph: Any, place: int) -> None:
    """Make a paragraph the place that links of the contents lead to."""
    for name, facts in (
        ("w:bookmarkStart", {"w:id": str(place), "w:name": _anchor(place)}),
        ("w:bookmarkEnd", {"w:id": str(place)}),
    ):
        mark = OxmlElement(name)
        for key, value in facts.items():
            mark.set(qn(key), value)
        paragraph._p.append(mark)  # noqa: SLF001 - python-docx has no bookmarks


def _form(document: Any, form: Form, place: int) -> None:
    heading = document.add_heading(f"{form.number}　{form.title}".strip("　"), 1)
    _mark(heading, place)
    table = document.add_table(rows=0, cols=4)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in enumerate((_LABEL, _TEXT, _LABEL, _TEXT)):
        table.columns[column].width = Mm(width)
    for row in rows_of(form.boxes):
        cells = table.add_row().cells
        _fill(cells[0], cells[1] if len(row) > 1 else cells[1].merge(cells[3]), row[0])
        if len(row) > 1:
            _fill(cells[2], cells[3], row[1])


def _fill(label: Any, cell: Any, box: Box) -> None:
    label.paragraphs[0].add_run(box.label).bold = True
    cell.paragraphs[0].add_run(box.lines[0])
    for line in box.lines[1:]:
        cell.add_paragraph().add_run(line)
