"""Marks that are numbers: 0 to 100 with so many decimals, and the bands they lie in."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

_MOST = 1000
_MOST_PLACES = 2


@dataclass(frozen=True, slots=True)
class Band:
    """A grade that marks from ``least`` on belong to; ``least`` is a decimal as text."""

    id: str
    least: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Marks 0 to ``most`` with at most ``places`` decimals; bands in any order."""

    most: int = 100
    places: int = 0
    bands: tuple[Band, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a range nobody could fill in."""
        if not 1 <= self.most <= _MOST or not 0 <= self.places <= _MOST_PLACES:
            raise ValueError("marks run from 0 to 1000 with two decimals at most")
        if any(_plain(band.least) is None for band in self.bands):
            raise ValueError("a band begins at a decimal number")

    def has(self, mark: str) -> bool:
        """Tell whether a text is such a mark, written the one way it is written."""
        found = _plain(mark)
        return (
            found is not None and found <= self.most and len(mark.partition(".")[2]) <= self.places
        )

    def band(self, mark: str) -> str | None:
        """Return the band a mark lies in, if any."""
        value = Fraction(mark)
        reached = [band for band in self.bands if Fraction(band.least) <= value]
        return max(reached, key=lambda band: Fraction(band.least)).id if reached else None

    def counts_as(self, mark: str) -> str:
        """Return what a mark counts as for limits: its band, or itself where it has none."""
        return _counts_as(self, mark)

    @property
    def widest(self) -> str:
        """Return the longest mark there is."""
        whole = str(self.most)
        return f"{whole}.{'9' * self.places}" if self.places else whole


_DECIMAL = re.compile(r"(0|[1-9]\d{0,3})(\.\d{0,5}[1-9])?")


# Sheets repeat few different marks, and exact fractions are slow to read and to compare.
@lru_cache(maxsize=4096)
def _counts_as(numbers: Numbers, mark: str) -> str:
    return (numbers.band(mark) if numbers.has(mark) else None) or mark


@lru_cache(maxsize=4096)
def _plain(text: str) -> Fraction | None:
    """Return the value of a decimal without leading or trailing zeros, else None."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None
