"""Flagged responses: who may read what, and judgements that change how many count."""

import json

import pytest

from tests.conftest import SECRET
from tests.rules.survey_forms import imported
from tests.services.surveys.making import (
    ACTOR,
    LINE,
    a_survey,
    all_answer,
    answer,
    closed,
    fresh,
    sheet,
)
from voting import clock
from voting.audit.models import AuditEntry
from voting.db import db, unit_of_work
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.surveys import answer_words, opening, queries
from voting.surveys.flags import Flag
from voting.surveys.models import Invalidation, ResponseBatch, Survey
from voting.surveys.service import counting, judging

STRAIGHT = {"unit": "math", **LINE}


@pytest.fixture
def judged_survey(survey, people) -> Survey:
    """A closed survey: nine good responses, one straight, one too fast, one blank."""
    all_answer(survey, people[:9])
    answer(survey, people[9], STRAIGHT | {"wish": "我是张老师"})
    answer(survey, people[10], sheet(3), hurried=True)
    answer(survey, people[11], {})
    return closed(survey.id)


def flagged(survey: Survey, flag: Flag):
    [found] = [each for each in judging.judged(survey, SECRET).flagged if flag in each.flags]
    return found


def invalidate(survey: Survey, response: str, reason: str = "全选同一项，且自称误点") -> None:
    version = fresh(survey.id).version
    judging.invalidate(survey.id, version, response, reason, ACTOR, SECRET)


def test_too_fast_and_straight_lines_are_flagged_and_count_until_somebody_judges(judged_survey):
    judged = judging.judged(judged_survey, SECRET)
    assert (judged.returned, judged.valid) == (12, 11)
    assert {frozenset(each.flags) for each in judged.flagged} == {
        frozenset({Flag.STRAIGHT_LINE}),
        frozenset({Flag.TOO_FAST}),
    }
    assert len(judged.unfit) == 1


def test_contradictions_are_flagged(people):
    form = imported(
        """
        | type | name | label | calculation |
        | select_one 是否 | uses | 用班车吗 | |
        | select_one 满意 | bus | 班车怎样 | |
        | calculate | contradiction_bus | | ${uses} = 'no' and ${bus} = '5' |
        """
    ).form
    survey = a_survey(form, by=())
    answer(survey, people[0], {"uses": "no", "bus": "5"})
    answer(survey, people[1], {"uses": "yes", "bus": "5"})
    [response] = judging.judged(closed(survey.id), SECRET).flagged
    assert response.flags == {Flag.CONTRADICTION}
    assert judging.flags_in_words(response.flags) == ["前后回答矛盾"]


def test_only_flagged_responses_are_anybodys_to_read(judged_survey):
    known = {each.id for each in judging.judged(judged_survey, SECRET).flagged}
    every = {each.id for each in opening.responses(judged_survey, SECRET)}
    for response in every - known:
        with pytest.raises(NotFound, match="没有这份需要核查的答卷"):
            judging.one(judged_survey, response, SECRET)
        with pytest.raises(NotFound):
            invalidate(judged_survey, response)
    for strange in ("", "x", "batch:1:1", "person:1", "' OR 1=1"):
        with pytest.raises(NotFound):
            judging.one(judged_survey, strange, SECRET)
    assert {judging.one(judged_survey, each, SECRET).id for each in known} == known


def test_to_read_one_the_others_stay_sealed(judged_survey, monkeypatch):
    response = flagged(judged_survey, Flag.TOO_FAST)
    opened = []
    open_one = opening._opened
    monkeypatch.setattr(opening, "_opened", lambda *facts: opened.append(1) or open_one(*facts))
    judging.one(judged_survey, response.id, SECRET)
    assert len(opened) == 1


def test_the_list_holds_nothing_that_was_answered(judged_survey):
    judged = judging.judged(judged_survey, SECRET)
    assert {each.checked for each in (*judged.flagged, *judged.unfit)} == {None}


def test_a_list_once_drawn_opens_nothing_again(judged_survey, monkeypatch):
    before = judging.judged(judged_survey, SECRET)
    monkeypatch.setattr(opening, "_opened", lambda *_: pytest.fail("a content was opened"))
    assert judging.judged(judged_survey, SECRET) == before
    batch = ResponseBatch(
        survey_id=judged_survey.id, title="纸质", returned=3, valid=1, imported_at=clock.now()
    )
    monkeypatch.undo()
    batch.content = json.dumps([[[name, value] for name, value in STRAIGHT.items()]]).encode()
    with unit_of_work() as session:
        session.add(batch)
    after = judging.judged(judged_survey, SECRET)
    assert (after.returned, after.valid) == (before.returned + 3, before.valid + 1)
    assert len(after.flagged) == len(before.flagged) + 1


def test_what_tells_who_somebody_is_is_not_shown(judged_survey):
    response = judging.one(judged_survey, flagged(judged_survey, Flag.STRAIGHT_LINE).id, SECRET)
    program = queries.manifest_of(judged_survey).program
    private = answer_words.telling(program, queries.breakdowns_of(judged_survey))
    rows = {
        row.question: row.answer
        for row in answer_words.rows(program, response.checked, private=private)
    }
    assert rows["食堂"] == "非常满意"
    assert rows["您的部门"] == rows["意见和建议"] == "（已答，不显示）"
    assert rows["还想要什么"] == ""
    assert "张老师" not in str(rows)


def test_a_judgement_with_its_reason_changes_how_many_count_and_can_be_taken_back(judged_survey):
    response = flagged(judged_survey, Flag.STRAIGHT_LINE)
    before = judging.judged(judged_survey, SECRET)
    invalidate(judged_survey, response.id)
    after = judging.judged(fresh(judged_survey.id), SECRET)
    assert (after.returned, after.valid) == (before.returned, before.valid - 1)
    assert after.invalidated[response.id].reason == "全选同一项，且自称误点"
    judging.restore(judged_survey.id, fresh(judged_survey.id).version, response.id, ACTOR)
    assert judging.judged(fresh(judged_survey.id), SECRET).valid == before.valid
    events = [row.event for row in db.session.query(AuditEntry).order_by(AuditEntry.number)]
    assert events[-2:] == ["survey:response-invalidated", "survey:response-restored"]


def test_the_log_says_why_and_not_which(judged_survey):
    response = flagged(judged_survey, Flag.TOO_FAST)
    invalidate(judged_survey, response.id, "三秒答完")
    entry = db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert json.loads(entry.details) == {"flags": ["too_fast"], "reason": "三秒答完"}
    assert response.id not in entry.subject + entry.details


def test_an_invalid_response_is_left_out_of_the_count(judged_survey):
    invalidate(judged_survey, flagged(judged_survey, Flag.STRAIGHT_LINE).id)
    found = fresh(judged_survey.id)
    done = counting.count(found.id, found.version, ACTOR, SECRET)
    rates = json.loads(done.results)["rates"]
    assert (rates["returned"], rates["valid"]) == (12, 10)
    assert db.session.query(Invalidation).count() == 0


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_judgement_needs_a_reason(judged_survey, reason):
    response = flagged(judged_survey, Flag.TOO_FAST)
    with pytest.raises(WrongInput, match="写明判为无效的理由"):
        invalidate(judged_survey, response.id, reason)
    assert db.session.query(Invalidation).count() == 0


def test_nobody_judges_twice_or_on_an_old_page(judged_survey):
    response = flagged(judged_survey, Flag.TOO_FAST)
    invalidate(judged_survey, response.id)
    with pytest.raises(NotReady, match="已经判为无效"):
        invalidate(judged_survey, response.id)
    other = flagged(judged_survey, Flag.STRAIGHT_LINE)
    with pytest.raises(StaleEdit):
        judging.invalidate(judged_survey.id, 1, other.id, "理由", ACTOR, SECRET)
    with pytest.raises(StaleEdit):
        judging.restore(judged_survey.id, 1, response.id, ACTOR)
    with pytest.raises(NotFound, match="没有判为无效"):
        judging.restore(judged_survey.id, fresh(judged_survey.id).version, other.id, ACTOR)
    assert db.session.query(Invalidation).count() == 1


def test_nothing_is_judged_before_the_end_or_after_the_count(survey, people):
    answer(survey, people[0], STRAIGHT)
    with pytest.raises(NotReady, match="还没有截止"):
        judging.one(survey, "x", SECRET)
    with pytest.raises(NotReady, match="还没有截止"):
        judging.restore(survey.id, survey.version, "x", ACTOR)
    found = closed(survey.id)
    done = counting.count(found.id, found.version, ACTOR, SECRET)
    for late in (
        lambda: judging.judged(done, SECRET),
        lambda: judging.one(done, "x", SECRET),
        lambda: judging.invalidate(done.id, done.version, "x", "理由", ACTOR, SECRET),
        lambda: judging.restore(done.id, done.version, "x", ACTOR),
    ):
        with pytest.raises(NotReady, match="已经统计完毕"):
            late()


def test_flagged_responses_stand_in_no_order_of_the_board(people, survey):
    for person_id in people:
        answer(survey, person_id, STRAIGHT)
    shown = [each.id for each in judging.judged(closed(survey.id), SECRET).flagged]
    boxed = [each.id for each in opening.responses(fresh(survey.id), SECRET)]
    assert sorted(boxed) == shown
    # One chance in 12! that the order of keys is that of the names.
    assert boxed != shown


def test_flags_are_told_in_words():
    assert len(judging.flags_in_words(Flag)) == len(Flag)
