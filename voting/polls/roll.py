"""The roll of a poll: who may vote in it, taken from the meeting and frozen at sealing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from voting.ballots import canonical
from voting.congress import queries as congress
from voting.congress.models import CheckIn
from voting.db import db
from voting.people.models import Person
from voting.people.rules import Sex
from voting.polls.kinds import kind_of
from voting.polls.models import IssuedPaper, Outcome, Poll, RollEntry
from voting.polls.rules import RollBody

GROUP = "all"


@dataclass(frozen=True, slots=True)
class Elector:
    """One line of a roll: the number that takes a paper, and the person behind it."""

    number: str
    person_id: int | None
    name: str
    unit: str
    group: str = GROUP


def electors(poll: Poll) -> list[Elector]:
    """Return who would be on the roll if it were sealed now, in the order of their numbers."""
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
    """Count the electors who are checked in (到会); fixed once the poll is closed."""
    if poll.attended is not None:
        return poll.attended
    if poll.manifest_hash is None:
        present = congress.checked_in(poll.meeting_id)
        return sum(elector.person_id in present for elector in electors(poll))
    count = (
        select(func.count())
        .select_from(RollEntry)
        .join(CheckIn, CheckIn.person_id == RollEntry.person_id)
        .where(RollEntry.poll_id == poll.id, CheckIn.meeting_id == poll.meeting_id)
    )
    return db.session.execute(count).scalar_one()


def issued(poll: Poll) -> int:
    """Count the papers taken (发出)."""
    count = select(func.count()).select_from(IssuedPaper).where(IssuedPaper.poll_id == poll.id)
    return db.session.execute(count).scalar_one()


def has_paper(poll_id: int, elector: str) -> bool:
    """Tell whether an elector took a paper."""
    return db.session.get(IssuedPaper, (poll_id, elector)) is not None


def numbers_issued(poll_id: int) -> list[str]:
    """Return the numbers of the electors who took a paper, in order: the list is published."""
    taken = select(IssuedPaper.elector).where(IssuedPaper.poll_id == poll_id)
    return sorted(db.session.execute(taken).scalars())


def entry_of(poll_id: int, person_id: int) -> RollEntry | None:
    """Return a person's line on a sealed roll, if there is one."""
    line = select(RollEntry).where(RollEntry.poll_id == poll_id, RollEntry.person_id == person_id)
    return db.session.execute(line).scalar_one_or_none()
