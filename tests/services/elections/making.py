"""Elections for tests: drafts that are ready to be sealed, and whole ballots held and counted."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from tests.cast import ACTOR, Hall, count_up, queries_poll, version, vote
from voting import clock
from voting.ballots.rules import Selections
from voting.db import db, unit_of_work
from voting.elections import queries, service
from voting.elections.readiness import issues
from voting.elections.rules import Body, Level
from voting.elections.service import ApprovalFacts, ElectionFacts, NoticeFacts
from voting.names import fold
from voting.people.models import Person, Unit
from voting.polls import counting, lifecycle
from voting.polls.rules import RollBody

LONG_AGO = 90


def rename(person_id: int, name: str, **facts) -> None:
    with unit_of_work() as session:
        person = session.get(Person, person_id)
        person.name, person.folded = name, fold(name)
        for key, value in facts.items():
            setattr(person, key, value)


def move_to(person_id: int, unit_name: str) -> None:
    with unit_of_work() as session:
        unit = session.query(Unit).filter_by(name=unit_name).one_or_none()
        session.get(Person, person_id).unit = unit or Unit(name=unit_name, folded=unit_name)


def a_draft(
    hall: Hall,
    candidates: Sequence[int] = (),
    *,
    body: Body = Body.COMMITTEE,
    seats: int = 1,
    title: str = "工会委员会委员选举",
    roll_body: RollBody = RollBody.EXPECTED,
    committee_poll_id: int | None = None,
    **facts,
) -> int:
    """Create an election with these people standing; return the poll's id."""
    poll = service.create_election(
        hall.meeting_id,
        title,
        ElectionFacts(body=body, seats=seats, **facts),
        ACTOR,
        roll_body=roll_body,
        committee_poll_id=committee_poll_id,
    )
    poll_id = poll.id
    for person_id in candidates:
        service.add_candidate(poll_id, version(poll_id), person_id, ACTOR)
    return poll_id


def standing(poll_id: int) -> list:
    db.session.rollback()
    return [one for one in queries.candidates(poll_id) if one.stands]


def approve(poll_id: int) -> None:
    """Record both approvals for everybody who stands."""
    ids = [one.id for one in standing(poll_id)]
    for level in Level:
        facts = ApprovalFacts(level, "教工〔2026〕6号", clock.today(), ids)
        service.record_approval(poll_id, version(poll_id), facts, ACTOR)


def post(poll_id: int, days_ago: int = LONG_AGO) -> None:
    """Record that the list was posted so many days ago."""
    facts = NoticeFacts(clock.today() - timedelta(days=days_ago), "公告栏", "工会办公室")
    service.record_notice(poll_id, version(poll_id), facts, ACTOR)


def a_ready_draft(hall: Hall, candidates: Sequence[int], **facts) -> int:
    poll_id = a_draft(hall, candidates, **facts)
    approve(poll_id)
    post(poll_id)
    return poll_id


def option_of(poll_id: int, person_id: int) -> str:
    return next(one.option_id for one in standing(poll_id) if one.person_id == person_id)


def seal(app, poll_id: int) -> None:
    lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])


def hold(
    app,
    hall: Hall,
    poll_id: int,
    votes: Sequence[Mapping[int, str]],
    write_ins: Mapping[int, Sequence[str]] | None = None,
    *,
    declare: bool = True,
) -> dict:
    """Hold a whole ballot: the n-th delegate casts the n-th of ``votes`` (person → mark)."""
    seal(app, poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    options = {one.person_id: one.option_id for one in standing(poll_id)}
    for index, marks in enumerate(votes):
        selections = Selections(
            {"c1": {options[person_id]: mark for person_id, mark in marks.items()}},
            {"c1": list((write_ins or {}).get(index, ()))},
        )
        vote(app, hall, poll_id, hall.delegates[index], selections)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    result = count_up(app, poll_id)
    if declare:
        counting.declare(poll_id, version(poll_id), ACTOR)
    return result


def approvals(*people_and_votes: tuple[int, int], of: int) -> list[dict[int, str]]:
    """Spread approvals over so many ballots in turn: (person, votes), …"""
    ballots: list[dict[int, str]] = [{} for _ in range(of)]
    at = 0
    for person_id, number in people_and_votes:
        for _ in range(number):
            ballots[at % of][person_id] = "approve"
            at += 1
    return ballots


def blocking(poll_id: int) -> list[str]:
    """Return the codes of what stops the sealing, as the election sees it."""
    db.session.rollback()
    return [issue.code for issue in all_issues(poll_id) if issue.blocking]


def all_issues(poll_id: int) -> list:
    return issues(queries_poll(poll_id))
