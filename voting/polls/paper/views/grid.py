"""The fields of a count as a page lays them out: a table for each contest, a row for each line."""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.ballots.rules import Contest, Option
from voting.i18n import _
from voting.polls.paper.typed import POINTS, Typed, mark_field, text_field
from voting.polls.paper.words import label_of, marks_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One field: its name, what it is called, what stands in it, what is wrong with it."""

    name: str
    label: str
    value: str
    fault: str
    left_empty: str = ""
    """What becomes of it when it is left empty."""
    long: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet with its fields."""

    name: str
    note: str
    cells: tuple[Cell, ...]
    texts: tuple[Cell, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class Table:
    """One contest with its lines, and the field for names where names may be written."""

    title: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    names: Cell | None
    fault: str


def tables_of(contests: Sequence[Contest], typed: Typed) -> list[Table]:
    """Return the tables of a form as it was typed."""
    return [_table(place, contest, typed) for place, contest in enumerate(contests)]


def _table(place: int, contest: Contest, typed: Typed) -> Table:
    labels = [label_of(contest, mark) for mark in marks_of(contest)]
    if contest.numbers:
        labels.insert(0, _("分数×张数"))
    name = f"w-{place}"
    names = Cell(name, _("另选他人"), typed.value(name), typed.fault(name), long=True)
    return Table(
        contest.title,
        tuple(labels),
        tuple(_row(place, number, contest, typed) for number in range(len(contest.options))),
        names if contest.write_ins else None,
        typed.fault(f"t-{place}"),
    )


def _row(place: int, number: int, contest: Contest, typed: Typed) -> Row:
    option = contest.options[number]
    cells = [
        _cell(
            mark_field(place, number, column),
            label_of(contest, mark),
            typed,
            _("自动") if mark == contest.unmarked else "0",
        )
        for column, mark in enumerate(marks_of(contest))
    ]
    if contest.numbers:
        points = mark_field(place, number, POINTS)
        cells.insert(0, _cell(points, _("分数×张数"), typed, "90×3，85.5×2", long=True))
    return Row(
        option.name,
        option.note,
        tuple(cells),
        _texts(place, number, contest, option, typed),
        typed.fault(f"r-{place}-{number}"),
    )


def _cell(name: str, label: str, typed: Typed, left_empty: str, *, long: bool = False) -> Cell:
    return Cell(name, label, typed.value(name), typed.fault(name), left_empty, long)


def _texts(
    place: int, number: int, contest: Contest, option: Option, typed: Typed
) -> tuple[Cell, ...]:
    found = []
    for slot in contest.texts:
        name = text_field(place, number, slot.id)
        label = _("%(name)s：%(slot)s", name=option.name, slot=slot.title)
        found.append(Cell(name, label, typed.value(name), typed.fault(name), long=True))
    return tuple(found)
