"""What a sheet is made of: figures, sentences, tables, lines to sign on. No page, no file."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from typing_extensions import override

from voting.web.pages import percent


class SheetName(StrEnum):
    """The sheets of all kinds of poll, as their addresses call them."""

    BOX = "box"
    COUNT = "count"
    ELECTED = "elected"
    REPORT = "report"
    RESOLUTION = "resolution"
    LEGALITY = "legality"
    SUMMARY = "summary"
    DIMENSIONS = "dimensions"
    COMMENTS = "comments"
    SUBJECTS = "subjects"
    AWARD = "award"
    WINNERS = "winners"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; shown with one decimal, rounded half up, and as the fraction it is."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        """Return 90.0%, or a dash where there is nothing to be a part of."""
        return percent(self.part, self.whole)

    @property
    def fraction(self) -> str:
        """Return 90/100."""
        return f"{self.part}/{self.whole}"

    @override
    def __str__(self) -> str:
        return f"{self.percent}（{self.fraction}）"


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of the head: 收回选票 94 张, 占发出 98.9%（94/95）."""

    label: str
    value: int
    unit: str
    base: str = ""


class Kind(StrEnum):
    """What a column holds, which decides how it is set."""

    NUMBER = "number"
    NAME = "name"
    TEXT = "text"
    SHARE = "share"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` in characters of the spreadsheet.

    ``over`` is the head above this one's; neighbours with the same one share it.
    """

    title: str
    kind: Kind
    width: int
    over: str = ""


Cell = str | int | Share
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``empty`` is said where there are none."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""

    def cells(self) -> Iterator[tuple[tuple[Column, Cell], ...]]:
        """Return the rows with each cell beside its column."""
        for row in self.rows:
            yield tuple(zip(self.columns, row, strict=True))

    @property
    def two_heads(self) -> bool:
        """Tell whether some columns stand under a head of several."""
        return any(column.over for column in self.columns)

    def heads(self) -> list[tuple[str, tuple[Column, ...]]]:
        """Return the upper heads with the columns below; a column by itself has the head ""."""
        found: list[tuple[str, tuple[Column, ...]]] = []
        for over, below in groupby(self.columns, key=lambda column: column.over):
            columns = tuple(below)
            found += [(over, columns)] if over else [("", (column,)) for column in columns]
        return found


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a form: its label, what is in it, and lines to leave for a hand to write on."""

    label: str
    value: str = ""
    lines: int = 1


FormRow = tuple[Field, ...]
"""One box over the whole width, or two side by side."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: heading, sentences, a form, and a table below them."""

    heading: str = ""
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    form: tuple[FormRow, ...] = ()

    @property
    def says_something(self) -> bool:
        """Tell whether there is more than a heading."""
        return bool(self.sentences or self.table or self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A result sheet, ready to be set on A4 or written into a spreadsheet."""

    name: SheetName
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...] = ()
    addressee: str = ""
    signatures: tuple[str, ...] = ()
    seal: str = ""
    """Who sets the stamp under a letter (盖章); empty on sheets that persons sign."""
    dated: str = ""
    footer: tuple[str, ...] = ()
    landscape: bool = False
    about: str = ""
    """Whom this sheet is about, where there is one of the same title for each."""


def filled(*sections: Section) -> tuple[Section, ...]:
    """Leave out the parts that say nothing."""
    return tuple(part for part in sections if part.says_something)
