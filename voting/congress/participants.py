"""Who takes part in a meeting, as rows for rolls, cards and lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from voting.congress import expected
from voting.congress.models import Delegate, Delegation, Meeting
from voting.congress.order import natural_order
from voting.congress.rules import DelegateKind
from voting.congress.seats import Standing
from voting.names import sort_key
from voting.people.models import Person, Unit


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One who takes part in a meeting; ``sex`` is male, female or None."""

    person_id: int
    number: str
    name: str
    unit: str
    sex: str | None
    category: str | None
    union_group: str
    delegation: str
    standing: Standing


def expected_rows(session: Session, meeting: Meeting) -> list[PersonRow]:
    """Return everyone a meeting expects (应到), by staff number."""
    return _rows(session, meeting, Person.id.in_(expected.expected_ids(meeting)), {})


def participants(session: Session, meeting: Meeting) -> list[PersonRow]:
    """Return everyone who may check in: the expected, then observers and guests, each by number."""
    others = invited(session, meeting)
    rows = expected_rows(session, meeting)
    known = {row.person_id for row in rows}
    added = _rows(session, meeting, Person.id.in_(others), others)
    return rows + [row for row in added if row.person_id not in known]


def participant(session: Session, meeting: Meeting, person_id: int) -> PersonRow | None:
    """Return one who takes part, or None."""
    found = standing(session, meeting, person_id)
    if found is Standing.STRANGER:
        return None
    rows = _rows(session, meeting, Person.id == person_id, {person_id: found})
    return rows[0]


def standing(session: Session, meeting: Meeting, person_id: int) -> Standing:
    """Tell what a person is in a meeting."""
    people = expected.expected_ids(meeting)
    asked = people.where(people.selected_columns[0] == person_id).exists()
    if session.execute(select(asked)).scalar_one():
        return Standing.EXPECTED
    return invited(session, meeting, person_id).get(person_id, Standing.STRANGER)


def invited(
    session: Session, meeting: Meeting, person_id: int | None = None
) -> dict[int, Standing]:
    """Return observers and guests who are still of the house, by person; all, or this one."""
    seats = (
        select(Delegate.person_id, Delegate.kind)
        .join(Person, Person.id == Delegate.person_id)
        .where(
            Delegate.congress_id == meeting.congress_id,
            Delegate.kind != DelegateKind.FULL.value,
            Delegate.ended_on.is_(None),
            expected.still_here(),
        )
    )
    if person_id is not None:
        seats = seats.where(Delegate.person_id == person_id)
    return {each: Standing(kind) for each, kind in session.execute(seats)}


def _rows(
    session: Session,
    meeting: Meeting,
    chosen: ColumnElement[bool],
    standings: Mapping[int, Standing],
) -> list[PersonRow]:
    rows = session.execute(
        select(
            Person.id,
            Person.number,
            Person.name,
            Unit.name.label("unit"),
            Person.sex,
            Person.category,
            Person.union_group,
            Delegation.name.label("delegation"),
        )
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(
            Delegate,
            (Delegate.person_id == Person.id) & (Delegate.congress_id == meeting.congress_id),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(chosen)
        .order_by(Person.number)
    )
    return [
        PersonRow(
            person_id=row.id,
            number=row.number,
            name=row.name,
            unit=row.unit or "",
            sex=row.sex,
            category=row.category,
            union_group=row.union_group or "",
            delegation=row.delegation or "",
            standing=standings.get(row.id, Standing.EXPECTED),
        )
        for row in rows
    ]


def in_official_order(rows: Iterable[PersonRow]) -> list[PersonRow]:
    """Order people by delegation, inside it by strokes of the surname (姓氏笔画); guests last."""
    ranks = tuple(Standing)
    return sorted(
        rows,
        key=lambda row: (
            ranks.index(row.standing),
            natural_order(row.delegation),
            sort_key(row.name),
        ),
    )
