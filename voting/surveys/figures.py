"""What is computed from counted answers: means, top boxes, indices, eNPS, ranks; all exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.surveys.expressions.evaluation import Given
from voting.surveys.expressions.numbers import number_of
from voting.surveys.scales import Level

_INDEX = (100, 80, 60, 30, 0)
"""What the five steps of a satisfaction scale count in its index, the best first."""
_MOST_BOXED = 7
_PROMOTES, _IS_PASSIVE = 9, 7


@dataclass(frozen=True, slots=True)
class Box:
    """Steps of a scale taken together, always with their labels: 非常满意+满意."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ScaleFigures:
    """Figures of a scale; ``index`` only where it has five steps, boxes where it is no 0–10."""

    mean: Fraction
    top2: Box | None
    top3: Box | None
    bottom2: Box | None
    index: Fraction | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """eNPS: promoters (9–10) less detractors (0–6) in a hundred; between −100 and 100."""

    promoters: int
    passives: int
    detractors: int

    @property
    def score(self) -> Fraction:
        """The exact score."""
        total = self.promoters + self.passives + self.detractors
        return Fraction((self.promoters - self.detractors) * 100, total)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Figures of numbers; all but the mean are single people's and can be left out."""

    mean: Fraction
    median: Fraction | None
    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Rank:
    """How an option was ranked: its mean place, 1 being the best."""

    name: str
    label: str
    mean: Fraction | None


def scale_figures(levels: Sequence[Level], counts: Mapping[str, int]) -> ScaleFigures | None:
    """Compute the figures of a scale; ``counts``: step → answers."""
    total = sum(counts[level.name] for level in levels)
    if not levels or not total:
        return None
    worth = sum((level.score * counts[level.name] for level in levels), Fraction(0))
    index = None
    if len(levels) == len(_INDEX):
        points = zip(_INDEX, levels, strict=True)
        index = Fraction(sum(point * counts[level.name] for point, level in points), total)
    boxed = len(levels) <= _MOST_BOXED
    return ScaleFigures(
        mean=worth / total,
        top2=_box(levels[:2], counts) if boxed else None,
        top3=_box(levels[:3], counts) if boxed and len(levels) >= len(_INDEX) else None,
        bottom2=_box(levels[-2:], counts) if boxed else None,
        index=index,
    )


def _box(levels: Sequence[Level], counts: Mapping[str, int]) -> Box:
    return Box("+".join(each.label for each in levels), sum(counts[each.name] for each in levels))


def recommendation(levels: Sequence[Level], counts: Mapping[str, int]) -> Recommendation | None:
    """Compute an eNPS from the counts of a scale from 0 to 10."""
    groups = [0, 0, 0]
    for level in levels:
        place = 0 if level.score >= _PROMOTES else 1 if level.score >= _IS_PASSIVE else 2
        groups[place] += counts[level.name]
    return Recommendation(*groups) if sum(groups) else None


def numbers(values: Mapping[Given, int]) -> Numbers | None:
    """Compute the figures of numbers, given how often each was written."""
    found = sorted(
        (number, n)
        for value, n in values.items()
        if isinstance(value, str) and (number := number_of(value)) is not None
    )
    total = sum(n for _number, n in found)
    if not total:
        return None
    middle = (_at(found, (total - 1) // 2) + _at(found, total // 2)) / 2
    mean = sum((number * n for number, n in found), Fraction(0)) / total
    return Numbers(mean, middle, found[0][0], found[-1][0])


def _at(found: Iterable[tuple[Fraction, int]], place: int) -> Fraction:
    """Return the number at a place (from 0) of the sorted ones."""
    number = Fraction(0)
    for number, n in found:
        if place < n:
            return number
        place -= n
    return number


def ranks(options: Sequence[tuple[str, str]], values: Mapping[Given, int]) -> tuple[Rank, ...]:
    """Compute the mean place of every option over the rankings that hold it."""
    sums = {name: [0, 0] for name, _label in options}
    for value, n in values.items():
        for place, name in enumerate(value if isinstance(value, tuple) else (), start=1):
            found = sums[name]
            found[0] += place * n
            found[1] += n
    return tuple(
        Rank(name, label, Fraction(*sums[name]) if sums[name][1] else None)
        for name, label in options
    )
