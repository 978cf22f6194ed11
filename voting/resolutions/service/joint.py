"""What a joint meeting (联席会议) decided, and what the next meeting says to it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import queries as congress, service as congress_service
from voting.congress.models import AgendaItem, Congress, Meeting
from voting.congress.rules import ItemClass as AgendaClass
from voting.congress.service import ItemFacts
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotFound, WrongInput
from voting.i18n import _
from voting.resolutions.models import JointDecision
from voting.resolutions.rules import Confirmation

_NOTE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class JointFacts:
    """What was decided, when, and by whom."""

    title: str
    decided_on: date
    decided_by: str
    content: str


def record_joint_decision(congress_id: int, facts: JointFacts, actor: str) -> JointDecision:
    """Record a decision; a meeting that is still to be held has it on its agenda at once."""
    if facts.decided_on > clock.today():
        raise WrongInput(_("联席会议的日期还没有到，请在会后登记。"))
    with unit_of_work() as session:
        found = _congress(session, congress_id)
        made = JointDecision(
            congress_id=congress_id,
            title=facts.title,
            decided_on=facts.decided_on,
            decided_by=facts.decided_by,
            content=facts.content,
            recorded_at=clock.now(),
            recorded_by=actor,
        )
        session.add(made)
        session.flush()
        audit.record(
            actor,
            Event.JOINT_DECISION_RECORDED,
            _subject(found),
            title=facts.title,
            on=facts.decided_on.isoformat(),
            name=facts.decided_by,
        )
        coming = _coming_meeting(session, congress_id)
        if coming is not None:
            _put(made, coming.id, actor)
    return made


def on_new_meeting(meeting: Meeting, actor: str) -> None:
    """Put what joint meetings decided and no meeting has confirmed on a new meeting's agenda."""
    with unit_of_work() as session:
        for each in _waiting(session, meeting.congress_id):
            if not _waits_earlier(session, each, meeting):
                _put(each, meeting.id, actor)


def put_on_agenda(meeting_id: int, decision_id: int, actor: str) -> JointDecision:
    """Put a decision that waits for confirmation on a meeting's agenda (again)."""
    with unit_of_work() as session:
        meeting = congress.meeting(meeting_id)
        found = _decision(session, meeting.congress_id, decision_id)
        if found.outcome is not None:
            raise IllegalStep(_("这项决定已经由大会确认或否决，不必再列入议程。"))
        if _is_on_agenda_of(found, meeting_id):
            raise IllegalStep(_("这项决定已经在这次会议的议程上。"))
        _put(found, meeting_id, actor)
    return found


def settle_joint_decision(
    meeting_id: int, decision_id: int, outcome: Confirmation, note: str, actor: str
) -> JointDecision:
    """Record what the meeting said to a decision that was on its agenda."""
    with unit_of_work() as session:
        meeting = congress.meeting(meeting_id)
        found = _decision(session, meeting.congress_id, decision_id)
        if found.outcome is not None:
            raise IllegalStep(_("这项决定已经登记过大会的意见，请刷新页面查看。"))
        if not _is_on_agenda_of(found, meeting_id):
            raise IllegalStep(_("这项决定不在这次会议的议程上，请先列入议程。"))
        found.outcome, found.outcome_note = outcome.value, note
        found.confirmed_by_id, found.confirmed_at = meeting_id, clock.now()
        audit.record(
            actor,
            Event.JOINT_DECISION_SETTLED,
            f"meeting:{meeting.id} {meeting.name}",
            title=found.title,
            carried=outcome is Confirmation.CONFIRMED,
            note=note[:200],
        )
    return found


def _congress(session: Session, congress_id: int) -> Congress:
    found = session.get(Congress, congress_id, with_for_update=True)
    if found is None:
        raise NotFound(_("没有这届大会，可能地址有误。"))
    return found


def _subject(found: Congress) -> str:
    return f"congress:{found.id} {found.name}"


def _decision(session: Session, congress_id: int, decision_id: int) -> JointDecision:
    found = session.get(JointDecision, decision_id, with_for_update=True, populate_existing=True)
    if found is None or found.congress_id != congress_id:
        raise NotFound(_("没有这项联席会议决定，可能不属于本届大会。"))
    return found


def _waiting(session: Session, congress_id: int) -> list[JointDecision]:
    wanted = (
        select(JointDecision)
        .where(JointDecision.congress_id == congress_id, JointDecision.outcome.is_(None))
        .order_by(JointDecision.decided_on, JointDecision.id)
    )
    return list(session.execute(wanted).scalars())


def _coming_meeting(session: Session, congress_id: int) -> Meeting | None:
    wanted = (
        select(Meeting)
        .where(Meeting.congress_id == congress_id, Meeting.held_at > clock.now())
        .order_by(Meeting.held_at, Meeting.id)
    )
    return session.execute(wanted).scalars().first()


def _waits_earlier(session: Session, found: JointDecision, meeting: Meeting) -> bool:
    """Tell whether another meeting that comes first has the decision on its agenda."""
    item = session.get(AgendaItem, found.agenda_item_id) if found.agenda_item_id else None
    other = session.get_one(Meeting, item.meeting_id) if item else None
    return other is not None and clock.now() < other.held_at <= meeting.held_at


def _is_on_agenda_of(found: JointDecision, meeting_id: int) -> bool:
    return any(item.id == found.agenda_item_id for item in congress.agenda(meeting_id))


def _put(found: JointDecision, meeting_id: int, actor: str) -> None:
    day = found.decided_on
    facts = ItemFacts(
        _("确认联席会议决定：%(title)s", title=found.title),
        AgendaClass.APPROVE,
        _(
            "%(y)s年%(m)s月%(d)s日%(who)s决定：%(content)s",
            y=day.year,
            m=day.month,
            d=day.day,
            who=found.decided_by,
            content=found.content,
        )[:_NOTE],
    )
    found.agenda_item_id = congress_service.add_agenda_item(meeting_id, facts, actor).id
