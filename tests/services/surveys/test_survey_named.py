"""Signed answers: kept with the person as the first page says, all of it or nothing."""

from datetime import timedelta

import pytest

from tests.conftest import SECRET
from tests.services.ballots.voters import at_once
from tests.services.surveys.making import LINE, a_survey, at, closed, fresh, sheet
from voting import clock
from voting.ballots.refusals import Malformed
from voting.db import db
from voting.errors import NotAllowed, WrongInput
from voting.surveys import content, opening, queries
from voting.surveys.models import NamedResponse, Survey
from voting.surveys.rules import Body, Mode, State
from voting.surveys.service import counting, judging, publishing
from voting.surveys.service.issuing import NotAsking
from voting.surveys.service.responding import AlreadyAnswered, answer_named


@pytest.fixture
def named(people) -> Survey:
    return a_survey(mode=Mode.NAMED)


def document(answers, *, hurried: bool = False, language: str = "") -> dict:
    pairs = [[name, value] for name, value in answers.items()]
    return {"answers": pairs, "hurried": hurried, "language": language}


def kept() -> int:
    return db.session.query(NamedResponse).count()


def test_a_signed_answer_is_kept_with_its_person_and_its_day(named, people):
    answer_named(named.public_id, people[0], document(sheet(wish=" 多开窗口 ")))
    row = db.session.get_one(NamedResponse, (named.id, people[0]))
    assert row.given_on == clock.today()
    assert content.decoded(row.content, 10_000).answers["wish"] == "多开窗口"
    assert queries.has_answered(named.id, people[0])
    assert not queries.has_answered(named.id, people[1])


def test_the_same_answer_again_is_no_news_and_another_is_refused(named, people):
    answer_named(named.public_id, people[0], document(sheet()))
    answer_named(named.public_id, people[0], document(sheet()))
    with pytest.raises(AlreadyAnswered, match="每人只能提交一次"):
        answer_named(named.public_id, people[0], document(sheet(1)))
    assert kept() == 1


def test_of_two_answers_at_once_one_is_kept(app, named, people):
    public_id, person_id = named.public_id, people[0]
    db.session.remove()

    def send(n):
        with app.app_context():
            try:
                return answer_named(public_id, person_id, document(sheet(n)))
            finally:
                db.session.remove()

    came = at_once(send, range(4))
    assert came.count(None) == 1
    assert [type(each) for each in came].count(AlreadyAnswered) == 3
    assert kept() == 1


def test_nobody_else_answers_a_signed_survey(people):
    asked = a_survey(mode=Mode.NAMED, body=Body.WOMEN)
    with pytest.raises(NotAllowed, match="不在这份问卷的邀请名单上"):
        answer_named(asked.public_id, people[-1], document(sheet()))
    assert kept() == 0


@pytest.mark.parametrize("mode", [Mode.INVITED, Mode.OPEN])
def test_an_anonymous_survey_takes_no_signed_answer(people, mode):
    survey = a_survey(mode=mode)
    with pytest.raises(NotAllowed, match="不是实名问卷"):
        answer_named(survey.public_id, people[0], document(sheet()))
    assert kept() == 0


def test_signed_answers_are_taken_in_the_window_only(named, people):
    at(named, opens_at=clock.now() + timedelta(hours=1))
    with pytest.raises(NotAsking, match="还没有开始"):
        answer_named(named.public_id, people[0], document(sheet()))
    at(named, opens_at=None, closes_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(NotAsking, match="已经截止"):
        answer_named(named.public_id, people[0], document(sheet()))
    assert kept() == 0
    assert fresh(named.id).state == State.CLOSED


FAULTY = [
    ({}, "您的部门"),
    (sheet(q1="9"), "食堂"),
    (sheet(wish="长" * 2001), "意见和建议"),
]


@pytest.mark.parametrize(("answers", "question"), FAULTY)
def test_a_faulty_answer_is_told_with_its_question_and_nothing_is_kept(
    named, people, answers, question
):
    with pytest.raises(WrongInput, match=f"答卷没有提交：“{question}”"):
        answer_named(named.public_id, people[0], document(answers))
    assert kept() == 0


MALFORMED = [
    None,
    [],
    "x",
    {"answers": []},
    {"answers": {}, "hurried": False, "language": ""},
    {"answers": [["q1", 5]], "hurried": False, "language": ""},
    {"answers": [["q1"]], "hurried": False, "language": ""},
    {"answers": [], "hurried": "no", "language": ""},
    {"answers": [], "hurried": False, "language": 1},
    {"answers": [], "hurried": False, "language": "", "person": 1},
]


@pytest.mark.parametrize("sent", MALFORMED, ids=repr)
def test_a_document_of_another_form_is_refused(named, people, sent):
    with pytest.raises(Malformed):
        answer_named(named.public_id, people[0], sent)
    assert kept() == 0


def test_answers_to_unknown_questions_are_not_kept(named, people):
    answer_named(named.public_id, people[0], document(sheet(身份证="1")))
    row = db.session.get_one(NamedResponse, (named.id, people[0]))
    assert "身份证" not in row.content.decode()


def test_signed_answers_are_judged_and_counted_and_stay(named, people):
    for n, person_id in enumerate(people):
        answer_named(named.public_id, person_id, document(sheet(n)))
    found = closed(named.id)
    assert judging.judged(found, SECRET).valid == 12
    done = counting.count(found.id, found.version, "王芳", SECRET)
    assert done.state == State.COUNTED
    assert kept() == 12


def test_a_signed_answer_is_judged_by_its_person(named, people):
    answer_named(named.public_id, people[0], document({"unit": "math", **LINE}))
    answer_named(named.public_id, people[1], document(sheet(), hurried=True))
    found = closed(named.id)
    judged = judging.judged(found, SECRET)
    assert {each.id for each in judged.flagged} == {f"person:{each}" for each in people[:2]}
    judging.invalidate(found.id, found.version, f"person:{people[0]}", "误点", "王芳", SECRET)
    done = counting.count(found.id, fresh(found.id).version, "王芳", SECRET)
    assert b'"valid":1' in done.results


def test_a_withdrawn_survey_forgets_its_signed_answers(named, people):
    answer_named(named.public_id, people[0], document(sheet()))
    publishing.withdraw(named.id, named.version, "题目有误", "王芳")
    assert kept() == 0


def test_opening_needs_no_key(named, people):
    answer_named(named.public_id, people[0], document(sheet()))
    [response] = opening.responses(closed(named.id), SECRET)
    assert response.checked.answers["q1"] == sheet()["q1"]
