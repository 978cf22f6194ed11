"""A register, read: its motions row by row, and what is wrong with it; nothing is written here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from voting.i18n import _
from voting.motions import importing_values as values
from voting.motions.importing_columns import LONGEST, ONE_LINE, Column, Heading, find_heading
from voting.motions.importing_values import Done, Session, Unreadable
from voting.motions.rules import Class, Grade
from voting.motions.statistics import Fate
from voting.people.formats.grid import Book, Cell, Flaw, Grid
from voting.people.sentences import quoted
from voting.web.forms import misleading

MOST_ROWS = 5000
"""Motions in one register."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell, or row, or the sheet (``row`` 0), that stops the import, and what to do."""

    row: int
    column: str
    sentence: str

    @property
    def line(self) -> str:
        """Return it in one line with its place: 第 5 行“案名”：……."""
        if not self.row:
            return self.sentence
        if not self.column:
            return _("第 %(row)s 行：%(what)s", row=self.row, what=self.sentence)
        return _(
            "第 %(row)s 行“%(column)s”：%(what)s",
            row=self.row,
            column=self.column,
            what=self.sentence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: what it says of a motion."""

    row: int
    texts: dict[Column, str]
    session: Session | None
    fate: Fate
    merged: bool
    submitted: date | None
    due: date | None
    replied: bool
    replied_on: date | None
    reply_class: Class | None
    grade: Grade | None
    done: Done

    def text(self, column: Column) -> str:
        """Return what stands in a column of words; empty where there is none."""
        return self.texts.get(column, "")


@dataclass(slots=True)
class Reading:
    """What a register says; ``entries`` are the rows without a problem, of ``total`` filled."""

    sheet: str = ""
    heading: Heading | None = None
    total: int = 0
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def tells_of_replies(self) -> bool:
        """Whether the register has a column that says what was answered or done."""
        told = {Column.REPLIED, Column.CLASS, Column.DONE}
        return self.heading is not None and not told.isdisjoint(self.heading.places)


def read(book: Book) -> Reading:
    """Read the first sheet that has a heading with the titles of motions."""
    best: tuple[Grid, Heading] | None = None
    for index in range(len(book.names)):
        grid = book.read(index)
        heading = find_heading(grid.rows)
        if heading is not None and Column.TITLE in heading.places:
            return _Reader(grid, heading).read()
        if heading is not None and best is None:
            best = grid, heading
    sentence = _("没有找到“案名”一列。表头应有“案名”，并排在前 30 行之内；可以先下载模板对照。")
    return Reading(
        best[0].name if best else "",
        best[1] if best else None,
        problems=[Problem(best[1].row if best else 0, "", sentence)],
    )


class _Reader:
    """Reads the rows under one heading."""

    def __init__(self, grid: Grid, heading: Heading) -> None:
        self._grid = grid
        self._heading = heading
        self._reading = Reading(grid.name, heading)

    def read(self) -> Reading:
        """Read all rows."""
        found = self._reading
        for column, name in self._heading.repeated:
            sentence = _(
                "“%(name)s”与另一列都表示“%(column)s”，请只保留一列。",
                name=quoted(name),
                column=column.label,
            )
            found.problems.append(Problem(self._heading.row, "", sentence))
        for number, row in self._rows():
            found.total += 1
            self._entry(number, row)
        if not found.total:
            sentence = _("表头下面没有提案，请检查是否选错了文件或工作表。")
            found.problems.append(Problem(0, "", sentence))
        if found.total > MOST_ROWS:
            sentence = _(
                "共有 %(n)s 行，一次最多导入 %(most)s 件，请分成几个文件。",
                n=found.total,
                most=MOST_ROWS,
            )
            found.problems.append(Problem(0, "", sentence))
        return found

    def _rows(self) -> Iterator[tuple[int, list[Cell]]]:
        places = self._heading.places.values()
        flawed = {row for row, _column in self._grid.flaws}
        for number, row in enumerate(self._grid.rows, start=1):
            if number <= self._heading.row:
                continue
            filled = any(values.text(row[place]) for place in places if place < len(row))
            if filled or number in flawed:
                yield number, row

    def _entry(self, number: int, row: list[Cell]) -> None:
        before = len(self._reading.problems)
        texts = {column: said for column in LONGEST if (said := self._text(number, row, column))}
        if not texts.get(Column.TITLE):
            self._problem(number, Column.TITLE, _("没有案名。请补上；合计、备注等行请删去。"))
        answered = self._value(number, row, Column.REPLIED, values.replied)
        done = self._value(number, row, Column.DONE, values.done)
        grade = self._value(number, row, Column.GRADE, values.grade)
        class_ = self._value(number, row, Column.CLASS, values.reply_class)
        replied, replied_on = answered or (False, None)
        entry = Entry(
            row=number,
            texts=texts,
            session=self._value(number, row, Column.SESSION, values.session),
            fate=self._fate(number, row),
            merged=self._merged(row),
            submitted=self._value(number, row, Column.SUBMITTED, values.day),
            due=self._value(number, row, Column.DUE, values.day),
            # Whoever gave it a class or a grade had a reply to look at.
            replied=replied or class_ is not None or grade is not None,
            replied_on=replied_on,
            reply_class=class_,
            grade=grade,
            done=done or Done.UNSAID,
        )
        if len(self._reading.problems) == before:
            self._reading.entries.append(entry)

    def _cell(self, row: list[Cell], column: Column) -> Cell:
        place = self._heading.places.get(column)
        return row[place] if place is not None and place < len(row) else ""

    def _flawed(self, number: int, column: Column) -> bool:
        """Tell of a computed cell; it has no value of its own."""
        place = self._heading.places.get(column)
        flaw = self._grid.flaws.get((number, place + 1)) if place is not None else None
        if flaw is Flaw.FORMULA:
            said = _("是公式，不能导入。请复制后“选择性粘贴—数值”，再保存。")
            self._problem(number, column, said)
        elif flaw is not None:
            self._problem(number, column, _("公式出错（如 #N/A），请填入实际内容。"))
        return flaw is not None

    def _text(self, number: int, row: list[Cell], column: Column) -> str:
        if self._flawed(number, column):
            return ""
        said = values.text(self._cell(row, column))
        if column in ONE_LINE:
            said = " ".join(said.split())
        if len(said) > LONGEST[column]:
            self._problem(
                number,
                column,
                _(
                    "内容有 %(n)s 个字，最多 %(most)s 个，请缩短。",
                    n=len(said),
                    most=LONGEST[column],
                ),
            )
            return said[: LONGEST[column]]
        if misleading(said):
            sentence = _("“%(value)s”中有不可见字符或表情符号，请删去。", value=quoted(said))
            self._problem(number, column, sentence)
        return said

    def _value(
        self, number: int, row: list[Cell], column: Column, understand: Callable[[Any], Value]
    ) -> Value | None:
        if column not in self._heading.places or self._flawed(number, column):
            return None
        cell = self._cell(row, column)
        try:
            return understand(cell)
        except Unreadable as known:
            self._problem(
                number,
                column,
                _(
                    "“%(value)s”无法识别，请填：%(words)s。",
                    value=quoted(values.text(cell)),
                    words=str(known),
                ),
            )
            return None

    def _fate(self, number: int, row: list[Cell]) -> Fate:
        """Return what became of it; a register without such a column holds filed motions."""
        found = self._value(number, row, Column.FATE, values.fate)
        return found or Fate.FILED

    def _merged(self, row: list[Cell]) -> bool:
        return values.merges(self._cell(row, Column.FATE)) or bool(
            values.text(self._cell(row, Column.MERGED))
        )

    def _problem(self, number: int, column: Column, sentence: str) -> None:
        name = self._heading.names.get(column) or column.label
        self._reading.problems.append(Problem(number, name, sentence))
