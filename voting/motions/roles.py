"""What somebody is to a motion: its mover, its handler, an officer of the congress, or a reader."""

from collections.abc import Iterable

from sqlalchemy import select

from voting.access.principal import Kind as Entrance, Principal
from voting.access.rules import Office
from voting.congress import queries as congress
from voting.congress.seats import Standing
from voting.db import db
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion, MotionSeat, Seconder
from voting.motions.rules import AssignmentState, Role, Seat

_OF_SEAT = {
    Seat.COMMITTEE: Role.COMMITTEE,
    Seat.PRESIDIUM: Role.PRESIDIUM,
    Seat.LEADER: Role.LEADER,
}
AT_WORK = (
    AssignmentState.OFFERED.value,
    AssignmentState.ACCEPTED.value,
    AssignmentState.REPLIED.value,
    AssignmentState.COUNTERSIGNED.value,
)


def roles_of(motion: Motion, who: Principal) -> frozenset[Role]:
    """Return every role somebody has in one motion.

    A personal link proves no more than that its holder is a delegate, so an office counts only
    for who signed in by password.
    """
    found: set[Role] = set()
    if who.person_id is not None:
        found |= _own(motion, who.person_id)
    if who.kind is Entrance.OFFICER:
        if Office.SECRETARY in who.offices:
            found.add(Role.SECRETARY)
        if who.person_id is not None:
            found |= _of_seats(motion, seats_of(motion.congress_id, who.person_id))
    return frozenset(found)


def _own(motion: Motion, person_id: int) -> set[Role]:
    found: set[Role] = set()
    if any(each.person_id == person_id and each.left_on is None for each in motion.movers):
        found.add(Role.MOVER)
    if db.session.get(Seconder, (motion.id, person_id)) is not None:
        found.add(Role.SECONDER)
    if is_delegate(motion.congress_id, person_id):
        found.add(Role.READER)
    return found


def is_delegate(congress_id: int, person_id: int) -> bool:
    """Tell whether a person has a seat in a congress now, of whatever kind."""
    return congress.standing_in_congress(congress_id, person_id) is not Standing.STRANGER


def is_full_delegate(congress_id: int, person_id: int) -> bool:
    """Tell whether a person is a full delegate (正式代表) of a congress now, or of its members."""
    return congress.standing_in_congress(congress_id, person_id) is Standing.EXPECTED


def seats_of(congress_id: int, person_id: int) -> list[MotionSeat]:
    """Return the offices a person holds for the motions of a congress."""
    held = select(MotionSeat).where(
        MotionSeat.congress_id == congress_id, MotionSeat.person_id == person_id
    )
    return list(db.session.execute(held).scalars())


def _of_seats(motion: Motion, seats: Iterable[MotionSeat]) -> set[Role]:
    found = {role for each in seats if (role := _OF_SEAT.get(Seat(each.seat)))}
    units = {each.unit_id: Seat(each.seat) for each in seats if each.unit_id is not None}
    heads = {each.unit_id for each in seats if each.seat == Seat.HEAD}
    for task in tasks(motion):
        if task.unit_id not in units:
            continue
        found.add(Role.HANDLER if task.leads else Role.CO_HANDLER)
        if task.leads and task.unit_id in heads:
            found.add(Role.HEAD)
    return found


def tasks(motion: Motion) -> list[Assignment]:
    """Return the departments at work on a motion in its present round, the lead first."""
    at_work = (
        select(Assignment)
        .where(
            Assignment.motion_id == motion.id,
            Assignment.round == motion.round,
            Assignment.state.in_(AT_WORK),
        )
        .order_by(Assignment.leads.desc(), Assignment.id)
    )
    return list(db.session.execute(at_work).scalars())
