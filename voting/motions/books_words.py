"""What a book or a form is made of: boxes of text, and tables. No page, no file, no markup."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from voting.motions.reporting_tables import Table


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a form: its label, and its text in lines; short ones stand two in a row."""

    label: str
    lines: tuple[str, ...]
    short: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one motion: what it is called, and its boxes."""

    number: str
    title: str
    unit: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A book: its title, what it is about, the figures, and a form for each motion."""

    title: str
    about: str
    dated: str
    sentence: str
    tables: tuple[Table, ...]
    forms: tuple[Form, ...]

    def data(self) -> dict[str, Any]:
        """Return it as JSON needs it."""
        return asdict(self)


def rows_of(boxes: Sequence[Box]) -> Iterator[tuple[Box, ...]]:
    """Put short boxes two in a row, and each long one in a row of its own."""
    waiting: Box | None = None
    for box in boxes:
        if not box.short:
            if waiting is not None:
                yield (waiting,)
            waiting = None
            yield (box,)
        elif waiting is None:
            waiting = box
        else:
            yield (waiting, box)
            waiting = None
    if waiting is not None:
        yield (waiting,)
