"""The ways of scoring: each makes one number of the marks of one voter group.

Every scheme is linear in the tallies: it asks how often each mark was given, never who gave it on
which sheet. Exact fractions throughout; what is printed is rounded elsewhere.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from typing_extensions import override

from voting.evaluations.bands import Bands

Marks = Mapping[str, int]
"""Mark → how often it was given; abstentions are in it, own rows and void ones are not."""


class EmptyGroup(StrEnum):
    """What a group (or dimension) without any mark does to the score; it is never a zero."""

    REFUSE = "refuse"
    RENORMALISE = "renormalise"


@dataclass(frozen=True, slots=True)
class Circle:
    """One circle of raters (测评圈): a voter group, or circles inside it with their own weights."""

    weight: Fraction
    title: str = ""
    group: str | None = None
    circles: tuple["Circle", ...] = ()


@dataclass(frozen=True, slots=True)
class Flags:
    """Thresholds that ask for attention (提示): too few good marks, too many bad ones."""

    good: tuple[str, ...] = ()
    good_at_least: Fraction | None = None
    bad: tuple[str, ...] = ()
    bad_more_than: Fraction | None = None

    def raised(self, marks: Marks, base: int) -> list[str]:
        """Return the flags raised; exactly on a threshold is none (达不到, 超过)."""
        if not base:
            return []
        found = []
        if self.good_at_least is not None and _share(marks, self.good, base) < self.good_at_least:
            found.append("below_good")
        if self.bad_more_than is not None and _share(marks, self.bad, base) > self.bad_more_than:
            found.append("above_bad")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(ABC):
    """What all schemes share; this one scores nothing by itself."""

    type: ClassVar[str] = ""
    weighs: ClassVar[bool] = True
    """Whether dimensions have weights; where not, each has a maximum of its own."""
    empty_group: EmptyGroup = EmptyGroup.REFUSE
    flags: Flags | None = None
    circles: tuple[Circle, ...] = ()

    @property
    def scores(self) -> bool:
        """Whether it makes a number at all."""
        return True

    @abstractmethod
    def value(self, dimension: str, marks: Marks) -> Fraction | None:
        """Return what the marks of one dimension are worth; ``None`` where there is none."""

    def weight(self, dimension: str, given: Fraction) -> Fraction:
        """Return what one dimension's value is multiplied with."""
        return given

    def part(self, dimension: str, marks: Marks) -> Fraction | None:
        """Return one dimension's score as it is printed."""
        return self.value(dimension, marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsOnly(Scheme):
    """Scheme 10: numbers and shares, no score; the default."""

    type: ClassVar[str] = "counts"

    @property
    @override
    def scores(self) -> bool:
        return False

    @override
    def value(self, dimension: str, marks: Marks) -> Fraction | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagScheme(CountsOnly):
    """Scheme 3: no score, but thresholds on the shares; people decide what follows."""

    type: ClassVar[str] = "flags"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointScheme(Scheme):
    """Schemes 1, 5 and 8: the mean of the points of the grades; weights of dimensions."""

    type: ClassVar[str] = "points"
    points: Mapping[str, Fraction]

    @override
    def value(self, dimension: str, marks: Marks) -> Fraction | None:
        return mean((self.points[mark], n) for mark, n in marks.items() if mark in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexScheme(PointScheme):
    """Scheme 7: an index of satisfaction, 100/80/60/30/0 as a rule."""

    type: ClassVar[str] = "index"


@dataclass(frozen=True, slots=True)
class Below:
    """The second condition under the lowest band.

    With ``at_least`` of the grades ``of`` (基本称职…) it is ``score``, else ``otherwise``.
    """

    of: tuple[str, ...]
    at_least: Fraction
    score: Fraction
    otherwise: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class BandScheme(Scheme):
    """Scheme 2: the score follows from the share of a grade (优秀得票率) of all valid rows."""

    type: ClassVar[str] = "bands"
    of: tuple[str, ...]
    bands: tuple[tuple[Fraction, Fraction], ...]
    """From high to low: the least share, and the score from it on."""
    below: Below | None = None
    """``None`` only where the lowest band begins at 0."""

    @override
    def value(self, dimension: str, marks: Marks) -> Fraction | None:
        given = sum(marks.values())
        if not given:
            return None
        share = _share(marks, self.of, given)
        for least, score in self.bands:
            if share >= least:
                return score
        assert self.below is not None
        many = _share(marks, self.below.of, given) >= self.below.at_least
        return self.below.score if many else self.below.otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkScheme(Scheme):
    """Scheme 4: the mean of marks 0–100; above so many raters without the best and the worst."""

    type: ClassVar[str] = "marks"
    trim_above: int | None = None
    bands: Bands = ()
    """Where they differ from the bands of the sheets, or there are none of those."""

    @override
    def value(self, dimension: str, marks: Marks) -> Fraction | None:
        return mean(_trimmed(sorted(_numbers(marks)), self.trim_above))


@dataclass(frozen=True, slots=True, kw_only=True)
class CoefficientScheme(Scheme):
    """Scheme 9: each item has a maximum, multiplied with the mean coefficient of its grades."""

    type: ClassVar[str] = "coefficients"
    weighs: ClassVar[bool] = False
    coefficients: Mapping[str, Fraction]
    most: Mapping[str, Fraction]

    @override
    def value(self, dimension: str, marks: Marks) -> Fraction | None:
        found = self.coefficients
        return mean((found[mark], n) for mark, n in marks.items() if mark in found)

    @override
    def weight(self, dimension: str, given: Fraction) -> Fraction:
        return self.most[dimension]

    @override
    def part(self, dimension: str, marks: Marks) -> Fraction | None:
        found = self.value(dimension, marks)
        return None if found is None else found * self.most[dimension]


@dataclass(frozen=True, slots=True, kw_only=True)
class SumScheme(Scheme):
    """Scheme 6: marks up to each dimension's own maximum, summed; bands; an overall tick beside."""

    type: ClassVar[str] = "sums"
    weighs: ClassVar[bool] = False
    most: Mapping[str, Fraction]
    bands: Mapping[str, Bands] = field(default_factory=dict)
    total_bands: Bands = ()
    overall: str | None = None
    """The dimension that is ticked by a grade and must match the total (综合评价)."""

    @override
    def value(self, dimension: str, marks: Marks) -> Fraction | None:
        if dimension == self.overall:
            return None
        found = mean(_numbers(marks))
        return None if found is None else found / self.most[dimension]

    @override
    def weight(self, dimension: str, given: Fraction) -> Fraction:
        return Fraction(0) if dimension == self.overall else self.most[dimension]

    @override
    def part(self, dimension: str, marks: Marks) -> Fraction | None:
        found = self.value(dimension, marks)
        return None if found is None else found * self.most[dimension]


def mean(values: Iterable[tuple[Fraction, int]]) -> Fraction | None:
    """Return the mean of numbers, each with how often it was given."""
    total, number = Fraction(0), 0
    for value, times in values:
        total += value * times
        number += times
    return total / number if number else None


def combined(
    parts: Iterable[tuple[Fraction, Fraction | None]], empty: EmptyGroup
) -> Fraction | None:
    """Return the weighted sum of values; a missing one refuses it or lends its weight out."""
    given = [(weight, value) for weight, value in parts if weight]
    present = [(weight, value) for weight, value in given if value is not None]
    if not present or (empty is EmptyGroup.REFUSE and len(present) < len(given)):
        return None
    whole, there = sum(weight for weight, _ in given), sum(weight for weight, _ in present)
    return sum((weight * value for weight, value in present), Fraction(0)) * whole / there


def _share(marks: Marks, of: Iterable[str], base: int) -> Fraction:
    return Fraction(sum(marks.get(mark, 0) for mark in of), base)


def _numbers(marks: Marks) -> Iterable[tuple[Fraction, int]]:
    """Return the marks that are numbers; abstentions and the like are none."""
    return ((Fraction(mark), n) for mark, n in marks.items() if mark[:1].isdigit() and n)


def _trimmed(
    given: list[tuple[Fraction, int]], above: int | None
) -> Iterable[tuple[Fraction, int]]:
    """Drop one of the highest and one of the lowest marks where there are more than ``above``."""
    if above is None or sum(n for _, n in given) <= max(above, 2):
        return given
    low, high = given[0][0], given[-1][0]
    return [*given, (low, -1), (high, -1)]
