"""The nominees of a draft: add, tell of them, withdraw."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards import queries
from voting.awards.models import AwardNominee, AwardSection
from voting.awards.rules import Subject
from voting.awards.service.locks import locked_draft, locked_first, locked_nominee, locked_section
from voting.db import unit_of_work
from voting.errors import NotFound, WrongInput
from voting.i18n import _
from voting.names import fold_name
from voting.people.models import Person
from voting.polls.lifecycle import subject
from voting.polls.models import Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeFacts:
    """What the meeting is told of a nominee; ``name`` and ``who`` of a group or a work only."""

    name: str = ""
    who: str = ""
    note: str = ""
    story: str = ""
    nominated_by: str = ""


def add_person(
    poll_id: int, version: int, section_id: int, person_id: int, actor: str
) -> AwardNominee:
    """Nominate a person of the roster; one who was withdrawn stands again."""
    with unit_of_work() as session:
        poll, section = _locked(session, poll_id, version, section_id)
        if section.subject != Subject.PERSON:
            raise WrongInput(_("这个奖项不评个人，请填写集体或作品的名称。"))
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound(_("花名册里没有这个人，请重新查找。"))
        nominee = _of_person(session, section, person)
        _log(poll, section, nominee, Event.CANDIDATE_ADDED, actor)
    return nominee


def _of_person(session: Session, section: AwardSection, person: Person) -> AwardNominee:
    wanted = select(AwardNominee).where(
        AwardNominee.section_id == section.id, AwardNominee.person_id == person.id
    )
    nominee = session.execute(wanted).unique().scalar_one_or_none()
    if nominee is None:
        return _added(session, section, AwardNominee(section_id=section.id, person=person))
    if nominee.stands:
        raise WrongInput(_("%(name)s已在候选名单中，不必重复加入。", name=person.name))
    nominee.withdrawn_on = nominee.withdrawn_reason = None
    return _added(session, section, nominee)


def add_named(
    poll_id: int, version: int, section_id: int, facts: NomineeFacts, actor: str
) -> AwardNominee:
    """Nominate a group or a work by its name."""
    with unit_of_work() as session:
        poll, section = _locked(session, poll_id, version, section_id)
        if section.subject == Subject.PERSON:
            raise WrongInput(_("个人请从花名册中查找并加入。"))
        nominee = AwardNominee(section_id=section.id)
        _name(nominee, section, facts)
        _tell(nominee, facts)
        _added(session, section, nominee)
        _log(poll, section, nominee, Event.CANDIDATE_ADDED, actor)
    return nominee


def _locked(
    session: Session, poll_id: int, version: int, section_id: int
) -> tuple[Poll, AwardSection]:
    poll, _found = locked_first(session, poll_id, version)
    return poll, locked_section(session, poll_id, section_id)


def _added(session: Session, section: AwardSection, nominee: AwardNominee) -> AwardNominee:
    """Put a nominee last, and begin the order anew: the list is another one now."""
    last = max((one.position for one in queries.nominees(section.id)), default=0)
    nominee.position = last + 1
    section.manual_order, section.order_reason = False, ""
    session.add(nominee)
    session.flush()
    return nominee


def _name(nominee: AwardNominee, section: AwardSection, facts: NomineeFacts) -> None:
    if not facts.name:
        raise WrongInput(_("请填写名称。"))
    mine = (fold_name(facts.name), fold_name(facts.who))
    for one in queries.nominees(section.id):
        if (
            one.id != nominee.id
            and one.stands
            and (fold_name(one.name), fold_name(one.who)) == mine
        ):
            raise WrongInput(_("“%(name)s”已在候选名单中，不必重复加入。", name=one.name))
    nominee.name, nominee.who = facts.name, facts.who


def _tell(nominee: AwardNominee, facts: NomineeFacts) -> None:
    nominee.note, nominee.story = facts.note, facts.story
    nominee.nominated_by = facts.nominated_by


def change_nominee(
    poll_id: int, version: int, nominee_id: int, facts: NomineeFacts, actor: str
) -> AwardNominee:
    """Change what is told of a nominee."""
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        nominee, section = _standing(session, poll_id, nominee_id)
        if nominee.person_id is None and nominee.follows_id is None:
            _name(nominee, section, facts)
        _tell(nominee, facts)
        session.flush()
        _log(poll, section, nominee, Event.CANDIDATE_CHANGED, actor)
    return nominee


def withdraw_nominee(
    poll_id: int, version: int, nominee_id: int, reason: str, actor: str
) -> AwardNominee:
    """Take a nominee off the list, for a reason; the record of it stays."""
    if not reason:
        raise WrongInput(_("移除候选对象须写明理由。"))
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        nominee, section = _standing(session, poll_id, nominee_id)
        nominee.withdrawn_on, nominee.withdrawn_reason = clock.today(), reason
        audit.record(
            actor,
            Event.CANDIDATE_REMOVED,
            subject(poll),
            title=section.title,
            name=nominee.called,
            reason=reason,
        )
    return nominee


def _standing(session: Session, poll_id: int, nominee_id: int) -> tuple[AwardNominee, AwardSection]:
    found = session.get(AwardNominee, nominee_id)
    if found is None:
        raise NotFound(_("没有这个候选对象，可能已被移除。请返回候选名单。"))
    section = locked_section(session, poll_id, found.section_id)
    return locked_nominee(session, section.id, nominee_id), section


def _log(
    poll: Poll, section: AwardSection, nominee: AwardNominee, event: Event, actor: str
) -> None:
    audit.record(
        actor,
        event,
        subject(poll),
        title=section.title,
        name=nominee.called,
        nominated_by=nominee.nominated_by,
    )
