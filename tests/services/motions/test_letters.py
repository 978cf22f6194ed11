"""Letters: with a name or without, taken out by the day, answered, opened by the code alone."""

from datetime import timedelta

import pytest
import time_machine

from tests.services.motions.moving import a_house, reply, state_of, the_motion, version
from tests.services.motions.staff import (
    SECRETARY,
    a_box,
    a_leader,
    a_secretary_on_the_roster,
    a_slip,
    outbox,
    with_address,
)
from voting import clock
from voting.db import db
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit, TooManyTries, WrongInput
from voting.motions.letterbox import boxes, codes, queries, service
from voting.motions.letterbox.boxes import BoxFacts
from voting.motions.letterbox.models import Letter, LetterBox, LetterMessage, WaitingLetter
from voting.motions.letterbox.rules import MOST_MESSAGES, Keeper, code_of, grouped
from voting.motions.letterbox.service import Written
from voting.motions.models import Motion, MotionEvent
from voting.motions.roles import tasks
from voting.motions.rules import Class, Grade, Kind, State
from voting.motions.service import clockwork, drafting, feedback, handling, replies, review
from voting.motions.service.handling import Order
from voting.motions.service.replies import ReplyFacts

CANTEEN = Written("食堂涨价没有公示", "九月起每份贵了三元，请公开成本。")


@pytest.fixture
def house(app):
    return a_house()


@pytest.fixture
def box(house):
    return a_box(house)


def in_days(days, **more):
    return time_machine.travel(clock.now() + timedelta(days=days, **more), tick=False)


def sent(box, written=CANTEEN):
    """Send a letter without a name as a person would: not faster than anybody writes."""
    slip = a_slip(box)
    with in_days(0, seconds=60):
        return service.send_nameless(box, slip, written)


def taken_out(box, written=CANTEEN):
    """Send a letter and let the next day come; return the code and the letter's id."""
    code = sent(box, written)
    service.take_out(clock.today() + timedelta(days=1))
    digest = codes.digest_of(code)
    return code, db.session.query(Letter).filter_by(code_digest=digest).one().motion_id


# --- Without a name ----------------------------------------------------------------------------


def test_a_letter_without_a_name_waits_in_the_box_until_the_next_day(box):
    code = sent(box)
    assert len(code) == 16
    opened = queries.opened(code)
    assert (opened.title, opened.arrived) == (CANTEEN.title, False)
    assert "次日开箱" in opened.state
    assert service.take_out() == 0
    assert db.session.query(Motion).count() == 0
    assert service.take_out(clock.today() + timedelta(days=1)) == 1
    assert db.session.query(WaitingLetter).count() == 0
    assert queries.opened(code).state == "已收到，正在确定由哪个部门办理"


def test_it_is_filed_without_review_and_has_no_mover_and_no_moment(box):
    day = clock.today()
    _code, motion_id = taken_out(box)
    motion = the_motion(motion_id)
    assert (motion.kind, motion.state, motion.movers) == (Kind.LETTER, State.FILED, [])
    for moment in (motion.created_at, motion.submitted_at, motion.filed_at):
        assert clock.local(moment).isoformat() == f"{day.isoformat()}T00:00:00+08:00"
    events = db.session.query(MotionEvent).filter_by(motion_id=motion_id).all()
    assert [event.actor for event in events] == ["匿名", "系统"]


def test_the_code_alone_opens_the_reply(house, box):
    code, motion_id = taken_out(box)
    other, _id = taken_out(box, Written("另一封", "另一件事"))
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    assert queries.opened(code).state == "正在办理，还没有答复"
    reply(house, motion_id)
    opened = queries.opened(code)
    assert opened.state == "已答复"
    assert [(each.text, each.unit) for each in opened.replies] == [("已采取措施（A）", "后勤处")]
    assert queries.opened(other).replies == []


def test_a_reply_that_is_not_signed_is_not_shown(house, box):
    code, motion_id = taken_out(box)
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    task = tasks(the_motion(motion_id))[0]
    replies.draft(motion_id, task.id, ReplyFacts("还在商量", Class.A), house.handler)
    assert queries.opened(code).replies == []


@pytest.mark.parametrize("typed", ["", "ABCD", "2345-6789-ABCD-EFGH", "0" * 16, "甲" * 16])
def test_a_wrong_code_opens_nothing_and_a_lost_one_is_not_found_again(box, typed):
    sent(box)
    with pytest.raises(NotFound, match="丢失的回执码无法找回"):
        queries.opened(code_of(typed))


def test_a_code_is_read_however_it_is_typed(box):
    code = sent(box)
    for typed in (code.lower(), grouped(code), f" {code[:8]} {code[8:]} "):
        assert code_of(typed) == code


def test_the_code_is_stored_nowhere_and_its_digest_depends_on_the_secret(app, box):
    code = sent(box)
    kept = db.session.query(WaitingLetter).one().code_digest
    assert code not in kept
    app.config["SECRET_KEY"] = "another secret of the same service"
    assert codes.digest_of(code) != kept


def test_a_form_sent_twice_is_one_letter_with_one_code(box):
    slip = a_slip(box)
    with in_days(0, seconds=60):
        first = service.send_nameless(box, slip, CANTEEN)
        assert service.send_nameless(box, slip, CANTEEN) == first
    assert db.session.query(WaitingLetter).count() == 1
    service.take_out(clock.today() + timedelta(days=1))
    with in_days(0, seconds=90):
        assert service.send_nameless(box, slip, CANTEEN) == first
    assert db.session.query(WaitingLetter).count() == 0


def test_a_slip_that_is_forged_foreign_old_or_filled_in_at_once_is_refused(house, box):
    fresh = a_slip(box)
    with pytest.raises(NotReady, match="提交得太快"):
        service.send_nameless(box, fresh, CANTEEN)
    other = a_slip(a_box(house, title="校长信箱"))
    with in_days(0, seconds=60):
        for slip in ("", "x.y.z", fresh[:-2], other):
            with pytest.raises(WrongInput, match="打开得太久"):
                service.send_nameless(box, slip, CANTEEN)
    with in_days(0, hours=13), pytest.raises(WrongInput, match="打开得太久"):
        service.send_nameless(box, fresh, CANTEEN)
    assert db.session.query(WaitingLetter).count() == 0


def test_a_box_takes_so_many_letters_a_day(house):
    small = a_box(house, daily_most=2)
    codes_of_day = [sent(small), sent(small)]
    with pytest.raises(TooManyTries, match="已满"):
        sent(small)
    assert all(queries.opened(code).title for code in codes_of_day)
    with in_days(1):
        service.take_out()
        assert sent(small)


def test_an_empty_letter_is_refused(box):
    with pytest.raises(WrongInput, match="标题和内容"):
        sent(box, Written("标题", "  "))


def test_a_box_for_signed_letters_and_one_out_of_use_take_none(house):
    named = a_box(house, anonymous=False)
    with pytest.raises(NotAllowed, match="不收匿名来信"):
        sent(named)
    closed = a_box(house, is_open=False)
    for number in (closed, 999):
        with pytest.raises(NotFound, match="没有这个信箱"):
            sent(number)
    assert db.session.query(WaitingLetter).count() == 0


def test_letters_of_a_day_come_out_in_the_order_of_chance(box):
    sent_in_order = [sent(box, Written(f"第{number}封", "内容")) for number in range(12)]
    service.take_out(clock.today() + timedelta(days=1))
    kept = db.session.query(Letter).order_by(Letter.motion_id).all()
    digests = [letter.code_digest for letter in kept]
    assert digests == sorted(digests)
    assert digests != [codes.digest_of(code) for code in sent_in_order]


# --- Messages ----------------------------------------------------------------------------------


def test_the_sender_writes_on_and_is_answered_by_message(house, box):
    code, motion_id = taken_out(box)
    service.write_on(code, "还有早餐")
    service.answer(motion_id, "已转食堂", house.secretary)
    messages = queries.opened(code).messages
    assert [(each.officer, each.text) for each in messages] == [
        ("", "还有早餐"),
        ("秘书王芳", "已转食堂"),
    ]
    assert {each.day for each in messages} == {clock.today()}


def test_those_who_answer_see_a_message_of_the_sender_from_the_next_day_on(house, box):
    code, motion_id = taken_out(box)
    service.write_on(code, "还有早餐")
    service.answer(motion_id, "已转食堂", house.secretary)
    service.write_on(code, "好的")
    assert [each.text for each in queries.messages_shown(motion_id)] == ["已转食堂"]
    assert not queries.desk(house.secretary)[0].unanswered
    with in_days(1):
        assert len(queries.messages_shown(motion_id)) == 3
        assert queries.desk(house.secretary)[0].unanswered


def test_the_department_and_the_leader_may_answer_and_nobody_else(house, box):
    code, motion_id = taken_out(box)
    with pytest.raises(NotAllowed, match="只有秘书、分管领导和承办部门"):
        service.answer(motion_id, "我来说", house.handler)
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    service.answer(motion_id, "正在核算", house.handler)
    service.answer(motion_id, "请财务协助", a_leader(house))
    with pytest.raises(NotAllowed):
        service.answer(motion_id, "我也说", house.delegate())
    assert len(queries.opened(code).messages) == 2


def test_a_message_needs_a_text_a_code_and_a_letter_that_was_taken_out(house, box):
    code = sent(box)
    with pytest.raises(NotReady, match="明天开箱"):
        service.write_on(code, "补充")
    with pytest.raises(NotFound, match="没有找到这封信"):
        service.write_on(None, "补充")
    with pytest.raises(WrongInput, match="填写要补充"):
        service.write_on(code, " ")
    assert db.session.query(LetterMessage).count() == 0


def test_messages_are_not_endless_and_a_page_sent_twice_is_one(box):
    code, _motion_id = taken_out(box)
    service.write_on(code, "第一条")
    service.write_on(code, "第一条")
    assert db.session.query(LetterMessage).count() == 1
    for number in range(MOST_MESSAGES - 1):
        service.write_on(code, f"补充{number}")
    with pytest.raises(TooManyTries, match="不能再写"):
        service.write_on(code, "再补充")


# --- With a name -------------------------------------------------------------------------------


def test_a_signed_letter_needs_no_review_and_its_sender_rates_the_reply(house, box):
    motion_id = service.send_signed(box, CANTEEN, house.delegate()).id
    assert state_of(motion_id) is State.FILED
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    assert state_of(motion_id) is State.CLOSED


def test_a_signed_letter_has_no_code_and_needs_a_person(house, box):
    motion_id = service.send_signed(box, CANTEEN, house.delegate()).id
    assert db.session.get(Letter, motion_id).code_digest is None
    with pytest.raises(NotFound, match="没有这封匿名来信"):
        service.answer(motion_id, "留言", house.secretary)
    with pytest.raises(NotAllowed, match="用会议卡登录"):
        service.send_signed(box, CANTEEN, house.secretary)


# --- The desk and the clock --------------------------------------------------------------------


def test_the_secretary_sees_all_letters_and_a_leader_those_of_the_own_boxes(house, box):
    principal = a_box(house, title="校长信箱", keeper=Keeper.LEADER, unit_id=None)
    leader = a_leader(house)
    taken_out(box)
    service.send_signed(principal, Written("给校长", "内容"), house.delegate())
    assert [each.motion.title for each in queries.desk(leader)] == ["给校长"]
    assert {each.box.title for each in queries.desk(house.secretary)} == {"工会信箱", "校长信箱"}
    assert queries.desk(house.delegate()) == []
    assert queries.ripe() == 0


def test_a_leader_assigns_a_letter_of_the_own_box(house):
    principal = a_box(house, title="校长信箱", keeper=Keeper.LEADER, unit_id=None)
    motion_id = service.send_signed(principal, CANTEEN, house.delegate()).id
    handling.assign(motion_id, version(motion_id), Order(house.canteen), a_leader(house))
    assert state_of(motion_id) is State.HANDLING


def test_those_who_answer_are_told_once_a_day_and_never_when_a_letter_comes(house, box):
    with_address(house.hall.teller)
    a_secretary_on_the_roster(house)
    code = sent(box)
    assert outbox() == []
    tomorrow = clock.today() + timedelta(days=1)
    service.take_out(tomorrow)
    service.take_out(tomorrow)
    assert len(outbox()) == 2
    assert all("1 封匿名来信待交办" in each.subject for each in outbox())
    service.write_on(code, "补充")
    assert len(outbox()) == 2
    service.take_out(tomorrow)
    assert len(outbox()) == 4
    assert "来信人补充" in outbox()[-1].subject


def test_letters_are_never_merged_so_that_nobody_reads_anothers(house, box):
    code, nameless = taken_out(box)
    signed = service.send_signed(box, CANTEEN, house.delegate()).id
    for motion_id, into in ((nameless, signed), (signed, nameless)):
        with pytest.raises(NotReady, match="来信不能并案"):
            review.merge(motion_id, version(motion_id), into, "内容相同", house.secretary)
    assert the_motion(nameless).movers == []
    assert queries.opened(code).state == "已收到，正在确定由哪个部门办理"


def test_what_was_answered_on_the_day_the_sender_wrote_again_still_waits(house, box):
    with_address(house.hall.teller)
    code, motion_id = taken_out(box)
    service.write_on(code, "还有早餐")
    service.answer(motion_id, "已转食堂", house.secretary)
    with in_days(1):
        assert queries.desk(house.secretary)[0].unanswered
        service.take_out()
        service.take_out()
        assert ["来信人补充" in each.subject for each in outbox()].count(True) == 1
        service.answer(motion_id, "早餐也会公示", house.secretary)
        assert not queries.desk(house.secretary)[0].unanswered


def test_a_signed_letter_is_told_at_once(house, box):
    with_address(house.hall.teller)
    service.send_signed(box, CANTEEN, house.delegate())
    assert [each.subject for each in outbox()] == ["【工会信箱】新来信：食堂涨价没有公示"]


def test_a_letter_without_a_name_is_closed_when_its_time_is_over(house, box):
    code, motion_id = taken_out(box)
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    reply(house, motion_id)
    with in_days(60):
        assert clockwork.close_unrated() == 1
    assert queries.opened(code).state == "已答复并办结"


def test_a_letter_that_is_not_handled_tells_its_sender_why(house, box):
    code, motion_id = taken_out(box)
    drafting.withdraw(motion_id, version(motion_id), "不属于本单位职责", house.secretary)
    opened = queries.opened(code)
    assert (opened.state, opened.why) == ("不再办理", "不属于本单位职责")


# --- The boxes ---------------------------------------------------------------------------------


def test_a_box_is_changed_as_it_was_read(house, box):
    facts = BoxFacts("工会信箱", Keeper.LEADER, anonymous=False)
    boxes.change_box(box, 1, facts, SECRETARY)
    found = db.session.get(LetterBox, box)
    assert (found.keeper, found.unit_id, found.anonymous, found.version) == (
        "leader",
        None,
        False,
        2,
    )
    with pytest.raises(StaleEdit, match="刚被别人改过"):
        boxes.change_box(box, 1, facts, SECRETARY)
    with pytest.raises(NotFound):
        boxes.change_box(999, 1, facts, SECRETARY)


def test_a_box_that_a_department_answers_names_it(house):
    with pytest.raises(WrongInput, match="选择由哪个部门答复"):
        a_box(house, unit_id=None)
    assert db.session.query(LetterBox).count() == 0


def test_boxes_of_a_term_that_is_over_are_not_offered(house, box):
    assert [each.id for each in queries.open_boxes()] == [box]
    with in_days(365 * 5):
        assert queries.open_boxes() == []
