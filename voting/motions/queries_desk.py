"""What waits for a department, its head and the office: by last day, overdue first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import defer, lazyload

from voting.access.principal import Principal
from voting.db import db
from voting.i18n import _
from voting.motions.deadlines import overdue_days
from voting.motions.due import promises_of
from voting.motions.handling_models import Assignment, HandlingRequest, MotionReply
from voting.motions.held import Held, held
from voting.motions.models import Motion
from voting.motions.rules import AssignmentState, Request, RequestState, Seat, State

_OPEN = (AssignmentState.OFFERED.value, AssignmentState.ACCEPTED.value)
MOST_DONE = 20
# Lists name a motion; its texts and movers would only slow them down.
_SLIM = (
    lazyload(Motion.movers),
    *(defer(text) for text in (Motion.cause, Motion.analysis, Motion.advice, Motion.folded)),
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A department's open task, and how its reply stands."""

    motion: Motion
    task: Assignment
    overdue: int
    """Calendar days; 0 on the last day and before."""
    left: int
    reply: MotionReply | None
    asked: bool
    """Whether a request of the department waits to be decided."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply that waits to be signed."""

    motion: Motion
    task: Assignment
    reply: MotionReply


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A department's request that waits to be decided."""

    motion: Motion
    task: Assignment
    request: HandlingRequest


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A motion whose promise is followed up."""

    motion: Motion
    task: Assignment
    promised_on: date | None
    overdue: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that waits for somebody who handles motions, signs or decides."""

    held: Held
    tasks: Sequence[TaskRow] = ()
    late: Sequence[TaskRow] = ()
    """What is late in other departments: for the leader."""
    to_sign: Sequence[ReplyRow] = ()
    requests: Sequence[RequestRow] = ()
    promises: Sequence[PromiseRow] = ()
    escalated: Sequence[Motion] = ()
    done: Sequence[Motion] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not (
            self.tasks
            or self.late
            or self.to_sign
            or self.requests
            or self.promises
            or self.escalated
        )


def desk_of(who: Principal, today: date) -> Desk:
    """Return what waits for somebody, by last day."""
    offices = held(who)
    if not offices.any:
        return Desk(offices)
    return Desk(
        offices,
        tasks=_tasks(offices.in_departments(), today),
        late=_late(offices, today),
        to_sign=_to_sign(offices),
        requests=_requests(offices),
        promises=_promises(offices, today),
        escalated=_escalated(offices),
        done=_done(offices),
    )


def _open_tasks(mine: ColumnElement[bool]) -> Select[Motion, Assignment]:
    return (
        select(Motion, Assignment)
        .join(Assignment, Assignment.motion_id == Motion.id)
        .where(
            Motion.state == State.HANDLING.value,
            Assignment.round == Motion.round,
            Assignment.state.in_(_OPEN),
            mine,
        )
        .order_by(Assignment.due_on, Motion.id)
        .options(*_SLIM)
    )


def _tasks(mine: ColumnElement[bool], today: date) -> list[TaskRow]:
    rows = db.session.execute(_open_tasks(mine)).all()
    ids = [motion.id for motion, _task in rows]
    drafts = {
        draft.motion_id: draft
        for draft in db.session.execute(
            select(MotionReply).where(
                MotionReply.motion_id.in_(ids), MotionReply.signed_at.is_(None)
            )
        ).scalars()
    }
    asked = set(
        db.session.execute(
            select(HandlingRequest.assignment_id).where(
                HandlingRequest.assignment_id.in_([task.id for _motion, task in rows]),
                HandlingRequest.state == RequestState.ASKED.value,
            )
        ).scalars()
    )
    return [
        TaskRow(
            motion,
            task,
            overdue_days(task.due_on, today),
            (task.due_on - today).days,
            drafts.get(motion.id) if task.leads else None,
            task.id in asked,
        )
        for motion, task in rows
    ]


def _late(offices: Held, today: date) -> list[TaskRow]:
    if not offices.leads:
        return []
    led = and_(offices.deciding(Seat.LEADER), Assignment.due_on < today, ~offices.in_departments())
    return _tasks(led, today)


def _to_sign(offices: Held) -> list[ReplyRow]:
    ready = (
        select(Motion, Assignment, MotionReply)
        .join(Assignment, Assignment.motion_id == Motion.id)
        .join(MotionReply, MotionReply.assignment_id == Assignment.id)
        .where(
            Motion.state == State.HANDLING.value,
            MotionReply.round == Motion.round,
            MotionReply.signed_at.is_(None),
            MotionReply.ready_at.is_not(None),
            Assignment.leads.is_(True),
            Assignment.state.in_(_OPEN),
            offices.to_sign(),
        )
        .order_by(MotionReply.ready_at)
        .options(*_SLIM)
    )
    return [ReplyRow(*row) for row in db.session.execute(ready)]


def _requests(offices: Held) -> list[RequestRow]:
    if not offices.decides:
        return []
    asked = (
        select(Motion, Assignment, HandlingRequest)
        .join(Assignment, Assignment.motion_id == Motion.id)
        .join(HandlingRequest, HandlingRequest.assignment_id == Assignment.id)
        .where(
            HandlingRequest.state == RequestState.ASKED.value,
            Motion.state == State.HANDLING.value,
            offices.deciding(Seat.COMMITTEE, Seat.LEADER),
        )
        .order_by(HandlingRequest.asked_at)
        .options(*_SLIM)
    )
    return [RequestRow(*row) for row in db.session.execute(asked)]


def _promises(offices: Held, today: date) -> list[PromiseRow]:
    followed = (
        select(Motion, Assignment)
        .join(Assignment, Assignment.motion_id == Motion.id)
        .where(
            Motion.state == State.FOLLOW_UP.value,
            Assignment.round == Motion.round,
            Assignment.leads.is_(True),
            Assignment.state == AssignmentState.REPLIED.value,
            offices.in_departments(),
        )
    )
    found = db.session.execute(followed).all()
    promises = promises_of([motion.id for motion, _task in found])
    rows = []
    for motion, task in found:
        promised = promises.get(motion.id)
        late = overdue_days(promised, today) if promised else 0
        rows.append(PromiseRow(motion, task, promised, late))
    return sorted(rows, key=lambda row: (row.promised_on or date.max, row.motion.id))


def _escalated(offices: Held) -> list[Motion]:
    seats = (Seat.COMMITTEE, Seat.LEADER, Seat.PRESIDIUM)
    waiting = select(Motion).where(Motion.state == State.ESCALATED.value, offices.deciding(*seats))
    return list(db.session.execute(waiting.order_by(Motion.replied_at).options(*_SLIM)).scalars())


def _done(offices: Held) -> list[Motion]:
    """Return what their departments replied to lately."""
    if not offices.departments:
        return []
    replied = (
        select(Motion)
        .join(Assignment, Assignment.motion_id == Motion.id)
        .where(
            offices.in_departments(),
            Assignment.round == Motion.round,
            Assignment.done_at.is_not(None),
            Motion.state.not_in([State.HANDLING.value, State.FOLLOW_UP.value]),
        )
        .order_by(Assignment.done_at.desc())
        .limit(MOST_DONE)
        .options(*_SLIM)
    )
    return list(db.session.execute(replied).scalars().unique())


@dataclass(frozen=True, slots=True)
class Due:
    """One line of what waits for somebody: what, of which motion, until when."""

    motion: Motion
    what: str
    path: str
    until: date | None = None
    overdue: int = 0


def reminders_for(who: Principal, today: date) -> list[Due]:
    """Return what waits for somebody in the offices they hold: overdue first, then by last day."""
    desk = desk_of(who, today)
    found = [
        *(_due_task(row) for row in desk.tasks),
        *(_due_task(row) for row in desk.late),
        *(Due(r.motion, _("答复稿待签发"), _work(r.motion), r.task.due_on) for r in desk.to_sign),
        *(Due(r.motion, _request(r), _work(r.motion), r.task.due_on) for r in desk.requests),
        *(
            Due(r.motion, _("更新承诺的落实进展"), _work(r.motion), r.promised_on, r.overdue)
            for r in desk.promises
        ),
        *(Due(m, _("组织面复会并登记"), f"/motions/{m.id}/meeting") for m in desk.escalated),
    ]
    return sorted(found, key=lambda due: (due.until or today, due.motion.id))


def _work(motion: Motion) -> str:
    return f"/motions/{motion.id}/handling"


def _due_task(row: TaskRow) -> Due:
    what = (
        _("%(unit)s主办，待答复", unit=row.task.unit.name)
        if row.task.leads
        else _("%(unit)s协办，待会签", unit=row.task.unit.name)
    )
    return Due(row.motion, what, _work(row.motion), row.task.due_on, row.overdue)


def _request(row: RequestRow) -> str:
    if row.request.kind == Request.EXTENSION:
        return _("%(unit)s申请延期，待审批", unit=row.task.unit.name)
    return _("%(unit)s申请改办，待审批", unit=row.task.unit.name)
