"""What the rules find about the persons who stand, or were written in, for one election."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting import clock
from voting.elections import queries
from voting.elections.eligibility import Nominee, nominee_findings
from voting.elections.models import Candidate, Election
from voting.elections.rules import Body, Finding
from voting.people.models import Person
from voting.people.rules import Membership, Sex
from voting.polls.models import Poll


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else of the meeting decides about a candidacy, read once for a whole list."""

    poll: Poll
    election: Election
    bodies: Mapping[int, frozenset[Body]]
    pool: frozenset[int] | None


def surroundings(poll: Poll, found: Election) -> Surroundings:
    """Read the other bodies and the pool of an election."""
    return Surroundings(
        poll, found, queries.other_bodies(poll), queries.pool_of(poll, Body(found.body))
    )


def nominee(around: Surroundings, person: Person, candidate: Candidate | None = None) -> Nominee:
    """Return what the rules ask about a person."""
    today = clock.today()
    return Nominee(
        person_id=person.id,
        name=person.name,
        member=person.is_member,
        retained=person.is_member and person.membership != Membership.NORMAL,
        left=person.left_on is not None and person.left_on <= today,
        woman=None if person.sex is None else person.sex == Sex.FEMALE,
        bars=candidate.barred_as if candidate else frozenset(),
        finance_staff=candidate.finance_staff if candidate else False,
        bodies=around.bodies.get(person.id, frozenset()),
        in_pool=None if around.pool is None else person.id in around.pool,
    )


def findings(around: Surroundings, candidate: Candidate) -> list[Finding]:
    """Return what stands in the way of a candidate, or should be looked at."""
    return nominee_findings(
        nominee(around, candidate.person, candidate),
        Body(around.election.body),
        queries.mode_of(around.poll),
        queries.rules_of(around.election),
    )


def findings_about(poll: Poll, found: Election, person: Person) -> list[Finding]:
    """Return what stands in the way of a person who is about to stand."""
    return nominee_findings(
        nominee(surroundings(poll, found), person),
        Body(found.body),
        queries.mode_of(poll),
        queries.rules_of(found),
    )
