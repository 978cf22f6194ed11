"""What is said of a document before the vote, by whom, and how it is answered; hearings."""

from datetime import date, timedelta

import pytest

from tests.cast import ACTOR, a_hall, version
from tests.services.resolutions.drafting import a_draft, add, an_observer, revise, seal
from voting import clock
from voting.audit import queries as audit
from voting.db import db
from voting.errors import IllegalStep, NotAllowed, NotFound, NotReady, WrongInput
from voting.polls import lifecycle
from voting.resolutions import queries, service
from voting.resolutions.service import HearingFacts


@pytest.fixture
def hall(app):
    return a_hall(6)


@pytest.fixture
def poll_id(hall) -> int:
    return a_draft(hall)


@pytest.fixture
def item_id(poll_id) -> int:
    return add(poll_id, "分配方案")


def said(item_id: int) -> list:
    db.session.rollback()
    db.session.expire_all()
    return queries.comments(item_id)


def events() -> list[str]:
    db.session.rollback()
    return [entry.event for entry in audit.entries().rows]


def test_a_delegate_comments_on_the_version_at_hand_and_is_answered(hall, poll_id, item_id):
    revise(poll_id, item_id, "第二稿")
    made = service.make_comment(poll_id, item_id, hall.delegates[0], "第三条不清楚", "代表")
    number = made.id
    service.reply(poll_id, item_id, number, "已修改第三条", ACTOR)

    found = said(item_id)[0]
    assert (found.version_number, found.body, found.reply) == (2, "第三条不清楚", "已修改第三条")
    assert (found.replied_by, found.replied_at is not None) == (ACTOR, True)
    assert {"comment:made", "comment:answered"} <= set(events())


def test_the_log_keeps_that_something_was_said_and_not_what(hall, poll_id, item_id):
    service.make_comment(poll_id, item_id, hall.delegates[0], "第三条不清楚", "代表")
    db.session.rollback()
    assert not any("不清楚" in entry.details for entry in audit.entries().rows)


def test_an_observer_may_comment_and_a_stranger_may_not(hall, poll_id, item_id):
    observer = an_observer(hall)
    service.make_comment(poll_id, item_id, observer, "建议补充附件", "列席")
    with pytest.raises(NotAllowed, match="不在本次会议的参加人员名单上"):
        service.make_comment(poll_id, item_id, hall.outsider, "我也说一句", "外人")
    assert [each.person_id for each in said(item_id)] == [observer]


def test_an_answer_may_be_corrected_and_the_log_says_so(hall, poll_id, item_id):
    number = service.make_comment(poll_id, item_id, hall.delegates[0], "请说明", "代表").id
    service.reply(poll_id, item_id, number, "见第三条", ACTOR)
    service.reply(poll_id, item_id, number, "见第四条", ACTOR)
    assert said(item_id)[0].reply == "见第四条"
    assert events().count("comment:answered") == 2


def test_nothing_empty_is_said_or_answered(hall, poll_id, item_id):
    with pytest.raises(WrongInput, match="请填写意见"):
        service.make_comment(poll_id, item_id, hall.delegates[0], " ", "代表")
    number = service.make_comment(poll_id, item_id, hall.delegates[0], "请说明", "代表").id
    with pytest.raises(WrongInput, match="请填写答复"):
        service.reply(poll_id, item_id, number, " ", ACTOR)
    assert said(item_id)[0].reply is None


def test_one_takes_back_ones_own_comment_until_it_is_answered(hall, poll_id, item_id):
    mine, other = hall.delegates[:2]
    number = service.make_comment(poll_id, item_id, mine, "写错了", "代表").id
    with pytest.raises(NotAllowed, match="只能撤回自己的意见"):
        service.withdraw_comment(poll_id, item_id, number, other, "代表")
    service.withdraw_comment(poll_id, item_id, number, mine, "代表")
    assert said(item_id)[0].withdrawn_at is not None
    assert queries.unanswered(poll_id) == {}
    with pytest.raises(IllegalStep, match="不能再撤回"):
        service.withdraw_comment(poll_id, item_id, number, mine, "代表")
    with pytest.raises(IllegalStep, match="不必答复"):
        service.reply(poll_id, item_id, number, "好的", ACTOR)


def test_an_answered_comment_stays(hall, poll_id, item_id):
    number = service.make_comment(poll_id, item_id, hall.delegates[0], "请说明", "代表").id
    service.reply(poll_id, item_id, number, "见第三条", ACTOR)
    with pytest.raises(IllegalStep, match="不能再撤回"):
        service.withdraw_comment(poll_id, item_id, number, hall.delegates[0], "代表")


def test_there_is_nothing_to_say_of_a_document_without_a_text(hall, poll_id):
    empty = add(poll_id, "考核办法", text=None)
    with pytest.raises(NotReady, match="还没有文本"):
        service.make_comment(poll_id, empty, hall.delegates[0], "请说明", "代表")


def test_comments_end_when_the_vote_begins_and_answers_do_not(app, hall, poll_id, item_id):
    number = service.make_comment(poll_id, item_id, hall.delegates[0], "请说明", "代表").id
    seal(app, poll_id)
    service.make_comment(poll_id, item_id, hall.delegates[1], "封存后仍可提", "代表")
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    with pytest.raises(NotReady, match="表决已经开始"):
        service.make_comment(poll_id, item_id, hall.delegates[2], "太晚了", "代表")
    service.reply(poll_id, item_id, number, "见第三条", ACTOR)
    lifecycle.annul(poll_id, version(poll_id), "文本有误", ACTOR)
    with pytest.raises(NotReady, match="已作废"):
        service.reply(poll_id, item_id, number, "再改", ACTOR)
    assert len(said(item_id)) == 2


def test_a_comment_on_another_document_is_not_there(hall, poll_id, item_id):
    other = add(poll_id, "考核办法")
    number = service.make_comment(poll_id, other, hall.delegates[0], "请说明", "代表").id
    with pytest.raises(NotFound):
        service.reply(poll_id, item_id, number, "好的", ACTOR)


# --- Hearings ----------------------------------------------------------------------------------


def a_hearing(**changes) -> HearingFacts:
    facts = {
        "held_on": date(2026, 1, 15),
        "place": "会议室",
        "presided_by": "张五",
        "participants": 25,
        "summary": "多数同意",
        "conclusion": "采纳三条意见",
    }
    return HearingFacts(**(facts | changes))


def test_a_hearing_is_recorded_with_what_was_concluded(poll_id, item_id):
    service.record_hearing(poll_id, item_id, a_hearing(), ACTOR)
    found = queries.hearings(item_id)[0]
    assert (found.participants, found.conclusion) == (25, "采纳三条意见")
    assert "hearing:recorded" in events()


def test_a_hearing_that_is_still_to_come_is_no_record(poll_id, item_id):
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(WrongInput, match="日期还没有到"):
        service.record_hearing(poll_id, item_id, a_hearing(held_on=tomorrow), ACTOR)
    assert queries.hearings(item_id) == []


def test_a_sealed_document_has_no_further_hearing(app, poll_id, item_id):
    seal(app, poll_id)
    with pytest.raises(NotReady, match="已经封存"):
        service.record_hearing(poll_id, item_id, a_hearing(), ACTOR)
