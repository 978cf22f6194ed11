"""A roster, read: its people, its problems, what was put right, and what the reader should know.

Nothing here writes: a reading is what ``voting roster check`` prints and what the officer sees
before an import.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from voting import names
from voting.errors import Refusal, TooLarge
from voting.people import values
from voting.people.columns import Heading, find_heading
from voting.people.findings import Mend, Problem, Repair, Trouble
from voting.people.formats.grid import MOST_ROWS, Book, Cell, Flaw, Grid
from voting.people.rules import LABELS, REQUIRED, WORDS, Field, word_for

_FLAW_TROUBLE = {Flaw.FORMULA: Trouble.FORMULA, Flaw.ERROR: Trouble.ERROR_VALUE}


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as the sheet states them; only the columns that are there have a value."""

    row: int
    values: dict[Field, str]


@dataclass(slots=True)
class Reading:
    """What a roster says. ``entries`` are the rows without a problem, of ``total`` filled ones."""

    sheet: str = ""
    sheets: int = 1
    heading: Heading | None = None
    total: int = 0
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    words: Counter[tuple[Field, str, str]] = field(default_factory=Counter)
    """Words read as others (专任教师 as 教师): column, what stood there, what it was read as."""
    open_memberships: int = 0
    """Cells of 工会会员 left empty, which were read as 否."""
    unknown_characters: Counter[str] = field(default_factory=Counter)
    """Characters of names that have no place in the order of strokes."""

    @property
    def columns(self) -> dict[Field, str]:
        """The columns that were found, and what the sheet calls them."""
        return self.heading.names if self.heading else {}

    @property
    def numbers_were_numbers(self) -> int:
        """How many staff numbers were stored as numbers, so that zeros in front may be lost."""
        return sum(
            repair.column is Field.NUMBER and Mend.NUMBER in repair.mends for repair in self.repairs
        )


def read(book: Book, today: date) -> Reading:
    """Read the first sheet of a book that has a roster's heading."""
    best: tuple[Grid, Heading] | None = None
    for index in range(len(book.names)):
        grid = book.read(index)
        heading = find_heading(grid.rows)
        if heading and not heading.missing:
            return _Reader(grid, heading, today).read(len(book.names))
        if heading and best is None:
            best = grid, heading
    return _without_heading(book, best)


def refused(refusal: Refusal) -> Reading:
    """Return the reading of a file that could not even be opened."""
    trouble = Trouble.TOO_LARGE if isinstance(refusal, TooLarge) else Trouble.UNREADABLE
    return Reading(problems=[Problem(0, None, "", trouble, refusal.message)])


def _without_heading(book: Book, best: tuple[Grid, Heading] | None) -> Reading:
    missing = best[1].missing if best else REQUIRED
    row = best[1].row if best else 0
    return Reading(
        sheet=best[0].name if best else "",
        sheets=len(book.names),
        heading=best[1] if best else None,
        problems=[
            Problem(row, column, "", Trouble.MISSING_COLUMN, LABELS[column]) for column in missing
        ],
    )


class _Reader:
    """Reads the rows under one heading."""

    def __init__(self, grid: Grid, heading: Heading, today: date) -> None:
        self._grid = grid
        self._heading = heading
        self._today = today
        self._seen: dict[str, int] = {}
        self._reading = Reading(grid.name, heading=heading)

    def read(self, sheets: int) -> Reading:
        """Read all rows; what is found goes into one reading."""
        reading = self._reading
        reading.sheets = sheets
        reading.problems += [
            Problem(self._heading.row, column, name, Trouble.DUPLICATE_COLUMN)
            for column, name in self._heading.repeated
        ]
        for number, row in self._filled_rows():
            reading.total += 1
            self._read_row(number, row)
        if not reading.total:
            problem = Problem(self._heading.row, None, "", Trouble.NO_ROWS)
            reading.problems.append(problem)
        if reading.total > MOST_ROWS:
            reading.problems.append(Problem(0, None, str(reading.total), Trouble.TOO_LARGE))
        return reading

    def _filled_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        heading = self._grid.rows[self._heading.row - 1]
        flawed_rows = {row for row, _column in self._grid.flaws}
        for number, row in enumerate(self._grid.rows, start=1):
            if number <= self._heading.row:
                continue
            if row == heading:
                self._repair(number, None, Mend.REPEATED_HEADING)
            elif number in flawed_rows or any(_is_filled(cell) for cell in row):
                yield number, row

    def _repair(self, number: int, column: Field | None, mend: Mend) -> None:
        self._reading.repairs.append(Repair(number, column, "", "", (mend,)))

    def _read_row(self, number: int, row: list[Cell]) -> None:
        troubles = len(self._reading.problems)
        read = {
            column: self._read_cell(number, column, place, row)
            for column, place in self._heading.columns.items()
        }
        self._check_number(number, read[Field.NUMBER])
        if len(self._reading.problems) == troubles:
            found = {column: value.value for column, value in read.items()}
            self._reading.entries.append(Entry(number, found))
            self._reading.unknown_characters.update(names.unknown(found[Field.NAME]))

    def _problem(
        self, number: int, column: Field, value: str, trouble: Trouble, detail: str = ""
    ) -> None:
        self._reading.problems.append(Problem(number, column, value, trouble, detail))

    def _read_cell(self, number: int, column: Field, place: int, row: list[Cell]) -> values.Value:
        cell = row[place] if place < len(row) else ""
        if flaw := self._grid.flaws.get((number, place + 1)):
            found = values.Value(values.shown(cell), (), _FLAW_TROUBLE[flaw])
        else:
            found = values.understand(column, cell, self._today)
        if not found.value and not found.trouble and column in REQUIRED:
            found = values.Value("", (), Trouble.MISSING)
        if found.trouble:
            self._problem(number, column, values.shown(cell).strip(), found.trouble)
        else:
            self._note(number, column, cell, found)
        return found

    def _note(self, number: int, column: Field, cell: Cell, found: values.Value) -> None:
        """Remember what was put right, so that nothing is changed in silence."""
        said = word_for(column, found.value)
        if found.mends:
            repair = Repair(number, column, values.shown(cell), said, found.mends)
            self._reading.repairs.append(repair)
        elif column in WORDS and cell != said:
            self._note_word(column, str(cell), said)

    def _note_word(self, column: Field, stood: str, said: str) -> None:
        if stood:
            self._reading.words[column, stood, said] += 1
        elif column is Field.IS_MEMBER:
            self._reading.open_memberships += 1

    def _check_number(self, number: int, found: values.Value) -> None:
        if not found.value or found.trouble:
            return
        first = self._seen.setdefault(found.value.casefold(), number)
        if first != number:
            self._problem(number, Field.NUMBER, found.value, Trouble.DUPLICATE, str(first))


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or (bool(cell) and not cell.isspace())
