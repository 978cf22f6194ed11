"""How far a share of a sample may be from that of all: 95 % intervals after Wilson.

Where everybody was asked there is no sample and no interval. Of a finite population the sample
counts as the larger one that would be as exact in an infinite one.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

Z = Decimal("1.959963984540054")
"""The 97.5 % quantile of the normal distribution."""
_EXACT = Context(prec=40)


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends as shares between 0 and 1."""

    low: Decimal
    high: Decimal

    def percent(self) -> str:
        """Write it as 25.5%–36.6%, rounded half up."""
        return f"{_percent(self.low)}–{_percent(self.high)}"


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def effective(sample: int, population: int | None) -> Decimal:
    """Return how many people a sample counts as; ``population`` None: it is endless."""
    if population is None or population <= 1:
        return Decimal(sample)
    return _EXACT.divide(Decimal(sample * (population - 1)), Decimal(population - sample))


def wilson(part: int, sample: int, population: int | None = None) -> Interval | None:
    """Return the interval of ``part`` out of ``sample``; nothing where all were asked."""
    if sample <= 0 or (population is not None and sample >= population):
        return None
    n, share = effective(sample, population), _EXACT.divide(Decimal(part), Decimal(sample))
    square = Z * Z
    spread = share * (1 - share) / n + square / (4 * n * n)
    half = Z * _EXACT.sqrt(spread)
    centre, scale = share + square / (2 * n), 1 + square / n
    low = _EXACT.divide(centre - half, scale)
    high = _EXACT.divide(centre + half, scale)
    # The ends at nobody and everybody are exact; the root leaves a trace of rounding there.
    return Interval(
        Decimal(0) if part == 0 else max(low, Decimal(0)),
        Decimal(1) if part == sample else min(high, Decimal(1)),
    )
