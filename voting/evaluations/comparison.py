"""A subject's figures beside those of an earlier evaluation (上半年、去年): the change of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from voting.evaluations.rounding import decimal_text, percent_text


@dataclass(frozen=True, slots=True)
class Change:
    """One grade then and now: shares as printed, and the difference in percentage points."""

    grade: str
    before: str
    now: str
    points: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One subject then and now; ``score_change`` is empty where one of the scores is missing."""

    n_before: int
    n: int
    score_before: str | None
    score: str | None
    score_change: str
    changes: tuple[Change, ...]


def compared(now: Mapping[str, Any], before: Mapping[str, Any], scale: Iterable[str]) -> Compared:
    """Compare the figures of one subject in two results, for the grades of a scale both have.

    Differences are those of the exact shares, rounded half up to one decimal; of the scores as
    they were printed and signed.
    """
    return Compared(
        n_before=before["n"],
        n=now["n"],
        score_before=before["score"],
        score=now["score"],
        score_change=_score_change(now["score"], before["score"]),
        changes=tuple(_changes(now, before, scale)),
    )


def _score_change(now: str | None, before: str | None) -> str:
    if now is None or before is None:
        return ""
    return signed(Fraction(now) - Fraction(before), 2)


def _changes(
    now: Mapping[str, Any], before: Mapping[str, Any], scale: Iterable[str]
) -> Iterator[Change]:
    for grade in scale:
        if grade in before["counts"] and now["of"] and before["of"]:
            number = now["counts"][grade]
            share = Fraction(number * 100, now["of"])
            earlier = Fraction(before["counts"][grade] * 100, before["of"])
            yield Change(
                grade,
                percent_text(before["counts"][grade], before["of"]) or "",
                percent_text(number, now["of"]) or "",
                signed(share - earlier, 1),
            )


def signed(value: Fraction, places: int) -> str:
    """Write a difference with its sign: +1.66, -0.4, and 0.0 without one."""
    text = decimal_text(value, places)
    return f"+{text}" if value > 0 and Fraction(text) else text
