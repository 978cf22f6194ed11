"""Who gets which letter when something is done to a motion; a letter is kept if its cause is."""

from datetime import timedelta

import pytest
import time_machine

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    a_house,
    assigned,
    filed,
    reply,
    second,
    state_of,
    submitted,
    task_of,
    the_motion,
    version,
)
from tests.services.motions.writing import empty_the_outbox, letters, told, with_addresses
from voting import clock
from voting.db import db, unit_of_work
from voting.errors import NotReady, WrongInput
from voting.mail import service as mail
from voting.motions.handling_models import HandlingRequest
from voting.motions.models import Motion, MotionEvent
from voting.motions.rules import AssignmentState, Class, Grade, Kind, Request, State
from voting.motions.service import (
    clockwork,
    drafting,
    feedback,
    handling,
    replies,
    requests,
    review,
)
from voting.motions.service.drafting import Content
from voting.motions.service.feedback import MeetingFacts
from voting.motions.service.handling import Order
from voting.motions.service.replies import ReplyFacts
from voting.motions.service.requests import Wish
from voting.people.models import Person

SOON = clock.today() + timedelta(days=40)


@pytest.fixture
def house(app):
    made = a_house()
    with_addresses(made)
    return made


def quiet(motion_id: int) -> int:
    empty_the_outbox()
    return motion_id


def test_a_new_task_is_told_to_its_department_with_its_last_days(house):
    motion_id = quiet(filed(house))
    order = Order(house.canteen, (house.finance,), instruction="请后勤处尽快研究")
    handling.assign(motion_id, version(motion_id), order, house.secretary)
    to_handler = next(each for each in letters() if each.address == "handler@example.com")
    assert "后勤处主办" in to_handler.text
    assert "请后勤处尽快研究" in to_handler.text
    assert f"http://localhost/motions/{motion_id}/handling" in to_handler.text
    to_co = next(each for each in letters() if each.address == "co@example.com")
    assert "财务处协办" in to_co.text
    assert told() == {"handler": ["新交办"], "head": ["新交办"], "co": ["新交办"]}


def test_a_department_that_keeps_its_task_is_not_told_anew(house):
    motion_id = quiet(assigned(house))
    due = the_motion(motion_id).due_on
    order = Order(house.canteen, (house.finance,), due)
    handling.assign(motion_id, version(motion_id), order, house.secretary)
    assert told() == {"co": ["新交办"]}


def test_a_changed_last_day_is_told(house):
    motion_id = quiet(assigned(house))
    order = Order(house.canteen, (), SOON)
    handling.assign(motion_id, version(motion_id), order, house.secretary)
    assert told() == {"handler": ["分工调整"], "head": ["分工调整"]}


def test_the_office_is_told_when_a_department_hands_its_task_back(house):
    motion_id = quiet(assigned(house))
    handling.decline(motion_id, task_of(motion_id, house.canteen).id, "不属于我处", house.handler)
    assert "不属于我处" in letters()[0].text
    assert told() == {"committee": ["部门退回交办"], "secretary": ["部门退回交办"]}


def test_a_task_that_was_handed_back_and_comes_again_is_told_again(house):
    motion_id = assigned(house)
    handling.decline(motion_id, task_of(motion_id, house.canteen).id, "不属于我处", house.handler)
    quiet(motion_id)
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    assert told() == {"handler": ["新交办"], "head": ["新交办"]}


def test_silence_that_accepts_is_told_to_the_department(house):
    quiet(assigned(house))
    clockwork.accept_by_silence(clock.today() + timedelta(days=30))
    assert told() == {"handler": ["视为接收"], "head": ["视为接收"]}


def test_who_accepts_needs_no_letter_about_it(house):
    motion_id = quiet(assigned(house))
    handling.accept(motion_id, task_of(motion_id, house.canteen).id, house.handler)
    assert told() == {}


def test_the_lead_is_told_of_a_co_handlers_opinion(house):
    motion_id = quiet(assigned(house, house.finance))
    task = task_of(motion_id, house.finance)
    handling.countersign(motion_id, task.id, "经费可以安排", house.co_handler)
    assert told() == {"handler": ["已会签"], "head": ["已会签"]}


def test_the_departments_that_are_still_at_work_are_pressed(house):
    motion_id = assigned(house, house.finance)
    task = task_of(motion_id, house.finance)
    handling.countersign(motion_id, task.id, "经费可以安排", house.co_handler)
    quiet(motion_id)
    handling.urge(motion_id, "请抓紧", house.secretary)
    assert told() == {"handler": ["催办"], "head": ["催办"]}


def test_a_request_is_told_to_who_decides_and_its_decision_to_who_asked(house):
    motion_id = quiet(assigned(house))
    task = task_of(motion_id, house.canteen)
    wish = Wish(Request.TRANSFER, "属于经费", to_unit_id=house.finance)
    requests.ask(motion_id, task.id, wish, house.handler)
    assert told() == {
        "committee": ["申请改办"],
        "leader": ["申请改办"],
        "secretary": ["申请改办"],
    }
    asked = db.session.query(HandlingRequest).one().id
    requests.decide(motion_id, asked, "同意", house.secretary, grant=True)
    assert told() == {
        "handler": ["申请已审批"],
        "head": ["申请已审批"],
        "co": ["新交办"],
    }


def test_a_refused_request_is_told_with_the_reason(house):
    motion_id = quiet(assigned(house))
    task = task_of(motion_id, house.canteen)
    later = the_motion(motion_id).due_on + timedelta(days=7)
    requests.ask(motion_id, task.id, Wish(Request.EXTENSION, "招标", later), house.handler)
    assert set(told()) == {"committee", "leader", "secretary"}
    asked = db.session.query(HandlingRequest).one().id
    requests.decide(motion_id, asked, "时间充足", house.secretary, grant=False)
    assert "不同意：时间充足" in letters()[0].text
    assert set(told()) == {"handler", "head"}


def test_a_draft_is_told_to_the_head_and_sent_back_to_the_handler(house):
    motion_id = quiet(assigned(house))
    task = task_of(motion_id, house.canteen)
    facts = ReplyFacts("已增加窗口", Class.A)
    replies.keep(motion_id, task.id, facts, house.handler, seen_before="")
    assert told() == {}
    replies.draft(motion_id, task.id, facts, house.handler)
    assert told() == {"head": ["答复待签发"]}
    replies.send_back(motion_id, "请写明时间", house.head)
    assert told() == {"handler": ["答复稿被退回"]}


def test_a_signed_reply_is_told_to_every_mover_those_of_merged_motions_too(house):
    lead, other = filed(house), submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    handling.assign(lead, version(lead), Order(house.canteen), house.secretary)
    task = task_of(lead, house.canteen)
    draft = replies.draft(lead, task.id, ReplyFacts("已办", Class.A), house.handler)
    quiet(lead)
    replies.sign(lead, replies.seen(draft), house.head)
    assert f"http://localhost/motions/{lead}" in letters()[0].text
    assert told() == {"mover0": ["已答复，请反馈"], "mover1": ["已答复，请反馈"]}


def test_a_dissatisfied_mover_is_told_to_the_department_and_at_last_to_the_office(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    quiet(motion_id)
    feedback.rate(motion_id, Grade.DISSATISFIED, "菜价还是高", house.delegate())
    assert "菜价还是高" in letters()[0].text
    what = "提案人不满意，请重新办理"
    assert told() == {"handler": [what], "head": [what]}
    reply(house, motion_id)
    quiet(motion_id)
    feedback.rate(motion_id, Grade.DISSATISFIED, "仍然高", house.delegate())
    what = "再次不满意，请组织面复会"
    assert told() == {"committee": [what], "leader": [what], "secretary": [what]}
    facts = MeetingFacts(clock.today(), "各方", "当面说明", "列入计划")
    feedback.hold_meeting(motion_id, version(motion_id), facts, house.secretary)
    assert told() == {"mover0": ["登记面复会"]}


def test_a_satisfied_mover_causes_no_letter(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    quiet(motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    assert told() == {}


def test_what_became_of_a_promise_is_told_to_the_mover(house):
    motion_id = assigned(house)
    reply(house, motion_id, Class.B, SOON)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    quiet(motion_id)
    replies.report_progress(motion_id, "新窗口已启用", Class.A, None, house.handler)
    assert "新窗口已启用" in letters()[0].text
    assert told() == {"mover0": ["更新落实进展"]}


def test_decisions_about_a_motion_are_told_to_its_mover_with_the_reason(house):
    motion_id = quiet(submitted(house))
    review.reject(motion_id, version(motion_id), "已经解决", house.secretary)
    assert "已经解决" in letters()[0].text
    assert told() == {"mover0": ["不予立案"]}
    other = quiet(submitted(house))
    review.file(other, version(other), house.secretary)
    assert told() == {"mover0": ["立案"]}


def test_a_withdrawn_motion_is_told_to_its_department(house):
    motion_id = quiet(assigned(house))
    drafting.withdraw(motion_id, version(motion_id), "提案人调离", house.secretary)
    assert told() == {"mover0": ["撤案"], "handler": ["已撤案"], "head": ["已撤案"]}


def test_who_is_asked_to_second_is_told_and_told_again_when_the_text_has_changed(house):
    motion_id = a_draft(house)
    second(house, motion_id, 1, 2)
    assert told() == {"mover1": ["请您附议"], "mover2": ["请您附议"]}
    same = Content(*TEXT.texts, category="生活福利")
    drafting.save(motion_id, version(motion_id), same, house.delegate())
    assert told() == {}
    changed = Content(TEXT.title, "饭菜单一、价格偏高", TEXT.analysis, TEXT.advice)
    drafting.save(motion_id, version(motion_id), changed, house.delegate())
    assert told() == {"mover1": ["请您附议"], "mover2": ["请您附议"]}


def test_a_draft_that_is_only_written_is_told_to_nobody(house):
    quiet(a_draft(house))
    assert told() == {}


# --- Who gets none -----------------------------------------------------------------------------


def test_who_has_no_address_gets_no_letter_and_the_act_is_done_all_the_same(app):
    bare = a_house()
    motion_id = assigned(bare)
    assert letters() == []
    assert state_of(motion_id) is State.HANDLING


def test_who_has_left_the_house_gets_no_letter(house):
    motion_id = quiet(filed(house))
    with unit_of_work() as session:
        session.get_one(Person, house.hall.teller).left_on = clock.today()
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    assert told() == {"head": ["新交办"]}


def test_a_disabled_secretary_gets_no_letter(house):
    motion_id = quiet(assigned(house))
    with unit_of_work() as session:
        session.execute(
            db.text("UPDATE account SET disabled_at = :at"), {"at": clock.now().isoformat()}
        )
    handling.decline(motion_id, task_of(motion_id, house.canteen).id, "不属于我处", house.handler)
    assert told() == {"committee": ["部门退回交办"]}


def test_of_a_letter_no_committee_hears(house):
    motion_id = quiet(assigned(house))
    with unit_of_work() as session:
        letter = session.get_one(Motion, motion_id)
        letter.kind, letter.serial, letter.number = Kind.LETTER.value, None, None
    handling.decline(motion_id, task_of(motion_id, house.canteen).id, "不属于我处", house.handler)
    assert told() == {"secretary": ["部门退回交办"]}


# --- Together or not at all --------------------------------------------------------------------


def test_a_crash_while_the_letter_is_put_undoes_the_act(house, monkeypatch):
    motion_id = quiet(assigned(house))
    task = task_of(motion_id, house.canteen)

    def crash(*_values):
        raise RuntimeError("power cut")

    monkeypatch.setattr(mail, "put", crash)
    with pytest.raises(RuntimeError):
        handling.decline(motion_id, task.id, "不属于我处", house.handler)
    assert task_of(motion_id, house.canteen).state == AssignmentState.OFFERED
    assert db.session.query(MotionEvent).filter_by(act="decline").count() == 0
    assert letters() == []


def test_a_refused_act_puts_no_letter(house):
    motion_id = quiet(assigned(house))
    with pytest.raises(WrongInput):
        handling.decline(motion_id, task_of(motion_id, house.canteen).id, " ", house.handler)
    assert letters() == []


def test_letters_of_a_bulk_act_are_those_of_the_motions_that_were_done(house):
    ids = [submitted(house, Content(f"第{n}件", "因", "析", "议")) for n in range(3)]
    review.reject(ids[1], version(ids[1]), "已经解决", house.secretary)
    versions = {motion_id: version(motion_id) for motion_id in ids}
    empty_the_outbox()
    review.each(ids, lambda each: review.file(each, versions[each], house.secretary))
    assert [letter.subject for letter in letters()] == [
        "【提案】立案：第0件",
        "【提案】立案：第2件",
    ]


# --- What is written ---------------------------------------------------------------------------


def test_markup_in_what_people_wrote_is_text_in_the_letter(house):
    evil = "<img src=x onerror=alert(1)>"
    motion_id = submitted(house, Content(f"关于{evil}", "因", "析", "议"))
    empty_the_outbox()
    review.reject(motion_id, version(motion_id), f"理由{evil}\n第二行", house.secretary)
    [letter] = letters()
    assert evil not in letter.html
    assert letter.html.count("&lt;img src=x onerror=alert(1)&gt;") >= 2
    assert f"理由{evil}\n第二行" in letter.text


def test_a_title_with_a_line_break_makes_one_line_of_a_subject(house):
    motion_id = submitted(house, Content("食堂\n饭菜", "因", "析", "议"))
    empty_the_outbox()
    review.reject(motion_id, version(motion_id), "已经解决", house.secretary)
    assert letters()[0].subject == "【提案】不予立案：食堂 饭菜"


def test_a_motion_cannot_be_closed_unrated_before_its_day(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    with pytest.raises(NotReady, match="请到期以后"):
        clockwork.close_without_feedback(motion_id, version(motion_id), house.secretary)
    quiet(motion_id)
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        clockwork.close_without_feedback(motion_id, version(motion_id), house.secretary)
    assert told() == {"mover0": ["按未反馈办结"]}
