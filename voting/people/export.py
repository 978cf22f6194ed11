"""The roster as a workbook to download, and the empty one to fill in."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

from voting.i18n import _
from voting.people.models import Person
from voting.people.rules import WORDS, Field, word_for

_SHEET = "花名册"
_NOTES = "填写说明"
_WIDTHS: dict[Field, int] = {Field.UNIT: 22, Field.MOBILE: 16, Field.POST: 20, Field.NAME: 16}
_WIDTH = 12
_ROWS_TO_FILL = 5000
# Two exports of one roster are one file, byte for byte.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def roster(people: Iterable[Person]) -> bytes:
    """Return a workbook with these people, which can be imported again as it is."""
    return _workbook([_row(person) for person in people], guided=False)


def template() -> bytes:
    """Return an empty workbook with the headings, lists to choose from, and a page of advice."""
    return _workbook([], guided=True)


def _row(person: Person) -> list[str]:
    values = {field: getattr(person, field.value, None) for field in Field}
    values[Field.UNIT] = person.unit_name
    values[Field.IS_MEMBER] = "yes" if person.is_member else "no"
    return [word_for(field, value) for field, value in values.items()]


def _workbook(rows: Sequence[Sequence[str]], *, guided: bool) -> bytes:
    kept = io.BytesIO()
    # No text becomes a formula or a link, whatever it begins with.
    book = Workbook(
        kept,
        {
            "in_memory": True,
            "constant_memory": not guided,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": _SHEET, "created": _MADE})
    _fill(book, rows, guided=guided)
    if guided:
        _advise(book)
    book.close()
    return kept.getvalue()


def _fill(book: Any, rows: Sequence[Sequence[str]], *, guided: bool) -> None:
    sheet = book.add_worksheet(_SHEET)
    heading = book.add_format({"bold": True, "bg_color": "#F0EDE6", "bottom": 1})
    # Text format keeps the zeros in front of staff numbers when somebody types on.
    text = book.add_format({"num_format": "@"})
    for column, field in enumerate(Field):
        sheet.set_column(column, column, _WIDTHS.get(field, _WIDTH), text)
    sheet.freeze_panes(1, 2)
    if guided:
        _offer_words(sheet)
    for column, field in enumerate(Field):
        sheet.write_string(0, column, field.label, heading)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value:
                sheet.write_string(number, column, value, text)


def _offer_words(sheet: Any) -> None:
    for column, field in enumerate(Field):
        if field in WORDS:
            words = [known[0] for known in WORDS[field].values() if known[0]]
            choice = {"validate": "list", "source": words}
            sheet.data_validation(1, column, _ROWS_TO_FILL, column, choice)


def _advise(book: Any) -> None:
    sheet = book.add_worksheet(_NOTES)
    sheet.set_column(0, 0, 14, book.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 80, book.add_format({"text_wrap": True, "valign": "top"}))
    for number, (name, advice) in enumerate(_advice()):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, advice)


def _advice() -> list[tuple[str, str]]:
    words = {
        field: "、".join(known[0] for known in WORDS[field].values() if known[0]) for field in WORDS
    }
    return [
        (_("怎样填写"), _("在“花名册”一页填写，一人一行，不要合并单元格，不要使用公式。")),
        (Field.NUMBER.label, _("必填，不能重复。前面的 0 要保留，如 02001。")),
        (Field.NAME.label, _("必填。少数民族姓名中的间隔号用“·”。")),
        (Field.SEX.label, _("%(words)s，可留空。", words=words[Field.SEX])),
        (Field.BIRTH_MONTH.label, _("如 1975-04，可留空；用于统计代表的年龄构成。")),
        (Field.CATEGORY.label, _("%(words)s，可留空。", words=words[Field.CATEGORY])),
        (Field.IS_MEMBER.label, _("%(words)s；空白按“否”处理。", words=words[Field.IS_MEMBER])),
        (
            Field.MEMBERSHIP.label,
            _(
                "%(words)s；保留会籍的会员不计入应到人数，没有选举权和被选举权。",
                words=words[Field.MEMBERSHIP],
            ),
        ),
        (
            Field.DELEGATE_STATUS.label,
            _("%(words)s；不是代表的留空。", words=words[Field.DELEGATE_STATUS]),
        ),
        (_("其他各列"), _("可留空，也可整列删去；删去的列，已在册人员的原有信息保持不变。")),
    ]
