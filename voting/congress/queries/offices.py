"""Who holds which office in a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from voting.access.rules import OFFICE_LABELS, Office
from voting.congress.models import Appointment, Meeting
from voting.congress.participants import standing
from voting.congress.rules import Approval
from voting.congress.seats import Standing
from voting.db import db
from voting.people.models import Person, Unit

_ORDER = tuple(Office)


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One office of a meeting, past or present."""

    id: int
    person_id: int
    number: str
    name: str
    unit: str
    office: Office
    office_label: str
    approval: str
    note: str
    appointed_at: datetime
    ended_at: datetime | None


def appointments(meeting_id: int) -> list[AppointmentRow]:
    """Return all offices of a meeting in the order of the offices, ended ones too."""
    rows = db.session.execute(
        select(Appointment, Person.number, Person.name, Unit.name)
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Appointment.meeting_id == meeting_id)
        .order_by(Appointment.id)
    )
    made = [_row(entry, number, name, unit or "") for entry, number, name, unit in rows]
    return sorted(made, key=lambda row: _ORDER.index(row.office))


def _row(entry: Appointment, number: str, name: str, unit: str) -> AppointmentRow:
    office = Office(entry.office)
    return AppointmentRow(
        id=entry.id,
        person_id=entry.person_id,
        number=number,
        name=name,
        unit=unit,
        office=office,
        office_label=str(OFFICE_LABELS[office]),
        approval=Approval(entry.approval).label,
        note=entry.note,
        appointed_at=entry.appointed_at,
        ended_at=entry.ended_at,
    )


def appointed_people(meeting_id: int, offices: Iterable[Office]) -> set[int]:
    """Return who holds one of these offices in a meeting now."""
    wanted = [office.value for office in offices]
    rows = select(Appointment.person_id).where(
        Appointment.meeting_id == meeting_id,
        Appointment.office.in_(wanted),
        Appointment.ended_at.is_(None),
    )
    return set(db.session.execute(rows).scalars())


def offices_held(person_id: int, meeting_id: int) -> frozenset[Office]:
    """Return the offices a person holds in a meeting: the appointed ones, and delegate.

    Observers and guests follow the meeting as delegates do; whether somebody may take a paper
    is decided by the roll of the poll, which has none of them.
    """
    rows = select(Appointment.office).where(
        Appointment.meeting_id == meeting_id,
        Appointment.person_id == person_id,
        Appointment.ended_at.is_(None),
    )
    held = {Office(office) for office in db.session.execute(rows).scalars()}
    found = db.session.get(Meeting, meeting_id)
    if found and standing(db.session(), found, person_id) is not Standing.STRANGER:
        held.add(Office.DELEGATE)
    return frozenset(held)
