"""The posting of the list of the honoured: post, objections, taking back, final publication."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards import queries
from voting.awards.honours import listed
from voting.awards.models import Award, AwardNominee, HonourNotice, HonourObjection
from voting.awards.publicity import Publicity, objection, publicity
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import locked, subject
from voting.workdays import queries as workdays
from voting.workdays.rules import notice


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Where the list is posted, from when, and to whom objections go."""

    first: date
    place: str
    contact: str


def post(poll_id: int, facts: NoticeFacts, actor: str) -> HonourNotice:
    """Post the list as it stands; its last day follows from the working days and holidays.

    A list that is posted again begins its days anew.
    """
    with unit_of_work() as session:
        found = _open(session, poll_id)
        _refuse_lacking(found.lacking_for_posting())
        _refuse_early(found, facts.first)
        term = notice(facts.first, found.award.publicity, workdays.work_calendar())
        posted = HonourNotice(
            poll_id=poll_id,
            first=term.first,
            last=term.last,
            place=facts.place,
            contact=facts.contact,
            listed=json.dumps(listed(found.sections), ensure_ascii=False),
            posted_by=actor,
            at=clock.now(),
        )
        session.add(posted)
        session.flush()
        audit.record(
            actor,
            Event.PUBLICITY_RECORDED,
            subject(found.poll),
            first=term.first.isoformat(),
            last=term.last.isoformat(),
            place=facts.place,
            names=_names(found),
        )
    return posted


def _names(found: Publicity) -> list[str]:
    """Return who is on the list, as shortly as an entry of the log must be."""
    return [each.name[:20] for one in found.sections for each in one.kept][:40]


def _open(session: Session, poll_id: int) -> Publicity:
    """Lock a poll and return its posting, unless the list is final."""
    poll = locked(session, poll_id)
    if queries.root_of(poll).id != poll.id:
        raise NotReady(_("获奖名单在第一轮投票下公示，请到第一轮办理。"))
    session.get_one(Award, poll_id, populate_existing=True)
    found = publicity(poll)
    if found.award.final_on is not None:
        raise IllegalStep(_("获奖名单已经正式公布，不能再改。"))
    return found


def _refuse_lacking(lacking: list[str]) -> None:
    if lacking:
        raise NotReady(lacking[0])


def _refuse_early(found: Publicity, first: date) -> None:
    declared = found.poll.declared_at
    if declared is not None and first < clock.local(declared).date():
        raise WrongInput(_("公示不能早于宣布结果的日期，请改正开始日期。"))


def record_objection(poll_id: int, on: date, text: str, actor: str) -> HonourObjection:
    """Record an objection that was received while the list was posted."""
    if not text:
        raise WrongInput(_("请写明异议的内容。"))
    with unit_of_work() as session:
        found = _open(session, poll_id)
        if found.notice is None:
            raise NotReady(_("获奖名单还没有公示，不能登记异议。"))
        if on > clock.today():
            raise WrongInput(_("收到异议的日期不能晚于今天，请改正。"))
        made = HonourObjection(poll_id=poll_id, received_on=on, text=text, recorded_by=actor)
        session.add(made)
        session.flush()
        audit.record(actor, Event.PUBLICITY_RECORDED, subject(found.poll), objections=text[:200])
    return made


def conclude_objection(
    poll_id: int, objection_id: int, conclusion: str, actor: str
) -> HonourObjection:
    """Record what was found about an objection, and what follows from it."""
    if not conclusion:
        raise WrongInput(_("请写明处理结论。"))
    with unit_of_work() as session:
        found = _open(session, poll_id)
        one = objection(poll_id, objection_id)
        one.conclusion, one.concluded_on = conclusion, clock.today()
        session.flush()
        audit.record(
            actor,
            Event.PUBLICITY_RECORDED,
            subject(found.poll),
            objections=one.text[:200],
            settled=conclusion[:200],
        )
    return one


def revoke(poll_id: int, nominee_id: int, reason: str, actor: str) -> AwardNominee:
    """Take an honour back, for a reason; what was posted is no longer the list."""
    if not reason:
        raise WrongInput(_("取消获奖资格须写明理由。"))
    with unit_of_work() as session:
        found = _open(session, poll_id)
        kept = {each.nominee.id: each for one in found.sections for each in one.kept}
        if nominee_id not in kept:
            raise NotFound(_("获奖名单上没有这个对象，请刷新页面。"))
        nominee = session.get_one(AwardNominee, nominee_id)
        nominee.revoked_on, nominee.revoked_reason = clock.today(), reason
        session.flush()
        audit.record(
            actor,
            Event.AWARD_REVOKED,
            subject(found.poll),
            name=kept[nominee_id].name,
            reason=reason,
        )
    return nominee


def publish(poll_id: int, actor: str) -> Award:
    """Publish the list for good: posted for all its days as it is, no objection left open."""
    with unit_of_work() as session:
        found = _open(session, poll_id)
        _refuse_lacking(found.lacking(clock.today()))
        found.award.final_on, found.award.final_by = clock.today(), actor
        session.flush()
        audit.record(
            actor,
            Event.AWARD_PUBLISHED,
            subject(found.poll),
            names=_names(found),
        )
    return found.award
