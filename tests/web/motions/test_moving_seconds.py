"""Asking for seconds, answering, submitting, taking back, asking for another review."""

from html import unescape

import pytest

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    filed,
    second,
    seconder,
    state_of,
    submitted,
    the_motion,
    version,
)
from tests.services.resolutions.drafting import an_observer
from tests.web.access.visiting import told
from tests.web.bad_input import nothing_changes
from tests.web.motions.drafts import save, says
from voting.db import db
from voting.motions.models import Seconder
from voting.motions.rules import Kind, State
from voting.motions.service import drafting, review
from voting.motions.service.drafting import Content


@pytest.fixture
def draft(house) -> int:
    return a_draft(house)


def invite(visitor, motion_id, *people, **changes):
    fields = {"version": version(motion_id), "people": list(people)} | changes
    return visitor.post(f"/motions/{motion_id}/seconds?q=000", **fields)


def answer(visitor, motion_id, given="yes", **changes):
    fields = {"given": given, "text_version": the_motion(motion_id).text_version} | changes
    return visitor.post(f"/motions/{motion_id}/second", **fields)


def test_a_mover_finds_delegates_by_number_or_name_and_asks_them(house, mover, draft):
    asked = house.hall.delegates[1:3]
    page = mover.get(f"/motions/{draft}/seconds?q=00002").text
    assert f'name="people" value="{asked[0]}"' in page
    assert f'value="{asked[1]}"' not in page
    assert invite(mover, draft, *asked).location == f"/motions/{draft}/seconds"
    shown = mover.get(f"/motions/{draft}/seconds").text
    assert shown.count("等待回复") == 2
    assert "0 / 2" in shown
    assert state_of(draft) is State.SECONDING


def test_nobody_ticked_or_nobody_found_is_told(house, mover, draft):
    with nothing_changes():
        says(invite(mover, draft), 422, "还没有选择代表")
    page = mover.get(f"/motions/{draft}/seconds?q=没有这个人").text
    assert "没有找到" in page


def test_observers_the_mover_and_outsiders_are_never_offered_nor_taken(house, mover, draft):
    observer = an_observer(house.hall)
    for person_id in (observer, house.hall.delegates[0], house.hall.outsider):
        with nothing_changes():
            reply = invite(mover, draft, person_id)
        assert reply.status_code == 422


def test_nobody_but_the_mover_asks(house, draft, other, secretary):
    for visitor in (other, secretary):
        with nothing_changes():
            assert invite(visitor, draft, house.hall.delegates[2]).status_code == 404
        assert visitor.get(f"/motions/{draft}/seconds").status_code == 404


def test_a_suggestion_asks_for_no_seconds(house, mover):
    draft = a_draft(house, kind=Kind.SUGGESTION)
    with nothing_changes():
        says(invite(mover, draft, house.hall.delegates[1]), 409, "只有提案需要附议")
    assert "下一步：邀请附议" not in mover.get(f"/motions/{draft}/edit").text


def test_an_invited_delegate_finds_the_motion_reads_it_and_seconds(house, mover, phone_of, draft):
    asked = house.hall.delegates[1]
    invite(mover, draft, asked)
    phone = phone_of(asked)
    assert "请您附议（1 件）" in phone.get("/motions").text
    assert "有 1 件提案请您附议" in phone.get(f"/m/{house.meeting_id}").text
    page = phone.get(f"/motions/{draft}").text
    assert TEXT.advice in page
    assert "同意附议" in page
    assert answer(phone, draft).location == f"/motions/{draft}"
    assert seconder(draft, asked).state == "given"
    assert "请您附议" not in phone.get("/motions").text
    assert "已附议" in mover.get(f"/motions/{draft}/seconds").text


def test_a_delegate_may_decline_and_change_their_mind(house, mover, phone_of, draft):
    asked = house.hall.delegates[1]
    invite(mover, draft, asked)
    phone = phone_of(asked)
    answer(phone, draft, "no")
    assert seconder(draft, asked).state == "declined"
    answer(phone, draft, "yes")
    assert seconder(draft, asked).state == "given"


def test_consent_is_to_the_text_that_was_read(house, mover, phone_of, draft):
    asked = house.hall.delegates[1]
    invite(mover, draft, asked)
    phone = phone_of(asked)
    read = the_motion(draft).text_version
    save(mover, draft, title="改过的案名")
    with nothing_changes():
        reply = answer(phone, draft, text_version=read)
    says(reply, 409, "提案正文刚有改动")
    assert "改过的案名" in reply.text
    assert answer(phone, draft).status_code == 303


@pytest.mark.parametrize("sent", [{"given": ""}, {"given": "maybe"}, {"text_version": "x"}])
def test_an_answer_that_is_none_is_refused(house, mover, phone_of, draft, sent):
    asked = house.hall.delegates[1]
    invite(mover, draft, asked)
    phone = phone_of(asked)
    with nothing_changes():
        reply = answer(phone, draft, **sent)
    assert reply.status_code in {409, 422}


def test_who_was_not_asked_cannot_second(house, mover, draft, other, observer):
    invite(mover, draft, house.hall.delegates[1])
    for visitor in (other, observer):
        with nothing_changes():
            assert answer(visitor, draft).status_code == 404
    with nothing_changes():
        says(answer(mover, draft), 403, "只有附议人可以附议")


def test_after_submitting_no_answer_counts(house, phone_of):
    motion_id = submitted(house)
    phone = phone_of(house.hall.delegates[1])
    with nothing_changes():
        reply = answer(phone, motion_id, "no")
    says(reply, 409, "不能附议")
    assert db.session.query(Seconder).filter_by(state="given").count() == 2


# --- Submitting ----------------------------------------------------------------------------------


def submit(visitor, motion_id, **changes):
    return visitor.post(
        f"/motions/{motion_id}/submit", **({"version": version(motion_id)} | changes)
    )


def test_a_seconded_motion_is_looked_over_and_submitted(house, mover, draft):
    second(house, draft, 1, 2)
    page = mover.get(f"/motions/{draft}/submit")
    assert "已有 2 名代表附议，人数够了" in told(page)
    assert "确认提交" in page.text
    assert submit(mover, draft).location == f"/motions/{draft}"
    assert state_of(draft) is State.REVIEW


def test_too_few_seconds_are_told_and_refused(house, mover, draft):
    second(house, draft, 1)
    page = mover.get(f"/motions/{draft}/submit")
    assert "还需要 1 名代表附议（至少 2 名，现有 1 名）" in told(page)
    assert "确认提交" not in page.text
    with nothing_changes():
        says(submit(mover, draft), 409, "须有 2 名以上代表附议，现有 1 名")


def test_missing_parts_are_told_and_refused(house, mover):
    draft = a_draft(house, Content("只有案名"))
    second(house, draft, 1, 2)
    page = mover.get(f"/motions/{draft}/submit")
    assert "还没有填写案由。" in told(page)
    assert "还没有填写建议和措施。" in told(page)
    with nothing_changes():
        says(submit(mover, draft), 409, "还没有填写案由、建议")


def test_an_old_page_does_not_submit(house, mover, draft):
    second(house, draft, 1, 2)
    old = version(draft)
    drafting.save(draft, old, Content("新案名", "因", "析", "议", "其他"), house.delegate())
    second(house, draft, 1, 2)
    with nothing_changes():
        says(submit(mover, draft, version=old), 409, "您的操作没有生效")


def test_nobody_else_submits(house, draft, other, secretary, phone_of):
    second(house, draft, 1, 2)
    for visitor in (other, secretary):
        with nothing_changes():
            assert submit(visitor, draft).status_code == 404
    phone = phone_of(house.hall.delegates[1])
    with nothing_changes():
        reply = submit(phone, draft)
    says(reply, 403, "只有提案人可以提交")


# --- Taking back ---------------------------------------------------------------------------------


def test_a_mover_withdraws_with_a_reason(house, mover, other):
    motion_id = submitted(house)
    assert "撤案" in mover.get(f"/motions/{motion_id}").text
    path = f"/motions/{motion_id}/withdraw"
    with nothing_changes():
        assert other.post(path, version=version(motion_id), reason="不要").status_code == 404
        reply = mover.post(path, version=version(motion_id), reason=" ")
    says(reply, 422, "请填写")
    assert mover.post(path, version=version(motion_id), reason="已解决").status_code == 303
    assert state_of(motion_id) is State.WITHDRAWN


def test_a_stale_withdrawal_is_told_what_happened(house, mover):
    motion_id = submitted(house)
    old = version(motion_id)
    review.file(motion_id, old, house.secretary)
    with nothing_changes():
        reply = mover.post(f"/motions/{motion_id}/withdraw", version=old, reason="已解决")
    says(reply, 409, "秘书王芳已于")
    assert "已解决" in unescape(reply.text)


def test_a_rejected_motion_shows_its_reason_and_is_appealed_once(house, mover):
    motion_id = submitted(house)
    review.reject(motion_id, version(motion_id), "属于个人事项", house.secretary)
    page = mover.get(f"/motions/{motion_id}").text
    assert "不予立案的理由：属于个人事项" in page
    path = f"/motions/{motion_id}/appeal"
    assert path in page
    assert mover.post(path, version=version(motion_id), reason="不是个人事项").status_code == 303
    assert state_of(motion_id) is State.REVIEW
    review.reject(motion_id, version(motion_id), "仍属个人事项", house.secretary)
    assert path not in mover.get(f"/motions/{motion_id}").text
    with nothing_changes():
        reply = mover.post(path, version=version(motion_id), reason="再看")
    says(reply, 409, "复议只能申请一次")


def test_a_filed_motion_cannot_be_appealed(house, mover):
    motion_id = filed(house)
    with nothing_changes():
        reply = mover.post(
            f"/motions/{motion_id}/appeal", version=version(motion_id), reason="再看"
        )
    assert reply.status_code == 409
