"""How numbers of surveys are written: half up, at the very end; withheld ones all alike."""

from fractions import Fraction

from voting.surveys.expressions.numbers import rounded

WITHHELD = "—"
"""What stands for nobody, for too few, and for what would give those away."""


def decimal(value: Fraction, places: int) -> str:
    """Write a number with exactly so many decimals: 3.95."""
    scaled = abs(rounded(value, places)) * 10**places
    whole, part = divmod(scaled.numerator, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"


def percent(part: int, whole: int) -> str | None:
    """Write a share with one decimal: 92.5%; there is none of nothing."""
    return f"{decimal(Fraction(part * 100, whole), 1)}%" if whole else None


def signed(value: Fraction) -> str:
    """Write an eNPS: a whole number with its sign, never a percentage."""
    text = decimal(value, 0)
    return text if text.startswith("-") or text == "0" else f"+{text}"
