"""Numbers of expressions: exact fractions, read from and written as decimal texts."""

import re
from fractions import Fraction

_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
PLACES = 10
"""Decimals a number is written with at most."""


def number_of(text: str) -> Fraction | None:
    """Read a decimal number; ``None`` where the text is none."""
    trimmed = text.strip(" ")
    return Fraction(trimmed) if _DECIMAL.fullmatch(trimmed) else None


def text_of(number: Fraction) -> str:
    """Write a number without needless zeros; what never ends is rounded half up."""
    whole = rounded(abs(number), PLACES)
    digits = f"{whole.numerator * 10**PLACES // whole.denominator:0{PLACES + 1}d}"
    text = f"{digits[:-PLACES]}.{digits[-PLACES:]}".rstrip("0").removesuffix(".")
    return f"-{text}" if number < 0 and text != "0" else text


def rounded(number: Fraction, places: int) -> Fraction:
    """Round half up, away from zero."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(-whole if number < 0 else whole, 10**places)


def truncated(number: Fraction) -> Fraction:
    """Return the whole part of a number."""
    whole = abs(number.numerator) // number.denominator
    return Fraction(-whole if number < 0 else whole)
