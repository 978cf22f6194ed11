"""Writing a form as an XLSForm workbook (.xlsx) that reads back as the same form."""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime

import xlsxwriter

from voting.surveys.expressions.numbers import text_of
from voting.surveys.form import Form, Kind, Matrix, Question, Words
from voting.surveys.xlsform import limits
from voting.surveys.xlsform.words import CHOICES, SETTINGS, SURVEY, TRANSLATED

_Line = Mapping[str, str]
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the same for every file: it must not tell when
_PLAIN = [
    "type",
    "name",
    "label",
    "hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "choice_filter",
    "default",
    "appearance",
    "calculation",
    "parameters",
]
_CHOICES = ["list_name", "name", "label", "exclusive", "score"]
_SETTINGS = ["form_title", "form_id", "version", "default_language"]
_WIDTH = 24


def export_form(form: Form) -> bytes:
    """Return the workbook; equal forms give equal bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"created": _CREATED, "author": ""})
    columns = sorted({key for line in _choices(form) for key in line} - set(_heads(form, _CHOICES)))
    _write(book, SURVEY, _heads(form, _PLAIN), _survey(form))
    _write(book, CHOICES, [*_heads(form, _CHOICES), *columns], _choices(form))
    _write(book, SETTINGS, _SETTINGS, [_settings(form)])
    book.close()
    return stream.getvalue()


def _write(
    book: "xlsxwriter.Workbook", name: str, heads: list[str], lines: Iterator[_Line] | list[_Line]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, _WIDTH)
    bold = book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for row, line in enumerate(lines, start=1):
        for column, head in enumerate(heads):
            if line.get(head):
                sheet.write_string(row, column, line[head])


def _heads(form: Form, columns: list[str]) -> list[str]:
    """Return the headings: a text has one a language."""
    found: list[str] = []
    for column in columns:
        if column in TRANSLATED:
            found += [_head(column, language) for language in form.languages]
        else:
            found.append(column)
    return found


def _head(column: str, language: str) -> str:
    return f"{column}::{language}" if language else column


def _words(column: str, words: Words) -> dict[str, str]:
    return {_head(column, language): text for language, text in words}


def _survey(form: Form) -> Iterator[_Line]:
    for section in form.sections:
        if section.name:
            yield {
                "type": "begin_group",
                "name": section.name,
                "relevant": section.relevant,
                "appearance": "field-list",
                **_words("label", section.label),
            }
        for item in section.items:
            if isinstance(item, Matrix):
                yield from _matrix(item)
            else:
                yield _question(item)
        if section.name:
            yield {"type": "end_group"}


def _matrix(matrix: Matrix) -> Iterator[_Line]:
    yield {
        "type": "begin_group",
        "name": matrix.name,
        "relevant": matrix.relevant,
        "appearance": "table-list",
        **_words("label", matrix.label),
    }
    for question in matrix.questions:
        yield _question(question)
    yield {"type": "end_group"}


def _question(question: Question) -> _Line:
    type_ = " ".join(
        filter(None, [question.kind.value, question.choices, "or_other" if question.other else ""])
    )
    return {
        "type": type_,
        "name": question.name,
        "required": "yes" if question.required else "",
        "relevant": question.relevant,
        "constraint": limits.joined(question.fewest, question.most, question.constraint),
        "choice_filter": question.choice_filter,
        "default": question.default,
        "appearance": question.appearance,
        "calculation": question.calculation,
        "parameters": _parameters(question),
        **_words("label", question.label),
        **_words("hint", question.hint),
        **_words("required_message", question.required_message),
        **_words("constraint_message", question.constraint_message),
    }


def _parameters(question: Question) -> str:
    if question.kind is Kind.RANGE and question.scale:
        scale = question.scale
        numbers = (("start", scale.start), ("end", scale.end), ("step", scale.step))
        return " ".join(f"{key}={text_of(number)}" for key, number in numbers)
    return "randomize=true" if question.randomize else ""


def _choices(form: Form) -> Iterator[_Line]:
    for one in form.lists:
        for choice in one.choices:
            yield {
                "list_name": one.name,
                "name": choice.name,
                "exclusive": "yes" if choice.exclusive else "",
                "score": choice.score,
                **_words("label", choice.label),
                **dict(choice.columns),
            }


def _settings(form: Form) -> _Line:
    return {
        "form_title": form.title,
        "form_id": form.id,
        "version": form.version,
        "default_language": form.languages[0],
    }
