"""What earlier meetings left open: it stays open and returns in the next report (上次未办结)."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from voting.congress.models import Congress, Meeting
from voting.db import db
from voting.motions.models import Motion
from voting.motions.rules import OPEN_STATES, Kind, State

_KINDS = (Kind.MOTION.value, Kind.SUGGESTION.value)
_DONE = (State.CLOSED.value, State.ARCHIVED.value)


def _earlier_meetings(meeting: Meeting) -> Select[int]:
    """Select the meetings of the same house before this one, of this congress or earlier ones."""
    here = meeting.congress
    return (
        select(Meeting.id)
        .join(Congress, Congress.id == Meeting.congress_id)
        .where(
            Congress.organisation == here.organisation,
            Congress.assembly == here.assembly,
            or_(
                Congress.ordinal < here.ordinal,
                and_(Congress.ordinal == here.ordinal, Meeting.ordinal < meeting.ordinal),
            ),
        )
    )


def carried_to(meeting: Meeting) -> ColumnElement[bool]:
    """Return the condition that a motion of an earlier meeting was not done at this one.

    It is open now, or was closed only after this meeting had begun; so a report of a past meeting
    keeps what it said.
    """
    return and_(
        Motion.meeting_id.in_(_earlier_meetings(meeting)),
        Motion.kind.in_(_KINDS),
        or_(
            Motion.state.in_(sorted(state.value for state in OPEN_STATES)),
            and_(Motion.state.in_(_DONE), Motion.closed_at > meeting.held_at),
        ),
    )


def latest_meeting(congress_ids: tuple[int, ...]) -> Meeting | None:
    """Return the latest meeting of these congresses, by the day it is held."""
    rows = select(Meeting).where(Meeting.congress_id.in_(congress_ids))
    return db.session.execute(rows.order_by(Meeting.held_at.desc()).limit(1)).scalar_one_or_none()
