"""What the roster says about delegates, and how it differs from the seats of a congress."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.congress.expected import still_here
from voting.congress.models import Congress, Delegate, Delegation
from voting.congress.rules import Body, DelegateKind
from voting.congress.seats import Changes, Claim, Seat, changes
from voting.people.models import Person
from voting.people.rules import Membership


def differences(session: Session, congress: Congress) -> Changes:
    """Compare the active seats of a congress with the roster as it is now."""
    return changes(
        seats(session, congress.id),
        roster_claims(session),
        Body(congress.body),
        congress.preset.constituency,
    )


def seats(session: Session, congress_id: int) -> dict[int, Seat]:
    """Return the active seats of a congress by person."""
    rows = session.execute(
        select(Delegate.person_id, Delegate.kind, Delegation.name)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == congress_id, Delegate.ended_on.is_(None))
    )
    return {
        person_id: Seat(DelegateKind(kind), delegation or "")
        for person_id, kind, delegation in rows
    }


def roster_claims(session: Session) -> dict[int, Claim]:
    """Return whom the roster marks as a delegate, of those who have not left, by person."""
    kinds = sorted(kind.value for kind in DelegateKind)
    rows = session.execute(
        select(
            Person.id,
            Person.delegate_status,
            Person.delegation,
            Person.is_member,
            Person.membership,
        ).where(Person.delegate_status.in_(kinds), still_here())
    )
    return {
        person_id: Claim(
            seat=Seat(DelegateKind(status), delegation),
            is_member=is_member,
            keeps_membership_only=membership != Membership.NORMAL,
        )
        for person_id, status, delegation, is_member, membership in rows
    }
