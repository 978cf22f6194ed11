"""The workbook that responses from paper are typed into: a column a question."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

from voting.i18n import _
from voting.surveys.expressions.numbers import text_of
from voting.surveys.form import Kind, Question, said
from voting.surveys.program import ACKNOWLEDGED, Program, Step
from voting.surveys.responses import EXPLANATION

# Two templates of one questionnaire are one file, byte for byte.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ROWS_TO_FILL = 5000
_LONGEST_LIST = 255
_WIDTH, _NARROW = 22, 10


def workbook(program: Program) -> bytes:
    """Return an empty workbook for a questionnaire, with what each column takes."""
    kept = io.BytesIO()
    # No text becomes a formula or a link, whatever it begins with.
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = Workbook(kept, {"in_memory": True, **options})
    book.set_properties({"title": program.form.title, "created": _MADE})
    _fill(book, program)
    _list_options(book, program)
    book.close()
    return kept.getvalue()


def _columns(program: Program) -> Iterator[tuple[str, str, Step | None]]:
    for name, step in program.steps.items():
        if not step.question.is_answered:
            continue
        yield name, f"{said(step.question.label)}\n{_how(step)}", step
        if step.question.other:
            told = _("选了“其他”时写的文字")
            yield step.question.other_name, f"{said(step.question.label)}\n{told}", None


def _fill(book: Any, program: Program) -> None:
    sheet = book.add_worksheet(_("答卷"))
    heading = book.add_format({"bold": True, "bg_color": "#F0EDE6", "bottom": 1})
    advice = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#555555"})
    # Text format keeps what is typed as it is typed.
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(2, 1)
    sheet.set_row(1, 90)
    sheet.set_column(0, 0, _NARROW, text)
    sheet.write_string(0, 0, _("序号"), heading)
    sheet.write_string(1, 0, EXPLANATION, advice)
    column = 0
    for column, (name, told, step) in enumerate(_columns(program), start=1):
        sheet.set_column(column, column, _WIDTH, text)
        sheet.write_string(0, column, name, heading)
        sheet.write_string(1, column, told, advice)
        if step is not None:
            _offer(sheet, column, step)
    sheet.set_column(column + 1, column + 1, _NARROW, text)
    sheet.write_string(0, column + 1, _("有效"), heading)
    sheet.write_string(1, column + 1, _("作废的写“否”，其余可不填"), advice)


def _offer(sheet: Any, column: int, step: Step) -> None:
    """Let a cell offer the options where there is one to choose and the list is short enough."""
    names = [choice.name for choice in step.choices]
    if step.question.kind is Kind.SELECT_ONE and len(",".join(names)) <= _LONGEST_LIST:
        choice = {"validate": "list", "source": names, "error_type": "warning"}
        sheet.data_validation(2, column, _ROWS_TO_FILL, column, choice)


def _list_options(book: Any, program: Program) -> None:
    sheet = book.add_worksheet(_("选项"))
    heading = book.add_format({"bold": True, "bg_color": "#F0EDE6", "bottom": 1})
    for column, (width, title) in enumerate(
        ((_WIDTH, _("列")), (50, _("题目")), (_WIDTH, _("填写")), (40, _("表示")))
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, heading)
    sheet.freeze_panes(1, 0)
    rows = (
        (name, said(step.question.label), choice.name, said(choice.label))
        for name, step in program.steps.items()
        for choice in step.choices
    )
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value)


def _how(step: Step) -> str:
    question = step.question
    told = _of_kind(question)
    return told if question.required else _("%(told)s；可不答", told=told)


def _of_kind(question: Question) -> str:
    if question.kind is Kind.RANGE and question.scale is not None:
        return _(
            "%(start)s 至 %(end)s 的数",
            start=text_of(question.scale.start),
            end=text_of(question.scale.end),
        )
    return {
        Kind.SELECT_ONE: _("写一个选项的“填写”，见“选项”页"),
        Kind.SELECT_MULTIPLE: _("写选项的“填写”，几个之间空一格，见“选项”页"),
        Kind.RANK: _("按次序写选项的“填写”，中间空一格，见“选项”页"),
        Kind.INTEGER: _("整数"),
        Kind.DECIMAL: _("数，可带小数"),
        Kind.DATE: _("日期，如 2026-05-01"),
        Kind.TIME: _("时间，如 08:30"),
        Kind.ACKNOWLEDGE: _("知悉的写 %(ok)s", ok=ACKNOWLEDGED),
    }.get(question.kind, _("文字"))
