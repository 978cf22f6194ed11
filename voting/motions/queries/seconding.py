"""Whom a mover can ask to second: the full delegates of the congress, found by name or number."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from voting.congress import queries as congress
from voting.congress.expected import as_of_now
from voting.congress.models import Delegate, Delegation
from voting.db import db
from voting.motions.models import Motion, Seconder
from voting.motions.rules import SecondState
from voting.names import fold, ordered
from voting.people.models import Person, Unit

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A full delegate who could be asked, and how they answered where they were asked before."""

    person_id: int
    name: str
    number: str
    unit: str
    delegation: str
    answer: SecondState | None

    @property
    def can_be_asked(self) -> bool:
        """Whether an invitation would reach them: nobody is asked twice before they answer."""
        return self.answer in {None, SecondState.DECLINED}


def answer_of(motion_id: int, person_id: int | None) -> SecondState | None:
    """Tell how somebody answered an invitation to second; None where they were not asked."""
    if person_id is None:
        return None
    found = db.session.get(Seconder, (motion_id, person_id))
    return SecondState(found.state) if found is not None else None


def candidates(motion: Motion, text: str) -> list[Candidate]:
    """Return the full delegates whose name or number holds a text; for none, of the delegation."""
    movers = [mover.person_id for mover in motion.movers]
    asked = (
        select(Person.id, Person.name, Person.number, Unit.name, Delegation.name, Seconder.state)
        .outerjoin(
            Delegate,
            (Delegate.person_id == Person.id) & (Delegate.congress_id == motion.congress_id),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(Seconder, (Seconder.person_id == Person.id) & (Seconder.motion_id == motion.id))
        .where(
            Person.id.in_(as_of_now(congress.congress(motion.congress_id))),
            Person.id.not_in(movers),
        )
    )
    words = text.split()
    for word in words:
        like = fold(word)
        asked = asked.where(
            or_(
                Person.folded.contains(like, autoescape=True),
                func.lower(Person.number).contains(like, autoescape=True),
            )
        )
    if not words:
        asked = asked.where(
            or_(Delegation.name == motion.delegation, Unit.name == motion.delegation)
        )
    rows = db.session.execute(asked.order_by(Person.number).limit(MOST_FOUND))
    found = [
        Candidate(id_, name, number, unit or "", group or "", SecondState(state) if state else None)
        for id_, name, number, unit, group, state in rows
    ]
    return ordered(found, key=lambda each: each.name)
