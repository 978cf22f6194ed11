"""What an award is decided by: its sections, quotas, least shares, and the jury's weight.

Shares and scores are exact fractions; nothing here is a float, and nothing asks for the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from voting.congress.rules import TWO_THIRDS, Share
from voting.polls.sheets import Threshold

MOST_SCORE = 100
"""What a jury gives at most; votes are put on the same scale: all valid ballots are 100."""
_HUNDREDTHS = 100


class Subject(StrEnum):
    """What is nominated in a section: persons, groups (班组、科室), or works (提案、作品)."""

    PERSON = "person"
    GROUP = "group"
    WORK = "work"


class Round(StrEnum):
    """Which ballot of an award a poll is."""

    FIRST = "first"
    RUNOFF = "runoff"


class Next(StrEnum):
    """What may be done about a result, or a section of it, that leaves something open."""

    RUNOFF = "runoff"
    DECISION = "decision"
    LEAVE_VACANT = "leave_vacant"
    REBALLOT = "reballot"


class Step(StrEnum):
    """What was done about one section."""

    RUNOFF = "runoff"
    DECISION = "decision"
    LEAVE_VACANT = "leave_vacant"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRules:
    """One section (奖项): ``quota`` are honoured, a sheet ticks ``limit`` at most.

    ``exact``: a sheet that ticks anybody ticks ``limit``, no fewer. ``jury_weight``: the share of
    the jury's mean in the combined score, between 0 and 1; ``None``: votes alone decide.
    """

    id: str
    title: str
    quota: int
    limit: int
    subject: Subject = Subject.PERSON
    exact: bool = False
    jury_weight: Fraction | None = None
    threshold: Threshold | None = None


@dataclass(frozen=True, slots=True)
class AwardRules:
    """All settings of one ballot: the attendance it needs, and its sections in their order."""

    sections: tuple[SectionRules, ...]
    quorum: Share = TWO_THIRDS


def vote_score(votes: int, valid: int) -> Fraction:
    """Return votes on the scale 0 to 100: their share of the valid ballots; 0 where none is."""
    return Fraction(votes * MOST_SCORE, valid) if valid else Fraction(0)


def jury_mean(scores: Sequence[int]) -> Fraction:
    """Return the mean of a jury's scores (hundredths of a point, at least one), in points."""
    return Fraction(sum(scores), len(scores) * _HUNDREDTHS)


def combined(votes: Fraction, jury: Fraction, weight: Fraction) -> Fraction:
    """Weigh votes and jury, both in points: votes·(1-w) + jury·w."""
    return votes * (1 - weight) + jury * weight


def points(exact: Fraction) -> str:
    """Write points (not below 0) with two decimals, rounded half up."""
    return _rounded(exact, 2)


def percent(part: int, whole: int) -> str | None:
    """Write a share with one decimal, rounded half up; ``None`` where there is no base."""
    return f"{_rounded(Fraction(part * 100, whole), 1)}%" if whole else None


def _rounded(exact: Fraction, places: int) -> str:
    ten = 10**places
    units = exact * ten + Fraction(1, 2)
    whole, part = divmod(units.numerator // units.denominator, ten)
    return f"{whole}.{part:0{places}d}"


def hundredths(text: str) -> int | None:
    """Read a jury's score, 0 to 100 with two decimals at most, as hundredths; else ``None``."""
    whole, _dot, places = text.partition(".")
    if not (whole.isascii() and whole.isdecimal()) or len(whole) > len(str(MOST_SCORE)):
        return None
    if _dot and not (places.isascii() and places.isdecimal() and len(places) <= 2):  # noqa: PLR2004
        return None
    found = int(whole) * _HUNDREDTHS + int(places.ljust(2, "0"))
    return found if found <= MOST_SCORE * _HUNDREDTHS else None


def score_text(score: int) -> str:
    """Write a jury's score of so many hundredths as it is typed: 9250 as 92.5."""
    whole, part = divmod(score, _HUNDREDTHS)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")
