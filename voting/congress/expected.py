"""Whom a meeting expects (应到), as SQL: the one place that says who counts."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from voting import clock
from voting.congress.models import Congress, Credential, Delegate, Meeting
from voting.congress.rules import Body, Constituency, DelegateKind
from voting.people.models import Person
from voting.people.rules import Membership


def still_here() -> ColumnElement[bool]:
    """Tell who has not left the house by today."""
    return or_(Person.left_on.is_(None), Person.left_on > clock.today())


def is_here(person: Person) -> bool:
    """Tell whether a person has not left the house by today."""
    return person.left_on is None or person.left_on > clock.today()


def entitled(constituency: Constituency) -> ColumnElement[bool]:
    """Tell whom a congress stands for: members with full rights, or all staff."""
    if constituency is Constituency.STAFF:
        return still_here()
    return and_(
        still_here(), Person.is_member.is_(True), Person.membership == Membership.NORMAL.value
    )


def entitled_ids(congress: Congress) -> Select[int]:
    """Select the people a congress stands for."""
    return select(Person.id).where(entitled(congress.preset.constituency))


def seated_ids(congress: Congress) -> Select[int]:
    """Select the full delegates whose seat has not ended and who may still fill it."""
    return (
        select(Delegate.person_id)
        .join(Person, Person.id == Delegate.person_id)
        .where(
            Delegate.congress_id == congress.id,
            Delegate.kind == DelegateKind.FULL.value,
            Delegate.ended_on.is_(None),
            entitled(congress.preset.constituency),
        )
    )


def as_of_now(congress: Congress) -> Select[int]:
    """Select whom a meeting of a congress would expect if its credentials were examined now."""
    if congress.body == Body.MEMBERS:
        return entitled_ids(congress)
    return seated_ids(congress)


def expected_ids(meeting: Meeting) -> Select[int]:
    """Select whom a meeting expects: those of the examined credentials once they are frozen."""
    if meeting.frozen_at is None:
        return as_of_now(meeting.congress)
    return select(Credential.person_id).where(Credential.meeting_id == meeting.id)
