"""How many motions a meeting has."""

from sqlalchemy import func, select

from voting.db import db
from voting.motions.models import Motion
from voting.motions.rules import PUBLIC_STATES, State


def count_by_state(meeting_id: int) -> dict[State, int]:
    """Count the motions of a meeting that were submitted, by state."""
    rows = db.session.execute(
        select(Motion.state, func.count())
        .where(Motion.meeting_id == meeting_id, Motion.submitted_at.is_not(None))
        .group_by(Motion.state)
    )
    return {State(state): number for state, number in rows}


def filed_in(counted: dict[State, int]) -> int:
    """Count those that were filed (and not withdrawn since)."""
    return sum(number for state, number in counted.items() if state in PUBLIC_STATES)
