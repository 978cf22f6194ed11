"""Reading exact numbers: whole ones, decimals, fractions and percentages, never a rounded one."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TypeVar

from voting.evaluations.rounding import exact_text
from voting.i18n import _
from voting.polls.reading import Reader, shown, within

_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?%?|\d{1,9}/[1-9]\d{0,8}")
_DECIMAL = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_MOST = 1_000_000
_Key = TypeVar("_Key")


def number(
    reader: Reader, value: object, place: str, *, least: int = 0, most: int = _MOST
) -> Fraction | None:
    """Read a number: ``80``, ``"0.3"``, ``"2/3"`` or ``"30%"``."""
    text = _written(value)
    if text is None or not _NUMBER.fullmatch(text):
        reader.wrong(
            place, _('应为数字，如 80、"0.3"、"2/3"、"30%%"，现为 %(value)s。', value=shown(value))
        )
        return None
    found = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not least <= found <= most:
        reader.wrong(
            place,
            _(
                "应在 %(least)s 至 %(most)s 之间，现为 %(value)s。",
                least=least,
                most=most,
                value=shown(value),
            ),
        )
        return None
    return found


def share(reader: Reader, value: object, place: str) -> Fraction | None:
    """Read a number between 0 and 1."""
    return number(reader, value, place, most=1)


def numbers_by(
    reader: Reader, value: object, place: str, known: Collection[str]
) -> dict[str, Fraction]:
    """Read a number for each of the known keys; 0 stands for one that could not be read."""
    data = reader.mapping(value, place, known, known)
    found = {
        key: number(reader, one, within(place, key)) for key, one in data.items() if key in known
    }
    read = {key: one for key, one in found.items() if one is not None}
    return {key: read.get(key, Fraction(0)) for key in known}


def weight(reader: Reader, value: object, place: str) -> Fraction | None:
    """Read a weight: a share such as ``"0.3"`` or ``"30%"``, or so many of a hundred."""
    return number(reader, value, place, most=100)


def whole_weights(
    reader: Reader, place: str, weights: Mapping[_Key, Fraction]
) -> dict[_Key, Fraction]:
    """Return weights as shares of 1; they must add up to 1, or to 100, else their sum is said."""
    total = sum(weights.values(), Fraction(0))
    if total in {1, 100}:
        return {key: one / total for key, one in weights.items()}
    reader.wrong(
        place,
        _("各项权重之和应为 1（100%%），现为 %(sum)s。请调整权重。", sum=exact_text(total)),
    )
    return dict(weights)


def plain_decimal(value: object) -> str | None:
    """Return a decimal without leading or trailing zeros (86.5), else None.

    JSON's 86.5 and the text "86.50" are the same mark, which has one spelling on a sheet.
    """
    text = _written(value)
    if text is None or not _DECIMAL.fullmatch(text):
        return None
    return exact_text(Fraction(text))


def _written(value: object) -> str | None:
    """Return a number as it was written; JSON's 86.5 is the text 86.5, not the nearest double."""
    if isinstance(value, str):
        return value.replace(" ", "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value).removesuffix(".0")
    return None
