"""Exact numbers: marks that are decimals, shares, and rounding half up; no binary fraction."""

import re
from dataclasses import dataclass
from fractions import Fraction

from verifier.canonical import Node

_MARK = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{0,8}[1-9]))?\Z")
_EXACT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}|/[1-9][0-9]{0,8})?\Z")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Marks 0 to ``most`` with at most ``places`` decimals, and the bands they lie in."""

    most: int
    places: int
    bands: tuple[tuple[str, Fraction], ...]

    def has(self, mark: str) -> bool:
        """Tell whether a text is such a mark, in its one spelling."""
        found = _MARK.match(mark)
        if found is None or len(found[2] or "") > self.places:
            return False
        return Fraction(mark) <= self.most

    def band(self, mark: str) -> str | None:
        """Return the highest band that a mark reaches."""
        value = Fraction(mark)
        reached = [(least, name) for name, least in self.bands if least <= value]
        return max(reached)[1] if reached else None


def read_numbers(node: Node) -> Numbers:
    """Read the member ``numbers`` of a contest."""
    bands = tuple((each["id"].text(), exact(each["least"])) for each in node["bands"])
    return Numbers(node["most"].whole(), node["places"].whole(), bands)


def exact(node: Node) -> Fraction:
    """Read a number written as text: ``80``, ``0.3`` or ``1/3``."""
    text = node.text()
    if not _EXACT.match(text):
        node.refuse("应为数，如 0.3 或 1/3")
    return Fraction(text)


def rounded(value: Fraction, places: int) -> str:
    """Write a number, not below zero, with so many decimals, rounded half up."""
    units = int(value * 10**places + Fraction(1, 2))
    whole, part = divmod(units, 10**places)
    return f"{whole}.{part:0{places}d}"


def percent(part: int, whole: int) -> str | None:
    """Write a share with one decimal; of nothing there is none."""
    return f"{rounded(Fraction(part * 100, whole), 1)}%" if whole else None
