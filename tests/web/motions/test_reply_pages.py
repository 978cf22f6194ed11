"""Writing a reply, keeping it, attaching to it, signing it, printing it, following it up."""

import io
from datetime import timedelta

import pytest

from tests.services.motions.moving import (
    assigned,
    reply,
    state_of,
    task_of,
    the_motion,
)
from tests.web.access.visiting import heading, told
from tests.web.motions.desks import draft_of, seen, typed, work_url
from tests.web.motions.officers import said
from voting import clock
from voting.db import db, unit_of_work
from voting.motions.handling_models import MotionReply, Progress
from voting.motions.models import Motion, MotionEvent, MotionFile
from voting.motions.rules import Class, Grade, State
from voting.motions.service import feedback, replies
from voting.motions.service.replies import ReplyFacts
from voting.motions.settings import defaults

SOON = (clock.today() + timedelta(days=60)).isoformat()
WRITTEN = {
    "seen": "",
    "reply_class": "A",
    "text": "已增加两个窗口。\n菜价已公开。",
    "contact": "8001",
}
PDF = b"%PDF-1.7 plan"


def reply_url(motion_id: int) -> str:
    return f"/motions/{motion_id}/reply"


def events(motion_id: int, act: str) -> int:
    db.session.rollback()
    return db.session.query(MotionEvent).filter_by(motion_id=motion_id, act=act).count()


def handed_over(house, kind: Class = Class.A, promised_on=None) -> int:
    """Return a motion whose reply waits for the head."""
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    facts = ReplyFacts("已增加窗口", kind, promised_on)
    replies.draft(motion_id, task.id, facts, house.handler)
    return motion_id


# --- Writing -----------------------------------------------------------------------------------


def test_a_reply_is_kept_handed_over_read_and_signed(house, handler, head, mover):
    motion_id = assigned(house)
    handler.post(reply_url(motion_id), **WRITTEN, then="keep")
    assert draft_of(motion_id).ready_at is None
    page = handler.get(reply_url(motion_id))
    assert "菜价已公开。" in page.text
    done = handler.post(reply_url(motion_id), **WRITTEN | {"seen": seen(motion_id)}, then="sign")
    assert done.location.endswith(work_url(motion_id))
    page = head.get(work_url(motion_id))
    assert "菜价已公开。" in page.text
    assert f'value="{seen(motion_id)}"' in page.text
    head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    assert state_of(motion_id) is State.REPLIED
    assert "菜价已公开。" in mover.get(f"/motions/{motion_id}").text


def test_keeping_writes_no_history_and_hands_nothing_over(house, handler, head):
    motion_id = assigned(house)
    kept = handler.post(f"{reply_url(motion_id)}/keep", **WRITTEN)
    assert kept.json["seen"] == seen(motion_id)
    again = handler.post(
        f"{reply_url(motion_id)}/keep",
        **WRITTEN | {"seen": kept.json["seen"], "text": "已增加三个窗口。"},
    )
    assert again.status_code == 200
    assert draft_of(motion_id).text == "已增加三个窗口。"
    assert events(motion_id, "draft_reply") == 0
    assert "签发这份答复" not in head.get(work_url(motion_id)).text
    refused = head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    assert refused.status_code == 409
    assert "没有送签" in told(refused)


def test_what_another_wrote_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(
    house, handler, head
):
    motion_id = assigned(house)
    handler.post(f"{reply_url(motion_id)}/keep", **WRITTEN)
    before = seen(motion_id)
    head.post(reply_url(motion_id), **WRITTEN | {"seen": before, "text": "处长改过的"}, then="keep")
    page = handler.post(
        reply_url(motion_id), **WRITTEN | {"seen": before, "text": "我接着写的"}, then="sign"
    )
    assert page.status_code == 409
    assert "吴处长在" in said(page)
    assert "我接着写的" in page.text
    assert "处长改过的" in page.text
    assert draft_of(motion_id).text == "处长改过的"
    kept = handler.client.post(
        f"{reply_url(motion_id)}/keep",
        data=WRITTEN | {"seen": before, "csrf_token": handler.token()},
        headers={"Accept": "application/json"},
    )
    assert (kept.status_code, kept.json["error"]) == (409, "stale_edit")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reply_class": ""}, "办理类型：请选择。"),
        ({"text": ""}, "请填写答复内容"),
        ({"text": "字" * 8001}, "太长了"),
        ({"reply_class": "B", "promised_on": "明年"}, "日期无法识别"),
        ({"reply_class": "B", "promised_on": "2020-01-01"}, "计划完成的日期已经过去"),
    ],
)
def test_a_reply_that_is_not_complete_is_not_handed_over(house, handler, wrong, words):
    motion_id = assigned(house)
    page = handler.post(reply_url(motion_id), **WRITTEN | wrong, then="sign")
    assert page.status_code == 422
    assert words in said(page)
    assert draft_of(motion_id) is None


def test_without_a_class_nothing_is_kept_by_itself_and_the_page_says_why(house, handler):
    motion_id = assigned(house)
    refused = handler.client.post(
        f"{reply_url(motion_id)}/keep",
        data=WRITTEN | {"reply_class": "", "csrf_token": handler.token()},
        headers={"Accept": "application/json"},
    )
    assert refused.status_code == 422
    assert "还没有自动保存" in refused.json["message"]
    assert draft_of(motion_id) is None


def test_only_the_lead_department_writes_the_reply(house, co_handler, mover, secretary):
    motion_id = assigned(house, house.finance)
    for visitor in (co_handler, mover, secretary):
        assert visitor.get(reply_url(motion_id)).status_code == 403
        assert visitor.post(reply_url(motion_id), **WRITTEN, then="sign").status_code == 403
    assert draft_of(motion_id) is None


def test_a_draft_is_not_for_the_movers(house, mover, other):
    motion_id = handed_over(house)
    for visitor in (mover, other):
        assert "已增加窗口" not in visitor.get(f"/motions/{motion_id}").text


def test_a_text_with_markup_is_shown_as_it_was_written(house, handler, head, mover):
    motion_id = assigned(house)
    evil = "<script>alert(1)</script>"
    handler.post(reply_url(motion_id), **WRITTEN | {"text": evil}, then="sign")
    assert evil not in head.get(work_url(motion_id)).text
    head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    signed = db.session.query(MotionReply).one().id
    for address in (f"/motions/{motion_id}", f"/motions/{motion_id}/replies/{signed}/letter"):
        page = mover.get(address)
        assert evil not in page.text
        assert "&lt;script&gt;" in page.text


# --- Attachments -------------------------------------------------------------------------------


def attach(visitor, motion_id: int, content: bytes = PDF, name: str = "方案.pdf"):
    data = WRITTEN | {
        "seen": seen(motion_id) if draft_of(motion_id) else "",
        "then": "keep",
        "csrf_token": visitor.token(),
        "file": (io.BytesIO(content), name),
    }
    return visitor.client.post(reply_url(motion_id), data=data, content_type="multipart/form-data")


def the_file() -> MotionFile | None:
    db.session.rollback()
    return db.session.query(MotionFile).one_or_none()


def test_an_attachment_goes_with_the_reply_and_is_sent_safely(house, handler, head, mover):
    motion_id = assigned(house)
    assert attach(handler, motion_id).status_code == 303
    address = f"/motions/{motion_id}/files/{the_file().id}"
    assert mover.get(address).status_code == 404
    handler.post(reply_url(motion_id), **WRITTEN | {"seen": seen(motion_id)}, then="sign")
    head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    sent = mover.get(address)
    assert sent.data == PDF
    assert "attachment" in sent.headers["Content-Disposition"]
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    sent.close()


def test_what_is_no_document_is_refused_and_the_text_is_kept(house, handler):
    motion_id = assigned(house)
    page = attach(handler, motion_id, b"<script>", "方案.pdf")
    assert page.status_code == 422
    assert "不支持这种文件" in said(page)
    assert the_file() is None
    assert draft_of(motion_id).text == WRITTEN["text"]
    assert f'value="{seen(motion_id)}"' in page.text


def test_more_than_five_attachments_are_refused(house, handler):
    motion_id = assigned(house)
    for number in range(5):
        assert attach(handler, motion_id, PDF, f"方案{number}.pdf").status_code == 303
    page = attach(handler, motion_id, PDF, "方案6.pdf")
    assert page.status_code == 409
    assert "附件最多 5 个" in said(page)


def test_an_attachment_that_came_after_the_head_read_must_be_read_too(house, handler, head):
    motion_id = handed_over(house)
    before = seen(motion_id)
    attach(handler, motion_id)
    handler.post(reply_url(motion_id), **WRITTEN | {"seen": seen(motion_id)}, then="sign")
    page = head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=before))
    assert page.status_code == 409
    assert "答复稿刚有改动" in told(page)
    assert state_of(motion_id) is State.HANDLING


def test_an_attachment_is_taken_off_while_the_reply_is_a_draft_and_no_longer(house, handler, head):
    motion_id = assigned(house)
    attach(handler, motion_id)
    kept = the_file().id
    away = f"{reply_url(motion_id)}/files/{kept}/remove"
    assert head.post(f"{reply_url(motion_id)}/files/999/remove").status_code == 404
    assert handler.post(away).status_code == 303
    assert the_file() is None
    attach(handler, motion_id)
    handler.post(reply_url(motion_id), **WRITTEN | {"seen": seen(motion_id)}, then="sign")
    head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    late = f"{reply_url(motion_id)}/files/{the_file().id}/remove"
    assert handler.post(late).status_code == 409
    assert the_file() is not None


# --- Signing -----------------------------------------------------------------------------------


def test_the_head_sends_a_draft_back_with_the_reason_and_the_handler_reads_it(house, handler, head):
    motion_id = handed_over(house)
    page = head.post(f"{reply_url(motion_id)}/send-back", **typed("back", reason=""))
    assert page.status_code == 422
    head.post(f"{reply_url(motion_id)}/send-back", **typed("back", reason="请写明时间"))
    assert draft_of(motion_id).sent_back == "请写明时间"
    assert "请写明时间" in handler.get(reply_url(motion_id)).text
    assert "答复稿被退回" in handler.get("/motions/desk").text
    refused = head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    assert refused.status_code == 409


def test_what_the_head_did_not_read_is_not_signed(house, handler, head):
    motion_id = handed_over(house)
    before = seen(motion_id)
    facts = ReplyFacts("已增加窗口", Class.D)
    replies.draft(motion_id, task_of(motion_id, house.canteen).id, facts, house.handler)
    page = head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=before))
    assert page.status_code == 409
    assert "请看过新的内容再签" in told(page)
    assert f'value="{seen(motion_id)}"' in page.text
    assert state_of(motion_id) is State.HANDLING


def test_a_promise_without_a_day_is_not_signed_and_the_page_says_so(house, head):
    motion_id = handed_over(house, Class.B)
    assert "请退回承办人补充" in head.get(work_url(motion_id)).text
    page = head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    assert page.status_code == 409
    assert "计划完成的日期" in told(page)
    assert state_of(motion_id) is State.HANDLING


def test_where_co_handlers_must_speak_first_the_page_says_who_is_missing(house, head):
    motion_id = assigned(house, house.finance)
    task = task_of(motion_id, house.canteen)
    replies.draft(motion_id, task.id, ReplyFacts("已增加窗口", Class.A), house.handler)
    page = head.get(work_url(motion_id))
    assert "财务处还没有会签，会签以后才能签发" in page.text
    assert "签发这份答复" not in page.text
    refused = head.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    assert refused.status_code == 409


def test_where_the_setting_allows_it_is_signed_before_them_with_a_reason(house, head, mover):
    with unit_of_work() as session:
        settings = defaults(house.congress_id)
        settings.co_replies_needed = False
        session.add(settings)
    motion_id = assigned(house, house.finance)
    task = task_of(motion_id, house.canteen)
    replies.draft(motion_id, task.id, ReplyFacts("已增加窗口", Class.A), house.handler)
    address = f"{reply_url(motion_id)}/sign"
    page = head.post(address, **typed("sign", seen=seen(motion_id), without_co=""))
    assert page.status_code == 409
    assert "请写明理由" in told(page)
    head.post(address, **typed("sign", seen=seen(motion_id), without_co="已电话沟通"))
    assert db.session.query(MotionReply).one().without_co == "已电话沟通"


def test_neither_the_handler_nor_the_secretary_signs(house, handler, secretary):
    motion_id = handed_over(house)
    for visitor in (handler, secretary):
        assert "签发这份答复" not in visitor.get(work_url(motion_id)).text
        page = visitor.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
        assert page.status_code == 403
    assert state_of(motion_id) is State.HANDLING


def test_the_leader_may_sign(house, leader):
    motion_id = handed_over(house)
    leader.post(f"{reply_url(motion_id)}/sign", **typed("sign", seen=seen(motion_id)))
    assert db.session.query(MotionReply).one().signed_by == "冯校长"


# --- Afterwards --------------------------------------------------------------------------------


def test_the_letter_names_movers_number_class_promise_and_who_signed(house, mover):
    motion_id = assigned(house)
    reply(house, motion_id, Class.B, clock.today() + timedelta(days=40))
    signed = db.session.query(MotionReply).one()
    page = mover.get(f"/motions/{motion_id}/replies/{signed.id}/letter")
    assert heading(page) == "提案答复函"
    name = the_motion(motion_id).movers[0].person.name
    for words in (
        name,
        f"后勤处〔{clock.today().year}〕提案答复第5-3-001号",
        "B 正在解决",
        signed.signed_by,
    ):
        assert words in page.text


def test_the_letter_hides_movers_who_asked_for_it_from_other_delegates(house, other, mover):
    hidden = assigned(house)
    with unit_of_work() as session:
        session.get(Motion, hidden).hides_movers = True
    reply(house, hidden)
    signed = db.session.query(MotionReply).one().id
    name = the_motion(hidden).movers[0].person.name
    address = f"/motions/{hidden}/replies/{signed}/letter"
    assert name in mover.get(address).text
    assert name not in other.get(address).text


def test_a_draft_is_no_letter(house, handler):
    motion_id = handed_over(house)
    draft = draft_of(motion_id).id
    assert handler.get(f"/motions/{motion_id}/replies/{draft}/letter").status_code == 404


def test_a_promise_is_reported_on_until_it_is_kept(house, handler, mover):
    motion_id = assigned(house)
    reply(house, motion_id, Class.B, clock.today() + timedelta(days=40))
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    assert "跟踪落实（1 件）" in handler.get("/motions/desk").text
    address = f"/motions/{motion_id}/progress"
    page = handler.post(
        address, **typed("progress", reply_class="B", promised_on="", note="已招标")
    )
    assert page.status_code == 422
    assert "新的计划完成日期" in said(page)
    assert "已招标" in page.text
    handler.post(address, **typed("progress", reply_class="B", promised_on=SOON, note="已招标"))
    handler.post(address, **typed("progress", reply_class="A", promised_on="", note="已启用"))
    assert state_of(motion_id) is State.CLOSED
    assert [row.note for row in db.session.query(Progress).order_by(Progress.id)] == [
        "已招标",
        "已启用",
    ]
    page = mover.get(f"/motions/{motion_id}").text
    assert "已招标" in page
    assert "已启用" in page


def test_the_second_round_shows_why_the_mover_was_not_satisfied(house, handler, mover):
    motion_id = assigned(house)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.DISSATISFIED, "菜价还是高", house.delegate())
    page = handler.get(reply_url(motion_id))
    assert "菜价还是高" in page.text
    assert "第二次办理" in page.text
