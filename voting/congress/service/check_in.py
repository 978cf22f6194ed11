"""Check-in (签到): at the desk or in the hall, once for each person however often it is tried."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import expected, extensions, tickets
from voting.congress.models import CheckIn, Delegate, Meeting
from voting.congress.participants import standing as standing_of
from voting.congress.rules import Method
from voting.congress.seats import Standing
from voting.congress.service.locks import known_person, locked_meeting, subject
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotFound, Refusal, WrongInput
from voting.i18n import _
from voting.people.models import Person
from voting.people.queries import by_number
from voting.people.rules import LONGEST, Field

LONGEST_NUMBER = LONGEST[Field.NUMBER]


class Outcome(StrEnum):
    """What came of somebody at the desk."""

    WELCOME = "welcome"
    ALREADY = "already"
    STRANGER = "stranger"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reception:
    """The answer to one who comes: what is shown large at the desk and on their own phone."""

    outcome: Outcome
    sentence: str
    standing: Standing = Standing.STRANGER
    person_id: int | None = None
    number: str = ""
    name: str = ""
    unit: str = ""
    delegation: str = ""
    at: datetime | None = None
    method: Method | None = None


def check_in(meeting_id: int, person_id: int, method: Method, by: str) -> Reception:
    """Check a person in; a second time changes nothing and says when the first was.

    Observers and guests are checked in but counted neither in 应到 nor in 实到. Whoever is none
    of these is refused.
    """
    with unit_of_work() as session:
        meeting = _meeting(session, meeting_id)
        person = known_person(session, person_id)
        standing = standing_of(session, meeting, person_id)
        if standing is Standing.STRANGER:
            raise NotAllowed(_stranger_sentence(meeting, person))
        fresh = _insert(
            session,
            meeting_id=meeting_id,
            person_id=person_id,
            at=clock.now(),
            method=method.value,
            by=by,
        )
        return _reception(session, meeting, person, standing, fresh=fresh)


def receive(meeting_id: int, given: str, by: str) -> Reception:
    """Check in whoever comes to the desk with a personal code or a staff number.

    A stranger or an unknown number is an answer here, not an error: the queue goes on.
    """
    with unit_of_work() as session:
        meeting = _meeting(session, meeting_id)
        try:
            person_id, method = _identify(meeting_id, given)
        except Refusal as refusal:
            return Reception(Outcome.UNKNOWN, refusal.message)
        person = known_person(session, person_id)
        if standing_of(session, meeting, person_id) is Standing.STRANGER:
            return _turned_away(meeting, person)
        return check_in(meeting_id, person_id, method, by)


def check_in_self(meeting_id: int, person_id: int, code: str) -> Reception:
    """Check oneself in with the code on the hall's screen, or the ticket got by scanning it."""
    tickets.admit(code, meeting_id, person_id)
    with unit_of_work() as session:
        by = known_person(session, person_id).name
        return check_in(meeting_id, person_id, Method.HALL, by)


def undo_check_in(meeting_id: int, person_id: int, reason: str, by: str) -> None:
    """Take a check-in back, for a reason that is logged; not once a vote rests on it."""
    if not reason.strip():
        raise WrongInput(_("请写明撤销签到的理由，理由将记入日志。"))
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        entry = session.get(CheckIn, (meeting_id, person_id))
        if entry is None:
            raise IllegalStep(_("这个人没有签到，不必撤销。可能别人已经撤销，请刷新页面。"))
        if sentence := extensions.objection_to_undoing(meeting_id, person_id):
            raise IllegalStep(sentence)
        session.delete(entry)
        audit.record(
            by,
            Event.CHECK_IN_UNDONE,
            subject(meeting),
            person=known_person(session, person_id).number,
            reason=reason.strip(),
        )


def _meeting(session: Session, meeting_id: int) -> Meeting:
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(_("没有这次会议，可能地址有误。"))
    return meeting


def _seat(session: Session, meeting: Meeting, person_id: int) -> Delegate | None:
    active = select(Delegate).where(
        Delegate.congress_id == meeting.congress_id,
        Delegate.person_id == person_id,
        Delegate.ended_on.is_(None),
    )
    return session.execute(active).scalar_one_or_none()


def _insert(session: Session, **values: object) -> bool:
    """Write a check-in; False when there is one, even if it came in at this very moment."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    written = insert(CheckIn).values(values).on_conflict_do_nothing().returning(CheckIn.person_id)
    return session.execute(written).scalar_one_or_none() is not None


def _reception(
    session: Session, meeting: Meeting, person: Person, standing: Standing, *, fresh: bool
) -> Reception:
    kept = session.get_one(CheckIn, (meeting.id, person.id))
    seat = _seat(session, meeting, person.id)
    return Reception(
        outcome=Outcome.WELCOME if fresh else Outcome.ALREADY,
        sentence=_welcome_sentence(standing) if fresh else _("已经签到，不必重复。"),
        standing=standing,
        person_id=person.id,
        number=person.number,
        name=person.name,
        unit=person.unit_name,
        delegation=seat.delegation.name if seat and seat.delegation else "",
        at=kept.at,
        method=Method(kept.method),
    )


def _welcome_sentence(standing: Standing) -> str:
    if standing is Standing.EXPECTED:
        return _("签到成功")
    if standing is Standing.OBSERVER:
        return _("列席代表签到成功，不计入应到和实到")
    return _("特邀代表签到成功，不计入应到和实到")


def _turned_away(meeting: Meeting, person: Person) -> Reception:
    return Reception(
        outcome=Outcome.STRANGER,
        sentence=_stranger_sentence(meeting, person),
        person_id=person.id,
        number=person.number,
        name=person.name,
        unit=person.unit_name,
    )


def _stranger_sentence(meeting: Meeting, person: Person) -> str:
    if not expected.is_here(person):
        return _("%(name)s 已离开本单位，不能签到。", name=person.name)
    if meeting.frozen_at is not None:
        return _("%(name)s 不在资格审查通过的名单上，不能签到。", name=person.name)
    return _("%(name)s 不是本次会议的代表，不能签到。", name=person.name)


def _identify(meeting_id: int, given: str) -> tuple[int, Method]:
    if tickets.looks_like_link(given):
        return tickets.holder(given, meeting_id), Method.DESK
    person = by_number(given[:LONGEST_NUMBER])
    if person is None:
        number = given.strip()[:LONGEST_NUMBER] or "—"
        raise NotFound(_("花名册中没有工号 %(number)s，请核对后重新录入。", number=number))
    return person.id, Method.NUMBER
