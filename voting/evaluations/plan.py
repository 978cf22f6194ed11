"""The plan of an evaluation (测评方案): who is judged on what scale, by whom, and how it is scored.

Everything a sheet, a count and a score need, frozen when the poll is sealed. No person is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from voting.evaluations.bands import Bands
from voting.evaluations.schemes import CountsOnly, MarkScheme, Scheme, SumScheme

ALL = "all"
"""The one contest of a plan without dimensions, and the one group of a plan without groups."""
ABSTAIN = "abstain"
"""What an option without a mark counts as: in ``n`` and in the shares, not in the mean."""
OWN = "own"
"""The subject's own row: in neither."""
VOID = "void"
"""A row with two ticks on paper: void for that subject only."""

Limits = Mapping[str, int]
"""Grade (or band) → number of subjects on one sheet that may carry it at most, or must at least."""
Tallies = Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]
"""Group → dimension → subject → mark → number of valid sheets."""


class Base(StrEnum):
    """What shares are a share of; by default the sheets valid for the subject."""

    VALID = "valid"
    RETURNED = "returned"
    ATTENDED = "attended"
    ELIGIBLE = "eligible"


class SmallGroups(StrEnum):
    """What becomes of a voter group too small to hide in."""

    WITHHOLD = "withhold"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing each subject is judged on (德、能、勤…); the weights of a plan add up to 1."""

    id: str
    title: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """One group of voters (A票、B票…); with weights, they add up to 1; ``None``: all alike."""

    id: str
    title: str
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """Marks instead of grades: 0 to ``most`` with so many decimals; bands from high to low."""

    most: int = 100
    places: int = 1
    bands: Bands = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """Points an officer decided to add (附加分): whose, how many, who decided it, and why."""

    subject: str
    points: Fraction
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Who, or which body, is judged: one line of the sheet."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole plan, checked; ``points`` stands for marks 0–100 instead of a scale of grades."""

    title: str = ""
    scale: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    unknown: str | None = None
    dimensions: tuple[Dimension, ...] = ()
    groups: tuple[VoterGroup, ...] = ()
    limits: Limits = field(default_factory=dict)
    least: Limits = field(default_factory=dict)
    points: Points | None = None
    reject_uniform: bool = False
    min_group: int = 5
    small_groups: SmallGroups = SmallGroups.WITHHOLD
    base: Base = Base.VALID
    scheme: Scheme = field(default_factory=CountsOnly)
    quorum: Fraction | None = None
    extra: tuple[Extra, ...] = ()

    @property
    def contests(self) -> tuple[str, ...]:
        """The ids of the contests on the sheet: one a dimension, or the only one."""
        return tuple(one.id for one in self.dimensions) or (ALL,)

    @property
    def voters(self) -> tuple[str, ...]:
        """The ids of the voter groups, or of the only one."""
        return tuple(one.id for one in self.groups) or (ALL,)

    @property
    def parts(self) -> tuple[tuple[str, Fraction], ...]:
        """The contests with their weights."""
        return tuple((one.id, one.weight) for one in self.dimensions) or ((ALL, Fraction(1)),)

    @property
    def overall(self) -> str | None:
        """The dimension that is ticked by a grade beside marks (综合评价), if there is one."""
        return self.scheme.overall if isinstance(self.scheme, SumScheme) else None

    @property
    def result_bands(self) -> Bands:
        """The bands a score of marks lies in; none where there is no such score."""
        if isinstance(self.scheme, SumScheme):
            return self.scheme.total_bands
        if isinstance(self.scheme, MarkScheme) and self.scheme.bands:
            return self.scheme.bands
        return self.points.bands if self.points else ()

    def numbers(self, contest: str) -> Points | None:
        """Return what marks one contest is filled in with; ``None``: with grades."""
        if self.points is None or contest == self.overall:
            return None
        if isinstance(self.scheme, SumScheme):
            most = int(self.scheme.most[contest])
            bands = self.scheme.bands.get(contest) or self.points.bands
            return Points(most, self.points.places, bands)
        return self.points

    def bands(self, contest: str) -> Bands:
        """Return the bands by which the marks of one contest are counted."""
        if isinstance(self.scheme, MarkScheme) and self.scheme.bands:
            return self.scheme.bands
        numbers = self.numbers(contest)
        return numbers.bands if numbers else ()

    def grades(self, contest: str) -> tuple[str, ...]:
        """Return the grades (or bands) of one contest, the best first."""
        if self.numbers(contest) is None:
            return self.scale
        return tuple(band.id for band in self.bands(contest))

    def label(self, mark: str) -> str:
        """Return the word for a grade, a band or a mark."""
        return self.labels.get(mark, mark)
