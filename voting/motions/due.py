"""Last days that do not stand in a column: for the feedback to a reply, for a promise."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from voting import clock
from voting.db import db
from voting.motions.deadlines import workdays_after
from voting.motions.handling_models import MotionReply, Progress
from voting.motions.models import Motion
from voting.motions.settings import settings_of
from voting.workdays.queries import work_calendar
from voting.workdays.rules import WorkCalendar


def feedback_until(motion: Motion, calendar: WorkCalendar | None = None) -> date:
    """Return the last day for the feedback to the latest reply of a motion that has one."""
    assert motion.replied_at is not None
    since = clock.local(motion.replied_at).date()
    days = settings_of(motion.congress_id).feedback_days
    return workdays_after(since, days, calendar or work_calendar())


def promises_of(motion_ids: Collection[int]) -> dict[int, date | None]:
    """Return by when motions are promised to be solved: as last reported, else as replied."""
    replied = (
        select(MotionReply.motion_id, MotionReply.promised_on)
        .where(MotionReply.motion_id.in_(motion_ids), MotionReply.signed_at.is_not(None))
        .order_by(MotionReply.round, MotionReply.number)
    )
    reported = (
        select(Progress.motion_id, Progress.promised_on)
        .where(Progress.motion_id.in_(motion_ids))
        .order_by(Progress.id)
    )
    found: dict[int, date | None] = {}
    # What comes later takes the place of what was said before.
    for rows in (replied, reported):
        found.update((motion_id, promised) for motion_id, promised in db.session.execute(rows))
    return found
