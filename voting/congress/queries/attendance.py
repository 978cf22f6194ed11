"""应到 and 实到: counted by the database, cheap enough to be asked every second."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from voting.congress import expected
from voting.congress.models import CheckIn, Delegate
from voting.congress.participants import PersonRow, in_official_order
from voting.congress.queries.meetings import meeting
from voting.congress.queries.people import participants
from voting.congress.rules import Attendance, DelegateKind, Method, attendance as judged
from voting.congress.seats import Standing
from voting.db import db

PAGE_SIZE = 200


def attendance(meeting_id: int) -> Attendance:
    """Return the attendance of a meeting now and whether it makes the quorum."""
    found = meeting(meeting_id)
    people = expected.expected_ids(found)
    expecting = db.session.execute(select(func.count()).select_from(people.subquery())).scalar_one()
    present = db.session.execute(
        select(func.count()).where(CheckIn.meeting_id == meeting_id, CheckIn.person_id.in_(people))
    ).scalar_one()
    others = _others_present(meeting_id, found.congress_id)
    return judged(
        expecting,
        present,
        found.congress.preset.quorum,
        observers=others.get(DelegateKind.OBSERVER, 0),
        guests=others.get(DelegateKind.GUEST, 0),
    )


def _others_present(meeting_id: int, congress_id: int) -> dict[str, int]:
    counted = (
        select(Delegate.kind, func.count())
        .join(CheckIn, CheckIn.person_id == Delegate.person_id)
        .where(
            CheckIn.meeting_id == meeting_id,
            Delegate.congress_id == congress_id,
            Delegate.kind != DelegateKind.FULL.value,
            Delegate.ended_on.is_(None),
        )
        .group_by(Delegate.kind)
    )
    return dict(db.session.execute(counted).all())


def checked_in(meeting_id: int) -> set[int]:
    """Return everyone who is checked in, observers and guests too."""
    rows = select(CheckIn.person_id).where(CheckIn.meeting_id == meeting_id)
    return set(db.session.execute(rows).scalars())


def check_in_of(meeting_id: int, person_id: int) -> CheckIn | None:
    """Return a person's check-in, if they are checked in."""
    return db.session.get(CheckIn, (meeting_id, person_id))


def is_checked_in(meeting_id: int, person_id: int) -> bool:
    """Tell whether a person is checked in."""
    return check_in_of(meeting_id, person_id) is not None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One who takes part, and when and how they came, if they did."""

    person: PersonRow
    at: datetime | None = None
    method: Method | None = None
    by: str = ""


def arrivals(meeting_id: int) -> list[Arrival]:
    """Return everyone who may check in, in official order, with their check-in."""
    rows = select(CheckIn).where(CheckIn.meeting_id == meeting_id)
    came = {entry.person_id: entry for entry in db.session.execute(rows).scalars()}
    people = in_official_order(participants(meeting_id))
    return [_arrival(person, came.get(person.person_id)) for person in people]


@dataclass(frozen=True, slots=True)
class ArrivalsPage:
    """Some of a long list: page ``page`` of ``pages``, from 1; ``total`` people in all."""

    rows: tuple[Arrival, ...]
    page: int
    pages: int
    total: int


def page_of(rows: Sequence[Arrival], page: int, *, absent_only: bool) -> ArrivalsPage:
    """Return one page of arrivals; a page beyond the last is the last."""
    wanted = [row for row in rows if not (absent_only and row.at)]
    pages = max(-(-len(wanted) // PAGE_SIZE), 1)
    number = min(max(page, 1), pages)
    start = (number - 1) * PAGE_SIZE
    return ArrivalsPage(tuple(wanted[start : start + PAGE_SIZE]), number, pages, len(wanted))


def _arrival(person: PersonRow, entry: CheckIn | None) -> Arrival:
    if entry is None:
        return Arrival(person)
    return Arrival(person, entry.at, Method(entry.method), entry.by)


@dataclass(frozen=True, slots=True)
class DelegationTurnout:
    """How many of a delegation's full delegates have come."""

    name: str
    expected: int
    present: int


def turnout_by_delegation(rows: Iterable[Arrival]) -> list[DelegationTurnout]:
    """Count the expected and the present of each delegation, in the order they come."""
    counts: dict[str, list[int]] = {}
    for row in rows:
        if row.person.standing is Standing.EXPECTED:
            tally = counts.setdefault(row.person.delegation, [0, 0])
            tally[0] += 1
            tally[1] += row.at is not None
    return [DelegationTurnout(name, *tally) for name, tally in counts.items()]
