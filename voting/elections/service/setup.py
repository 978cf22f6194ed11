"""Setting up an election: body, seats, rules and the order of the ballot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical
from voting.db import unit_of_work
from voting.elections import queries
from voting.elections.models import Candidate, Election
from voting.elections.presets import DEFAULT, resolve
from voting.elections.rules import Body, ElectionRules, WriteIn
from voting.elections.service.locks import locked_draft
from voting.elections.wording import LABELS
from voting.errors import NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, create_poll, subject, touch
from voting.polls.models import Poll
from voting.polls.rules import RollBody


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionFacts:
    """What is filled, how many seats, by which rules.

    ``overrides``: parts of a preset that local rules change (as in its data file); they need a
    ``reason``. ``preliminary``: a 差额预选 was held, so as many candidates as seats suffice.
    """

    body: Body
    seats: int
    members: int | None = None
    preset: str = DEFAULT
    overrides: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    preliminary: bool = False


def create_election(
    meeting_id: int,
    title: str,
    facts: ElectionFacts,
    actor: str,
    *,
    roll_body: RollBody = RollBody.EXPECTED,
    committee_poll_id: int | None = None,
) -> Poll:
    """Create an election in one step: the poll and its set-up."""
    with unit_of_work():
        poll = create_poll(
            meeting_id,
            PollFacts(queries.KIND, title, roll_body, committee_poll_id),
            actor,
        )
        return set_up(poll.id, poll.version, facts, actor)


def set_up(poll_id: int, version: int, facts: ElectionFacts, actor: str) -> Poll:
    """Record or change what a draft fills, how many seats, by which rules."""
    rules = _checked(facts)
    with unit_of_work() as session:
        poll = touch(session, poll_id, version)
        if poll.kind != queries.KIND:
            raise WrongInput(_("这项投票不是选举，不能设置名额和候选人。"))
        found = session.get(Election, poll_id, populate_existing=True)
        if found is None:
            found = Election(poll_id=poll_id, seats=facts.seats)
            session.add(found)
        elif not found.is_first:
            _refuse_other_shape(found, facts)
        _record(session, poll, found, facts, actor)
        audit.record(
            actor,
            Event.POLL_CHANGED,
            subject(poll),
            body=facts.body.value,
            seats=facts.seats,
            members=facts.members,
            rules=rules.name,
            preliminary=facts.preliminary,
        )
    return poll


def _checked(facts: ElectionFacts) -> ElectionRules:
    if facts.seats < 1:
        raise WrongInput(_("应选名额至少为 1 人，请改正。"))
    if facts.overrides and not facts.reason:
        raise WrongInput(_("规则与预设不同，请写明依据（如本单位选举办法第几条）。"))
    rules = resolve({"extends": facts.preset, **facts.overrides})
    if facts.body is Body.RECALL and rules.writein is not WriteIn.NONE:
        raise WrongInput(_("罢免投票不能另选他人，请选用“罢免”规则。"))
    return rules


def _refuse_other_shape(found: Election, facts: ElectionFacts) -> None:
    """Keep a run-off or re-election to the seats the earlier ballot left open."""
    if facts.body != found.body or facts.seats != found.seats:
        raise NotReady(_("再次投票和另行选举的职务、名额由上一轮结果决定，不能修改。"))


def _record(
    session: Session, poll: Poll, found: Election, facts: ElectionFacts, actor: str
) -> None:
    overrides = canonical.encode(dict(facts.overrides)).decode()
    overridden = overrides not in {"{}", found.overrides}
    found.body, found.seats, found.members = facts.body.value, facts.seats, facts.members
    found.preset, found.preliminary = facts.preset, facts.preliminary
    found.overrides = overrides
    found.override_reason = facts.reason if facts.overrides else ""
    session.flush()
    if overridden:
        audit.record(
            actor,
            Event.SETTING_OVERRIDDEN,
            subject(poll),
            changed=sorted(facts.overrides),
            reason=facts.reason,
        )


def order_by_hand(
    poll_id: int, version: int, candidate_ids: Sequence[int], reason: str, actor: str
) -> Poll:
    """Put the candidates in an order of one's own, with the reason for it."""
    if not reason:
        raise WrongInput(_("手工调整顺序须写明理由。"))
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        standing = _standing(poll_id)
        if sorted(candidate_ids) != sorted(standing):
            raise StaleEdit(_("候选人名单刚有变化，顺序没有保存。请刷新后再调整。"))
        for position, candidate_id in enumerate(candidate_ids, 1):
            standing[candidate_id].position = position
        found.manual_order, found.order_reason = True, reason
        session.flush()
        audit.record(
            actor,
            Event.ORDER_OVERRIDDEN,
            subject(poll),
            reason=reason,
            order=[standing[each].person.name for each in candidate_ids],
        )
    return poll


def order_by_strokes(poll_id: int, version: int, actor: str) -> Poll:
    """Go back to the order of the strokes."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        found.manual_order, found.order_reason = False, ""
        audit.record(
            actor,
            Event.ORDER_OVERRIDDEN,
            subject(poll),
            reason=str(LABELS[queries.base_rules(found).list_order]),
        )
    return poll


def _standing(poll_id: int) -> dict[int, Candidate]:
    return {one.id: one for one in queries.candidates(poll_id) if one.stands}
