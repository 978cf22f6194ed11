"""Surveys to answer and people to answer them, for the tests of every step of a survey."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from flask import current_app

from tests.cast import a_person
from tests.conftest import SECRET
from tests.rules.survey_forms import imported
from voting.access.principal import Kind, Principal
from voting.ballots.ballot import Ballot
from voting.ballots.device import Device
from voting.ballots.papers import IssuingKey
from voting.ballots.post import Receipt
from voting.db import db, unit_of_work
from voting.people.models import Unit
from voting.polls.box import the_post
from voting.surveys import content, queries
from voting.surveys.form import Form
from voting.surveys.manifest import SurveyManifest
from voting.surveys.models import Survey
from voting.surveys.rules import Mode
from voting.surveys.service import drafts, issuing, publishing
from voting.surveys.service.drafts import Facts

ACTOR = "秘书王芳"
ASKED = """
    | type | name | label | required | appearance |
    | select_one 部门 | unit | 您的部门 | yes | |
    | select_one 满意 | q1 | 食堂 | yes | |
    | select_one 满意 | q2 | 宿舍 | | |
    | select_one 满意 | q3 | 班车 | | |
    | select_one 满意 | q4 | 体检 | | |
    | select_one 满意 | q5 | 培训 | | |
    | select_one 满意 | q6 | 工会活动 | | |
    | select_multiple 字母 or_other | wants | 还想要什么 | | |
    | text | wish | 意见和建议 | | multiline |
"""
LINE = {f"q{n}": "5" for n in range(1, 7)}
UNITS = ("数学组", "美术组")


@cache
def a_form() -> Form:
    """A questionnaire with a group, six scales, several options with 其他, and a text."""
    return imported(ASKED).form


def a_house(people: int = 12, *, women: int = 6) -> list[int]:
    """Enrol so many people in two units, and return their numbers."""
    with unit_of_work() as session:
        units = [Unit(name=name, folded=name) for name in UNITS]
        session.add_all(units)
        session.flush()
        made = [
            a_person(
                number,
                unit_id=units[number % 2].id,
                sex="female" if number <= women else "male",
            )
            for number in range(1, people + 1)
        ]
        session.add_all(made)
        session.flush()
        return [each.id for each in made]


def a_draft(
    form: Form | None = None, *, by: tuple[str, ...] = ("unit",), **facts: object
) -> Survey:
    """Make a draft that can be published once there are people."""
    told = Facts(**({"title": "教职工满意度问卷", "comment_least": 5} | facts))
    made = drafts.create(told, form or a_form(), ACTOR)
    return drafts.declare_breakdowns(made.id, made.version, by, ACTOR)


def a_survey(form: Form | None = None, **facts: object) -> Survey:
    """Make a survey and publish it."""
    return published(a_draft(form, **facts))


def published(draft: Survey) -> Survey:
    settings = current_app.config["SETTINGS"]
    return publishing.publish(draft.id, draft.version, ACTOR, settings)


def fresh(survey_id: int) -> Survey:
    """Read a survey as it stands now."""
    return db.session.get_one(Survey, survey_id, populate_existing=True)


def closed(survey_id: int) -> Survey:
    return publishing.close(survey_id, fresh(survey_id).version, ACTOR)


def a_device(survey: Survey) -> Device[SurveyManifest]:
    return Device(secrets.token_bytes(16), queries.manifest_of(survey))


def paper_of(survey: Survey, person_id: int | None, device: Device[SurveyManifest]) -> bytes:
    """Take the paper of somebody, or of nobody by an open link, as their device sees it."""
    if survey.mode == Mode.OPEN:
        signature = issuing.take_open_paper(survey.public_id, device.blinded, SECRET)
    else:
        signature = issuing.take_paper(survey.public_id, person_id, device.blinded, SECRET)
    return device.paper(signature)


def sealed(
    survey: Survey, person_id: int | None, answers: Mapping[str, object], *, hurried: bool = False
) -> Ballot:
    """Take a paper and seal answers as a phone does."""
    plain = content.encoded(answers, hurried=hurried)  # type: ignore[arg-type]
    return sealed_bytes(survey, person_id, plain)


def sealed_bytes(survey: Survey, person_id: int | None, plain: bytes) -> Ballot:
    """Take a paper and seal anything at all, as a forged phone does."""
    device = a_device(survey)
    return device.seal(plain, paper_of(survey, person_id, device))


def cast(survey: Survey, ballot: Ballot) -> Receipt:
    return the_post().cast(queries.manifest_of(survey).hash, ballot.body)


def answer(
    survey: Survey, person_id: int | None, answers: Mapping[str, object], *, hurried: bool = False
) -> Receipt:
    """Answer a survey by phone, from taking a paper to the receipt."""
    return cast(survey, sealed(survey, person_id, answers, hurried=hurried))


def sheet(n: int = 0, **others: object) -> dict[str, object]:
    """Return good answers that nobody would suspect, a little different for each number."""
    marks = {f"q{i}": "54321"[(n + i) % 5] for i in range(1, 7)}
    return {"unit": ("math", "art")[n % 2], **marks, **others}


def all_answer(survey: Survey, people: Sequence[int], **others: object) -> None:
    for n, person_id in enumerate(people):
        answer(survey, person_id, sheet(n, **others))


def an_officer(account_id: int, name: str) -> Principal:
    """Somebody of the office with an account of that number."""
    return Principal(Kind.OFFICER, account_id=account_id, name=name)


@cache
def a_key() -> IssuingKey:
    return IssuingKey.generate()


def at(survey: Survey, **moments: datetime | None) -> Survey:
    """Move the window of a survey, past the service."""
    with unit_of_work() as session:
        found = session.get_one(Survey, survey.id)
        for name, moment in moments.items():
            setattr(found, name, moment)
    return fresh(survey.id)
