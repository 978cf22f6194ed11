"""Meetings: created, changed, approved, their credentials examined."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import expected, extensions, rules
from voting.congress.models import Congress, Credential, Meeting
from voting.congress.rules import Call
from voting.congress.service.locks import locked_congress, locked_meeting, subject
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.web.uploads import Upload


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What is said of a meeting; ``proposers`` is a number of delegates, if they called it."""

    ordinal: int
    held_at: datetime
    place: str
    call: Call = Call.REGULAR
    proposers: int | None = None


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """The application (申请报告) and the reply of the upper union (批复), with its scan."""

    applied_on: date | None = None
    number: str = ""
    approved_on: date | None = None
    scan: Upload | None = None


def create_meeting(congress_id: int, facts: MeetingFacts, actor: str) -> Meeting:
    """Create a meeting of a congress; delegates may call one between times if they are enough."""
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        _check_meeting(session, congress, facts)
        meeting = Meeting(
            congress_id=congress_id,
            ordinal=facts.ordinal,
            call=facts.call.value,
            proposers=facts.proposers if facts.call is Call.DELEGATES else None,
            held_at=facts.held_at,
            place=facts.place,
        )
        session.add(meeting)
        session.flush()
        audit.record(actor, Event.MEETING_CREATED, subject(meeting), call=facts.call.value)
        extensions.meeting_created(meeting, actor)
    return meeting


def change_meeting(meeting_id: int, version: int, facts: MeetingFacts, actor: str) -> Meeting:
    """Change a meeting, unless somebody else has since ``version`` was read."""
    with unit_of_work() as session:
        meeting = _current(session, meeting_id, version)
        _check_meeting(session, meeting.congress, facts, meeting_id)
        meeting.ordinal = facts.ordinal
        meeting.call = facts.call.value
        meeting.proposers = facts.proposers if facts.call is Call.DELEGATES else None
        meeting.held_at = facts.held_at
        meeting.place = facts.place
        audit.record(actor, Event.MEETING_CHANGED, subject(meeting))
    return meeting


def _current(session: Session, meeting_id: int, version: int) -> Meeting:
    meeting = locked_meeting(session, meeting_id)
    if meeting.version != version:
        raise StaleEdit(_("会议信息刚被别人修改过，您的修改没有保存。请刷新后再改。"))
    meeting.version += 1
    return meeting


def _check_meeting(
    session: Session, congress: Congress, facts: MeetingFacts, own_id: int | None = None
) -> None:
    rules.chinese_numeral(facts.ordinal)
    same = select(Meeting.id).where(
        Meeting.congress_id == congress.id, Meeting.ordinal == facts.ordinal
    )
    found = session.execute(same).scalar_one_or_none()
    if found is not None and found != own_id:
        name = rules.meeting_name(congress.ordinal, facts.ordinal, congress.assembly)
        raise WrongInput(_("%(name)s已经建立，不能重复。请检查次数。", name=name))
    _check_call(session, congress, facts)


def _check_call(session: Session, congress: Congress, facts: MeetingFacts) -> None:
    if facts.call is not Call.DELEGATES:
        return
    counted = select(func.count()).select_from(expected.as_of_now(congress).subquery())
    total = session.execute(counted).scalar_one()
    share = congress.preset.call
    if not rules.may_call(facts.call, facts.proposers or 0, total, share):
        raise WrongInput(
            _(
                "联名提议召开临时会议须有三分之一以上：现有 %(total)s 人，至少 %(needed)s 人联名。",
                total=total,
                needed=share.needed(total),
            )
        )


def record_approval(meeting_id: int, version: int, facts: ApprovalFacts, actor: str) -> Meeting:
    """Record the application for the meeting and the reply to it; no poll opens without one."""
    with unit_of_work() as session:
        meeting = _current(session, meeting_id, version)
        _check_approval(facts)
        meeting.applied_on = facts.applied_on
        meeting.approval_number = facts.number or None
        meeting.approved_on = facts.approved_on
        if facts.scan is not None:
            meeting.scan_name = facts.scan.name
            meeting.scan_sha256 = facts.scan.sha256
            meeting.scan_mime = facts.scan.mime
        audit.record(
            actor,
            Event.APPROVAL_RECORDED,
            subject(meeting),
            number=facts.number,
            approved_on=str(facts.approved_on or ""),
            scan=meeting.scan_sha256 or "",
        )
    return meeting


def _check_approval(facts: ApprovalFacts) -> None:
    if bool(facts.number) != bool(facts.approved_on):
        raise WrongInput(_("批复文号和批复日期要一起填写。"))
    if not facts.applied_on and not facts.approved_on:
        raise WrongInput(_("请至少填写申请日期；收到批复后再补充文号和日期。"))
    if facts.approved_on and facts.applied_on and facts.approved_on < facts.applied_on:
        raise WrongInput(_("批复日期早于申请日期，请核对两个日期。"))
    latest = facts.approved_on or facts.applied_on
    if latest and latest > clock.today():
        raise WrongInput(_("申请或批复的日期还没有到，请核对日期。"))


def override_approval(meeting_id: int, reason: str, actor: str) -> Meeting:
    """Let the meeting vote without an approval on record, for a reason that is logged."""
    if not reason.strip():
        raise WrongInput(_("请写明未获批复仍继续召开的理由，理由将记入日志。"))
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        if meeting.approved:
            raise IllegalStep(_("批复已经登记或已说明理由，不必再办理。"))
        meeting.override_reason = reason.strip()
        meeting.overridden_by = actor
        meeting.version += 1
        audit.record(actor, Event.APPROVAL_OVERRIDDEN, subject(meeting), reason=reason.strip())
    return meeting


def freeze_delegates(meeting_id: int, actor: str) -> int:
    """Examine the credentials (资格审查): from now on who leaves no longer changes 应到.

    Return how many people the meeting expects.
    """
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        if meeting.frozen_at is not None:
            raise IllegalStep(_("资格审查已经完成，应到人数已经固定。"))
        people = expected.as_of_now(meeting.congress).subquery()
        rows = select(literal(meeting_id), people.c[0])
        session.execute(insert(Credential).from_select(["meeting_id", "person_id"], rows))
        count = session.execute(
            select(func.count()).where(Credential.meeting_id == meeting_id)
        ).scalar_one()
        if count == 0:
            raise NotReady(_("还没有可以参加会议的人员，请先确定代表名单。"))
        meeting.frozen_at = clock.now()
        meeting.version += 1
        audit.record(actor, Event.DELEGATES_FROZEN, subject(meeting), expected=count)
    return count


def reopen_credentials(meeting_id: int, reason: str, actor: str) -> None:
    """Take the examined credentials back, for a reason; not once a vote rests on them."""
    if not reason.strip():
        raise WrongInput(_("请写明重新进行资格审查的理由，理由将记入日志。"))
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        if meeting.frozen_at is None:
            raise IllegalStep(_("资格审查还没有完成，不必撤回。"))
        if sentence := extensions.objection_to_undoing(meeting_id):
            raise IllegalStep(sentence)
        session.execute(delete(Credential).where(Credential.meeting_id == meeting_id))
        meeting.frozen_at = None
        meeting.version += 1
        audit.record(
            actor, Event.DELEGATES_UPDATED, subject(meeting), act="reopened", reason=reason.strip()
        )
