"""The offices of the motions: who is of the committee, who handles for which department."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _, lazy
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion, MotionSeat
from voting.motions.office import demand_secretary
from voting.motions.rules import AssignmentState, Seat, State
from voting.motions.service.settings import locked_congress, subject
from voting.people.models import Person, Unit

SEAT_LABELS: dict[Seat, str] = {
    Seat.COMMITTEE: lazy("提案工作委员会委员"),
    Seat.PRESIDIUM: lazy("主席团成员"),
    Seat.LEADER: lazy("分管领导"),
    Seat.HANDLER: lazy("部门承办人"),
    Seat.HEAD: lazy("部门负责人"),
}
OF_A_UNIT = frozenset({Seat.HANDLER, Seat.HEAD})
"""The offices that are held for a department."""
_AT_WORK = (AssignmentState.OFFERED.value, AssignmentState.ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """Who is to hold which office; handlers and heads hold it for a department."""

    person_id: int
    seat: Seat
    unit_id: int | None = None


def set_seat(congress_id: int, facts: SeatFacts, who: Principal) -> MotionSeat:
    """Give a person of the roster an office for the motions of a congress."""
    demand_secretary(who)
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        person = session.get(Person, facts.person_id)
        if person is None or (person.left_on is not None and person.left_on <= clock.today()):
            raise WrongInput(_("花名册中没有此人或已离开本单位，请另选他人。"))
        unit = _judged_unit(session, facts)
        if _held(session, congress_id, facts):
            raise WrongInput(_("%(name)s已经登记了这项职务，不必重复。", name=person.name))
        seat = MotionSeat(
            congress_id=congress_id,
            person_id=person.id,
            seat=facts.seat.value,
            unit_id=unit.id if unit else None,
        )
        session.add(seat)
        session.flush()
        audit.record(
            who.actor,
            Event.MOTION_SETTINGS_CHANGED,
            subject(congress),
            person=person.number,
            office=facts.seat.value,
            units=[unit.name] if unit else [],
        )
    return seat


def _judged_unit(session: Session, facts: SeatFacts) -> Unit | None:
    if facts.seat not in OF_A_UNIT:
        if facts.unit_id is not None:
            raise WrongInput(_("这项职务不属于某个部门，请不要选择部门。"))
        return None
    unit = session.get(Unit, facts.unit_id) if facts.unit_id is not None else None
    if unit is None:
        raise WrongInput(_("请选择是哪个部门的承办人或负责人。"))
    return unit


def _held(session: Session, congress_id: int, facts: SeatFacts) -> bool:
    same = select(MotionSeat.id).where(
        MotionSeat.congress_id == congress_id,
        MotionSeat.person_id == facts.person_id,
        MotionSeat.seat == facts.seat.value,
        MotionSeat.unit_id.is_(None)
        if facts.unit_id is None
        else MotionSeat.unit_id == facts.unit_id,
    )
    return session.execute(same).first() is not None


def end_seat(congress_id: int, seat_id: int, who: Principal) -> None:
    """End an office; the last one of a department that still has work needs a successor first."""
    demand_secretary(who)
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        seat = session.get(MotionSeat, seat_id)
        if seat is None or seat.congress_id != congress_id:
            raise NotFound(_("这项职务已经结束，请刷新页面。"))
        _refuse_the_last_of_a_unit(session, seat)
        session.delete(seat)
        audit.record(
            who.actor,
            Event.MOTION_SETTINGS_CHANGED,
            subject(congress),
            ended=seat.person.number,
            office=seat.seat,
        )


def _refuse_the_last_of_a_unit(session: Session, seat: MotionSeat) -> None:
    if seat.unit_id is None:
        return
    others = select(MotionSeat.id).where(
        MotionSeat.congress_id == seat.congress_id,
        MotionSeat.unit_id == seat.unit_id,
        MotionSeat.seat == seat.seat,
        MotionSeat.id != seat.id,
    )
    if session.execute(others).first() is not None:
        return
    at_work = (
        select(func.count())
        .select_from(Assignment)
        .join(Motion, Motion.id == Assignment.motion_id)
        .where(
            Assignment.unit_id == seat.unit_id,
            Assignment.state.in_(_AT_WORK),
            Motion.congress_id == seat.congress_id,
            Motion.state == State.HANDLING.value,
            Assignment.round == Motion.round,
        )
    )
    left = session.execute(at_work).scalar_one()
    if left:
        raise NotReady(_("该部门还有 %(n)s 件在办，请先登记接任的人，再结束这项职务。", n=left))
