"""What follows a result that did not fill the seats: run-off, re-election, fewer seats, a gap.

Each act follows from the result of one poll, once, after the chair has declared it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical
from voting.congress.rules import chinese_numeral
from voting.db import unit_of_work
from voting.elections import queries
from voting.elections.models import Candidate, Decision, Election
from voting.elections.persons import persons_of
from voting.elections.rules import Body, Next, Round, Step
from voting.elections.seats import consent_reached, may_reduce
from voting.elections.wording import LABELS
from voting.errors import IllegalStep, NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, create_poll, locked, subject
from voting.polls.models import Outcome, Poll
from voting.polls.rules import DECLARED, RollBody, State

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


@dataclass(frozen=True, slots=True)
class Consent:
    """The meeting's vote on fewer seats: how many were there, and how many agreed."""

    present: int
    agreed: int


@dataclass(frozen=True, slots=True)
class _Declared:
    """A declared result nobody has acted on yet."""

    session: Session
    poll: Poll
    election: Election
    result: dict[str, Any]

    def decide(self, step: Step, actor: str, **facts: Any) -> Decision:
        made = Decision(
            poll_id=self.poll.id, step=step.value, decided_by=actor, at=clock.now(), **facts
        )
        self.session.add(made)
        self.session.flush()
        return made


def create_run_off(poll_id: int, actor: str) -> Poll:
    """Create the ballot between exactly the tied, for the seats left (art. 27)."""
    with unit_of_work() as session:
        declared = _declared(session, poll_id, Next.RUNOFF)
        runoff = declared.result["runoff"]
        people = persons_of(poll_id, declared.result, runoff["between"])
        return _next_ballot(declared, Round.RUNOFF, runoff["seats"], people, actor)


def create_reballot(poll_id: int, actor: str) -> Poll:
    """Create the re-election for the seats left: those not elected stand again (另行选举).

    After an invalid election, or one without a quorum, everybody stands for all seats.
    """
    with unit_of_work() as session:
        declared = _declared(session, poll_id, Next.REBALLOT)
        elected = persons_of(poll_id, declared.result, declared.result["elected"])
        standing = {one.person_id for one in queries.candidates(poll_id) if one.stands}
        seats = declared.result["vacant"]
        return _next_ballot(declared, Round.REBALLOT, seats, standing - elected, actor)


def _next_ballot(
    declared: _Declared, which: Round, seats: int, people: Iterable[int], actor: str
) -> Poll:
    session, poll, found = declared.session, declared.poll, declared.election
    following = create_poll(
        poll.meeting_id,
        PollFacts(
            queries.KIND,
            _title(poll, which),
            RollBody(poll.roll_body),
            poll.committee_poll_id,
            previous_poll_id=poll.id,
        ),
        actor,
    )
    same = {name: getattr(found, name) for name in _SAME_ELECTION}
    # A run-off after a draft's reordering keeps it; the order of those left is unchanged.
    session.add(Election(poll_id=following.id, round=which.value, seats=seats, **same))
    session.flush()
    earlier = {one.person_id: one for one in queries.candidates(poll.id)}
    session.add_all(
        _carried(following.id, person_id, earlier.get(person_id)) for person_id in sorted(people)
    )
    declared.decide(Step(which.value), actor, next_poll_id=following.id)
    audit.record(
        actor, Event.RUN_OFF_CREATED, subject(poll), follows=subject(following), seats=seats
    )
    return following


def _carried(poll_id: int, person_id: int, earlier: Candidate | None) -> Candidate:
    if earlier is None:
        return Candidate(
            poll_id=poll_id, person_id=person_id, carried=True, nominated_by=_("上一轮另选")
        )
    told = {name: getattr(earlier, name) for name in _CARRIED}
    return Candidate(poll_id=poll_id, person_id=person_id, carried=True, **told)


def _title(poll: Poll, which: Round) -> str:
    """Name the next ballot after the first one: 工会委员会委员选举（第二轮：再次投票）."""
    ballots = [poll, *queries.earlier_polls(poll)]
    suffix = _("（第%(n)s轮：%(what)s）", n=chinese_numeral(len(ballots) + 1), what=LABELS[which])
    return ballots[-1].title[: _LONGEST_TITLE - len(suffix)] + suffix


def reduce_seats(poll_id: int, consent: Consent, note: str, actor: str) -> Decision:
    """Reduce the seats to those who are elected, by consent of the meeting, within the range."""
    with unit_of_work() as session:
        declared = _declared(session, poll_id, Next.REDUCE_SEATS)
        eligible = declared.result["counts"]["eligible"]
        left = len(declared.result["elected"])
        _refuse_without_consent(consent, eligible)
        found = declared.election
        if not may_reduce(Body(found.body), left, found.members, queries.base_rules(found)):
            raise NotReady(_("减少后的名额不在规定范围内，请另行选举或暂缺。"))
        made = declared.decide(
            Step.REDUCE_SEATS, actor, seats=left, agreed=consent.agreed, note=note
        )
        audit.record(
            actor,
            Event.SEATS_REDUCED,
            subject(declared.poll),
            seats=left,
            eligible=eligible,
            present=consent.present,
            agreed=consent.agreed,
        )
    return made


def _refuse_without_consent(consent: Consent, eligible: int) -> None:
    if not 0 <= consent.agreed <= consent.present <= eligible:
        raise WrongInput(
            _(
                "同意人数不能多于到会人数，到会人数不能多于应到会 %(n)s 人，请核对。",
                n=eligible,
            )
        )
    if not consent_reached(consent.agreed, eligible):
        raise NotReady(
            _(
                "同意减少名额的 %(agreed)s 人，没有超过应到会 %(n)s 人的半数，不能减少名额。"
                "请另行选举或暂缺。",
                agreed=consent.agreed,
                n=eligible,
            )
        )


def leave_vacant(poll_id: int, note: str, actor: str) -> Decision:
    """Leave the seats empty for now (暂缺), with what the meeting said about it."""
    if not note:
        raise WrongInput(_("名额暂缺须写明大会的决定。"))
    with unit_of_work() as session:
        declared = _declared(session, poll_id, Next.LEAVE_VACANT)
        made = declared.decide(Step.LEAVE_VACANT, actor, note=note)
        audit.record(
            actor,
            Event.VACANCY_LEFT,
            subject(declared.poll),
            vacant=declared.result["vacant"],
            note=note,
        )
    return made


def decide_tie(poll_id: int, chosen: Sequence[str], note: str, actor: str) -> Decision:
    """Record whom the presidium named after a run-off that was a tie again; we never choose."""
    if not note:
        raise WrongInput(_("请写明主席团的决定和依据。"))
    with unit_of_work() as session:
        declared = _declared(session, poll_id, Next.RUNOFF)
        runoff = declared.result["runoff"]
        if declared.election.round != Round.RUNOFF:
            raise NotReady(_("得票相等的，须先就这些人再次投票；再次相等时才能由主席团决定。"))
        if len(set(chosen)) != runoff["seats"] or not set(chosen) <= set(runoff["between"]):
            raise WrongInput(_("须从得票相等者中选定 %(n)s 人，请重新选择。", n=runoff["seats"]))
        made = declared.decide(
            Step.TIE, actor, chosen=json.dumps(sorted(set(chosen)), ensure_ascii=False), note=note
        )
        audit.record(
            actor,
            Event.TIE_DECIDED,
            subject(declared.poll),
            chosen=sorted(set(chosen)),
            note=note,
        )
    return made


def _declared(session: Session, poll_id: int, step: Next) -> _Declared:
    """Lock a poll and return its declared result, if this step follows from it and is left."""
    poll = locked(session, poll_id)
    if poll.state not in DECLARED:
        raise NotReady(_("主持人宣布结果后，才能办理后续事项。"))
    outcome = session.get_one(Outcome, poll_id)
    result = canonical.parse(outcome.result)
    if step.value not in result["next"]:
        raise NotReady(_("按这次选举的结果和规则，不能这样办理。"))
    _refuse_decided(session, poll_id)
    return _Declared(session, poll, queries.election(poll_id), result)


def _refuse_decided(session: Session, poll_id: int) -> None:
    made = session.get(Decision, poll_id, populate_existing=True)
    if made is None:
        return
    following = session.get(Poll, made.next_poll_id) if made.next_poll_id else None
    if following is None or following.state != State.ANNULLED:
        raise IllegalStep(_("这次选举的后续事项已经办理过，请刷新页面查看。"))
    # An annulled ballot settled nothing: the question is open again.
    session.delete(made)
    session.flush()
