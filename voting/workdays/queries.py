"""Reading the calendar: the official one, and what the officers corrected in it."""

from sqlalchemy import select

from voting.db import db
from voting.workdays.models import CalendarDay
from voting.workdays.rules import WorkCalendar, official


def work_calendar() -> WorkCalendar:
    """Return the official calendar with the officers' corrections."""
    days = list(db.session.execute(select(CalendarDay)).scalars())
    return official().changed(
        off=[each.day for each in days if not each.works],
        work=[each.day for each in days if each.works],
    )


def corrections() -> list[CalendarDay]:
    """Return the officers' corrections of the calendar, in order."""
    return list(db.session.execute(select(CalendarDay).order_by(CalendarDay.day)).scalars())
