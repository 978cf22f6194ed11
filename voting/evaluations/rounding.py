"""Numbers as they are printed: rounded half up from the exact fraction, at the very end only."""

from fractions import Fraction

_HALF = Fraction(1, 2)


def rounded(value: Fraction, places: int) -> Fraction:
    """Return a number rounded half up (away from zero) to so many decimals."""
    scale = 10**places
    whole = int(abs(value) * scale + _HALF)
    return Fraction(-whole if value < 0 else whole, scale)


def decimal_text(value: Fraction, places: int) -> str:
    """Write a number with exactly so many decimals: 90.37."""
    scaled = int(abs(rounded(value, places)) * 10**places)
    whole, part = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"


def score_text(value: Fraction | None) -> str | None:
    """Write a score with two decimals."""
    return None if value is None else decimal_text(value, 2)


def percent_text(part: int, whole: int) -> str | None:
    """Write a share with one decimal: 68.0%; there is no share of nothing."""
    return f"{decimal_text(Fraction(part * 100, whole), 1)}%" if whole else None


def exact_text(value: Fraction) -> str:
    """Write an exact number as a plan holds it: 0.3 where that is finite, else 1/3."""
    for places in range(7):
        if (value * 10**places).denominator == 1:
            return decimal_text(value, places)
    return f"{value.numerator}/{value.denominator}"
