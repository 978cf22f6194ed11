"""The roster in the database, as a whole: read for comparison, locked, written in bulk."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from voting.names import fold
from voting.people.models import Person, Unit
from voting.people.plan import FIELDS, Known
from voting.people.rules import DelegateStatus, Field, Membership

_COLUMNS = tuple(
    Unit.name if field is Field.UNIT else getattr(Person, field.value) for field in FIELDS
)
_NULLABLE = frozenset({Field.SEX, Field.BIRTH_MONTH, Field.CATEGORY})
# What a person is whom the sheet says nothing more of.
_UNSAID: dict[Field, str] = dict.fromkeys(FIELDS, "") | {
    Field.IS_MEMBER: "no",
    Field.MEMBERSHIP: Membership.NORMAL.value,
    Field.DELEGATE_STATUS: DelegateStatus.NONE.value,
}


def lock(session: Session) -> None:
    """Let nobody else change the roster until the transaction ends.

    SQLite has one writer anyway; PostgreSQL locks the table, as new rows cannot be locked.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE person, unit IN SHARE ROW EXCLUSIVE MODE"))


def known(session: Session) -> tuple[str, list[Known]]:
    """Return everybody who is or was on the roster, and the digest of it all."""
    rows = session.execute(
        select(Person.id, Person.left_on, *_COLUMNS)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .order_by(Person.id)
    )
    digest = hashlib.sha256()
    people: list[Known] = []
    for row in rows:
        person = _known(tuple(row))
        digest.update(repr((person.id, row[1], person.values)).encode())
        people.append(person)
    return digest.hexdigest(), people


def _known(row: Sequence[Any]) -> Known:
    return Known(row[0], tuple(_written(value) for value in row[2:]), row[1] is not None)


def _written(value: str | bool | None) -> str:  # noqa: FBT001 - a value of the database
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or ""


def add(session: Session, newcomers: Iterable[Mapping[Field, str]]) -> None:
    """Add people, each with the values a sheet gives them."""
    units = _units(session)
    rows = [_columns(_UNSAID | dict(values), units) for values in newcomers]
    if rows:
        session.execute(insert(Person), rows)


def change(session: Session, people: Iterable[tuple[Known, Mapping[Field, str]]]) -> None:
    """Give people the values of a sheet; whoever had left is back."""
    units = _units(session)
    rows = [
        {
            "id": person.id,
            "left_on": None,
            **_columns(dict(zip(FIELDS, person.values, strict=True)) | dict(values), units),
        }
        for person, values in people
    ]
    if rows:
        session.execute(update(Person), rows)


def mark_left(session: Session, people: Iterable[Known], day: date) -> None:
    """Note that people have left; their delegations and rolls stay as they were."""
    rows = [{"id": person.id, "left_on": day} for person in people]
    if rows:
        session.execute(update(Person), rows)


def add_units(session: Session, names: Iterable[str]) -> None:
    """Add the units that are not there yet."""
    missing = sorted(set(names) - set(_units(session)) - {""})
    if missing:
        session.execute(insert(Unit), [{"name": name, "folded": fold(name)} for name in missing])


def _units(session: Session) -> dict[str, int]:
    return {name: unit_id for unit_id, name in session.execute(select(Unit.id, Unit.name))}


def _columns(values: Mapping[Field, str], units: Mapping[str, int]) -> dict[str, object]:
    row: dict[str, object] = {
        field.value: values[field] or None if field in _NULLABLE else values[field]
        for field in FIELDS
        if field is not Field.UNIT
    }
    row["is_member"] = values[Field.IS_MEMBER] == "yes"
    row["unit_id"] = units.get(values[Field.UNIT])
    row["folded"] = fold(values[Field.NAME])
    return row
