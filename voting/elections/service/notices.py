"""Approvals of the candidates, and the public notice of the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.elections import queries
from voting.elections.rules import Level
from voting.elections.service.locks import locked_candidate, locked_draft
from voting.elections.wording import LABELS
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject
from voting.polls.models import Poll
from voting.workdays import queries as workdays
from voting.workdays.rules import Notice, notice


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """One letter of approval: whose, its number and day, and the candidates it names."""

    level: Level
    number: str
    on: date
    candidate_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Where the list is posted, from when, and to whom objections go."""

    first: date
    place: str
    contact: str


def record_approval(poll_id: int, version: int, facts: ApprovalFacts, actor: str) -> Poll:
    """Record that the party organisation or the upper union approved of candidates."""
    if not facts.candidate_ids:
        raise WrongInput(_("请选择批复中列出的候选人。"))
    with unit_of_work() as session:
        poll, _election = locked_draft(session, poll_id, version)
        names = []
        for candidate_id in facts.candidate_ids:
            candidate = locked_candidate(session, poll_id, candidate_id)
            if facts.level is Level.PARTY:
                candidate.party_number, candidate.party_on = facts.number, facts.on
            else:
                candidate.upper_number, candidate.upper_on = facts.number, facts.on
            names.append(candidate.person.name)
        audit.record(
            actor,
            Event.APPROVAL_RECORDED,
            subject(poll),
            level=str(LABELS[facts.level]),
            number=facts.number,
            on=facts.on.isoformat(),
            names=names,
        )
    return poll


def waive_approvals(poll_id: int, version: int, reason: str, actor: str) -> Poll:
    """Go on without approvals, for a reason that is logged; an empty one takes that back."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        found.approvals_waived = reason
        audit.record(actor, Event.APPROVAL_OVERRIDDEN, subject(poll), reason=reason)
    return poll


def record_notice(poll_id: int, version: int, facts: NoticeFacts, actor: str) -> Notice:
    """Record the posting of the list; its last day follows from the rules and the holidays."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        if not any(one.stands for one in queries.candidates(poll_id)):
            raise NotReady(_("候选人名单是空的，不能公示。请先加入候选人。"))
        posted = notice(facts.first, queries.base_rules(found).publicity, workdays.work_calendar())
        found.notice_from, found.notice_to = posted.first, posted.last
        found.notice_place, found.notice_contact = facts.place, facts.contact
        found.objections = found.objections_settled = ""
        audit.record(
            actor,
            Event.PUBLICITY_RECORDED,
            subject(poll),
            first=posted.first.isoformat(),
            last=posted.last.isoformat(),
            place=facts.place,
        )
    return posted


def record_objections(
    poll_id: int, version: int, objections: str, settled: str, actor: str
) -> Poll:
    """Record what was objected during the notice, and how that was settled."""
    if settled and not objections:
        raise WrongInput(_("没有填写异议内容，不必填写处理结论。"))
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        if found.notice_from is None:
            raise NotReady(_("还没有登记公示，不能登记异议。"))
        found.objections, found.objections_settled = objections, settled
        audit.record(
            actor,
            Event.PUBLICITY_RECORDED,
            subject(poll),
            objections=objections[:200],
            settled=settled[:200],
        )
    return poll


def waive_notice(poll_id: int, version: int, reason: str, actor: str) -> Poll:
    """Go on without the full notice, for a reason that is logged; an empty one takes that back."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        found.notice_waived = reason
        audit.record(
            actor,
            Event.SETTING_OVERRIDDEN,
            subject(poll),
            changed=["publicity_days"],
            reason=reason,
        )
    return poll
