"""The roll of a poll: who may vote in it, taken from the meeting and frozen at sealing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from voting.ballots import canonical
from voting.congress import queries as congress
from voting.congress.models import CheckIn
from voting.db import db
from voting.people.models import Person
from voting.people.rules import Sex
from voting.polls.kinds import ALL, kind_of
from voting.polls.models import IssuedPaper, Outcome, Poll, RollEntry
from voting.polls.rules import RollBody


@dataclass(frozen=True, slots=True)
class Elector:
    """One line of a roll: the number that takes a paper, and the person behind it."""

    number: str
    person_id: int | None
    name: str
    unit: str
    group: str = ALL


def electors(poll: Poll) -> list[Elector]:
    """Return who would be on the roll if it were sealed now, in the order of their numbers."""
    kind, found = kind_of(poll), _entitled(poll)
    last = kind.groups(poll)[-1].id
    groups = kind.group_of(poll, [each.person_id for each in found if each.person_id is not None])
    return [replace(each, group=groups.get(each.person_id or 0, last)) for each in found]


def _entitled(poll: Poll) -> list[Elector]:
    body = RollBody(poll.roll_body)
    if body is RollBody.COMMITTEE:
        return _lines(Person.id.in_(_committee(poll)), Person.left_on.is_(None))
    expected = congress.expected_people(poll.meeting_id)
    return [
        Elector(person.number, person.person_id, person.name, person.unit)
        for person in sorted(expected, key=lambda person: person.number)
        if body is RollBody.EXPECTED or person.sex == Sex.FEMALE
    ]


def named(numbers: Sequence[str]) -> list[Elector]:
    """Return the people behind numbers of a roll, in the order of their numbers."""
    return _lines(Person.number.in_(numbers))


def _lines(*which: ColumnElement[bool]) -> list[Elector]:
    people = select(Person).where(*which).order_by(Person.number)
    return [
        Elector(person.number, person.id, person.name, person.unit_name)
        for person in db.session.execute(people.options(joinedload(Person.unit))).scalars()
    ]


def _committee(poll: Poll) -> frozenset[int]:
    chosen_by = db.session.get(Poll, poll.committee_poll_id) if poll.committee_poll_id else None
    outcome = db.session.get(Outcome, chosen_by.id) if chosen_by else None
    if chosen_by is None or outcome is None:
        return frozenset()
    return kind_of(chosen_by).elected_people(chosen_by, canonical.parse(outcome.result))


def eligible(poll: Poll) -> int:
    """Count the electors (应到): of the sealed roll, or as it stands while in draft."""
    if poll.manifest_hash is None:
        return len(electors(poll))
    count = select(func.count()).select_from(RollEntry).where(RollEntry.poll_id == poll.id)
    return db.session.execute(count).scalar_one()


def attended(poll: Poll) -> int:
    """Count the electors who take part (到会); fixed once the poll is closed.

    Those are the checked-in, and whoever took a paper from a box that was carried to them.
    """
    if poll.attended is not None:
        return poll.attended
    if poll.manifest_hash is None:
        present = congress.checked_in(poll.meeting_id)
        return sum(elector.person_id in present for elector in electors(poll))
    count = (
        select(func.count())
        .select_from(RollEntry)
        .outerjoin(
            CheckIn,
            (CheckIn.person_id == RollEntry.person_id) & (CheckIn.meeting_id == poll.meeting_id),
        )
        .outerjoin(
            IssuedPaper,
            (IssuedPaper.poll_id == RollEntry.poll_id) & (IssuedPaper.elector == RollEntry.elector),
        )
        .where(
            RollEntry.poll_id == poll.id,
            or_(CheckIn.person_id.is_not(None), IssuedPaper.batch_id.is_not(None)),
        )
    )
    return db.session.execute(count).scalar_one()


def issued(poll: Poll) -> int:
    """Count the papers taken (发出), by phone and on paper."""
    count = select(func.count()).select_from(IssuedPaper).where(IssuedPaper.poll_id == poll.id)
    return db.session.execute(count).scalar_one()


def by_group(poll: Poll) -> dict[str, tuple[int, int]]:
    """Return (electors, papers taken) of each voter group of a sealed roll."""
    taken = (
        select(RollEntry.group_id, func.count(), func.count(IssuedPaper.elector))
        .outerjoin(
            IssuedPaper,
            (IssuedPaper.poll_id == RollEntry.poll_id) & (IssuedPaper.elector == RollEntry.elector),
        )
        .where(RollEntry.poll_id == poll.id)
        .group_by(RollEntry.group_id)
    )
    return {group: (electors, papers) for group, electors, papers in db.session.execute(taken)}


def paper_of(poll_id: int, elector: str) -> IssuedPaper | None:
    """Return the paper an elector took, by phone or on paper, if any."""
    return db.session.get(IssuedPaper, (poll_id, elector))


def numbers_issued(poll_id: int) -> list[str]:
    """Return the numbers of the electors who took a paper, in order: the list is published."""
    taken = select(IssuedPaper.elector).where(IssuedPaper.poll_id == poll_id)
    return sorted(db.session.execute(taken).scalars())


def entry_of(poll_id: int, person_id: int) -> RollEntry | None:
    """Return a person's line on a sealed roll, if there is one."""
    line = select(RollEntry).where(RollEntry.poll_id == poll_id, RollEntry.person_id == person_id)
    return db.session.execute(line).scalar_one_or_none()
