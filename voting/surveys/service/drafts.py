"""Drafts: a survey is made, copied, and changed until it is published."""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.surveys import queries
from voting.surveys.form import Form
from voting.surveys.form_data import data, encoded, form_of
from voting.surveys.models import Survey
from voting.surveys.rules import (
    LEAST_MAXIMUM,
    LEAST_MINIMUM,
    Body,
    Mode,
    State,
    Step,
    Visibility,
    advance,
)

MOST_BREAKDOWNS = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What a survey is besides its questionnaire. ``unit_ids``: none means every unit."""

    title: str
    mode: Mode = Mode.INVITED
    body: Body = Body.STAFF
    unit_ids: tuple[int, ...] = ()
    least: int = 5
    comment_least: int = 10
    small_cells: bool = False
    visibility: Visibility = Visibility.PUBLIC
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    welcome: str = ""
    thanks: str = ""


def subject(survey: Survey) -> str:
    """Return how the log names a survey."""
    return f"survey:{survey.id} {survey.title}"


def locked(session: Session, survey_id: int) -> Survey:
    """Return a survey that nobody else can change until the work is done."""
    found = session.get(Survey, survey_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(_("没有这份问卷，请回到问卷列表重新选择。"))
    return found


def step(session: Session, survey_id: int, which: Step, version: int) -> Survey:
    """Lock a survey and move it on by the table; refuse if it changed since it was read."""
    found = locked(session, survey_id)
    demand_version(found, version)
    found.state = advance(State(found.state), which).value
    found.version += 1
    return found


def demand_version(survey: Survey, version: int) -> None:
    """Refuse an act that was asked for on an old page."""
    if survey.version != version:
        raise StaleEdit(_("这份问卷刚被别人修改过，您的操作没有生效。请刷新页面查看最新内容。"))


def create(facts: Facts, form: Form, actor: str) -> Survey:
    """Create a draft with a questionnaire to begin with."""
    _check(facts)
    with unit_of_work() as session:
        made = _new(facts, form)
        session.add(made)
        session.flush()
        audit.record(actor, Event.SURVEY_CREATED, subject(made), mode=made.mode)
    return made


def copy(survey_id: int, title: str, actor: str, mode: Mode | None = None) -> Survey:
    """Create a draft like an earlier survey; its results can be compared with that one's."""
    with unit_of_work() as session:
        old = queries.survey(survey_id)
        form = replace(queries.form_of(old), title=title)
        facts = _facts_of(old, title)
        made = _new(replace(facts, mode=mode or facts.mode), form)
        made.breakdowns, made.copied_from_id = old.breakdowns, old.id
        session.add(made)
        session.flush()
        audit.record(
            actor, Event.SURVEY_CREATED, subject(made), mode=made.mode, copied_from=old.title
        )
    return made


def facts_of(survey: Survey) -> Facts:
    """Return what a survey is besides its questionnaire."""
    told = _facts_of(survey, survey.title)
    return replace(told, opens_at=survey.opens_at, closes_at=survey.closes_at)


def _facts_of(old: Survey, title: str) -> Facts:
    return Facts(
        title=title,
        mode=Mode(old.mode),
        body=Body(old.body),
        unit_ids=queries.units_of(old),
        least=old.least,
        comment_least=old.comment_least,
        small_cells=old.small_cells,
        visibility=Visibility(old.visibility),
        welcome=old.welcome,
        thanks=old.thanks,
    )


def _new(facts: Facts, form: Form) -> Survey:
    made = Survey(
        public_id=secrets.token_hex(8),
        organisation=queries.organisation(),
        form=encoded(replace(form, title=facts.title)).decode(),
        created_at=clock.now(),
    )
    _write(made, facts)
    return made


def _write(survey: Survey, facts: Facts) -> None:
    survey.title, survey.mode, survey.body = facts.title, facts.mode.value, facts.body.value
    survey.unit_ids = json.dumps(sorted(facts.unit_ids))
    survey.least, survey.comment_least = facts.least, facts.comment_least
    survey.small_cells, survey.visibility = facts.small_cells, facts.visibility.value
    survey.opens_at, survey.closes_at = facts.opens_at, facts.closes_at
    survey.welcome, survey.thanks = facts.welcome, facts.thanks


def _check(facts: Facts) -> None:
    if not LEAST_MINIMUM <= facts.least <= LEAST_MAXIMUM:
        raise WrongInput(
            _("最小分组人数应在 %(low)s 到 %(high)s 之间。", low=LEAST_MINIMUM, high=LEAST_MAXIMUM)
        )
    if facts.comment_least < facts.least:
        raise WrongInput(_("公布意见的最少份数不能小于最小分组人数。"))
    if facts.opens_at and facts.closes_at and facts.opens_at >= facts.closes_at:
        raise WrongInput(_("截止时间应在开始时间之后，请重新填写。"))


def touch(session: Session, survey_id: int, version: int) -> Survey:
    """Lock a draft for a change; refuse once it is published or changed by another."""
    found = locked(session, survey_id)
    if found.state != State.DRAFT:
        raise NotReady(_("问卷已经发布，题目和设置不能再改。如必须修改，请作废后复制一份重发。"))
    demand_version(found, version)
    found.version += 1
    return found


def change(survey_id: int, version: int, facts: Facts, actor: str) -> Survey:
    """Change what a draft is besides its questionnaire."""
    _check(facts)
    with unit_of_work() as session:
        found = touch(session, survey_id, version)
        _write(found, facts)
        found.form = encoded(replace(queries.form_of(found), title=facts.title)).decode()
        audit.record(actor, Event.SURVEY_CHANGED, subject(found))
    return found


def discard(survey_id: int, version: int, actor: str) -> None:
    """Delete a draft for good; what was published is withdrawn instead, and stays."""
    with unit_of_work() as session:
        found = touch(session, survey_id, version)
        audit.record(actor, Event.SURVEY_DISCARDED, subject(found))
        copies = update(Survey).where(Survey.copied_from_id == survey_id)
        session.execute(copies.values(copied_from_id=None))
        session.execute(delete(Survey).where(Survey.id == survey_id))


def save_form(survey_id: int, version: int, form: Form, actor: str) -> Survey:
    """Keep the questionnaire of a draft; whether it is complete is asked at publication."""
    with unit_of_work() as session:
        found = touch(session, survey_id, version)
        kept = form_of(data(replace(form, title=found.title)))
        found.form = encoded(kept).decode()
        names = {question.name for question in kept.questions()}
        still = [name for name in queries.breakdowns_of(found) if name in names]
        found.breakdowns = json.dumps(still, ensure_ascii=False)
        audit.record(
            actor, Event.SURVEY_CHANGED, subject(found), questions=len(list(kept.questions()))
        )
    return found


def declare_breakdowns(survey_id: int, version: int, names: tuple[str, ...], actor: str) -> Survey:
    """Say by which questions tables will be broken down; fixed at publication."""
    if len(names) > MOST_BREAKDOWNS:
        raise WrongInput(_("最多选 %(n)s 道分组题：分组越多，越容易猜出人。", n=MOST_BREAKDOWNS))
    with unit_of_work() as session:
        found = touch(session, survey_id, version)
        found.breakdowns = json.dumps(list(names), ensure_ascii=False)
        audit.record(actor, Event.SURVEY_CHANGED, subject(found), breakdowns=len(names))
    return found
