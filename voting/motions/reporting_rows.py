"""What the statistics are made of, read from the database in a few narrow questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from voting import clock
from voting.db import db
from voting.motions.deadlines import punctual
from voting.motions.handling_models import Assignment, Feedback, HandlingRequest
from voting.motions.models import Motion, MotionEvent
from voting.motions.register_models import RegisterEntry
from voting.motions.rules import Act, AssignmentState, Class, Grade, Kind, RequestState, State
from voting.motions.statistics import Fate, Row
from voting.people.models import Unit

_GONE = (AssignmentState.MOVED.value, AssignmentState.DECLINED.value)
# Looked up twenty thousand times: by the word in the column, without making an enum of it first.
_FATES: dict[str, Fate] = {
    State.REVIEW: Fate.PENDING,
    State.RETURNED: Fate.PENDING,
    State.PRESIDIUM: Fate.PENDING,
    State.NOT_FILED: Fate.NOT_FILED,
    State.WITHDRAWN: Fate.WITHDRAWN,
}
_CLASSES: dict[str, Class] = {each.value: each for each in Class}
_GRADES: dict[str, Grade] = {each.value: each for each in Grade}


class Fact(NamedTuple):
    """What one narrow select tells of a motion; ``None`` of the register where it is our own."""

    id: int
    kind: str
    state: str
    category: str
    delegation: str
    merged_into_id: int | None
    round: int
    late: bool
    converted: bool
    reply_class: str | None
    first_due_on: date | None
    due_on: date | None
    replied_at: datetime | None
    closed_at: datetime | None
    register_unit: str | None
    register_replied: bool | None
    register_grade: str | None

    @property
    def imported(self) -> bool:
        """Whether it was taken over from a register."""
        return self.register_unit is not None

    @property
    def replied(self) -> bool:
        """Whether a reply was signed, or the register says so."""
        return self.replied_at is not None or bool(self.register_replied)


class Task(NamedTuple):
    """The lead department's task of one round."""

    round: int
    due_on: date
    unit: str


@dataclass(frozen=True, slots=True)
class Details:
    """What stands in other tables, by motion."""

    tasks: Mapping[int, list[Task]]
    grades: Mapping[tuple[int, int], list[Grade]]
    granted: Mapping[int, list[date]]
    ended: Mapping[int, Act]


_FACTS = select(
    Motion.id,
    Motion.kind,
    Motion.state,
    Motion.category,
    Motion.delegation,
    Motion.merged_into_id,
    Motion.round,
    Motion.late,
    Motion.converted,
    Motion.reply_class,
    Motion.first_due_on,
    Motion.due_on,
    Motion.replied_at,
    Motion.closed_at,
    RegisterEntry.unit,
    RegisterEntry.replied,
    RegisterEntry.grade,
).outerjoin(RegisterEntry, RegisterEntry.motion_id == Motion.id)


def rows_of(where: ColumnElement[bool], today: date) -> list[Row]:
    """Return a row for every motion that fulfils a condition, in the order of their ids."""
    asked = _FACTS.where(where).order_by(Motion.id)
    facts = [Fact._make(each) for each in db.session.execute(asked)]
    details = Details(_tasks(where), _grades(where), _granted(), _ended(where))
    by_id = {fact.id: fact for fact in facts}
    return [_row(fact, by_id, details, today) for fact in facts]


def units_of(where: ColumnElement[bool]) -> dict[int, str]:
    """Return which department leads each motion now, by motion."""
    return {motion_id: several[-1].unit for motion_id, several in _tasks(where).items()}


def _of(asked: Any, where: ColumnElement[bool]) -> Iterable[Any]:
    found: Iterable[Any] = db.session.execute(asked.where(where))
    return found


def _tasks(where: ColumnElement[bool]) -> dict[int, list[Task]]:
    asked = (
        select(Assignment.motion_id, Assignment.round, Assignment.due_on, Unit.name)
        .join(Motion, Motion.id == Assignment.motion_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.leads.is_(True), Assignment.state.not_in(_GONE))
        .order_by(Assignment.round, Assignment.id)
    )
    found: dict[int, list[Task]] = defaultdict(list)
    for motion_id, round_, due_on, unit in _of(asked, where):
        found[motion_id].append(Task(round_, due_on, unit))
    return found


def _grades(where: ColumnElement[bool]) -> dict[tuple[int, int], list[Grade]]:
    asked = select(Feedback.motion_id, Feedback.round, Feedback.grade).join(
        Motion, Motion.id == Feedback.motion_id
    )
    found: dict[tuple[int, int], list[Grade]] = defaultdict(list)
    for motion_id, round_, grade in _of(asked, where):
        found[motion_id, round_].append(_GRADES[grade])
    return found


def _granted() -> dict[int, list[date]]:
    """Return the last days that were granted, of every motion: there are never many."""
    asked = (
        select(Assignment.motion_id, HandlingRequest.until)
        .join(Assignment, Assignment.id == HandlingRequest.assignment_id)
        .where(
            Assignment.leads.is_(True),
            HandlingRequest.state == RequestState.GRANTED.value,
            HandlingRequest.until.is_not(None),
        )
    )
    found: dict[int, list[date]] = defaultdict(list)
    for motion_id, until in db.session.execute(asked):
        if until is not None:
            found[motion_id].append(until)
    return found


def _ended(where: ColumnElement[bool]) -> dict[int, Act]:
    """Return by which act the archived ended that were never closed; the last such act counts."""
    asked = (
        select(MotionEvent.motion_id, MotionEvent.act)
        .join(Motion, Motion.id == MotionEvent.motion_id)
        .where(
            Motion.state == State.ARCHIVED.value,
            Motion.closed_at.is_(None),
            MotionEvent.act.in_((Act.REJECT.value, Act.WITHDRAW.value)),
        )
        .order_by(MotionEvent.id)
    )
    return {motion_id: Act(act) for motion_id, act in _of(asked, where)}


def _row(fact: Fact, by_id: Mapping[int, Fact], details: Details, today: date) -> Row:
    lead = by_id.get(fact.merged_into_id, fact) if fact.merged_into_id else fact
    tasks = details.tasks.get(fact.id, [])
    return Row(
        key=str(fact.id),
        fate=_fate(lead if lead.state != State.MERGED else fact, details.ended),
        category=fact.category,
        delegation=fact.delegation,
        unit=tasks[-1].unit if tasks else fact.register_unit or "",
        merged_into=str(fact.merged_into_id) if fact.merged_into_id else None,
        replied=fact.replied,
        punctual=_in_time(fact, tasks, details.granted.get(fact.id, ())),
        overdue=fact.state == State.HANDLING and fact.due_on is not None and fact.due_on < today,
        reply_class=_CLASSES[fact.reply_class] if fact.reply_class else None,
        grades=_given(fact, details),
        rounds=max(fact.round, 1),
        late=fact.late,
        converted=fact.converted,
        timed=not fact.imported or fact.first_due_on is not None,
    )


def _fate(fact: Fact, ended: Mapping[int, Act]) -> Fate:
    found = _FATES.get(fact.state)
    if found is not None:
        return found
    if fact.state == State.ARCHIVED and fact.closed_at is None:
        return Fate.WITHDRAWN if ended.get(fact.id) is Act.WITHDRAW else Fate.NOT_FILED
    return Fate.FILED if fact.kind == Kind.MOTION else Fate.SUGGESTION


def _handled_again(fact: Fact) -> bool:
    """Whether it is with the department for the second time, with no second reply yet."""
    return fact.round > 1 and fact.state == State.HANDLING


def _in_time(fact: Fact, tasks: Iterable[Task], granted: Iterable[date]) -> bool:
    if fact.replied_at is None:
        return False
    day = clock.local(fact.replied_at).date()
    if _handled_again(fact):
        first = next((task for task in tasks if task.round == 1), None)
        return first is not None and punctual(day, first.due_on)
    return fact.first_due_on is not None and punctual(day, fact.first_due_on, granted)


def _given(fact: Fact, details: Details) -> tuple[Grade, ...]:
    """Return what the movers say to the latest reply; of the first while the second is awaited."""
    round_ = fact.round - 1 if _handled_again(fact) else fact.round
    given = details.grades.get((fact.id, round_), [])
    if fact.register_grade:
        given = [*given, _GRADES[fact.register_grade]]
    return tuple(given)
