"""A survey from draft to released: each step in each state, stale pages, what never changes."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.conftest import SECRET
from tests.services.ballots.voters import at_once
from tests.services.surveys.making import (
    ACTOR,
    a_draft,
    a_form,
    a_survey,
    all_answer,
    at,
    closed,
    fresh,
    published,
)
from voting import clock
from voting.audit.models import AuditEntry
from voting.ballots.box import BoxState
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotFound, NotReady, Refusal, StaleEdit, WrongInput
from voting.polls.box import the_box
from voting.surveys import queries, readiness
from voting.surveys.form import Form
from voting.surveys.models import Comment, Survey, SurveyKey
from voting.surveys.rules import NEXT_STATE, Body, Mode, State, Step
from voting.surveys.service import counting, drafts, publishing
from voting.surveys.service.drafts import Facts


def settings(app):
    return app.config["SETTINGS"]


def brought_to(state: State, people: list[int]) -> Survey:
    """Make a survey and bring it as far as a state, by the steps alone."""
    made = a_draft()
    if state is State.DRAFT:
        return made
    made = published(made)
    if state is State.OPEN:
        return made
    all_answer(made, people, wish="多开窗口")
    if state is State.WITHDRAWN:
        return publishing.withdraw(made.id, made.version, "题目有误", ACTOR)
    made = closed(made.id)
    if state in {State.COUNTED, State.RELEASED}:
        made = counting.count(made.id, made.version, ACTOR, SECRET)
    if state is State.RELEASED:
        with unit_of_work() as session:
            session.query(Comment).delete()
        made = counting.release(made.id, fresh(made.id).version, ACTOR)
    return made


def act(app, survey: Survey, step: Step, version: int | None = None):
    version = survey.version if version is None else version
    if step is Step.PUBLISH:
        return publishing.publish(survey.id, version, ACTOR, settings(app))
    if step is Step.CLOSE:
        return publishing.close(survey.id, version, ACTOR)
    if step is Step.COUNT:
        return counting.count(survey.id, version, ACTOR, SECRET)
    if step is Step.RELEASE:
        return counting.release(survey.id, version, ACTOR)
    return publishing.withdraw(survey.id, version, "题目有误", ACTOR)


@pytest.mark.parametrize("state", State)
def test_each_step_is_done_in_its_states_only(app, people, state):
    survey = brought_to(state, people)
    before = (survey.state, survey.version, survey.results)
    for step in Step:
        if (state, step) in NEXT_STATE:
            with pytest.raises(StaleEdit, match="刚被别人修改过"):
                act(app, survey, step, survey.version - 1)
        else:
            with pytest.raises(IllegalStep, match="不能"):
                act(app, survey, step)
        after = fresh(survey.id)
        assert (after.state, after.version, after.results) == before


def test_a_survey_goes_its_way_and_every_step_is_in_the_log(app, people):
    survey = brought_to(State.RELEASED, people)
    assert survey.state == State.RELEASED
    events = [row.event for row in db.session.query(AuditEntry).order_by(AuditEntry.number)]
    assert [e for e in events if e != "survey:changed"] == [
        "survey:created",
        "survey:published",
        "survey:closed",
        "survey:counted",
        "survey:released",
    ]


def test_of_two_officers_at_once_one_publishes(app, people):
    draft = a_draft()
    survey_id, version = draft.id, draft.version
    db.session.remove()

    def publish(name):
        with app.app_context():
            try:
                return publishing.publish(survey_id, version, name, settings(app)).state
            finally:
                db.session.remove()

    came = at_once(publish, ["王芳", "李明"])
    assert sorted(type(each).__name__ for each in came) == ["StaleEdit", "str"]
    assert fresh(survey_id).state == State.OPEN
    assert queries.invited(survey_id) == len(people)


def test_a_published_survey_has_its_box_its_keys_and_its_list(app, people):
    survey = a_survey(body=Body.WOMEN)
    manifest = queries.manifest_of(survey)
    assert the_box().state(manifest.hash) is BoxState.OPEN
    assert db.session.get(SurveyKey, survey.id) is not None
    assert queries.invited(survey.id) == 6
    assert queries.taken(survey.id) == 0
    assert manifest.title == survey.title
    assert queries.by_public_id(survey.public_id).id == survey.id


def test_a_draft_is_nobodys_to_find_by_its_address(app, people):
    with pytest.raises(NotFound):
        queries.by_public_id(a_draft().public_id)


def test_a_named_survey_has_no_box(app, people):
    survey = a_survey(mode=Mode.NAMED)
    assert db.session.get(SurveyKey, survey.id) is None
    assert queries.manifest_of(survey).keys is None


def test_an_open_link_invites_nobody(app, people):
    assert queries.invited(a_survey(mode=Mode.OPEN).id) == 0


UNREADY = [
    ({"form": Form(title="空")}, "还没有题目"),
    ({"by": ("wish",)}, "不是单选题"),
    ({"by": ("gone",)}, "不是单选题"),
    ({"closes_at": timedelta(hours=-1)}, "截止时间已经过去"),
    ({"unit_ids": (99,)}, "没有人可以邀请"),
    ({"least": 13, "comment_least": 13}, "少于最小分组 13 人"),
]


@pytest.mark.parametrize(("facts", "told"), UNREADY)
def test_publication_is_refused_while_something_is_missing(app, people, facts, told):
    facts = dict(facts)
    if isinstance(facts.get("closes_at"), timedelta):
        facts["closes_at"] = clock.now() + facts["closes_at"]
    draft = a_draft(facts.pop("form", None), by=facts.pop("by", ("unit",)), **facts)
    with pytest.raises(NotReady) as refused:
        publishing.publish(draft.id, draft.version, ACTOR, settings(app))
    assert told in refused.value.message
    left = fresh(draft.id)
    assert (left.state, left.manifest, queries.invited(draft.id)) == (State.DRAFT, None, 0)
    assert [issue.text for issue in readiness.missing(left)] == [refused.value.message]


def test_what_should_be_known_does_not_block(app, people):
    draft = a_draft(by=(), mode=Mode.OPEN)
    told = " ".join(issue.text for issue in readiness.issues(draft))
    assert "没有选分组题" in told
    assert "没有“发出数”" in told
    assert "没有设截止时间" in told
    assert readiness.missing(draft) == []


def test_what_blocks_stands_first(app, people):
    draft = a_draft(by=(), unit_ids=(99,))
    assert [issue.blocks for issue in readiness.issues(draft)] == [True, False, False]


REFUSED_FACTS = [
    ({"least": 2}, "3 到 20"),
    ({"least": 21, "comment_least": 30}, "3 到 20"),
    ({"least": 8, "comment_least": 7}, "不能小于最小分组人数"),
]


@pytest.mark.parametrize(("facts", "told"), REFUSED_FACTS)
def test_facts_that_protect_nobody_are_refused(app, facts, told):
    with pytest.raises(WrongInput, match=told):
        drafts.create(Facts(title="问卷", **facts), a_form(), ACTOR)
    assert db.session.query(Survey).count() == 0


def test_a_window_that_ends_before_it_begins_is_refused(app):
    now = clock.now()
    with pytest.raises(WrongInput, match="截止时间应在开始时间之后"):
        drafts.create(Facts(title="问卷", opens_at=now, closes_at=now), a_form(), ACTOR)


def test_a_stale_page_changes_nothing_of_a_draft(app, people):
    draft = a_draft()
    acts = [
        lambda: drafts.change(draft.id, 1, Facts(title="改"), ACTOR),
        lambda: drafts.save_form(draft.id, 1, Form(title="空"), ACTOR),
        lambda: drafts.declare_breakdowns(draft.id, 1, (), ACTOR),
    ]
    for stale in acts:
        with pytest.raises(StaleEdit):
            stale()
    kept = fresh(draft.id)
    assert kept.title == "教职工满意度问卷"
    assert queries.form_of(kept).sections
    assert queries.breakdowns_of(kept) == ("unit",)


def test_nothing_of_a_published_survey_is_changed_by_the_service(app, people):
    survey = a_survey()
    for late in (
        lambda: drafts.change(survey.id, survey.version, Facts(title="改"), ACTOR),
        lambda: drafts.save_form(survey.id, survey.version, Form(title="空"), ACTOR),
        lambda: drafts.declare_breakdowns(survey.id, survey.version, (), ACTOR),
    ):
        with pytest.raises(NotReady, match="已经发布"):
            late()


FIXED = [
    "mode = 'named'",
    "form = '{}'",
    "least = 3",
    "comment_least = 99",
    "small_cells = NOT small_cells",
    "visibility = 'officers'",
    "breakdowns = '[]'",
    "manifest_hash = 'x'",
    "manifest = NULL, manifest_hash = NULL, state = 'draft'",
    "welcome = '实名'",
    "body = 'women'",
    "state = 'draft'",
    "state = 'released'",
    "state = 'counted'",
]


@pytest.mark.parametrize("change", FIXED)
def test_the_database_itself_refuses_to_change_what_was_published(app, people, change):
    survey = a_survey()
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.execute(text(f"UPDATE survey SET {change} WHERE id = {survey.id}"))


@pytest.mark.parametrize("change", ["mode = 'named'", "visibility = 'officers'", "least = 3"])
def test_a_draft_may_still_change(app, people, change):
    draft = a_draft()
    with db.engine.begin() as connection:
        connection.execute(text(f"UPDATE survey SET {change} WHERE id = {draft.id}"))


def test_the_database_keeps_counted_results_and_never_goes_back(app, people):
    survey = brought_to(State.COUNTED, people)
    other = "'\\x7b7d'" if db.engine.dialect.name == "postgresql" else "x'7b7d'"
    for change in (f"results = {other}", "state = 'open'", "state = 'closed'", "results = NULL"):
        with pytest.raises(DBAPIError), db.engine.begin() as connection:
            connection.execute(text(f"UPDATE survey SET {change} WHERE id = {survey.id}"))


def test_saving_a_form_forgets_breakdowns_that_are_gone(app, people):
    draft = a_draft(by=("unit", "q1"))
    form = queries.form_of(draft)
    saved = drafts.save_form(draft.id, draft.version, Form(title="空"), ACTOR)
    assert queries.breakdowns_of(saved) == ()
    assert queries.form_of(saved).title == form.title


def test_no_more_than_five_breakdowns(app, people):
    draft = a_draft()
    with pytest.raises(WrongInput, match="最多选 5 道"):
        drafts.declare_breakdowns(draft.id, draft.version, tuple("abcdef"), ACTOR)


def test_a_copy_begins_anew_with_the_same_questions(app, people):
    old = a_survey(least=6, comment_least=12)
    made = drafts.copy(old.id, "明年的问卷", ACTOR)
    assert made.state == State.DRAFT
    assert made.copied_from_id == old.id
    assert queries.form_of(made).sections == queries.form_of(old).sections
    assert queries.form_of(made).title == made.title == "明年的问卷"
    assert (made.least, made.comment_least, made.closes_at) == (6, 12, None)
    assert queries.breakdowns_of(made) == ("unit",)
    assert made.public_id != old.public_id


def test_the_end_can_be_moved_while_the_survey_is_open(app, people):
    survey = a_survey(closes_at=clock.now() + timedelta(hours=1))
    later = clock.now() + timedelta(hours=5)
    assert publishing.extend(survey.id, survey.version, later, ACTOR).closes_at == later
    assert publishing.extend(survey.id, fresh(survey.id).version, None, ACTOR).closes_at is None


def test_the_end_is_not_moved_into_the_past_nor_before_the_beginning(app, people):
    survey = a_survey(opens_at=clock.now() + timedelta(hours=2))
    with pytest.raises(WrongInput, match="已经过去"):
        publishing.extend(survey.id, survey.version, clock.now(), ACTOR)
    with pytest.raises(WrongInput, match="应在开始时间之后"):
        publishing.extend(survey.id, survey.version, clock.now() + timedelta(hours=1), ACTOR)
    assert fresh(survey.id).closes_at is None


def test_a_survey_whose_time_is_up_is_not_brought_back_by_moving_its_end(app, people):
    survey = at(a_survey(), closes_at=clock.now() - timedelta(minutes=1))
    with pytest.raises(NotReady, match="已经截止"):
        publishing.extend(survey.id, survey.version, clock.now() + timedelta(hours=1), ACTOR)
    assert fresh(survey.id).state == State.CLOSED


def test_a_survey_closes_by_itself_and_the_log_says_so(app, people):
    survey = at(a_survey(), closes_at=clock.now() - timedelta(minutes=1))
    assert publishing.close_all_due() == 1
    assert publishing.close_all_due() == 0
    assert fresh(survey.id).state == State.CLOSED
    assert the_box().state(queries.manifest_of(survey).hash) is BoxState.CLOSED
    last = db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert (last.actor, last.event) == ("系统", "survey:closed")


def test_a_close_that_failed_half_way_can_be_done_again(app, people):
    survey = a_survey()
    the_box().close(queries.manifest_of(survey).hash)
    assert closed(survey.id).state == State.CLOSED


def test_withdrawing_destroys_keys_and_what_was_torn_off(app, people):
    survey = brought_to(State.COUNTED, people)
    assert queries.comments(survey.id)
    gone = publishing.withdraw(survey.id, survey.version, "  题目有误 ", ACTOR)
    assert (gone.state, gone.withdrawn_why, gone.results) == (State.WITHDRAWN, "题目有误", None)
    assert queries.comments(survey.id) == []
    assert db.session.get(SurveyKey, survey.id) is None


def test_withdrawing_needs_a_reason(app, people):
    survey = a_survey()
    with pytest.raises(WrongInput, match="写明作废的理由"):
        publishing.withdraw(survey.id, survey.version, "  ", ACTOR)
    assert fresh(survey.id).state == State.OPEN


def test_every_refusal_is_one_sentence(app, people):
    survey = brought_to(State.RELEASED, people)
    for step in Step:
        with pytest.raises(Refusal) as refused:
            act(app, survey, step)
        assert refused.value.message.count("。") <= 2


def test_a_draft_is_deleted_and_a_copy_of_it_stays(app):
    made = a_draft()
    other = drafts.copy(made.id, "另一份", ACTOR)
    drafts.discard(made.id, made.version, ACTOR)
    with pytest.raises(NotFound):
        queries.survey(made.id)
    assert fresh(other.id).copied_from_id is None
    newest = db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert newest.event == "survey:discarded"


def test_a_published_survey_is_not_deleted(app, people):
    made = published(a_draft())
    with pytest.raises(NotReady, match="已经发布"):
        drafts.discard(made.id, made.version, ACTOR)
    assert fresh(made.id).state == State.OPEN


def test_a_draft_that_somebody_changed_is_not_deleted_from_an_old_page(app):
    made = a_draft()
    with pytest.raises(StaleEdit):
        drafts.discard(made.id, made.version - 1, ACTOR)
    assert fresh(made.id).state == State.DRAFT
