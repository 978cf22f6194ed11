"""The history of a motion (办理过程), as much of it as is for somebody's eyes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from voting.db import db
from voting.motions.models import MotionEvent
from voting.motions.queries.seeing import OFFICES
from voting.motions.rules import Act, Role, State

FOR_ALL = frozenset(
    {
        Act.FILE,
        Act.CONVERT,
        Act.MERGE,
        Act.ASSIGN,
        Act.ACCEPT,
        Act.SIGN_REPLY,
        Act.REPORT_PROGRESS,
        Act.CLOSE_UNRATED,
        Act.HOLD_MEETING,
        Act.ARCHIVE,
        Act.IMPORT,
    }
)
"""What every reader of a filed motion is told; who did it, and why, only where it is told here."""
NOTED_FOR_ALL = frozenset({Act.ACCEPT, Act.SIGN_REPLY, Act.REPORT_PROGRESS, Act.CLOSE_UNRATED})
FOR_SECONDERS = FOR_ALL | {Act.EDIT, Act.SUBMIT}
OF_THE_OFFICES = frozenset({Act.DRAFT_REPLY, Act.REFUSE_REPLY, Act.NOMINATE})
"""What passes between officers alone: drafts of replies, and nominations before an award."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history; ``actor``, ``note`` and ``votes`` are empty where not told."""

    at: datetime
    act: Act
    state: State
    """The state after the act."""
    actor: str = ""
    note: str = ""
    votes: str = ""


def told(event: MotionEvent, roles: frozenset[Role]) -> Entry | None:
    """Return what somebody with these roles is told of an event, if anything."""
    act = Act(event.act)
    line = (event.at, act, State(event.state))
    if roles & OFFICES:
        return Entry(*line, event.actor, event.note, event.votes)
    if Role.MOVER in roles:
        return None if act in OF_THE_OFFICES else Entry(*line, event.actor, event.note)
    if act not in (FOR_SECONDERS if Role.SECONDER in roles else FOR_ALL):
        return None
    return Entry(*line, note=event.note if act in NOTED_FOR_ALL else "")


def timeline(motion_id: int, roles: frozenset[Role]) -> list[Entry]:
    """Return the history of a motion for somebody with these roles, the first act first."""
    events: Iterable[MotionEvent] = db.session.execute(
        select(MotionEvent).where(MotionEvent.motion_id == motion_id).order_by(MotionEvent.id)
    ).scalars()
    return [entry for event in events if (entry := told(event, roles)) is not None]
