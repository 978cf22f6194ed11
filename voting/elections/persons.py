"""From the keys of a result to persons of the roster, through the ballots that follow."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from voting.ballots import canonical
from voting.db import db
from voting.elections import queries
from voting.elections.models import Candidate
from voting.elections.rules import Step
from voting.people.models import Person
from voting.polls.models import Outcome, Poll

Result = Mapping[str, Any]


def persons_of(poll_id: int, result: Result, keys: Iterable[str]) -> frozenset[int]:
    """Return the persons behind keys of a result: candidates' ids, or written-in names."""
    known = _candidates(poll_id) | _written(result)
    return frozenset(known[key] for key in keys if key in known)


def _candidates(poll_id: int) -> dict[str, int]:
    rows = select(Candidate).where(Candidate.poll_id == poll_id)
    return {one.option_id: one.person_id for one in db.session.execute(rows).scalars()}


def _written(result: Result) -> dict[str, int]:
    keys = {one["number"]: one["key"] for one in result.get("people", ())}
    rows = select(Person.number, Person.id).where(Person.number.in_(keys))
    return {keys[number]: person_id for number, person_id in db.session.execute(rows)}


def elected_people(poll: Poll, result: Result) -> frozenset[int]:
    """Return whom an election elected, run-offs, re-elections and decided ties included."""
    found = persons_of(poll.id, result, result["elected"])
    made = queries.decision(poll.id)
    if made is not None and made.step == Step.TIE:
        found |= persons_of(poll.id, result, made.chosen_keys)
    following = queries.next_poll(poll.id)
    outcome = db.session.get(Outcome, following.id) if following else None
    if following is None or outcome is None:
        return found
    return found | elected_people(following, canonical.parse(outcome.result))
