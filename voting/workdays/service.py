"""Correcting the official calendar."""

from collections.abc import Iterable
from datetime import date

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import WrongInput
from voting.i18n import _
from voting.workdays import queries
from voting.workdays.models import CalendarDay


def correct_calendar(off: Iterable[date], work: Iterable[date], actor: str) -> None:
    """Replace the officers' corrections of the holidays; notices posted before keep their day."""
    off_days, work_days = set(off), set(work)
    if both := off_days & work_days:
        raise WrongInput(_("%(day)s既填为放假又填为上班，请改正。", day=min(both).isoformat()))
    with unit_of_work() as session:
        for each in queries.corrections():
            session.delete(each)
        session.flush()
        session.add_all(
            CalendarDay(day=day, works=day in work_days, recorded_by=actor)
            for day in sorted(off_days | work_days)
        )
        audit.record(
            actor,
            Event.SETTING_OVERRIDDEN,
            "calendar",
            off=[day.isoformat() for day in sorted(off_days)],
            work=[day.isoformat() for day in sorted(work_days)],
        )
