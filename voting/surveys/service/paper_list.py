"""Who answers on paper: the office's list, by staff numbers. Whoever is on it gets no phone paper.

Before the survey opens nobody can have taken one, so that lists of any length tell nothing. After
that, whoever is refused is known to have taken one; so people are put on the list one at a time,
for good, and the log keeps each try by its number.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import db, unit_of_work
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.names import ordered
from voting.people.models import Person
from voting.surveys import progress, queries
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.rules import Mode, State, Window
from voting.surveys.service.drafts import locked, subject
from voting.surveys.service.publishing import close_if_due

_SHOWN = 20


def listed(survey_id: int) -> list[Person]:
    """Return who answers on paper, in the order of the strokes of their names."""
    wanted = (
        select(Person)
        .join(Invitation, Invitation.person_id == Person.id)
        .where(Invitation.survey_id == survey_id, Invitation.on_paper.is_(True))
    )
    return ordered(db.session.execute(wanted).scalars(), key=lambda person: person.name)


def may_list_many(found: Survey) -> bool:
    """Tell whether nobody can have taken a paper yet."""
    return queries.window_of(found) is Window.BEFORE


def give(survey_id: int, numbers: Sequence[str], actor: str) -> int:
    """Put people on the list by their staff numbers: all of them, or none; return how many."""
    close_if_due(survey_id)
    with unit_of_work() as session:
        found = _demand_open(locked(session, survey_id))
        if not numbers:
            raise WrongInput(_("请填写工号，一行一个。"))
        if len(numbers) > 1 and not may_list_many(found):
            raise NotReady(
                _("问卷已经开始，只能一位一位登记：成批登记会让人看出谁已经在手机上领过。")
            )
        invited = _invited(session, found, numbers)
        refused = any(_has_taken(session, found, each) for each in invited)
        if not refused:
            for each in invited:
                each.on_paper = True
            if may_list_many(found):
                progress.forget(found)
        audit.record(
            actor,
            Event.SURVEY_PAPER_REFUSED if refused else Event.SURVEY_PAPER_GIVEN,
            subject(found),
            **_in_log(numbers),
        )
    if refused:
        raise NotReady(_("这位已经在手机上领过问卷，每人只有一份，不能再领纸质问卷。"))
    return len(invited)


def take_back(survey_id: int, number: str, actor: str) -> None:
    """Take somebody off the list, as long as the survey has not opened."""
    with unit_of_work() as session:
        found = _demand_open(locked(session, survey_id))
        if not may_list_many(found):
            raise NotReady(_("问卷已经开始，纸质问卷可能已经交回，不能再改为手机作答。"))
        for each in _of_numbers(session, found, [number]):
            each.on_paper = False
        progress.forget(found)
        audit.record(actor, Event.SURVEY_PAPER_TAKEN_BACK, subject(found), **_in_log([number]))


def _demand_open(found: Survey) -> Survey:
    if found.mode == Mode.OPEN:
        raise NotReady(_("公开链接的问卷没有邀请名单，不用登记谁领纸质问卷。"))
    if found.state != State.OPEN:
        raise NotReady(_("只有作答期间的问卷才能登记谁领纸质问卷。"))
    return found


def _invited(session: Session, found: Survey, numbers: Sequence[str]) -> list[Invitation]:
    invited = _of_numbers(session, found, numbers)
    known = set(
        session.execute(
            select(Person.number).where(Person.id.in_([each.person_id for each in invited]))
        ).scalars()
    )
    if unknown := [number for number in numbers if number not in known]:
        raise WrongInput(
            _("这些工号不在邀请名单上，没有登记任何人：%(numbers)s。", numbers=_told(unknown))
        )
    if len(set(numbers)) < len(numbers):
        raise WrongInput(_("有工号写了两次，没有登记任何人，请删去重复的。"))
    there = {each.person_id for each in invited if each.on_paper}
    if there:
        again = session.execute(select(Person.number).where(Person.id.in_(there))).scalars()
        raise WrongInput(
            _("这些工号已经登记过，没有再登记：%(numbers)s。", numbers=_told(sorted(again)))
        )
    return invited


def _of_numbers(session: Session, found: Survey, numbers: Sequence[str]) -> list[Invitation]:
    wanted = (
        select(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.survey_id == found.id, Person.number.in_(numbers))
        .execution_options(populate_existing=True)
    )
    return list(session.execute(wanted).scalars())


def _has_taken(session: Session, found: Survey, invitation: Invitation) -> bool:
    if found.mode == Mode.NAMED:
        return session.get(NamedResponse, (found.id, invitation.person_id)) is not None
    return invitation.signature is not None


def _told(numbers: Sequence[str]) -> str:
    shown = "、".join(numbers[:_SHOWN])
    return _("%(shown)s 等 %(n)s 个", shown=shown, n=len(numbers)) if numbers[_SHOWN:] else shown


def _in_log(numbers: Sequence[str]) -> dict[str, object]:
    """Return what the log keeps: the numbers, as long as they are few enough for an entry."""
    if len(numbers) <= _SHOWN:
        return {"numbers": list(numbers)}
    return {"count": len(numbers)}
