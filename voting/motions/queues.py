"""What waits at the office of the motions: each queue a condition and an order, oldest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from voting import clock
from voting.db import db
from voting.i18n import lazy
from voting.motions.deadlines import workdays_after
from voting.motions.handling_models import Assignment, HandlingRequest, MotionReply, Progress
from voting.motions.models import Motion, MotionEvent, Mover
from voting.motions.office import Reach
from voting.motions.queries.carried import carried_to, latest_meeting
from voting.motions.roles import AT_WORK
from voting.motions.rules import OPEN_STATES, Act, AssignmentState, RequestState, State
from voting.motions.table import TABLE
from voting.people.models import Person
from voting.workdays.queries import work_calendar

SOON = 7
"""Working days before a last day from which a motion is shown as due soon."""


class Queue(StrEnum):
    """What a motion waits for at the office."""

    OVERDUE = "overdue"
    DECLINED = "declined"
    REQUESTS = "requests"
    ESCALATED = "escalated"
    PROMISES = "promises"
    REVIEW = "review"
    PRESIDIUM = "presidium"
    TO_ASSIGN = "to_assign"
    DUE_SOON = "due_soon"
    LEFT = "left"
    CARRIED = "carried"


QUEUE_LABELS: dict[Queue, str] = {
    Queue.OVERDUE: lazy("逾期未答复"),
    Queue.DECLINED: lazy("部门退回，待重新交办"),
    Queue.REQUESTS: lazy("延期、改办申请待审批"),
    Queue.ESCALATED: lazy("再次不满意，待面复"),
    Queue.PROMISES: lazy("承诺到期，待跟踪落实"),
    Queue.REVIEW: lazy("待审查"),
    Queue.PRESIDIUM: lazy("待主席团裁定"),
    Queue.TO_ASSIGN: lazy("已立案，待交办"),
    Queue.DUE_SOON: lazy("快到答复期限"),
    Queue.LEFT: lazy("提案人已离开，待移交"),
    Queue.CARRIED: lazy("上届（次）未办结"),
}
URGENT = frozenset({Queue.OVERDUE, Queue.DECLINED, Queue.REQUESTS, Queue.ESCALATED, Queue.PROMISES})
"""Late, or somebody waits for the office itself."""
HANDED_OVER = frozenset(state for state, act in TABLE if act is Act.HAND_OVER)


@dataclass(frozen=True, slots=True)
class Days:
    """Today, and until when a last day is soon."""

    today: date
    soon: date

    @classmethod
    def now(cls) -> "Days":
        """Return the days as of now."""
        today = clock.today()
        return cls(today, workdays_after(today, SOON, work_calendar()))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One queue as SQL: the states it takes from, what must hold, and what stands first."""

    states: frozenset[State]
    holds: Callable[[Reach, Days], tuple[ColumnElement[bool], ...]]
    first: Callable[[], tuple[Any, ...]]


def promised_on() -> ColumnElement[date | None]:
    """Return the day a followed-up motion is promised for: by its last progress, or its reply."""
    reported = (
        select(Progress.promised_on)
        .where(Progress.motion_id == Motion.id)
        .order_by(Progress.id.desc())
        .limit(1)
        .correlate(Motion)
        .scalar_subquery()
    )
    replied = (
        select(MotionReply.promised_on)
        .where(MotionReply.motion_id == Motion.id, MotionReply.signed_at.is_not(None))
        .order_by(MotionReply.round.desc(), MotionReply.number.desc())
        .limit(1)
        .correlate(Motion)
        .scalar_subquery()
    )
    return func.coalesce(reported, replied)


def _last(act: Act) -> ColumnElement[int]:
    return (
        select(func.max(MotionEvent.id))
        .where(MotionEvent.motion_id == Motion.id, MotionEvent.act == act.value)
        .correlate(Motion)
        .scalar_subquery()
    )


def _declined(_reach: Reach, _days: Days) -> tuple[ColumnElement[bool], ...]:
    """Take what a department handed back and nobody assigned since, and what nobody leads now."""
    back = select(Assignment.motion_id).where(Assignment.state == AssignmentState.DECLINED.value)
    led = exists().where(
        Assignment.motion_id == Motion.id,
        Assignment.round == Motion.round,
        Assignment.leads.is_(True),
        Assignment.state.in_(AT_WORK),
    )
    return (or_(and_(Motion.id.in_(back), _last(Act.DECLINE) > _last(Act.ASSIGN)), ~led),)


def _asked(_reach: Reach, _days: Days) -> tuple[ColumnElement[bool], ...]:
    asked = (
        select(Assignment.motion_id)
        .join(HandlingRequest, HandlingRequest.assignment_id == Assignment.id)
        .where(HandlingRequest.state == RequestState.ASKED.value)
    )
    return (Motion.id.in_(asked),)


def _left(_reach: Reach, days: Days) -> tuple[ColumnElement[bool], ...]:
    return (Motion.id.in_(left_movers(days.today)),)


def left_movers(today: date) -> Select[int]:
    """Select the motions that have a mover who has left the house and not handed over."""
    return (
        select(Mover.motion_id)
        .join(Person, Person.id == Mover.person_id)
        .where(Mover.left_on.is_(None), Person.left_on <= today)
    )


def left_people(motion_id: int) -> list[int]:
    """Return the movers of one motion who have left the house and not handed over."""
    gone = (
        select(Mover.person_id)
        .join(Person, Person.id == Mover.person_id)
        .where(
            Mover.motion_id == motion_id, Mover.left_on.is_(None), Person.left_on <= clock.today()
        )
        .order_by(Mover.position)
    )
    return list(db.session.execute(gone).scalars())


def _carried(reach: Reach, _days: Days) -> tuple[ColumnElement[bool], ...]:
    meeting = latest_meeting(reach.congress_ids)
    return (carried_to(meeting) if meeting else false(),)


def _none(_reach: Reach, _days: Days) -> tuple[ColumnElement[bool], ...]:
    return ()


def _by_due() -> tuple[Any, ...]:
    return Motion.due_on, Motion.id


def _by_submission() -> tuple[Any, ...]:
    return Motion.submitted_at, Motion.id


def _by_promise() -> tuple[Any, ...]:
    return promised_on(), Motion.id


def _of(state: State) -> frozenset[State]:
    return frozenset({state})


QUEUES: dict[Queue, Waiting] = {
    Queue.OVERDUE: Waiting(
        _of(State.HANDLING), lambda _reach, days: (Motion.due_on < days.today,), _by_due
    ),
    Queue.DECLINED: Waiting(_of(State.HANDLING), _declined, _by_due),
    Queue.REQUESTS: Waiting(_of(State.HANDLING), _asked, _by_due),
    Queue.ESCALATED: Waiting(_of(State.ESCALATED), _none, _by_submission),
    Queue.PROMISES: Waiting(
        _of(State.FOLLOW_UP), lambda _reach, days: (promised_on() <= days.soon,), _by_promise
    ),
    Queue.REVIEW: Waiting(_of(State.REVIEW), _none, _by_submission),
    Queue.PRESIDIUM: Waiting(_of(State.PRESIDIUM), _none, _by_submission),
    Queue.TO_ASSIGN: Waiting(_of(State.FILED), _none, _by_submission),
    Queue.DUE_SOON: Waiting(
        _of(State.HANDLING),
        lambda _reach, days: (Motion.due_on.between(days.today, days.soon),),
        _by_due,
    ),
    Queue.LEFT: Waiting(HANDED_OVER, _left, _by_submission),
    Queue.CARRIED: Waiting(OPEN_STATES, _carried, _by_submission),
}
