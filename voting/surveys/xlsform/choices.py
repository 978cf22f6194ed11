"""The lists of options of an XLSForm."""

import re

from voting.i18n import _
from voting.surveys.expressions.numbers import number_of
from voting.surveys.form import Choice, ChoiceList
from voting.surveys.xlsform.findings import Findings
from voting.surveys.xlsform.sheets import Row, Sheet
from voting.surveys.xlsform.texts import Texts
from voting.surveys.xlsform.words import CHOICES, MEDIA, plain, truth

_NAME = re.compile(r"[^\s\"'$<>&]{1,64}")
_COLUMN = re.compile(r"[^\W\d][\w-]*")


def read_lists(sheet: Sheet, texts: Texts, findings: Findings) -> tuple[ChoiceList, ...]:
    """Read all lists, in the order their first options stand."""
    reader = _Reader(texts, findings)
    for row in sheet.rows:
        reader.read(row)
    return tuple(ChoiceList(name, tuple(choices)) for name, choices in reader.lists.items())


class _Reader:
    def __init__(self, texts: Texts, findings: Findings) -> None:
        self._texts = texts
        self._findings = findings
        self._seen: dict[tuple[str, str], int] = {}
        self.lists: dict[str, list[Choice]] = {}

    def _wrong(self, row: Row, column: str, reason: str) -> None:
        self._findings.wrong(CHOICES, row.number, column, reason)

    def read(self, row: Row) -> None:
        """Read one option into its list."""
        list_name, name = row.get("list_name"), row.get("name")
        if not list_name:
            self._wrong(row, "list_name", _("缺少选项表的名称。"))
        if not self._is_name(row, name) or not list_name:
            return
        first = self._seen.setdefault((list_name, name), row.number)
        if first != row.number:
            self._wrong(
                row,
                "name",
                _(
                    "选项表“%(list)s”里“%(name)s”与第 %(row)s 行重复。",
                    list=list_name,
                    name=name,
                    row=first,
                ),
            )
            return
        label = self._texts.read(CHOICES, row, "label")
        if not label:
            self._wrong(row, "label", _("缺少选项文字。"))
        choice = Choice(name, label, self._exclusive(row), self._score(row), self._columns(row))
        self.lists.setdefault(list_name, []).append(choice)

    def _is_name(self, row: Row, name: str) -> bool:
        if not name:
            self._wrong(row, "name", _("缺少选项的名称。"))
        elif not _NAME.fullmatch(name):
            self._wrong(
                row,
                "name",
                _("“%(name)s”不能作选项名称：最多 64 个字，不含空格和引号。", name=name[:40]),
            )
        else:
            return True
        return False

    def _exclusive(self, row: Row) -> bool:
        found = truth(row.get("exclusive"))
        if found is None:
            self._wrong(row, "exclusive", _("只能写“是”或“否”。"))
        return bool(found)

    def _score(self, row: Row) -> str:
        score = row.get("score")
        if score and number_of(score) is None:
            self._wrong(row, "score", _("“%(value)s”不是数字。", value=score))
            return ""
        return score

    def _columns(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return what stands in columns of the form's own, for filters."""
        found: dict[str, str] = {}
        for heading, text in row.cells.items():
            if heading.is_known:
                continue
            if plain(heading.called).split(":")[0] in MEDIA:
                self._wrong(row, heading.column, _("选项不能带图片、声音或视频，请删去。"))
            elif _COLUMN.fullmatch(heading.called):
                found[heading.called] = text
        return tuple(sorted(found.items()))
