"""Who is told about a motion: those of a department, of an office, its movers."""

from collections.abc import Iterable

from sqlalchemy import select

from voting.access import queries as access
from voting.access.rules import Office
from voting.db import db
from voting.motions.models import Motion, MotionSeat
from voting.motions.rules import Kind, Seat

AT_WORK = (Seat.HANDLER, Seat.HEAD)


def of_departments(
    congress_id: int, unit_ids: Iterable[int], seats: Iterable[Seat] = AT_WORK
) -> set[int]:
    """Return the persons of departments who handle motions, or those in some of the seats."""
    held = select(MotionSeat.person_id).where(
        MotionSeat.congress_id == congress_id,
        MotionSeat.unit_id.in_(list(unit_ids)),
        MotionSeat.seat.in_([seat.value for seat in seats]),
    )
    return set(db.session.execute(held).scalars())


def in_office(congress_id: int, *seats: Seat) -> set[int]:
    """Return the persons who hold one of the offices of a congress."""
    held = select(MotionSeat.person_id).where(
        MotionSeat.congress_id == congress_id,
        MotionSeat.seat.in_([seat.value for seat in seats]),
    )
    return set(db.session.execute(held).scalars())


def over(motion: Motion, *seats: Seat) -> set[int]:
    """Return the persons who look after a motion in one of the offices of its congress.

    A letter is between its sender, the secretary and who answers it: no other office hears of it.
    """
    if motion.kind == Kind.LETTER:
        return set()
    return in_office(motion.congress_id, *seats)


def secretaries() -> set[int]:
    """Return the secretaries who are on the roster; an account without a person has no address."""
    return {
        each.person.id
        for each in access.accounts()
        if each.person is not None and Office.SECRETARY in each.offices and each.disabled_at is None
    }


def movers_of(motion: Motion) -> set[int]:
    """Return who moves a motion now, those of motions merged into it included."""
    return {mover.person_id for mover in motion.movers if mover.left_on is None}
