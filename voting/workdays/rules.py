"""Working days: weekends, public holidays and the working weekends that pay for them (调休).

The official days off are a data file a year, from the notice the State Council's office issues
each November. A year without a file has weekends only, and whoever asks is told so.
"""

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from importlib import resources

from voting.i18n import _

_FOLDER = resources.files("voting.workdays") / "holidays"
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_Counts = Callable[[date], bool]


class DayUnit(StrEnum):
    """How the days of a term are counted."""

    WORKDAYS = "workdays"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Term:
    """So many days or working days; whether the first one counts is a setting."""

    days: int
    unit: DayUnit = DayUnit.WORKDAYS
    counts_first_day: bool = True


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off and working weekends; ``years`` are those an official notice covers."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on a day."""
        if day in self.work:
            return True
        return day not in self.off and day.weekday() < _SATURDAY

    def changed(self, *, off: Iterable[date] = (), work: Iterable[date] = ()) -> "WorkCalendar":
        """Return the calendar with an officer's corrections, which win over the notice."""
        more_off, more_work = frozenset(off), frozenset(work)
        return replace(
            self,
            off=(self.off | more_off) - more_work,
            work=(self.work | more_work) - more_off,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice (公示): its first and last day, and the years whose holidays are unknown."""

    first: date
    last: date
    days: int
    unit: DayUnit
    guessed: tuple[int, ...]

    def over(self, today: date) -> bool:
        """Tell whether the notice has been up for all its days."""
        return today > self.last

    @property
    def warnings(self) -> list[str]:
        """What the officer should check by hand."""
        return [
            _(
                "%(year)s年的放假和调休安排还没有录入，只按周末推算，请核对公示截止日期。",
                year=year,
            )
            for year in self.guessed
        ]


@functools.cache
def official() -> WorkCalendar:
    """Return the calendar of all official notices the product ships."""
    years = [
        json.loads(entry.read_text("utf-8"))
        for entry in _FOLDER.iterdir()
        if entry.name.endswith(".json")
    ]
    return WorkCalendar(
        off=frozenset(_days(years, "off")),
        work=frozenset(_days(years, "work")),
        years=frozenset(int(year["year"]) for year in years),
    )


def _days(years: Iterable[Mapping[str, list[str]]], key: str) -> Iterable[date]:
    return (date.fromisoformat(day) for year in years for day in year[key])


def notice(first: date, term: Term, calendar: WorkCalendar) -> Notice:
    """Return the notice that begins on ``first`` and stays up for the days of its term.

    In working days the first day counts only if people work on it; whether it counts at all is
    a setting. A notice of no days ends on the day it begins.
    """
    counts = _counter(term.unit, calendar)
    last = first
    left = term.days
    if term.counts_first_day and counts(first):
        left -= 1
    while left > 0:
        last += _ONE_DAY
        left -= counts(last)
    return Notice(
        first=first,
        last=last,
        days=term.days,
        unit=term.unit,
        guessed=_guessed(first, last, term.unit, calendar),
    )


def _counter(unit: DayUnit, calendar: WorkCalendar) -> _Counts:
    return calendar.is_workday if unit is DayUnit.WORKDAYS else lambda _day: True


def _guessed(first: date, last: date, unit: DayUnit, calendar: WorkCalendar) -> tuple[int, ...]:
    if unit is DayUnit.DAYS:
        return ()
    return tuple(year for year in range(first.year, last.year + 1) if year not in calendar.years)
