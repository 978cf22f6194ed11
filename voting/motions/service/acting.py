"""What every act on a motion begins and ends with: locked, allowed by the table, written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, StaleEdit
from voting.i18n import _
from voting.motions.models import Motion, MotionEvent
from voting.motions.roles import roles_of
from voting.motions.rules import ACT_LABELS, STATE_LABELS, Act, Role, State
from voting.motions.service.letters_of_acts import tell
from voting.motions.table import demand
from voting.web.pages import clock_time

AUTOMATIC = Principal(name="系统")
"""Who acts when a deadline passes by itself."""


@dataclass(slots=True)
class Work:
    """An act being done: the session, the locked motion, who acts, and what will be noted."""

    session: Session
    motion: Motion
    who: Principal
    roles: frozenset[Role]
    after: State | None = None
    """The state the motion will have; the table's, unless the act decides otherwise."""
    note: str = ""
    votes: str = ""
    details: dict[str, object] = field(default_factory=dict)
    """What the log of official acts says besides."""
    people: set[int] = field(default_factory=set)
    """Persons the act asks for something: they are told."""
    units: set[int] = field(default_factory=set)
    """Departments the act is about: they are told."""
    offered: set[int] = field(default_factory=set)
    """Departments that got a task by the act."""


def locked(session: Session, motion_id: int) -> Motion:
    """Return a motion that nobody else can change until the work is done."""
    motion = session.get(Motion, motion_id, with_for_update=True, populate_existing=True)
    if motion is None:
        raise NotFound(_("没有这件事项，可能已被删除。请返回列表。"))
    return motion


@contextmanager
def acting(motion_id: int, act: Act, who: Principal, version: int | None = None) -> Iterator[Work]:
    """Do one act on a motion in one transaction.

    Refuses what the table does not allow in this state or to this person, and whoever acts on an
    old page, who is told what happened meanwhile. The act is in the history and in the log.
    """
    with unit_of_work() as session:
        motion = locked(session, motion_id)
        if version is not None and version != motion.version:
            raise StaleEdit(_what_happened(session, motion))
        roles = roles_of(motion, who)
        rule = demand(State(motion.state), act, roles)
        work = Work(session, motion, who, roles, rule.after)
        yield work
        finish(work, act)


def finish(work: Work, act: Act) -> None:
    """Move the motion on, write the act into its history and the log, and tell whom it concerns."""
    motion = work.motion
    if work.after is not None:
        motion.state = work.after.value
    motion.version += 1
    work.session.flush()
    work.session.add(
        MotionEvent(
            motion_id=motion.id,
            act=act.value,
            state=motion.state,
            actor=work.who.actor,
            note=work.note[:400],
            votes=work.votes,
            at=clock.now(),
        )
    )
    audit.record(
        work.who.actor,
        Event.MOTION_ACTED,
        subject(motion),
        act=act.value,
        state=motion.state,
        **work.details,
    )
    tell(work, act)


def subject(motion: Motion) -> str:
    """Return how the log names a motion."""
    return f"motion:{motion.id} {motion.number or motion.title}"


def _what_happened(session: Session, motion: Motion) -> str:
    latest = (
        select(MotionEvent)
        .where(MotionEvent.motion_id == motion.id)
        .order_by(MotionEvent.id.desc())
        .limit(1)
    )
    event = session.execute(latest).scalar_one_or_none()
    if event is None:
        return _("这件事项刚被别人修改过，您的操作没有生效。请刷新后再办。")
    return _(
        "%(actor)s已于 %(at)s 办理了“%(act)s”，现在是“%(state)s”。您的操作没有生效，请刷新后再办。",
        actor=event.actor,
        at=clock_time(event.at),
        act=ACT_LABELS[Act(event.act)],
        state=STATE_LABELS[State(motion.state)],
    )
