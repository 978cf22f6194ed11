"""The offices somebody holds for the work on motions, as conditions on what waits for them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select, true, tuple_

from voting.access.principal import Kind as Entrance, Principal
from voting.db import db
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion, MotionSeat
from voting.motions.office import is_secretary
from voting.motions.rules import Kind, Seat

_DEPARTMENT = frozenset({Seat.HANDLER.value, Seat.HEAD.value})


@dataclass(frozen=True, slots=True)
class Held:
    """The offices somebody holds for motions: departments by congress, and congress offices."""

    departments: frozenset[tuple[int, int]] = frozenset()
    """Congress and unit of which one handles motions or is the head."""
    headed: frozenset[tuple[int, int]] = frozenset()
    offices: frozenset[tuple[int, Seat]] = frozenset()
    secretary: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything that could wait for them."""
        return bool(self.departments or self.offices or self.secretary)

    @property
    def decides(self) -> bool:
        """Whether requests of departments are theirs to decide."""
        return self.secretary or any(seat is not Seat.PRESIDIUM for _id, seat in self.offices)

    @property
    def leads(self) -> bool:
        """Whether they lead: what is late anywhere is told to them."""
        return any(seat is Seat.LEADER for _id, seat in self.offices)

    def in_departments(self) -> ColumnElement[bool]:
        """Return the condition that an assignment is one of their departments'."""
        return _among(self.departments)

    def to_sign(self) -> ColumnElement[bool]:
        """Return the condition that a reply is theirs to sign: as the head, or as the leader."""
        return or_(_among(self.headed), self._in_office(Seat.LEADER))

    def deciding(self, *seats: Seat) -> ColumnElement[bool]:
        """Return the condition that a motion is one whose office they hold in these seats."""
        if self.secretary:
            return true()
        return self._in_office(*seats)

    def _in_office(self, *seats: Seat) -> ColumnElement[bool]:
        """Letters are the secretary's and the departments' alone."""
        found = sorted({congress_id for congress_id, seat in self.offices if seat in seats})
        if not found:
            return false()
        return and_(Motion.congress_id.in_(found), Motion.kind != Kind.LETTER.value)


def _among(pairs: frozenset[tuple[int, int]]) -> ColumnElement[bool]:
    if not pairs:
        return false()
    return tuple_(Motion.congress_id, Assignment.unit_id).in_(sorted(pairs))


def held(who: Principal) -> Held:
    """Return the offices somebody holds; none for who came in by a personal link."""
    if who.kind is not Entrance.OFFICER:
        return Held()
    if who.person_id is None:
        return Held(secretary=is_secretary(who))
    seats = list(
        db.session.execute(
            select(MotionSeat).where(MotionSeat.person_id == who.person_id)
        ).scalars()
    )
    return Held(
        departments=frozenset(
            (each.congress_id, each.unit_id) for each in seats if each.unit_id is not None
        ),
        headed=frozenset(
            (each.congress_id, each.unit_id)
            for each in seats
            if each.unit_id is not None and each.seat == Seat.HEAD
        ),
        offices=frozenset(
            (each.congress_id, Seat(each.seat)) for each in seats if each.seat not in _DEPARTMENT
        ),
        secretary=is_secretary(who),
    )
