"""The rows of the survey sheet as pages: groups opened and closed, tables of questions."""

from collections.abc import Callable
from dataclasses import dataclass, field

from voting.i18n import _
from voting.surveys.form import Item, Kind, Matrix, Question, Section, Words
from voting.surveys.xlsform.rows import RowReader
from voting.surveys.xlsform.sheets import Row
from voting.surveys.xlsform.types import understand
from voting.surveys.xlsform.words import SURVEY

_TABLE = "table-list"
_TABLE_ROW = "list-nolabel"
_TABLE_HEAD = "label"


@dataclass(slots=True)
class _Group:
    """A group that is open. ``matrix``: its rows make a table."""

    row: Row
    name: str
    label: Words
    relevant: str
    matrix: bool = False
    nested: bool = False
    """A group inside a page that makes no table: told as wrong, its questions read all the same."""
    items: list[Item] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


class Grouping:
    """Takes one row after the other; ``sections`` holds the finished pages."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._open: list[_Group] = []
        self._loose: list[Item] = []
        self._table: _Group | None = None
        self.sections: list[Section] = []
        self.rows: dict[str, Row] = {}
        """Where each question and group stands, by its name."""

    def take(self, row: Row) -> None:
        """Take a row of the sheet."""
        cell = row.get("type")
        if not cell:
            self._reader.wrong(row, "type", _("缺少题型。"))
            return
        typed = understand(cell, row.get("list"))
        if isinstance(typed, str):
            self._reader.wrong(row, "type", typed)
            return
        groups: dict[str, Callable[[Row], None]] = {
            "begin_group": self._begin,
            "begin_matrix": self._begin,
            "end_group": self._end,
        }
        if typed.word in groups:
            self._close_table()
            groups[typed.word](row)
            return
        name = self._name(row)
        question = self._reader.question(row, typed, name)
        if question.other:
            self._register(row, question.other_name)
        self._place(row, question)

    def done(self) -> list[Section]:
        """Close what is open and return the pages."""
        self._close_table()
        for group in self._open:
            self._reader.wrong(group.row, "type", _("这个分组没有结束，请在后面加一行 end group。"))
        self._close_loose()
        return self.sections

    def _name(self, row: Row) -> str:
        # A row without a name is wrong already; its other mistakes still need a place.
        name = self._reader.name(row) or f"#{row.number}"
        self._register(row, name)
        return name

    def _register(self, row: Row, name: str) -> None:
        first = self.rows.setdefault(name, row)
        if first is not row:
            self._reader.wrong(
                row,
                "name",
                _("名称“%(name)s”与第 %(row)s 行重复。", name=name, row=first.number),
            )

    def _begin(self, row: Row) -> None:
        appearance = row.get("appearance").split()
        group = _Group(
            row,
            self._name(row),
            self._reader.texts.read(SURVEY, row, "label"),
            row.get("relevant"),
            matrix=_TABLE in appearance or understand(row.get("type"), "") == _MATRIX,
        )
        if self._open and (not group.matrix or self._open[-1].matrix):
            self._reader.wrong(row, "type", _("分组里只能再放一层矩阵题（table-list）。"))
            group.nested = not group.matrix
        if not self._open and not group.matrix:
            self._close_loose()
        self._open.append(group)

    def _end(self, row: Row) -> None:
        if not self._open:
            self._reader.wrong(row, "type", _("前面没有开始的分组，请删去这一行。"))
            return
        group = self._open.pop()
        if group.matrix:
            self._items().append(self._matrix(group))
        elif group.nested:
            self._items().extend(group.items)
        elif group.items:
            section = Section(tuple(group.items), group.name, group.label, group.relevant)
            self.sections.append(section)
        else:
            self._reader.wrong(group.row, "type", _("这个分组里没有题目。"))

    def _items(self) -> list[Item]:
        """Return where the next question or table goes."""
        return self._open[-1].items if self._open else self._loose

    def _place(self, row: Row, question: Question) -> None:
        appearance = row.get("appearance").split()
        if self._open and self._open[-1].matrix:
            self._open[-1].questions.append(question)
        elif _TABLE_HEAD in appearance and question.kind is Kind.SELECT_ONE:
            self._close_table()
            self._table = _Group(row, question.name, question.label, "", matrix=True)
        elif _TABLE_ROW in appearance:
            if self._table is None:
                self._table = _Group(row, f"{question.name}_table", (), "", matrix=True)
                self._register(row, self._table.name)
            self._table.questions.append(question)
        else:
            self._close_table()
            self._items().append(question)

    def _close_table(self) -> None:
        if self._table:
            self._items().append(self._matrix(self._table))
            self._table = None

    def _close_loose(self) -> None:
        if self._loose:
            self.sections.append(Section(tuple(self._loose)))
            self._loose = []

    def _matrix(self, group: _Group) -> Matrix:
        """Make a table of the questions of a group; they must be of one make."""
        if not group.questions:
            self._reader.wrong(group.row, "type", _("这个矩阵里没有题目。"))
        for question in group.questions:
            head = group.questions[0]
            if question.kind not in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}:
                reason = _("矩阵里只能放单选或多选题。")
            elif head.choices and (question.kind, question.choices) != (head.kind, head.choices):
                reason = _("矩阵里的题要用同一个选项表（%(list)s）。", list=head.choices)
            else:
                continue
            self._reader.wrong(self.rows.get(question.name, group.row), "type", reason)
        return Matrix(group.name, group.label, tuple(group.questions), group.relevant)


_MATRIX = understand("开始矩阵", "")
