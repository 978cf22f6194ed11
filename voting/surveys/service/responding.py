"""Signed answers: checked as the phone did, and kept with the person."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from voting import clock
from voting.db import unit_of_work
from voting.errors import NotAllowed, Refusal, WrongInput
from voting.i18n import _
from voting.surveys import answers, content, queries
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.rules import Mode
from voting.surveys.service.issuing import demand_no_paper, demand_window
from voting.surveys.service.publishing import close_if_due


class AlreadyAnswered(Refusal):
    """This person's answer is there."""

    code = "already_cast"


def answer_named(public_id: str, person_id: int, document: Any) -> None:
    """Keep one person's signed answer; all of it, or nothing.

    Raises WrongInput with the first fault in it, AlreadyAnswered for a second, different one.
    """
    found = close_if_due(queries.by_public_id(public_id).id)
    if found.mode != Mode.NAMED:
        raise NotAllowed(_("这份问卷不是实名问卷，请从收到的链接重新打开。"))
    if queries.invitation(found.id, person_id) is None:
        raise NotAllowed(_("您不在这份问卷的邀请名单上，不能作答。如有疑问请联系工会办公室。"))
    kept = _checked(found, document)
    try:
        with unit_of_work() as session:
            mine = session.get(NamedResponse, (found.id, person_id))
            if mine is not None:
                return _same_again(mine, kept)
            # Closing waits for this answer, or this answer finds the survey closed.
            demand_window(
                session.get_one(
                    Survey, found.id, populate_existing=True, with_for_update={"read": True}
                )
            )
            demand_no_paper(
                session.get_one(Invitation, (found.id, person_id), populate_existing=True)
            )
            session.add(
                NamedResponse(
                    survey_id=found.id, person_id=person_id, content=kept, given_on=clock.today()
                )
            )
    except IntegrityError:
        with unit_of_work() as session:
            return _same_again(session.get_one(NamedResponse, (found.id, person_id)), kept)


def _checked(found: Survey, document: Any) -> bytes:
    sent = content.of_document(document)
    program = queries.manifest_of(found).program
    checked = answers.check(program, sent.answers, clock.today().isoformat(), sent.language)
    if checked.faults:
        fault = checked.faults[0]
        name = _title(found, fault.question)
        raise WrongInput(_("答卷没有提交：“%(name)s”%(what)s", name=name, what=fault.message))
    if checked.is_blank:
        raise WrongInput(_("答卷没有提交：一道题也没有回答。"))
    return content.encoded(checked.answers, hurried=sent.hurried, language=sent.language)


def _title(found: Survey, name: str) -> str:
    step = queries.manifest_of(found).program.steps.get(name)
    return step.question.label[0][1][:40] if step and step.question.label else name


def _same_again(mine: NamedResponse, kept: bytes) -> None:
    if mine.content != kept:
        raise AlreadyAnswered(_("您已经提交过这份问卷，每人只能提交一次。"))
