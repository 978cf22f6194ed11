"""The desk of a department and the work page of a motion: tasks, opinions, requests."""

import re
from datetime import timedelta

import time_machine

from tests.services.motions.moving import (
    assigned,
    filed,
    reply,
    state_of,
    task_of,
    the_motion,
)
from tests.web.access.visiting import heading, told
from tests.web.motions.desks import last_request, task_url, typed, work_url
from tests.web.motions.officers import said
from voting import clock
from voting.db import db
from voting.motions.models import MotionEvent
from voting.motions.rules import AssignmentState, Class, Grade, Request, RequestState, State
from voting.motions.service import feedback, handling, replies, requests
from voting.motions.service.replies import ReplyFacts
from voting.motions.service.requests import Wish


def events(motion_id: int, act: str) -> list[str]:
    db.session.rollback()
    rows = db.session.query(MotionEvent).filter_by(motion_id=motion_id, act=act)
    return [row.note for row in rows.order_by(MotionEvent.id)]


# --- The desk ----------------------------------------------------------------------------------


def test_the_desk_lists_what_waits_overdue_first(house, handler):
    late = assigned(house, due_on=clock.today() + timedelta(days=3))
    soon = assigned(house, due_on=clock.today() + timedelta(days=30))
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        handler.sign_in("handler")
        page = handler.get("/motions/desk")
    assert heading(page) == "提案办理台"
    assert page.text.index(work_url(late)) < page.text.index(work_url(soon))
    assert "逾期 2 天" in page.text
    assert "待办（2 件）" in page.text


def test_a_department_sees_its_own_tasks_only(house, co_handler, handler):
    motion_id = assigned(house)
    assert work_url(motion_id) in handler.get("/motions/desk").text
    assert work_url(motion_id) not in co_handler.get("/motions/desk").text


def test_a_desk_with_nothing_on_it_says_what_will_come(house, handler):
    assert "现在没有待办事项" in handler.get("/motions/desk").text


def test_whoever_handles_nothing_is_told_for_whom_the_desk_is(house, mover):
    page = mover.get("/motions/desk")
    assert page.status_code == 200
    assert "没有需要您办理的事项" in page.text


def test_a_personal_link_opens_no_desk(house, phone_of):
    motion_id = assigned(house)
    phone = phone_of(house.hall.teller)
    assert work_url(motion_id) not in phone.get("/motions/desk").text
    assert phone.get(work_url(motion_id)).status_code in {403, 404}


def test_the_home_page_shows_what_waits_and_leads_to_the_desk(house, handler, other):
    page = handler.get("/motions").text
    assert "现在没有需要您办理的" in page
    assert 'href="/motions/desk"' in page
    assert 'href="/motions/desk"' not in other.get("/motions").text
    motion_id = assigned(house)
    page = handler.get("/motions")
    assert "需要您办理（1 项）" in page.text
    assert f'href="{work_url(motion_id)}"' in page.text
    assert "后勤处主办，待答复" in page.text


def test_the_leader_sees_what_is_late_in_any_department(house, leader):
    motion_id = assigned(house, due_on=clock.today() + timedelta(days=3))
    assert work_url(motion_id) not in leader.get("/motions/desk").text
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        leader.sign_in("leader")
        page = leader.get("/motions/desk")
    assert "各部门逾期未办结（1 件）" in page.text
    assert work_url(motion_id) in page.text


def test_the_page_of_a_motion_leads_those_who_handle_it_to_the_work_page(house, handler, other):
    motion_id = assigned(house)
    assert f'href="{work_url(motion_id)}"' in handler.get(f"/motions/{motion_id}").text
    assert f'href="{work_url(motion_id)}"' not in other.get(f"/motions/{motion_id}").text


# --- Taking a task, handing it back ------------------------------------------------------------


def test_a_task_is_taken(house, handler):
    motion_id = assigned(house)
    page = handler.get(work_url(motion_id))
    assert "接收" in page.text
    reply_ = handler.post(task_url(motion_id, house.canteen, "accept"))
    assert reply_.status_code == 303
    assert task_of(motion_id, house.canteen).state == AssignmentState.ACCEPTED
    assert "已接收" in told(handler.get(work_url(motion_id)))


def test_a_task_is_handed_back_with_the_reason_and_a_better_department(house, handler):
    motion_id = assigned(house)
    about = task_of(motion_id, house.canteen).id
    done = handler.post(
        task_url(motion_id, house.canteen, "decline"),
        **typed("decline", about, reason="属于经费问题", unit=str(house.finance)),
    )
    assert done.location.endswith("/motions/desk")
    assert events(motion_id, "decline") == ["后勤处：属于经费问题；建议由财务处办理"]


def test_handing_back_without_a_reason_changes_nothing(house, handler):
    motion_id = assigned(house)
    about = task_of(motion_id, house.canteen).id
    page = handler.post(
        task_url(motion_id, house.canteen, "decline"),
        **typed("decline", about, reason=" ", unit=str(house.finance)),
    )
    assert page.status_code == 422
    assert "退回的理由：请填写。" in said(page)
    assert re.search(f'<option selected value="{house.finance}">财务处', page.text)
    assert task_of(motion_id, house.canteen).state == AssignmentState.OFFERED


def test_after_its_last_day_handing_back_is_refused_and_the_reason_stays_typed(house, handler):
    motion_id = assigned(house)
    about = task_of(motion_id, house.canteen).id
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        handler.sign_in("handler")
        assert "退回交办" not in handler.get(work_url(motion_id)).text
        page = handler.post(
            task_url(motion_id, house.canteen, "decline"),
            **typed("decline", about, reason="属于经费问题", unit=""),
        )
    assert page.status_code == 409
    assert "视为同意承办" in said(page)
    assert task_of(motion_id, house.canteen).state == AssignmentState.OFFERED


def test_the_office_is_told_where_no_department_leads(house, handler, secretary):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    handling.decline(motion_id, task.id, "不属于我处", house.handler)
    page = secretary.get(work_url(motion_id))
    assert "现在没有主办部门" in page.text
    assert f'href="/motions/{motion_id}/review/assign"' in page.text


def test_nobody_else_takes_a_departments_task(house, co_handler, mover, other):
    motion_id = assigned(house)
    address = task_url(motion_id, house.canteen, "accept")
    for visitor in (co_handler, mover, other):
        assert visitor.post(address).status_code == 403
    assert task_of(motion_id, house.canteen).state == AssignmentState.OFFERED


def test_the_work_page_is_for_those_who_handle_it(house, other, mover, outsider, secretary):
    motion_id = assigned(house)
    assert other.get(work_url(motion_id)).status_code == 403
    assert "提案人请看提案页面" in said(mover.get(work_url(motion_id)))
    assert outsider.get(work_url(motion_id)).status_code == 404
    assert secretary.get(work_url(motion_id)).status_code == 200


# --- Opinions and contacts ---------------------------------------------------------------------


def test_the_lead_reads_the_co_handlers_opinion(house, co_handler, handler):
    motion_id = assigned(house, house.finance)
    about = task_of(motion_id, house.finance).id
    co_handler.post(
        task_url(motion_id, house.finance, "opinion"),
        **typed("opinion", about, opinion="经费<已>列入预算"),
    )
    page = handler.get(work_url(motion_id))
    assert "财务处的会签意见" in page.text
    assert "经费&lt;已&gt;列入预算" in page.text
    assert "修改会签意见" in co_handler.get(work_url(motion_id)).text


def test_an_empty_opinion_is_refused(house, co_handler):
    motion_id = assigned(house, house.finance)
    about = task_of(motion_id, house.finance).id
    page = co_handler.post(
        task_url(motion_id, house.finance, "opinion"), **typed("opinion", about, opinion="")
    )
    assert page.status_code == 422
    assert task_of(motion_id, house.finance).state == AssignmentState.OFFERED


def test_a_contact_is_noted_for_the_mover_to_see(house, handler, mover):
    motion_id = assigned(house)
    handler.post(f"/motions/{motion_id}/contact", **typed("contact", note="11月20日电话沟通"))
    assert events(motion_id, "contact") == ["11月20日电话沟通"]
    assert "11月20日电话沟通" in mover.get(f"/motions/{motion_id}").text


def test_a_contact_without_words_is_refused(house, handler):
    motion_id = assigned(house)
    page = handler.post(f"/motions/{motion_id}/contact", **typed("contact", note=""))
    assert page.status_code == 422
    assert events(motion_id, "contact") == []


# --- Requests ----------------------------------------------------------------------------------


def test_an_extension_is_asked_for_and_granted(house, handler, secretary):
    motion_id = assigned(house)
    about = task_of(motion_id, house.canteen).id
    later = the_motion(motion_id).due_on + timedelta(days=14)
    handler.post(
        task_url(motion_id, house.canteen, "extension"),
        **typed("extension", about, until=later.isoformat(), reason="需要招标"),
    )
    assert "延期" in secretary.get("/motions/desk").text
    page = secretary.get(work_url(motion_id))
    assert "需要招标" in page.text
    asked = last_request().id
    secretary.post(
        f"/motions/{motion_id}/requests/{asked}",
        **typed("decide", asked, decision="grant", answer="同意"),
    )
    assert last_request().state == RequestState.GRANTED
    assert the_motion(motion_id).due_on == later


def test_refusing_a_request_needs_a_reason(house, handler, secretary):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    wish = Wish(Request.TRANSFER, "不属于我处", to_unit_id=house.finance)
    requests.ask(motion_id, task.id, wish, house.handler)
    asked = last_request().id
    page = secretary.post(
        f"/motions/{motion_id}/requests/{asked}",
        **typed("decide", asked, decision="refuse", answer=""),
    )
    assert page.status_code == 422
    assert "不同意时请写明理由" in said(page)
    assert last_request().state == RequestState.ASKED


def test_a_request_that_was_decided_meanwhile_is_not_decided_again(house, secretary, leader):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    wish = Wish(Request.TRANSFER, "不属于我处", to_unit_id=house.finance)
    requests.ask(motion_id, task.id, wish, house.handler)
    asked = last_request().id
    leader.post(
        f"/motions/{motion_id}/requests/{asked}",
        **typed("decide", asked, decision="grant", answer=""),
    )
    page = secretary.post(
        f"/motions/{motion_id}/requests/{asked}",
        **typed("decide", asked, decision="refuse", answer="不同意"),
    )
    assert page.status_code == 409
    assert "已由冯校长审批" in said(page)
    assert task_of(motion_id, house.finance).leads


def test_a_department_does_not_decide_its_own_request(house, head):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    requests.ask(motion_id, task.id, Wish(Request.TRANSFER, "不属于我处"), house.handler)
    asked = last_request().id
    page = head.post(
        f"/motions/{motion_id}/requests/{asked}",
        **typed("decide", asked, decision="grant", answer=""),
    )
    assert page.status_code == 403
    assert last_request().state == RequestState.ASKED


def test_too_long_an_extension_is_refused_and_stays_typed(house, handler):
    motion_id = assigned(house)
    about = task_of(motion_id, house.canteen).id
    far = the_motion(motion_id).due_on + timedelta(days=300)
    page = handler.post(
        task_url(motion_id, house.canteen, "extension"),
        **typed("extension", about, until=far.isoformat(), reason="需要招标"),
    )
    assert page.status_code == 422
    assert "每次延期最多" in said(page)
    assert far.isoformat() in page.text
    assert "需要招标" in page.text
    assert last_request() is None


# --- The end -----------------------------------------------------------------------------------


def escalated(house) -> int:
    motion_id = assigned(house)
    for _round in (1, 2):
        reply(house, motion_id)
        feedback.rate(motion_id, Grade.DISSATISFIED, "没有解决", house.delegate())
    return motion_id


MEETING = {
    "held_on": "2026-01-05",
    "place": "会议室",
    "present": "提案人、后勤处",
    "summary": "当面说明了招标进度",
    "decision": "列入下学期计划",
}


def test_the_meeting_after_a_second_dissatisfaction_closes_the_motion(house, secretary, mover):
    motion_id = escalated(house)
    assert f"/motions/{motion_id}/meeting" in secretary.get("/motions/desk").text
    held = MEETING | {"held_on": clock.today().isoformat()}
    page = secretary.get(f"/motions/{motion_id}/meeting")
    assert "没有解决" in page.text
    done = secretary.post(
        f"/motions/{motion_id}/meeting", version=str(the_motion(motion_id).version), **held
    )
    assert done.status_code == 303
    assert state_of(motion_id) is State.CLOSED
    assert "列入下学期计划" in mover.get(f"/motions/{motion_id}").text


def test_a_meeting_without_a_decision_or_in_the_future_is_refused(house, secretary):
    motion_id = escalated(house)
    address, version = f"/motions/{motion_id}/meeting", str(the_motion(motion_id).version)
    for wrong, words in (
        ({"decision": ""}, "处理决定"),
        ({"held_on": (clock.today() + timedelta(days=2)).isoformat()}, "还没有到"),
    ):
        held = MEETING | {"held_on": clock.today().isoformat()} | wrong
        page = secretary.post(address, version=version, **held)
        assert page.status_code == 422
        assert words in said(page)
        assert "当面说明了招标进度" in page.text
    assert state_of(motion_id) is State.ESCALATED


def test_the_second_of_two_who_record_a_meeting_is_told(house, secretary):
    motion_id = escalated(house)
    held = MEETING | {"held_on": clock.today().isoformat()}
    page = secretary.post(f"/motions/{motion_id}/meeting", version="1", **held)
    assert page.status_code == 409
    assert state_of(motion_id) is State.ESCALATED


def test_a_meeting_before_it_is_time_is_refused(house, secretary, handler):
    motion_id = assigned(house)
    assert secretary.get(f"/motions/{motion_id}/meeting").status_code == 409
    escalated_id = escalated(house)
    assert handler.get(f"/motions/{escalated_id}/meeting").status_code == 403


def test_silence_is_closed_by_hand_only_after_the_last_day(house, secretary):
    motion_id = assigned(house)
    reply(house, motion_id)
    assert "按未反馈办结" not in secretary.get(work_url(motion_id)).text
    address = f"/motions/{motion_id}/close-unrated"
    page = secretary.post(address, version=str(the_motion(motion_id).version))
    assert page.status_code == 409
    assert "请到期以后" in said(page)
    assert secretary.post(address).status_code == 409
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        secretary.sign_in("secretary")
        assert "按未反馈办结" in secretary.get(work_url(motion_id)).text
        secretary.post(address, version=str(the_motion(motion_id).version))
    motion = the_motion(motion_id)
    assert (motion.state, motion.closed_unrated) == (State.CLOSED, True)


def test_a_motion_that_was_only_filed_has_no_task_yet(house, handler, secretary):
    motion_id = filed(house)
    assert secretary.get(work_url(motion_id)).status_code == 200
    assert handler.get(work_url(motion_id)).status_code == 403


def test_drafts_that_wait_are_on_the_desk_of_the_head(house, head, handler):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    replies.draft(motion_id, task.id, ReplyFacts("已增加窗口", Class.A), house.handler)
    assert "待签发的答复（1 件）" in head.get("/motions/desk").text
    assert "待签发的答复" not in handler.get("/motions/desk").text
