"""From the draft to the decision whether a motion is filed."""

from datetime import timedelta

import pytest
import time_machine

from tests.services.ballots.voters import at_once
from tests.services.motions.moving import (
    TEXT,
    a_draft,
    a_house,
    as_delegate,
    filed,
    second,
    seconder,
    state_of,
    submitted,
    the_motion,
    version,
)
from voting import clock
from voting.congress.models import Delegate
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotReady, StaleEdit, WrongInput
from voting.motions.models import Motion, MotionEvent
from voting.motions.rules import Kind, SecondState, State
from voting.motions.service import drafting, handling, review
from voting.motions.service.drafting import Content
from voting.motions.service.handling import Order
from voting.motions.service.review import Vote


@pytest.fixture
def house(app):
    return a_house()


def test_a_motion_with_two_seconds_is_submitted_and_filed_with_a_number(house):
    motion_id = filed(house)
    motion = the_motion(motion_id)
    assert (motion.number, motion.serial, motion.state) == ("5-3-001", 1, State.FILED)
    acts = [event.act for event in db.session.query(MotionEvent).order_by(MotionEvent.id)]
    assert acts == ["invite", "second", "second", "submit", "file"]


def test_a_motion_with_one_second_is_not_submitted(house):
    motion_id = a_draft(house)
    second(house, motion_id, 1)
    with pytest.raises(NotReady, match="2 名以上代表附议，现有 1 名"):
        drafting.submit(motion_id, version(motion_id), house.delegate())
    assert state_of(motion_id) is State.SECONDING


def test_a_mover_cannot_second_the_own_motion(house):
    motion_id = a_draft(house)
    with pytest.raises(WrongInput, match="提案人自己"):
        drafting.invite(motion_id, version(motion_id), [house.hall.delegates[0]], house.delegate())
    assert seconder(motion_id, house.hall.delegates[0]) is None


def test_an_observer_can_neither_second_nor_move(house):
    with unit_of_work() as session:
        seat = session.query(Delegate).filter_by(person_id=house.hall.delegates[1]).one()
        seat.kind = "observer"
    motion_id = a_draft(house)
    with pytest.raises(WrongInput, match="列席、特邀人员不能附议"):
        drafting.invite(motion_id, version(motion_id), [house.hall.delegates[1]], house.delegate())
    with pytest.raises(NotAllowed, match="只有正式代表"):
        a_draft(house, mover=1)
    assert a_draft(house, kind=Kind.SUGGESTION, mover=1)


def test_editing_the_text_asks_the_seconders_again(house):
    motion_id = a_draft(house)
    second(house, motion_id, 1, 2)
    changed = Content(TEXT.title, "饭菜单一、价格偏高", TEXT.analysis, TEXT.advice)
    drafting.save(motion_id, version(motion_id), changed, house.delegate())
    assert drafting.seconds_given(motion_id) == 0
    assert seconder(motion_id, house.hall.delegates[1]).state == SecondState.INVITED
    with pytest.raises(NotReady, match="现有 0 名"):
        drafting.submit(motion_id, version(motion_id), house.delegate())


def test_choosing_another_category_leaves_the_seconds(house):
    motion_id = a_draft(house)
    second(house, motion_id, 1, 2)
    same = Content(*TEXT.texts, category="生活福利")
    drafting.save(motion_id, version(motion_id), same, house.delegate())
    assert drafting.seconds_given(motion_id) == 2


def test_consent_is_to_the_text_that_was_on_the_page(house):
    motion_id = a_draft(house)
    drafting.invite(motion_id, version(motion_id), [house.hall.delegates[1]], house.delegate())
    with pytest.raises(NotReady, match="正文刚有改动"):
        drafting.answer_invitation(motion_id, 99, house.delegate(1), given=True)
    assert seconder(motion_id, house.hall.delegates[1]).state == SecondState.INVITED


def test_somebody_who_was_not_invited_cannot_second(house):
    motion_id = a_draft(house)
    drafting.invite(motion_id, version(motion_id), [house.hall.delegates[1]], house.delegate())
    with pytest.raises(NotAllowed, match="只有附议人"):
        drafting.answer_invitation(motion_id, 1, house.delegate(2), given=True)


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        (Content("", "因", "析", "议"), "案名"),
        (Content("名", " ", "析", "议"), "案由"),
        (Content("名", "因", "析", ""), "建议"),
    ],
)
def test_a_motion_without_one_of_its_parts_is_not_submitted(house, content, missing):
    motion_id = a_draft(house, content)
    second(house, motion_id, 1, 2)
    with pytest.raises(NotReady, match=missing):
        drafting.submit(motion_id, version(motion_id), house.delegate())


def test_after_the_last_day_it_becomes_a_suggestion_and_the_mover_is_told_before(house):
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        motion_id = a_draft(house)
        with pytest.raises(NotReady, match="作为“意见建议”办理"):
            drafting.submit(motion_id, version(motion_id), house.delegate())
        assert the_motion(motion_id).kind == Kind.MOTION
        drafting.submit(motion_id, version(motion_id), house.delegate(), late_is_fine=True)
    motion = the_motion(motion_id)
    assert (motion.kind, motion.late, motion.state) == (Kind.SUGGESTION, True, State.REVIEW)


def test_a_suggestion_is_filed_without_a_number(house):
    motion_id = a_draft(house, kind=Kind.SUGGESTION)
    drafting.submit(motion_id, version(motion_id), house.delegate())
    review.file(motion_id, version(motion_id), house.secretary)
    assert (the_motion(motion_id).number, state_of(motion_id)) == (None, State.FILED)


# --- Review ------------------------------------------------------------------------------------


@pytest.mark.parametrize("decide", [review.reject, review.send_back, review.refer, review.convert])
def test_every_decision_but_filing_needs_a_reason(house, decide):
    motion_id = submitted(house)
    with pytest.raises(WrongInput, match="写明理由"):
        decide(motion_id, version(motion_id), " ", house.secretary)
    assert state_of(motion_id) is State.REVIEW


def test_a_committee_that_votes_against_cannot_file(house):
    motion_id = submitted(house)
    with pytest.raises(NotReady, match="没有过半数"):
        review.file(motion_id, version(motion_id), house.secretary, Vote(3, 3))
    review.file(motion_id, version(motion_id), house.secretary, Vote(5, 1))
    assert db.session.query(MotionEvent).filter_by(act="file").one().votes == "5/1/0"


def test_a_delegate_cannot_file(house):
    motion_id = submitted(house)
    with pytest.raises(NotAllowed, match="只有秘书、提案工作委员会可以立案"):
        review.file(motion_id, version(motion_id), house.delegate(1))
    assert the_motion(motion_id).number is None


def test_the_second_of_two_officers_is_told_what_happened(house):
    motion_id = submitted(house)
    read = version(motion_id)
    review.reject(motion_id, read, "属于个人事项", house.secretary)
    with pytest.raises(StaleEdit, match=r"秘书王芳已于 .* 办理了“不予立案”"):
        review.file(motion_id, read, house.secretary)
    assert state_of(motion_id) is State.NOT_FILED


def test_numbers_have_no_gap_however_many_are_filed_at_once(house):
    ids = [submitted(house, Content(f"第{n}件", "因", "析", "议")) for n in range(6)]
    review.reject(ids[2], version(ids[2]), "已经解决", house.secretary)
    for motion_id in (ids[0], ids[1], ids[3], ids[4]):
        review.file(motion_id, version(motion_id), house.secretary)
    drafting.withdraw(ids[1], version(ids[1]), "已当面解决", house.secretary)
    review.file(ids[5], version(ids[5]), house.secretary)
    numbers = [motion.number for motion in db.session.query(Motion).order_by(Motion.id)]
    assert numbers == ["5-3-001", "5-3-002", None, "5-3-003", "5-3-004", "5-3-005"]


def test_two_filings_at_the_same_moment_get_different_numbers(app, house):
    ids = [submitted(house, Content(f"第{n}件", "因", "析", "议")) for n in range(4)]
    versions = {motion_id: version(motion_id) for motion_id in ids}
    who = house.secretary
    db.session.remove()

    def file(motion_id):
        with app.app_context():
            return review.file(motion_id, versions[motion_id], who).serial

    assert sorted(at_once(file, ids)) == [1, 2, 3, 4]


def test_a_rejected_motion_is_reviewed_once_more_and_no_third_time(house):
    motion_id = submitted(house)
    review.reject(motion_id, version(motion_id), "超出职权", house.secretary)
    review.appeal(motion_id, version(motion_id), "属于学校职权", house.delegate())
    review.reject(motion_id, version(motion_id), "仍属个人事项", house.secretary)
    with pytest.raises(NotReady, match="只能申请一次"):
        review.appeal(motion_id, version(motion_id), "请再看", house.delegate())
    assert state_of(motion_id) is State.NOT_FILED


def test_merging_keeps_all_movers_and_can_be_undone_before_assignment(house):
    lead, other = filed(house), submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    assert [mover.person_id for mover in the_motion(lead).movers] == house.hall.delegates[:2]
    assert state_of(other) is State.MERGED
    review.unmerge(other, version(other), "内容不同", house.secretary)
    assert [mover.person_id for mover in the_motion(lead).movers] == house.hall.delegates[:1]
    assert (state_of(other), the_motion(other).merged_into_id) == (State.REVIEW, None)


def test_a_merger_cannot_be_undone_after_assignment(house):
    lead, other = filed(house), submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    handling.assign(lead, version(lead), Order(house.canteen), house.secretary)
    with pytest.raises(NotReady, match="已经交办"):
        review.unmerge(other, version(other), "内容不同", house.secretary)
    assert state_of(other) is State.MERGED


@pytest.mark.parametrize("decide", [review.reject, review.send_back, review.refer])
def test_a_merger_can_be_undone_whatever_was_decided_of_the_lead_before_assignment(house, decide):
    lead, other = submitted(house), submitted(house, Content("食堂", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    decide(lead, version(lead), "理由", house.secretary)
    review.unmerge(other, version(other), "主案不予立案", house.secretary)
    assert (state_of(other), the_motion(other).merged_into_id) == (State.REVIEW, None)
    assert [mover.person_id for mover in the_motion(lead).movers] == house.hall.delegates[:1]


def test_a_motion_is_not_merged_into_itself_or_into_what_is_assigned(house):
    lead, other = filed(house), submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    with pytest.raises(WrongInput, match="不能并入自己"):
        review.merge(other, version(other), other, "内容相同", house.secretary)
    handling.assign(lead, version(lead), Order(house.canteen), house.secretary)
    with pytest.raises(NotReady, match="不能再并入"):
        review.merge(other, version(other), lead, "内容相同", house.secretary)
    assert state_of(other) is State.REVIEW


def test_a_mover_who_left_hands_over_to_the_first_co_mover_then_to_a_seconder(house):
    lead, other = filed(house), submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    first, second_mover, third = house.hall.delegates[:3]
    review.hand_over(lead, version(lead), first, "调离", house.secretary)
    assert [m.person_id for m in the_motion(lead).movers if m.left_on is None] == [second_mover]
    review.hand_over(lead, version(lead), second_mover, "退休", house.secretary)
    assert [m.person_id for m in the_motion(lead).movers if m.left_on is None] == [third]
    event = db.session.query(MotionEvent).order_by(MotionEvent.id.desc()).first()
    assert "移交给" in event.note


def test_bulk_acts_go_on_after_one_that_is_refused(house):
    ids = [submitted(house, Content(f"第{n}件", "因", "析", "议")) for n in range(3)]
    review.reject(ids[1], version(ids[1]), "已经解决", house.secretary)
    done = review.each(ids, lambda id_: review.file(id_, version(id_), house.secretary))
    assert [bool(one.refusal) for one in done] == [False, True, False]
    assert "不能立案" in done[1].refusal
    assert [state_of(each) for each in ids] == [State.FILED, State.NOT_FILED, State.FILED]


def test_a_draft_is_for_its_mover_alone_and_can_be_thrown_away(house):
    motion_id = a_draft(house)
    with pytest.raises(NotAllowed):
        drafting.delete(motion_id, version(motion_id), house.delegate(1))
    drafting.delete(motion_id, version(motion_id), house.delegate())
    assert the_motion(motion_id) is None


def test_a_filed_motion_can_no_longer_be_edited(house):
    motion_id = filed(house)
    with pytest.raises(IllegalStep, match="不能修改"):
        drafting.save(motion_id, version(motion_id), TEXT, house.delegate())


def test_autosave_keeps_what_is_written_and_refuses_an_old_page(house):
    motion_id = a_draft(house)
    read = version(motion_id)
    after = drafting.autosave(motion_id, read, Content("新名", "新因"), house.delegate())
    assert (the_motion(motion_id).title, after) == ("新名", read + 1)
    with pytest.raises(NotReady, match="还没有保存"):
        drafting.autosave(motion_id, read, Content("旧名"), as_delegate(house.hall.delegates[0]))
    assert the_motion(motion_id).title == "新名"
