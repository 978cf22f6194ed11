"""Comments before they are printed: two persons for each, and originals gone afterwards."""

import json

import pytest

from tests.conftest import SECRET
from tests.services.access.house import make_officer
from tests.services.surveys.making import (
    ACTOR,
    a_survey,
    an_officer,
    answer,
    closed,
    fresh,
    sheet,
)
from voting.access.models import Account
from voting.access.rules import Office
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit
from voting.surveys import queries
from voting.surveys.models import Comment, Survey
from voting.surveys.rules import CommentState, State
from voting.surveys.service import commenting, counting

TEXTS = [f"希望改进第{n}件事，张三老师" for n in range(12)]


@pytest.fixture
def secretary(app):
    return an_officer(make_officer("wangfang", "王芳", Office.SECRETARY), "王芳")


@pytest.fixture
def chair(app):
    return an_officer(make_officer("liming", "李明", Office.SURVEY_CHAIR), "李明")


@pytest.fixture
def counted(people) -> Survey:
    survey = a_survey(comment_least=5)
    for n, person_id in enumerate(people):
        answer(survey, person_id, sheet(n, wish=TEXTS[n]))
    found = closed(survey.id)
    return counting.count(found.id, found.version, ACTOR, SECRET)


def comment(survey: Survey, position: int = 1) -> Comment:
    key = (survey.id, "wish", position)
    return db.session.get_one(Comment, key, populate_existing=True)


def propose(survey, who, printed, position=1, version=None):
    version = comment(survey, position).version if version is None else version
    commenting.propose(survey.id, "wish", position, version, printed, who)


def release(survey: Survey) -> Survey:
    return counting.release(survey.id, fresh(survey.id).version, ACTOR)


def test_one_decides_another_consents_and_what_they_agreed_on_is_printed(counted, secretary, chair):
    propose(counted, secretary, " 希望改进一件事 ")
    propose(counted, secretary, "", position=2)
    assert commenting.propose_as_written(counted.id, "wish", secretary) == 10
    commenting.consent(counted.id, "wish", 1, comment(counted).version, chair)
    assert commenting.consent_all(counted.id, "wish", chair) == 11
    left_out = comment(counted, 2).text
    done = release(counted)
    [printed] = json.loads(done.results)["comments"]
    assert len(printed["texts"]) == 11
    assert "希望改进一件事" in printed["texts"]
    assert left_out not in printed["texts"]
    assert done.state == State.RELEASED


def test_nothing_is_released_before_two_agreed_on_each(counted, secretary, chair):
    def refused(number: int) -> None:
        with pytest.raises(NotReady, match=f"还有 {number} 条意见没有审读完"):
            release(counted)
        assert fresh(counted.id).state == State.COUNTED

    refused(12)
    commenting.propose_as_written(counted.id, "wish", secretary)
    refused(12)
    commenting.consent_all(counted.id, "wish", chair)
    propose(counted, secretary, "改了")
    refused(1)


def test_the_same_person_cannot_consent_whatever_they_are_called(counted, secretary):
    propose(counted, secretary, "照登")
    with unit_of_work() as session:
        session.get_one(Account, secretary.account_id).display_name = "王小芳"
    renamed = an_officer(secretary.account_id, "王小芳")
    with pytest.raises(NotAllowed, match="要由两个人完成"):
        commenting.consent(counted.id, "wish", 1, comment(counted).version, renamed)
    with pytest.raises(NotReady, match="没有别人提出"):
        commenting.consent_all(counted.id, "wish", renamed)
    assert comment(counted).state == CommentState.PROPOSED


def test_a_change_after_consent_needs_consent_anew(counted, secretary, chair):
    propose(counted, secretary, "照登")
    commenting.consent(counted.id, "wish", 1, comment(counted).version, chair)
    propose(counted, secretary, "另一句")
    changed = comment(counted)
    assert (changed.state, changed.consenter_id) == (CommentState.PROPOSED, None)


def test_whoever_consents_may_have_changed_it_and_then_the_other_consents(
    counted, secretary, chair
):
    propose(counted, secretary, "照登")
    propose(counted, chair, "改一个字")
    with pytest.raises(NotAllowed):
        commenting.consent(counted.id, "wish", 1, comment(counted).version, chair)
    commenting.consent(counted.id, "wish", 1, comment(counted).version, secretary)
    assert comment(counted).state == CommentState.AGREED


def test_nobody_consents_to_a_text_they_have_not_seen(counted, secretary, chair):
    commenting.propose_as_written(counted.id, "wish", secretary)
    seen = comment(counted).version
    all_seen = commenting.versions(queries.comments(counted.id))
    propose(counted, secretary, "偷偷换掉的一句")
    with pytest.raises(StaleEdit):
        commenting.consent(counted.id, "wish", 1, seen, chair)
    with pytest.raises(StaleEdit, match="您还没有同意"):
        commenting.consent_all(counted.id, "wish", chair, all_seen)
    assert {each.state for each in queries.comments(counted.id)} == {CommentState.PROPOSED}


def test_what_waits_cannot_be_consented_to_and_what_is_agreed_not_twice(counted, secretary, chair):
    with pytest.raises(NotReady, match="还没有人提出"):
        commenting.consent(counted.id, "wish", 1, comment(counted).version, chair)
    with pytest.raises(NotReady):
        commenting.consent_all(counted.id, "wish", chair)
    commenting.propose_as_written(counted.id, "wish", secretary)
    with pytest.raises(NotReady, match="没有待审读的意见"):
        commenting.propose_as_written(counted.id, "wish", secretary)
    commenting.consent_all(counted.id, "wish", chair)
    with pytest.raises(NotReady):
        commenting.consent(counted.id, "wish", 1, comment(counted).version, chair)


def test_there_is_no_such_comment(counted, secretary):
    for question, position in (("wish", 99), ("gone", 1), ("wish", 0)):
        with pytest.raises(NotFound, match="没有这条意见"):
            commenting.propose(counted.id, question, position, 1, "x", secretary)


def test_a_stale_page_changes_no_comment(counted, secretary, chair):
    propose(counted, secretary, "照登")
    with pytest.raises(StaleEdit, match="您的修改没有保存"):
        propose(counted, chair, "改", version=1)
    assert comment(counted).printed == "照登"


def test_comments_are_reviewed_between_count_and_release_only(people, secretary):
    survey = a_survey()
    with pytest.raises(NotReady, match="不是审读意见的时候"):
        commenting.propose_as_written(survey.id, "wish", secretary)


def test_originals_are_gone_after_release(counted, secretary, chair, tmp_path):
    propose(counted, secretary, "希望改进一件事")
    commenting.propose_as_written(counted.id, "wish", secretary)
    commenting.consent_all(counted.id, "wish", chair)
    original = comment(counted).text
    release(counted)
    assert db.session.query(Comment).count() == 0
    with pytest.raises(NotReady):
        commenting.propose_as_written(counted.id, "wish", secretary)
    if db.engine.dialect.name == "sqlite":
        left = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite*"))
        assert original.encode() not in left


def test_words_of_many_are_of_the_printed_texts_alone(counted, secretary, chair):
    for position in range(1, 13):
        propose(counted, secretary, "改进食堂", position)
    commenting.consent_all(counted.id, "wish", chair)
    assert "张三" not in release(counted).results.decode()
