"""Last days in working days, what is overdue by them, and when to remind whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from voting.workdays.rules import WorkCalendar

REMIND_ON = (-7, -1, 1)
"""Working days before (−) and after (+) a last day on which the department is reminded."""
ESCALATE_ON = 1
"""From this working day after the last one the department's head and the leader are told too."""
_DAY = timedelta(days=1)


def workdays_after(start: date, number: int, calendar: WorkCalendar) -> date:
    """Return the last of so many working days, counted from the day after ``start``.

    No working day leaves ``start`` itself.
    """
    day, left = start, number
    while left > 0:
        day += _DAY
        left -= calendar.is_workday(day)
    return day


def workdays_before(end: date, number: int, calendar: WorkCalendar) -> date:
    """Return the day that lies so many working days before ``end``."""
    day, left = end, number
    while left > 0:
        day -= _DAY
        left -= calendar.is_workday(day)
    return day


def overdue_days(due: date, today: date) -> int:
    """Return by how many calendar days something is late; 0 on the last day and before."""
    return max((today - due).days, 0)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of a last day: on which day it goes out, and how far off the last day is."""

    on: date
    step: int

    @property
    def escalates(self) -> bool:
        """Whether it goes to the head and the leader as well."""
        return self.step >= ESCALATE_ON


def reminders(due: date, calendar: WorkCalendar) -> list[Reminder]:
    """Return the reminders of a last day in the order they go out."""
    return [
        Reminder(
            workdays_before(due, -step, calendar)
            if step < 0
            else workdays_after(due, step, calendar),
            step,
        )
        for step in REMIND_ON
    ]


def due_reminder(due: date, today: date, calendar: WorkCalendar) -> Reminder | None:
    """Return the latest reminder whose day has come, however late it is looked for."""
    come = [each for each in reminders(due, calendar) if each.on <= today]
    return come[-1] if come else None


def punctual(replied: date | None, due: date, granted: Iterable[date] = ()) -> bool:
    """Tell whether a reply came by the last day, extensions granted in time included (按期)."""
    return replied is not None and replied <= max((due, *granted))
