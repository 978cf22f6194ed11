"""Reading elections: the set-up, the candidates in their order, who stands for what else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from voting.ballots import canonical
from voting.congress.expected import still_here
from voting.db import db
from voting.elections.models import Candidate, Decision, Election
from voting.elections.presets import resolve
from voting.elections.rules import Body, ElectionRules, Mode, Round, runoff_rules
from voting.elections.write_ins import with_unit
from voting.errors import NotFound
from voting.i18n import _
from voting.names import fold, fold_name, sort_key, unknown
from voting.people.models import Person
from voting.polls import queries as polls
from voting.polls.kinds import kind_of
from voting.polls.models import Outcome, Poll
from voting.polls.rules import RollBody, State

KIND = "election"
MOST_FOUND = 20


def found_election(poll_id: int) -> Election | None:
    """Return the set-up of a poll, or None while there is none."""
    return db.session.get(Election, poll_id)


def election(poll_id: int) -> Election:
    """Return the set-up of a poll."""
    found = found_election(poll_id)
    if found is None:
        raise NotFound(_("这项选举还没有设置名额和规则，请先完成设置。"))
    return found


def election_poll(meeting_id: int, poll_id: int) -> Poll:
    """Return a poll of a meeting that is an election, or refuse."""
    poll = polls.poll_in(meeting_id, poll_id)
    if poll.kind != KIND:
        raise NotFound(_("这项投票不是选举。"))
    return poll


def base_rules(found: Election) -> ElectionRules:
    """Return the preset with what local rules change, as for a first ballot."""
    return resolve({"extends": found.preset, **found.changes})


def rules_of(found: Election) -> ElectionRules:
    """Return the rules of this very ballot."""
    rules = base_rules(found)
    return runoff_rules(rules) if found.round == Round.RUNOFF else rules


def mode_of(poll: Poll) -> Mode:
    """Tell whether the meeting votes or the new committee."""
    by_committee = poll.roll_body == RollBody.COMMITTEE
    return Mode.BY_COMMITTEE if by_committee else Mode.DIRECT


# --- Candidates ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate as lists and ballots show one; ``shown`` tells namesakes apart by the unit."""

    candidate: Candidate
    name: str
    unit: str
    shown: str

    @property
    def line(self) -> str:
        """What stands under the name: unit and post."""
        return " · ".join(part for part in (self.unit, self.candidate.note) if part)


def candidate(poll_id: int, candidate_id: int) -> Candidate:
    """Return a candidate of a poll."""
    found = db.session.get(Candidate, candidate_id)
    if found is None or found.poll_id != poll_id:
        raise NotFound(_("没有这名候选人，可能已被移除。请返回候选人名单。"))
    return found


def candidates(poll_id: int) -> list[Candidate]:
    """Return all candidates of a poll in the order they were added, withdrawn ones too."""
    wanted = (
        select(Candidate)
        .where(Candidate.poll_id == poll_id)
        .options(joinedload(Candidate.person).joinedload(Person.unit))
        .order_by(Candidate.id)
    )
    return list(db.session.execute(wanted).scalars())


def ballot_rows(found: Election) -> list[Row]:
    """Return those who stand, in the order of the ballot: by strokes, or by hand with a reason."""
    standing = [one for one in candidates(found.poll_id) if one.stands]
    rows = rows_of(standing)
    if found.manual_order:
        return sorted(rows, key=lambda row: (row.candidate.position, row.candidate.id))
    return by_strokes(rows, base_rules(found).list_order.names_rule)


def unknown_signs(found: Election) -> list[str]:
    """Return the characters of the candidates' names that have no place in the stroke order."""
    return sorted({sign for row in ballot_rows(found) for sign in unknown(row.name)})


def by_strokes(rows: Iterable[Row], rule: str) -> list[Row]:
    """Order candidates by the strokes of their names, namesakes by their units."""
    return sorted(
        rows, key=lambda row: (sort_key(row.name, rule), row.unit, row.candidate.person.number)
    )


def rows_of(standing: Iterable[Candidate]) -> list[Row]:
    """Return candidates with the names the ballot shows."""
    several = list(standing)
    names = [fold_name(one.person.name) for one in several]
    return [
        Row(
            candidate=one,
            name=one.person.name,
            unit=one.person.unit_name,
            shown=with_unit(one.person.name, one.person.unit_name)
            if names.count(fold_name(one.person.name)) > 1
            else one.person.name,
        )
        for one in several
    ]


def presented(meeting_id: int) -> list[Poll]:
    """Return the elections of a meeting whose candidates everybody may read about."""
    wanted = (
        select(Poll, Election)
        .join(Election, Election.poll_id == Poll.id)
        .where(Poll.meeting_id == meeting_id, Poll.state != State.ANNULLED.value)
        .order_by(Poll.position, Poll.id)
    )
    return [poll for poll, found in db.session.execute(wanted) if is_presented(poll, found)]


def is_presented(poll: Poll, found: Election) -> bool:
    """Tell whether the list is public: posted for notice, or sealed on the ballot."""
    return poll.state != State.DRAFT or found.notice_from is not None


# --- Who else stands where, and where candidates come from -----------------------------------


def elected(poll: Poll) -> frozenset[int] | None:
    """Return the persons a poll elected, or None while it has no result."""
    outcome = db.session.get(Outcome, poll.id)
    if outcome is None or poll.state == State.ANNULLED:
        return None
    return kind_of(poll).elected_people(poll, canonical.parse(outcome.result))


def sister_polls(poll: Poll) -> list[tuple[Poll, Election]]:
    """Return the other elections of the same meeting that are not annulled."""
    wanted = (
        select(Poll, Election)
        .join(Election, Election.poll_id == Poll.id)
        .where(
            Poll.meeting_id == poll.meeting_id,
            Poll.id != poll.id,
            Poll.state != State.ANNULLED.value,
        )
        .order_by(Poll.position, Poll.id)
    )
    return [(sister, its) for sister, its in db.session.execute(wanted)]


def other_bodies(poll: Poll) -> Mapping[int, frozenset[Body]]:
    """Return, by person, the bodies they stand for or were elected into at this meeting."""
    found: dict[int, set[Body]] = {}
    for sister, its in sister_polls(poll):
        people = elected(sister)
        if people is None:
            people = frozenset(one.person_id for one in candidates(sister.id) if one.stands)
        for person_id in people:
            found.setdefault(person_id, set()).add(Body(its.body))
    return {person_id: frozenset(bodies) for person_id, bodies in found.items()}


def pool_of(poll: Poll, body: Body) -> frozenset[int] | None:
    """Return the persons the candidates must come from; None while they are not elected."""
    if poll.committee_poll_id is not None and body is not Body.AUDIT_HEAD:
        committee = db.session.get(Poll, poll.committee_poll_id)
        return elected(committee) if committee else None
    source = Body.AUDIT if body is Body.AUDIT_HEAD else Body.COMMITTEE
    pools = [elected(sister) for sister, its in sister_polls(poll) if its.body == source]
    known = [pool for pool in pools if pool is not None]
    return frozenset().union(*known) if known else None


# --- The roster ------------------------------------------------------------------------------


def people_found(text: str) -> list[Person]:
    """Return people of the roster whose number or name fits what was typed, a few at most."""
    wanted = fold(text)
    if not wanted:
        return []
    fits = or_(
        Person.number.startswith(text.strip(), autoescape=True),
        Person.folded.contains(wanted, autoescape=True),
    )
    rows = (
        select(Person)
        .where(fits, still_here())
        .options(joinedload(Person.unit))
        .order_by(Person.number)
        .limit(MOST_FOUND + 1)
    )
    return list(db.session.execute(rows).scalars())


def number_of(person_id: int) -> str:
    """Return the staff number of a person."""
    return db.session.get_one(Person, person_id).number


def people_folding_to(names: Iterable[str]) -> list[Person]:
    """Return people still here whose names fold to one of these."""
    wanted = {fold(name) for name in names} - {""}
    rows = (
        select(Person)
        .where(Person.folded.in_(wanted), still_here())
        .options(joinedload(Person.unit))
        .order_by(Person.number)
    )
    return list(db.session.execute(rows).scalars())


# --- Notices and decisions -------------------------------------------------------------------


def decision(poll_id: int) -> Decision | None:
    """Return what was decided about a result, or None."""
    return db.session.get(Decision, poll_id)


def next_poll(poll_id: int) -> Poll | None:
    """Return the run-off or re-election that followed a poll, if it counts."""
    made = decision(poll_id)
    if made is None or made.next_poll_id is None:
        return None
    following = db.session.get(Poll, made.next_poll_id)
    return following if following and following.state != State.ANNULLED else None


def followers(poll: Poll) -> list[Poll]:
    """Return the ballots made to follow a poll that are not annulled."""
    wanted = select(Poll).where(
        Poll.previous_poll_id == poll.id, Poll.state != State.ANNULLED.value
    )
    return list(db.session.execute(wanted.order_by(Poll.id)).scalars())


def earlier_polls(poll: Poll) -> list[Poll]:
    """Return the ballots a run-off or re-election follows, the nearest first."""
    found = []
    while poll.previous_poll_id is not None:
        poll = db.session.get_one(Poll, poll.previous_poll_id)
        found.append(poll)
    return found
