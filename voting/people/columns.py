"""Which column says what: the heading row under the title lines, and the many names of a heading.

Headings are compared without spaces, line breaks, stars and remarks in brackets, in any width.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from voting.people.formats.grid import Cell
from voting.people.rules import REQUIRED, Field

_ROWS_LOOKED_AT = 30
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_ORNAMENT = re.compile(r"[\s*:#·_/\-]+")


@cache
def _field_of() -> dict[str, Field]:
    """Return what each known heading stands for (``headings.json``)."""
    text = files("voting.people").joinpath("headings.json").read_text(encoding="utf-8")
    return {name: Field(field) for field, names in json.loads(text).items() for name in names}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row: its number, where each column stands (from 0) and what it is called."""

    row: int
    columns: dict[Field, int]
    names: dict[Field, str]
    ignored: tuple[str, ...]
    repeated: tuple[tuple[Field, str], ...]

    @property
    def missing(self) -> tuple[Field, ...]:
        """The columns a roster cannot do without that are not there."""
        return tuple(field for field in REQUIRED if field not in self.columns)


def heading_text(cell: Cell) -> str:
    """Return a heading as it is compared: 职工　号（必填）* as 职工号."""
    text = unicodedata.normalize("NFKC", str(cell))
    return _ORNAMENT.sub("", _REMARK.sub("", text))


def find_heading(rows: Sequence[Sequence[Cell]]) -> Heading | None:
    """Return the heading row: the first that has staff numbers and names.

    Where none has both, the one that has most headings, so that it can be said what is missing;
    None where there is not even one.
    """
    found = [_heading(number, row) for number, row in enumerate(rows[:_ROWS_LOOKED_AT], start=1)]
    complete = next((heading for heading in found if not heading.missing), None)
    if complete:
        return complete
    best = max(found, key=lambda heading: len(heading.columns), default=None)
    return best if best and best.columns else None


def _heading(number: int, row: Sequence[Cell]) -> Heading:
    columns: dict[Field, int] = {}
    ignored: list[str] = []
    repeated: list[tuple[Field, str]] = []
    for place, cell in enumerate(row):
        field = _field_of().get(heading_text(cell))
        if field is None:
            ignored.append(_plain(cell))
        elif field in columns:
            repeated.append((field, _plain(cell)))
        else:
            columns[field] = place
    names = {field: _plain(row[place]) for field, place in columns.items()}
    return Heading(number, columns, names, tuple(filter(None, ignored)), tuple(repeated))


def _plain(cell: Cell) -> str:
    return " ".join(str(cell).split())
