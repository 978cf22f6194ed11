"""Appointments of a meeting: chair, secretary, scrutineers, tellers, and how they came about."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.rules import OFFICE_LABELS, Office
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import expected, rules
from voting.congress.models import APPOINTED, Appointment
from voting.congress.rules import Approval
from voting.congress.service.locks import known_person, locked_meeting, subject
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotFound, WrongInput
from voting.i18n import _


def appoint(
    meeting_id: int,
    person_id: int,
    office: Office,
    actor: str,
    *,
    approval: Approval = Approval.SHOW_OF_HANDS,
    note: str = "",
) -> Appointment:
    """Give a person of the roster an office in a meeting.

    Whoever counts does not watch: nobody is both teller and scrutineer. There is one head
    scrutineer. Whether a scrutineer is a candidate is for the polls to mind.
    """
    if office.value not in APPOINTED:
        raise WrongInput(_("这个职务不在会议上任命，请重新选择。"))
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        person = known_person(session, person_id)
        if not expected.is_here(person):
            raise WrongInput(_("%(name)s 已离开本单位，请另选他人。", name=person.name))
        _check_office(session, meeting_id, person_id, office)
        appointment = Appointment(
            meeting_id=meeting_id,
            person_id=person_id,
            office=office.value,
            approval=approval.value,
            note=note.strip(),
            appointed_at=clock.now(),
        )
        session.add(appointment)
        session.flush()
        audit.record(
            actor,
            Event.APPOINTMENT_MADE,
            subject(meeting),
            office=office.value,
            person=person.number,
            approval=approval.value,
        )
    return appointment


def _check_office(session: Session, meeting_id: int, person_id: int, office: Office) -> None:
    held = _current(session, meeting_id)
    own = {entry.office for entry in held if entry.person_id == person_id}
    if office.value in own:
        raise WrongInput(_("这个人已经担任这项职务，不必重复登记。"))
    if rules.offices_clash(office.value, own):
        raise WrongInput(_("监票人与计票人不能由同一个人担任，请另选他人。"))
    if office is Office.HEAD_SCRUTINEER and any(entry.office == office for entry in held):
        raise WrongInput(_("总监票人只有一名。如需更换，请先结束原总监票人的任职。"))


def _current(session: Session, meeting_id: int) -> list[Appointment]:
    entries = select(Appointment).where(
        Appointment.meeting_id == meeting_id, Appointment.ended_at.is_(None)
    )
    return list(session.execute(entries).scalars())


def end_appointment(meeting_id: int, appointment_id: int, actor: str) -> Appointment:
    """End an office; what its holder did stays, what they may do ends at once."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        entry = session.get(Appointment, appointment_id)
        if entry is None or entry.meeting_id != meeting_id:
            raise NotFound(_("没有这项任职记录，请刷新页面。"))
        if entry.ended_at is not None:
            raise IllegalStep(_("这项任职已经结束，不必重复办理。"))
        entry.ended_at = clock.now()
        audit.record(
            actor,
            Event.APPOINTMENT_ENDED,
            subject(meeting),
            office=entry.office,
            person=known_person(session, entry.person_id).number,
        )
    return entry


def office_label(office: str) -> str:
    """Return an office in the reader's words."""
    return str(OFFICE_LABELS[Office(office)])
