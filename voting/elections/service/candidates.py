"""The candidates of a draft: add, tell of them, keep a portrait, withdraw."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.elections import queries
from voting.elections.models import Candidate, Election
from voting.elections.nominees import findings_about
from voting.elections.rules import Bar, Round
from voting.elections.service.locks import locked_candidate, locked_draft
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.people.models import Person
from voting.polls.lifecycle import subject
from voting.polls.models import Poll
from voting.web.uploads import keep_photo


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateFacts:
    """What the meeting is told of a candidate, and what the rules ask about one."""

    note: str = ""
    cv: str = ""
    nominated_by: str = ""
    bars: frozenset[Bar] = frozenset()
    finance_staff: bool = False
    spouse_id: int | None = None


def add_candidate(
    poll_id: int, version: int, person_id: int, actor: str, *, nominated_by: str = ""
) -> Candidate:
    """Let a person of the roster stand; one whom the rules bar is refused with the reason.

    A new name makes the public notice begin anew: what was posted is no longer the list.
    """
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        _refuse_new_names(found)
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound(_("花名册里没有这个人，请重新查找。"))
        _refuse_barred(poll, found, person)
        candidate = _added(session, poll_id, person_id)
        candidate.nominated_by = nominated_by
        _post_anew(found)
        session.flush()
        audit.record(
            actor,
            Event.CANDIDATE_ADDED,
            subject(poll),
            name=person.name,
            number=person.number,
            nominated_by=nominated_by,
        )
    return candidate


def _refuse_new_names(found: Election) -> None:
    if found.is_first:
        return
    if found.round == Round.RUNOFF or not queries.base_rules(found).reballot_new_candidates:
        raise NotReady(
            _("这一轮只在原候选人中进行，不能增加。另行选举确需增加的，请先在设置中写明依据。")
        )


def _refuse_barred(poll: Poll, found: Election, person: Person) -> None:
    for finding in findings_about(poll, found, person):
        if finding.blocking:
            raise WrongInput(finding.text)


def _added(session: Session, poll_id: int, person_id: int) -> Candidate:
    wanted = select(Candidate).where(Candidate.poll_id == poll_id, Candidate.person_id == person_id)
    candidate = session.execute(wanted).scalar_one_or_none()
    if candidate is None:
        candidate = Candidate(poll_id=poll_id, person_id=person_id)
        session.add(candidate)
        return candidate
    if candidate.stands:
        raise WrongInput(_("%(name)s已在候选人名单中，不必重复加入。", name=candidate.person.name))
    candidate.withdrawn_on = candidate.withdrawn_reason = None
    candidate.party_on = candidate.party_number = None
    candidate.upper_on = candidate.upper_number = None
    return candidate


def _post_anew(found: Election) -> None:
    found.notice_from = found.notice_to = None
    found.manual_order, found.order_reason = False, ""


def change_candidate(
    poll_id: int,
    version: int,
    candidate_id: int,
    facts: CandidateFacts,
    actor: str,
    *,
    portrait: FileStorage | None = None,
) -> Candidate:
    """Change what is told of a candidate; what is no picture is refused, and nothing changes."""
    photo = keep_photo(portrait) if portrait else None
    with unit_of_work() as session:
        poll, _election = locked_draft(session, poll_id, version)
        candidate = locked_candidate(session, poll_id, candidate_id)
        if facts.spouse_id == candidate.person_id:
            raise WrongInput(_("配偶不能是候选人本人，请核对工号。"))
        candidate.note, candidate.cv = facts.note, facts.cv
        candidate.nominated_by = facts.nominated_by
        candidate.bars = " ".join(sorted(facts.bars))
        candidate.finance_staff = facts.finance_staff
        candidate.spouse_id = facts.spouse_id
        candidate.photo = photo or candidate.photo
        session.flush()
        audit.record(
            actor,
            Event.CANDIDATE_CHANGED,
            subject(poll),
            name=candidate.person.name,
            flags=[*sorted(facts.bars), *(["finance_staff"] if facts.finance_staff else [])],
            photo=(photo or "")[:16],
        )
    return candidate


def withdraw_candidate(
    poll_id: int, version: int, candidate_id: int, reason: str, actor: str
) -> Candidate:
    """Take a candidate off the list, for a reason; the record of it stays."""
    if not reason:
        raise WrongInput(_("移除候选人须写明理由。"))
    with unit_of_work() as session:
        poll, _election = locked_draft(session, poll_id, version)
        candidate = locked_candidate(session, poll_id, candidate_id)
        candidate.withdrawn_on, candidate.withdrawn_reason = clock.today(), reason
        audit.record(
            actor,
            Event.CANDIDATE_REMOVED,
            subject(poll),
            name=candidate.person.name,
            reason=reason,
        )
    return candidate
