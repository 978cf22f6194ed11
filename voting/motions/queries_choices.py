"""What the forms of the office of the motions offer to choose from."""

from dataclasses import dataclass

from sqlalchemy import select

from voting import clock
from voting.congress.models import Congress, Delegation
from voting.db import db
from voting.i18n import _
from voting.motions.models import MotionSeat
from voting.motions.office import Reach
from voting.motions.rules import Seat
from voting.motions.settings import categories_of
from voting.people.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters of the list offer."""

    congresses: list[tuple[int, str]]
    categories: list[str]
    delegations: list[str]
    units: list[tuple[int, str]]


def choices(reach: Reach) -> Choices:
    """Return what the filters offer to somebody of the office."""
    here = reach.congress_ids
    congresses = db.session.execute(
        select(Congress).where(Congress.id.in_(here)).order_by(Congress.term_starts.desc())
    ).scalars()
    delegations = db.session.execute(
        select(Delegation.name)
        .where(Delegation.congress_id.in_(here))
        .distinct()
        .order_by(Delegation.name)
    ).scalars()
    categories = dict.fromkeys(name for each in here for name in categories_of(each))
    return Choices(
        [(each.id, each.name) for each in congresses],
        list(categories),
        list(delegations),
        all_units(),
    )


def all_units() -> list[tuple[int, str]]:
    """Return the departments by name."""
    rows = db.session.execute(select(Unit.id, Unit.name).order_by(Unit.name))
    return [(unit_id, name) for unit_id, name in rows]


def units_to_assign(congress_ids: tuple[int, ...]) -> list[tuple[int, str]]:
    """Return the departments to assign to: those with a handler first, the others marked."""
    served = set(
        db.session.execute(
            select(MotionSeat.unit_id).where(
                MotionSeat.congress_id.in_(congress_ids), MotionSeat.seat == Seat.HANDLER.value
            )
        ).scalars()
    )
    marked = [
        (unit_id in served, unit_id, name if unit_id in served else _mark(name))
        for unit_id, name in all_units()
    ]
    ordered = sorted(marked, key=lambda each: not each[0])
    return [(unit_id, name) for _is_served, unit_id, name in ordered]


def _mark(name: str) -> str:
    return _("%(unit)s（未登记承办人）", unit=name)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """An office as its list shows it; ``unit`` is empty where it is no department's."""

    id: int
    seat: Seat
    name: str
    number: str
    unit: str
    has_left: bool


def seat_rows(congress_id: int) -> list[SeatRow]:
    """Return the offices of a congress: the committee first, departments by name."""
    rows = db.session.execute(
        select(
            MotionSeat.id, MotionSeat.seat, Person.name, Person.number, Unit.name, Person.left_on
        )
        .join(Person, Person.id == MotionSeat.person_id)
        .outerjoin(Unit, Unit.id == MotionSeat.unit_id)
        .where(MotionSeat.congress_id == congress_id)
    )
    today, places = clock.today(), list(Seat)
    found = [
        SeatRow(id_, Seat(seat), name, number, unit or "", left is not None and left <= today)
        for id_, seat, name, number, unit, left in rows
    ]
    return sorted(found, key=lambda row: (row.unit, places.index(row.seat), row.number))
