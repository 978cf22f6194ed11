"""What a sheet is made of: figures, sentences, tables, lines to sign on. No page, no file."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override

from voting.web.pages import percent


class SheetName(StrEnum):
    """The sheets of an election, as their addresses call them."""

    BOX = "box"
    COUNT = "count"
    ELECTED = "elected"
    REPORT = "report"


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
    """One column; ``width`` in characters of the spreadsheet."""

    title: str
    kind: Kind
    width: int


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


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: heading, sentences, and a table below them."""

    heading: str = ""
    sentences: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
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
