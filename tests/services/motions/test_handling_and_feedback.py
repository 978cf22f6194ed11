"""From the assignment to the last feedback: departments, replies, promises, a second round."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.services.motions.moving import (
    TEXT,
    a_house,
    as_delegate,
    assigned,
    filed,
    reply,
    state_of,
    submitted,
    task_of,
    the_motion,
    version,
)
from voting import clock
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotReady, WrongInput
from voting.motions.deadlines import overdue_days
from voting.motions.handling_models import Feedback, HandlingRequest, MotionReply, Progress
from voting.motions.models import MotionCall, MotionSeat, MotionSettings
from voting.motions.queries_desk import desk_of
from voting.motions.rules import AssignmentState, Class, Grade, Request, Seat, State
from voting.motions.service import clockwork, feedback, handling, replies, requests, review
from voting.motions.service.drafting import Content
from voting.motions.service.feedback import MeetingFacts
from voting.motions.service.handling import Order
from voting.motions.service.replies import ReplyFacts
from voting.motions.service.requests import Wish
from voting.motions.settings import defaults

SOON = clock.today() + timedelta(days=40)


@pytest.fixture
def house(app):
    return a_house()


def in_days(number: int):
    return time_machine.travel(clock.now() + timedelta(days=number), tick=False)


def set_up(house, **changes):
    with unit_of_work() as session:
        settings = defaults(house.congress_id)
        for key, value in changes.items():
            setattr(settings, key, value)
        session.add(settings)


def test_an_assigned_motion_is_accepted_replied_and_closed_by_a_satisfied_mover(house):
    motion_id = assigned(house)
    handling.accept(motion_id, task_of(motion_id, house.canteen).id, house.handler)
    reply(house, motion_id)
    assert state_of(motion_id) is State.REPLIED
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    motion = the_motion(motion_id)
    assert (motion.state, motion.closed_unrated) == (State.CLOSED, False)
    assert motion.closed_at is not None


def test_a_department_hands_a_task_back_with_a_reason_in_time(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    with pytest.raises(WrongInput, match="写明退回的理由"):
        handling.decline(motion_id, task.id, "", house.handler)
    handling.decline(motion_id, task.id, "不属于我处职责", house.handler, "基建处")
    assert task_of(motion_id, house.canteen).state == AssignmentState.DECLINED
    handling.assign(motion_id, version(motion_id), Order(house.finance), house.secretary)
    assert task_of(motion_id, house.finance).leads


def test_a_task_handed_back_on_day_eight_is_refused_and_counts_as_accepted(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    with in_days(30):
        with pytest.raises(NotReady, match="视为同意承办"):
            handling.decline(motion_id, task.id, "不属于我处职责", house.handler)
        assert clockwork.accept_by_silence() == 1
        assert clockwork.accept_by_silence() == 0
    assert task_of(motion_id, house.canteen).state == AssignmentState.ACCEPTED


def test_on_the_last_day_silence_is_no_acceptance_yet(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    assert clockwork.accept_by_silence(task.accept_by) == 0
    assert clockwork.accept_by_silence(task.accept_by + timedelta(days=1)) == 1


def test_only_the_department_itself_handles_its_task(house):
    motion_id = assigned(house)
    with pytest.raises(NotAllowed, match="只有"):
        handling.accept(motion_id, task_of(motion_id, house.canteen).id, house.co_handler)
    with pytest.raises(NotAllowed, match="只有"):
        handling.accept(motion_id, task_of(motion_id, house.canteen).id, house.delegate())
    assert task_of(motion_id, house.canteen).state == AssignmentState.OFFERED


def test_a_co_handler_cannot_do_the_leads_task(house):
    motion_id = assigned(house, house.finance)
    with pytest.raises(NotAllowed, match="属于后勤处"):
        handling.accept(motion_id, task_of(motion_id, house.canteen).id, house.co_handler)


def test_a_reply_waits_for_the_co_handlers(house):
    motion_id = assigned(house, house.finance)
    with pytest.raises(NotReady, match="财务处还没有会签"):
        reply(house, motion_id)
    assert state_of(motion_id) is State.HANDLING
    task = task_of(motion_id, house.finance)
    handling.countersign(motion_id, task.id, "经费可以安排", house.co_handler)
    draft = replies.open_draft(motion_id, 1)
    replies.sign(motion_id, replies.seen(draft), house.head)
    assert state_of(motion_id) is State.REPLIED


def test_where_the_setting_allows_the_lead_goes_ahead_with_a_reason(house):
    set_up(house, co_replies_needed=False)
    motion_id = assigned(house, house.finance)
    with pytest.raises(NotReady, match="写明理由"):
        reply(house, motion_id)
    draft = replies.open_draft(motion_id, 1)
    replies.sign(motion_id, replies.seen(draft), house.head, without_co="协办部门出差，已电话沟通")
    assert db.session.query(MotionReply).one().without_co == "协办部门出差，已电话沟通"


@pytest.mark.parametrize("kind", [Class.B, Class.C])
def test_a_promise_without_a_day_is_not_signed(house, kind):
    motion_id = assigned(house)
    with pytest.raises(NotReady, match="计划完成的日期"):
        reply(house, motion_id, kind)
    assert state_of(motion_id) is State.HANDLING


def test_the_handler_cannot_sign_and_the_head_signs_what_was_read(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    draft = replies.draft(motion_id, task.id, ReplyFacts("已增加窗口", Class.A), house.handler)
    read = replies.seen(draft)
    with pytest.raises(NotAllowed, match="主办部门负责人"):
        replies.sign(motion_id, read, house.handler)
    replies.draft(motion_id, task.id, ReplyFacts("已增加窗口", Class.D), house.handler)
    with pytest.raises(NotReady, match="答复稿刚有改动"):
        replies.sign(motion_id, read, house.head)
    replies.sign(motion_id, replies.seen(replies.open_draft(motion_id, 1)), house.head)
    assert db.session.query(MotionReply).one().signed_by == house.head.name


def test_a_draft_that_is_sent_back_is_written_on_and_not_lost(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    replies.draft(motion_id, task.id, ReplyFacts("已增加窗口", Class.A), house.handler)
    replies.send_back(motion_id, "请补充时间安排", house.head)
    assert replies.open_draft(motion_id, 1).text == "已增加窗口"
    facts = ReplyFacts("九月起增加窗口", Class.A)
    replies.draft(motion_id, task.id, facts, house.handler)
    assert db.session.query(MotionReply).one().text == "九月起增加窗口"


def test_assigned_with_a_fixed_day_a_late_reply_is_overdue_and_still_taken(house):
    with unit_of_work() as session:
        session.get(MotionCall, house.meeting_id).reply_by = SOON
    motion_id = assigned(house)
    assert the_motion(motion_id).due_on == SOON
    assert overdue_days(SOON, SOON + timedelta(days=1)) == 1
    with in_days(41):
        reply(house, motion_id)
    assert state_of(motion_id) is State.REPLIED


# --- Requests ----------------------------------------------------------------------------------


def a_request() -> int:
    return db.session.query(HandlingRequest).order_by(HandlingRequest.id.desc()).first().id


def test_a_granted_extension_moves_the_last_day_and_keeps_the_first(house):
    motion_id = assigned(house)
    first = the_motion(motion_id).due_on
    task = task_of(motion_id, house.canteen)
    later = first + timedelta(days=14)
    wish = Wish(Request.EXTENSION, "需招标", later)
    requests.ask(motion_id, task.id, wish, house.handler)
    with pytest.raises(NotAllowed, match="可以审批申请"):
        requests.decide(motion_id, a_request(), "", house.head, grant=True)
    requests.decide(motion_id, a_request(), "", house.secretary, grant=True)
    motion = the_motion(motion_id)
    assert (motion.due_on, motion.first_due_on) == (later, first)
    wish = Wish(Request.EXTENSION, "再延", later + timedelta(days=7))
    with pytest.raises(NotReady, match="延期最多 1 次"):
        requests.ask(motion_id, task.id, wish, house.handler)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(Request.EXTENSION, "", date(2030, 1, 1)), "写明申请的理由"),
        (Wish(Request.EXTENSION, "需招标", date(2020, 1, 1)), "应晚于现在的期限"),
        (Wish(Request.EXTENSION, "需招标", date(2030, 1, 1)), "每次延期最多 30 个工作日"),
    ],
)
def test_a_request_that_says_too_little_or_asks_too_much_is_refused(house, wish, said):
    motion_id = assigned(house)
    with pytest.raises(WrongInput, match=said):
        requests.ask(motion_id, task_of(motion_id, house.canteen).id, wish, house.handler)
    assert db.session.query(HandlingRequest).count() == 0


def test_a_granted_transfer_gives_the_lead_to_another_department(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    wish = Wish(Request.TRANSFER, "属财务处职责", to_unit_id=house.finance)
    requests.ask(motion_id, task.id, wish, house.handler)
    with pytest.raises(NotReady, match="已有一份申请等待审批"):
        requests.ask(motion_id, task.id, wish, house.handler)
    requests.decide(motion_id, a_request(), "", house.secretary, grant=True)
    assert task_of(motion_id, house.canteen).state == AssignmentState.MOVED
    assert task_of(motion_id, house.finance).leads
    with pytest.raises(NotAllowed):
        handling.accept(motion_id, task.id, house.handler)


def test_a_refused_request_needs_an_answer_and_is_decided_once(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    wish = Wish(Request.TRANSFER, "属财务处职责", to_unit_id=house.finance)
    requests.ask(motion_id, task.id, wish, house.handler)
    with pytest.raises(WrongInput, match="不同意时请写明理由"):
        requests.decide(motion_id, a_request(), "", house.secretary, grant=False)
    requests.decide(motion_id, a_request(), "仍由后勤处办理", house.secretary, grant=False)
    with pytest.raises(NotReady, match="已由秘书王芳审批"):
        requests.decide(motion_id, a_request(), "", house.secretary, grant=True)
    assert task_of(motion_id, house.canteen).state == AssignmentState.OFFERED


def asked_to_move(house, motion_id: int, unit_id: int, who, to: int | None) -> None:
    """Let a department ask for another one, and grant it."""
    task = task_of(motion_id, unit_id)
    requests.ask(motion_id, task.id, Wish(Request.TRANSFER, "不属本部门", to_unit_id=to), who)
    requests.decide(motion_id, a_request(), "", house.secretary, grant=True)


def test_a_co_handler_moved_to_the_lead_leaves_the_lead_its_task(house):
    motion_id = assigned(house, house.finance)
    handling.accept(motion_id, task_of(motion_id, house.canteen).id, house.handler)
    due = task_of(motion_id, house.canteen).due_on
    asked_to_move(house, motion_id, house.finance, house.co_handler, house.canteen)
    lead = task_of(motion_id, house.canteen)
    assert (lead.leads, lead.state, lead.due_on) == (True, AssignmentState.ACCEPTED, due)
    assert task_of(motion_id, house.finance).state == AssignmentState.MOVED
    reply(house, motion_id)
    assert state_of(motion_id) is State.REPLIED


def test_a_co_handler_that_gets_the_lead_is_at_work_again_and_keeps_its_opinion(house):
    motion_id = assigned(house, house.finance)
    task = task_of(motion_id, house.finance)
    handling.countersign(motion_id, task.id, "经费可以安排", house.co_handler)
    asked_to_move(house, motion_id, house.canteen, house.handler, house.finance)
    lead = task_of(motion_id, house.finance)
    assert (lead.leads, lead.state, lead.done_at) == (True, AssignmentState.ACCEPTED, None)
    assert (lead.opinion, lead.due_on) == ("经费可以安排", the_motion(motion_id).due_on)


def test_assigned_anew_a_co_handler_with_its_opinion_given_can_take_the_lead(house):
    motion_id = assigned(house, house.finance)
    task = task_of(motion_id, house.finance)
    handling.countersign(motion_id, task.id, "经费可以安排", house.co_handler)
    order = Order(house.finance, (house.canteen,))
    handling.assign(motion_id, version(motion_id), order, house.secretary)
    lead = task_of(motion_id, house.finance)
    assert (lead.leads, lead.state) == (True, AssignmentState.ACCEPTED)


def test_a_request_of_a_round_that_is_over_is_not_granted_but_can_be_refused(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    later = task.due_on + timedelta(days=14)
    requests.ask(motion_id, task.id, Wish(Request.EXTENSION, "需招标", later), house.handler)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.DISSATISFIED, "没有时间表", house.delegate())
    due = the_motion(motion_id).due_on
    with pytest.raises(NotReady, match="申请不能再批准"):
        requests.decide(motion_id, a_request(), "", house.secretary, grant=True)
    assert the_motion(motion_id).due_on == due != later
    requests.decide(motion_id, a_request(), "已进入重办", house.secretary, grant=False)
    assert db.session.query(HandlingRequest).one().state == "refused"


def test_who_handles_for_two_departments_does_nothing_for_the_one_that_handed_it_back(house):
    motion_id = assigned(house, house.finance)
    with unit_of_work() as session:
        session.query(MotionSeat).filter_by(person_id=house.hall.scrutineer).update(
            {MotionSeat.person_id: house.hall.teller}
        )
    back = task_of(motion_id, house.finance)
    handling.decline(motion_id, back.id, "不属于我处职责", house.handler)
    wish = Wish(Request.TRANSFER, "不属本部门")
    for act in (
        lambda: handling.accept(motion_id, back.id, house.handler),
        lambda: requests.ask(motion_id, back.id, wish, house.handler),
    ):
        with pytest.raises(NotReady, match="财务处已退回或改办"):
            act()
    assert task_of(motion_id, house.finance).state == AssignmentState.DECLINED


def test_the_lead_of_today_answers_for_a_draft_the_lead_before_wrote(house):
    with unit_of_work() as session:
        session.add(
            MotionSeat(
                congress_id=house.congress_id,
                person_id=house.hall.outsider,
                seat=Seat.HEAD.value,
                unit_id=house.finance,
            )
        )
    motion_id = assigned(house)
    before = task_of(motion_id, house.canteen)
    facts = ReplyFacts("已增加窗口", Class.A)
    draft = replies.draft(motion_id, before.id, facts, house.handler)
    handling.assign(motion_id, version(motion_id), Order(house.finance), house.secretary)
    head = house.officer(house.hall.outsider)
    with pytest.raises(NotReady, match="原主办部门写的"):
        replies.sign(motion_id, replies.seen(draft), head)
    assert desk_of(house.head, clock.today()).to_sign == []
    task = task_of(motion_id, house.finance)
    draft = replies.draft(motion_id, task.id, facts, house.co_handler)
    assert [row.task.id for row in desk_of(head, clock.today()).to_sign] == [task.id]
    replies.sign(motion_id, replies.seen(draft), head)
    assert task_of(motion_id, house.finance).state == AssignmentState.REPLIED
    assert task_of(motion_id, house.canteen).state == AssignmentState.MOVED
    assert db.session.query(MotionReply).one().assignment_id == task.id


def test_a_kept_draft_of_the_lead_before_is_handed_over_anew(house):
    motion_id = assigned(house)
    facts = ReplyFacts("已增加窗口", Class.A)
    draft = replies.draft(motion_id, task_of(motion_id, house.canteen).id, facts, house.handler)
    read = replies.seen(draft)
    handling.assign(motion_id, version(motion_id), Order(house.finance), house.secretary)
    task = task_of(motion_id, house.finance)
    replies.keep(motion_id, task.id, facts, house.co_handler, seen_before=read)
    kept = replies.open_draft(motion_id, 1)
    assert (kept.assignment_id, kept.ready_at) == (task.id, None)


# --- Feedback ----------------------------------------------------------------------------------


def test_a_first_dissatisfied_mover_brings_a_second_round_and_a_second_one_escalates(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    with pytest.raises(WrongInput, match="写明原因"):
        feedback.rate(motion_id, Grade.DISSATISFIED, "", house.delegate())
    feedback.rate(motion_id, Grade.DISSATISFIED, "没有时间表", house.delegate())
    motion = the_motion(motion_id)
    assert (motion.state, motion.round) == (State.HANDLING, 2)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.DISSATISFIED, "仍没有时间表", house.delegate())
    assert state_of(motion_id) is State.ESCALATED
    assert the_motion(motion_id).round == 2
    assert db.session.query(MotionReply).filter_by(motion_id=motion_id).count() == 2


def test_an_escalated_motion_is_closed_by_a_recorded_meeting_alone(house):
    motion_id = assigned(house)
    for why in ("没有时间表", "仍没有时间表"):
        reply(house, motion_id)
        feedback.rate(motion_id, Grade.DISSATISFIED, why, house.delegate())
    facts = MeetingFacts(clock.today(), "提案人、后勤处、工会", "当面沟通", "列入明年计划")
    empty = MeetingFacts(clock.today(), "提案人", "", "")
    with pytest.raises(WrongInput, match="面复情况"):
        feedback.hold_meeting(motion_id, version(motion_id), empty, house.secretary)
    future = MeetingFacts(clock.today() + timedelta(days=1), "人", "情况", "决定")
    with pytest.raises(WrongInput, match="还没有到"):
        feedback.hold_meeting(motion_id, version(motion_id), future, house.secretary)
    feedback.hold_meeting(motion_id, version(motion_id), facts, house.secretary)
    assert state_of(motion_id) is State.CLOSED


def test_every_mover_of_merged_motions_answers_for_himself(house):
    lead, other = filed(house), submitted(house, Content("食堂", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    handling.assign(lead, version(lead), Order(house.canteen), house.secretary)
    reply(house, lead)
    feedback.rate(lead, Grade.SATISFIED, "", house.delegate(0))
    assert state_of(lead) is State.REPLIED
    with pytest.raises(NotReady, match="已经反馈过"):
        feedback.rate(lead, Grade.BASICALLY, "", house.delegate(0))
    with pytest.raises(NotReady, match="请到主案页面"):
        feedback.rate(other, Grade.SATISFIED, "", house.delegate(1))
    feedback.rate(lead, Grade.BASICALLY, "", house.delegate(1))
    assert state_of(lead) is State.CLOSED


def test_nobody_answers_for_a_mover(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    for who in (house.secretary, house.handler, as_delegate(house.hall.delegates[3])):
        with pytest.raises(NotAllowed, match="只有提案人"):
            feedback.rate(motion_id, Grade.SATISFIED, "", who)
    assert db.session.query(Feedback).count() == 0


def test_silence_is_no_satisfaction(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    assert clockwork.close_unrated() == 0
    assert clockwork.close_unrated(clock.today() + timedelta(days=60)) == 1
    motion = the_motion(motion_id)
    assert (motion.state, motion.closed_unrated) == (State.CLOSED, True)
    assert db.session.query(Feedback).count() == 0


def test_a_promise_is_followed_up_until_it_is_kept_and_its_history_stays(house):
    motion_id = assigned(house)
    reply(house, motion_id, Class.B, SOON)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    assert state_of(motion_id) is State.FOLLOW_UP
    with pytest.raises(WrongInput, match="新的计划完成日期"):
        replies.report_progress(motion_id, "已招标", Class.B, None, house.handler)
    replies.report_progress(motion_id, "已招标", Class.B, SOON, house.handler)
    assert state_of(motion_id) is State.FOLLOW_UP
    replies.report_progress(motion_id, "新窗口已启用", Class.A, None, house.handler)
    motion = the_motion(motion_id)
    assert (motion.state, motion.reply_class) == (State.CLOSED, "A")
    assert db.session.query(MotionReply).one().reply_class == "B"
    assert [each.reply_class for each in db.session.query(Progress).order_by(Progress.id)] == [
        "B",
        "A",
    ]


def test_a_motion_that_is_not_assigned_cannot_be_replied_to(house):
    motion_id = filed(house)
    with pytest.raises(IllegalStep, match="不能起草答复"):
        replies.draft(motion_id, 1, ReplyFacts("答复", Class.A), house.handler)


def test_one_department_cannot_both_lead_and_help(house):
    motion_id = filed(house)
    order = Order(house.canteen, (house.canteen,))
    with pytest.raises(WrongInput, match="不能既主办又协办"):
        handling.assign(motion_id, version(motion_id), order, house.secretary)
    assert state_of(motion_id) is State.FILED


def test_settings_of_a_congress_without_any_are_the_defaults(house):
    assert db.session.get(MotionSettings, house.congress_id) is None
    motion_id = assigned(house)
    assert the_motion(motion_id).due_on > clock.today() + timedelta(days=80)
    assert TEXT.title in the_motion(motion_id).title
