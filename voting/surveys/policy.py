"""How small is too small, and a table of which some is withheld."""

from dataclasses import dataclass
from enum import StrEnum

from voting.surveys.tabulation import Table

LEAST = 5
LEAST_FOR_COMMENTS = 10
Cells = frozenset[tuple[int, int]]
"""Rows and columns of cells that are withheld."""


class Whole(StrEnum):
    """What is withheld in the tables over all responses."""

    NOTHING = "nothing"
    """A count on one's own machine, by whoever holds the responses."""
    SMALL_BASES = "small_bases"
    """A table with a base under ``least``; single values of numbers; comments."""
    SMALL_CELLS = "small_cells"
    """Every count under ``least`` too, with what would give it away."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How small is too small; never lowered after publication of a survey."""

    least: int = LEAST
    whole: Whole = Whole.SMALL_BASES
    comments: int = LEAST_FOR_COMMENTS


USUAL = Policy()


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be published: ``counts`` in the order of its options.

    ``complete``: nothing but empty cells is withheld, so that figures may be computed from it.
    """

    table: Table
    base: int | None
    counts: tuple[int | None, ...]
    complete: bool

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it is shown."""
        return self.base is None
