"""The ballot that follows another: run-off, re-election, or the same again after an annulment."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress.rules import chinese_numeral
from voting.db import unit_of_work
from voting.elections import queries
from voting.elections.models import Candidate, Decision, Election
from voting.elections.persons import persons_of
from voting.elections.rules import Next, Round, Step
from voting.elections.service.declared import Declared, declared_result
from voting.elections.wording import ROUND_LABELS
from voting.errors import IllegalStep, NotReady
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, create_poll, locked, subject
from voting.polls.models import Poll
from voting.polls.rules import RollBody, State

_LONGEST_TITLE = 80
# What a candidate takes along into the next ballot.
_CARRIED = (
    "position",
    "note",
    "cv",
    "photo",
    "nominated_by",
    "bars",
    "finance_staff",
    "spouse_id",
    "party_number",
    "party_on",
    "upper_number",
    "upper_on",
)
_SAME_ELECTION = (
    "body",
    "members",
    "preset",
    "overrides",
    "override_reason",
    "preliminary",
    "manual_order",
    "order_reason",
)
_NOTICE = (
    "notice_from",
    "notice_to",
    "notice_place",
    "notice_contact",
    "objections",
    "objections_settled",
    "approvals_waived",
    "notice_waived",
)


def create_run_off(poll_id: int, actor: str) -> Poll:
    """Create the ballot between exactly the tied, for the seats left (art. 27)."""
    with unit_of_work() as session:
        declared = declared_result(session, poll_id, Next.RUNOFF)
        runoff = declared.result["runoff"]
        people = persons_of(poll_id, declared.result, runoff["between"])
        return _next_ballot(declared, Round.RUNOFF, runoff["seats"], people, actor)


def create_reballot(poll_id: int, actor: str) -> Poll:
    """Create the re-election for the seats left: those not elected stand again (另行选举).

    After an invalid election, or one without a quorum, everybody stands for all seats.
    """
    with unit_of_work() as session:
        declared = declared_result(session, poll_id, Next.REBALLOT)
        elected = persons_of(poll_id, declared.result, declared.result["elected"])
        standing = {one.person_id for one in queries.candidates(poll_id) if one.stands}
        seats = declared.result["vacant"]
        return _next_ballot(declared, Round.REBALLOT, seats, standing - elected, actor)


def create_again(poll_id: int, actor: str) -> Poll:
    """Create an annulled election anew: same seats, same rules, same candidates."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state != State.ANNULLED:
            raise NotReady(_("只有已作废的选举才能重新建立。"))
        if queries.followers(poll):
            raise IllegalStep(_("这次选举已经重新建立过，请刷新页面查看。"))
        found = queries.election(poll_id)
        standing = [one for one in queries.candidates(poll_id) if one.stands]
        title = _shortened(poll.title, _("（重新投票）"))
        following = _ballot(poll, title, actor)
        notice = {name: getattr(found, name) for name in _NOTICE}
        _fill(session, following, found, Round(found.round), found.seats, notice)
        session.add_all(
            _carried(following.id, one.person_id, one, carried=one.carried) for one in standing
        )
        _follow_instead(session, poll, following)
        audit.record(
            actor,
            Event.RUN_OFF_CREATED,
            subject(poll),
            follows=subject(following),
            seats=found.seats,
        )
        return following


def _follow_instead(session: Session, annulled: Poll, following: Poll) -> None:
    """Let the new ballot stand where the annulled one stood in its chain."""
    pointing = select(Decision).where(Decision.next_poll_id == annulled.id)
    for made in session.execute(pointing).scalars():
        made.next_poll_id = following.id


def _next_ballot(
    declared: Declared, which: Round, seats: int, people: Iterable[int], actor: str
) -> Poll:
    session, poll = declared.session, declared.poll
    following = _ballot(poll, _title(poll, which), actor)
    _fill(session, following, declared.election, which, seats, {})
    earlier = {one.person_id: one for one in queries.candidates(poll.id)}
    session.add_all(
        _carried(following.id, person_id, earlier.get(person_id)) for person_id in sorted(people)
    )
    declared.decide(Step(which.value), actor, next_poll_id=following.id)
    audit.record(
        actor, Event.RUN_OFF_CREATED, subject(poll), follows=subject(following), seats=seats
    )
    return following


def _ballot(poll: Poll, title: str, actor: str) -> Poll:
    roll = RollBody(poll.roll_body)
    facts = PollFacts(queries.KIND, title, roll, poll.committee_poll_id, previous_poll_id=poll.id)
    return create_poll(poll.meeting_id, facts, actor)


def _fill(
    session: Session,
    following: Poll,
    found: Election,
    which: Round,
    seats: int,
    more: Mapping[str, Any],
) -> None:
    """Set up a following ballot like the one it follows, for other seats."""
    same = {name: getattr(found, name) for name in _SAME_ELECTION}
    session.add(Election(poll_id=following.id, round=which.value, seats=seats, **same, **more))
    session.flush()


def _carried(
    poll_id: int, person_id: int, earlier: Candidate | None, *, carried: bool = True
) -> Candidate:
    if earlier is None:
        return Candidate(
            poll_id=poll_id, person_id=person_id, carried=True, nominated_by=_("上一轮另选")
        )
    told = {name: getattr(earlier, name) for name in _CARRIED}
    return Candidate(poll_id=poll_id, person_id=person_id, carried=carried, **told)


def _title(poll: Poll, which: Round) -> str:
    """Name the next ballot after the first one: 工会委员会委员选举（第二轮：再次投票）."""
    ballots = [poll, *queries.earlier_polls(poll)]
    rounds = chinese_numeral(sum(each.state != State.ANNULLED for each in ballots) + 1)
    suffix = _("（第%(n)s轮：%(what)s）", n=rounds, what=ROUND_LABELS[which])
    return _shortened(ballots[-1].title, suffix)


def _shortened(title: str, suffix: str) -> str:
    return title.removesuffix(suffix)[: _LONGEST_TITLE - len(suffix)] + suffix
