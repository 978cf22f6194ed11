"""Writing on a phone: begun, kept by itself or by a button, with attachments; every refusal."""

import io
import re
from datetime import timedelta
from html import unescape

import pytest

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    filed,
    seconder,
    state_of,
    submitted,
    the_motion,
    version,
)
from tests.web.access.visiting import told
from tests.web.bad_input import nothing_changes, refused
from tests.web.motions.drafts import JSON, PDF, autosave, save, says, written
from voting import clock
from voting.db import db, unit_of_work
from voting.motions.models import Motion, MotionCall, MotionEvent, MotionFile
from voting.motions.rules import Kind, State
from voting.motions.service import changes, drafting, review
from voting.motions.service.drafting import Content
from voting.motions.settings import defaults


@pytest.fixture
def draft(house) -> int:
    return a_draft(house)


def place(house) -> str:
    return f"{house.congress_id}-{house.meeting_id}"


# --- Beginning -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["motion", "suggestion", "improvement"])
def test_a_delegate_begins_a_draft_for_the_open_meeting(house, mover, kind):
    shown = mover.get("/motions/new")
    assert "提案征集中" in told(shown)
    assert f'<option selected value="{place(house)}">' in shown.text
    reply = mover.post("/motions/new", kind=kind, place=place(house))
    motion = db.session.query(Motion).one()
    assert reply.location == f"/motions/{motion.id}/edit"
    assert (motion.kind, motion.state, motion.meeting_id) == (kind, "draft", house.meeting_id)
    assert [each.person_id for each in motion.movers] == house.hall.delegates[:1]


def test_a_motion_needs_a_meeting_and_a_suggestion_does_not(house, mover):
    between = f"{house.congress_id}-0"
    with nothing_changes():
        reply = mover.post("/motions/new", kind="motion", place=between)
    says(reply, 409, "提案须对应一次会议")
    mover.post("/motions/new", kind="suggestion", place=between)
    assert db.session.query(Motion).one().meeting_id is None


def test_an_observer_may_suggest_and_move_nothing(house, observer):
    page = observer.get("/motions/new").text
    assert 'value="motion"' not in page
    assert 'value="suggestion"' in page
    with nothing_changes():
        reply = observer.post("/motions/new", kind="motion", place=place(house))
    assert reply.status_code == 422
    observer.post("/motions/new", kind="suggestion", place=place(house))
    assert db.session.query(Motion).one().kind == Kind.SUGGESTION


def test_an_outsider_and_an_account_without_a_person_begin_nothing(outsider, secretary):
    for visitor, sentence in (
        (outsider, "您不在任何一届大会的代表名单上"),
        (secretary, "请用会议卡登录后再提交"),
    ):
        says(visitor.get("/motions/new"), 403, sentence)
        with nothing_changes():
            reply = visitor.post("/motions/new", kind="suggestion", place="1-1")
        says(reply, 403, sentence)


@pytest.mark.parametrize("sent", [{}, {"kind": "letter"}, {"kind": "motion", "place": "9-9"}])
def test_a_choice_that_was_not_offered_is_refused(house, mover, sent):
    with nothing_changes():
        reply = mover.post("/motions/new", **({"place": place(house)} | sent))
    assert reply.status_code == 422


# --- Saving --------------------------------------------------------------------------------------


def test_the_button_saves_everything_that_was_written(house, mover, draft):
    reply = save(
        mover,
        draft,
        title="关于车位的提案",
        cause="车多\r\n位少",
        category="校园环境",
        wanted_unit=house.finance,
        hides_movers="y",
    )
    assert reply.location == f"/motions/{draft}/edit"
    motion = the_motion(draft)
    assert (motion.title, motion.cause) == ("关于车位的提案", "车多\n位少")
    assert (motion.category, motion.wanted_unit_id) == ("校园环境", house.finance)
    assert motion.hides_movers
    page = mover.get(reply.location).text
    assert "关于车位的提案" in page
    assert re.search(r'<option selected value="校园环境">', page)


@pytest.mark.parametrize("then", ["seconds", "submit"])
def test_the_next_step_saves_first(mover, draft, then):
    reply = save(mover, draft, title="新的案名", then=then)
    assert reply.location == f"/motions/{draft}/{then}"
    assert the_motion(draft).title == "新的案名"


def test_saving_what_is_saved_already_leaves_no_line_in_the_history(mover, draft):
    before = version(draft)
    save(mover, draft, then="seconds")
    assert version(draft) == before
    assert db.session.query(MotionEvent).count() == 0


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", "字" * 61, "太长了，最多 60 个字"),
        ("cause", "字" * 3001, "太长了，最多 3000 个字"),
        ("advice", "好\u202e的", "含有不可见字符"),
        ("title", "食堂😀", "含有不可见字符或表情符号"),
        ("wanted_unit", "999", "建议承办部门"),
        ("category", "没有这类", "类别"),
    ],
)
def test_what_cannot_be_kept_stays_on_the_page_with_the_reason(mover, draft, field, text, sentence):
    with nothing_changes():
        reply = save(mover, draft, **{"analysis": "没有丢失的分析", field: text})
    says(reply, 422, "没有丢失的分析")
    assert sentence in unescape(reply.text)
    assert "data-unsaved" in reply.text


def test_an_edit_elsewhere_is_shown_and_nothing_that_was_typed_is_lost(house, mover, draft):
    old = version(draft)
    drafting.save(draft, old, Content("电脑上改的案名", "因", "析", "议"), house.delegate())
    with nothing_changes():
        reply = save(mover, draft, version=old, title="手机上写的案名")
    assert reply.status_code == 409
    page = unescape(reply.text)
    assert "手机上写的案名" in page
    assert "电脑上改的案名" in page
    assert "别处" in page
    assert 'data-autosave=""' in page
    assert f'name="version" type="hidden" value="{version(draft)}"' in page
    save(mover, draft, title="手机上写的案名")
    assert the_motion(draft).title == "手机上写的案名"


def test_a_second_that_came_meanwhile_hinders_no_more_than_one_press(house, mover, draft):
    drafting.invite(draft, version(draft), house.hall.delegates[1:2], house.delegate())
    old = version(draft)
    drafting.answer_invitation(draft, 1, house.delegate(1), given=True)
    reply = save(mover, draft, version=old, category="其他")
    assert reply.status_code == 409
    assert "别处" not in reply.text
    assert save(mover, draft, category="其他").status_code == 303


def test_nobody_else_writes_in_a_draft(house, draft, other, observer, outsider, secretary):
    for visitor in (other, observer, outsider, secretary):
        assert visitor.get(f"/motions/{draft}/edit").status_code == 404
        with nothing_changes():
            assert save(visitor, draft, title="别人写的").status_code == 404
            assert autosave(visitor, draft, title="别人写的").status_code == 404


def test_a_seconder_reads_the_draft_and_writes_nothing(house, draft, phone_of):
    asked = house.hall.delegates[1]
    drafting.invite(draft, version(draft), [asked], house.delegate())
    seconder_phone = phone_of(asked)
    assert seconder_phone.get(f"/motions/{draft}").status_code == 200
    with nothing_changes():
        reply = save(seconder_phone, draft, title="附议人写的")
    says(reply, 403, "只有提案人可以修改")


def test_what_was_submitted_is_no_longer_edited(house, mover):
    motion_id = submitted(house)
    with nothing_changes():
        says(save(mover, motion_id, title="迟了"), 409, "现在是“待审查”，不能修改")


def test_a_motion_sent_back_is_mended_with_its_reason_in_view(house, mover):
    motion_id = submitted(house)
    review.send_back(motion_id, version(motion_id), "一事一案，请分成两件", house.secretary)
    page = mover.get(f"/motions/{motion_id}/edit").text
    assert "退回修改的理由：一事一案，请分成两件" in page
    assert "已有 2 人附议" in page
    assert 'data-autosave=""' in page
    save(mover, motion_id, title="关于改善晚餐的提案")
    assert the_motion(motion_id).title == "关于改善晚餐的提案"
    assert seconder(motion_id, house.hall.delegates[1]).state == "invited"


# --- Saved by itself -----------------------------------------------------------------------------


def test_the_page_saves_by_itself_and_is_told_the_version_and_the_time(mover, draft):
    reply = autosave(mover, draft, title="正在写的案名", advice="")
    assert reply.status_code == 200
    assert reply.json["version"] == version(draft)
    assert re.fullmatch(r"\d\d:\d\d", reply.json["at"])
    motion = the_motion(draft)
    assert (motion.title, motion.advice) == ("正在写的案名", "")
    assert db.session.query(MotionEvent).count() == 0


def test_an_old_page_is_told_so_and_changes_nothing(mover, draft):
    old = version(draft)
    autosave(mover, draft, title="第二台手机")
    with nothing_changes():
        reply = autosave(mover, draft, title="第一台手机", version=old)
    assert "草稿在别处改过" in refused(reply, 409, "not_ready")


def test_what_seconders_consented_to_is_not_saved_behind_their_backs(house, mover, draft):
    drafting.invite(draft, version(draft), house.hall.delegates[1:2], house.delegate())
    assert 'data-autosave=""' in mover.get(f"/motions/{draft}/edit").text
    with nothing_changes():
        refused(autosave(mover, draft, title="悄悄改"), 409, "not_ready")


def test_a_field_that_cannot_be_kept_is_named(mover, draft):
    with nothing_changes():
        reply = autosave(mover, draft, title="字" * 61)
    assert reply.status_code == 422
    assert reply.json["message"] == "案名：太长了，最多 60 个字。"


def test_saving_by_itself_needs_the_token_and_a_session(app, mover, draft):
    path = f"/motions/{draft}/autosave"
    with nothing_changes():
        assert mover.client.post(path, data=written(draft), headers=JSON).status_code == 403
        nobody = app.test_client()
        assert nobody.post(path, data=written(draft), headers=JSON).status_code in {401, 403}


# --- Similar motions -----------------------------------------------------------------------------


def test_similar_motions_are_suggested_while_writing(house, mover, outsider):
    like = filed(house)
    reply = mover.get("/motions/similar?title=关于改善食堂饭菜的提案", headers=JSON)
    assert reply.json == {
        "likes": [
            {"url": f"/motions/{like}", "title": TEXT.title, "note": "5-3-001 已立案，待交办"}
        ]
    }
    assert outsider.get(f"/motions/similar?title={TEXT.title}").json == {"likes": []}
    assert mover.get("/motions/similar?but=x").json == {"likes": []}
    draft = a_draft(house)
    assert f'href="/motions/{like}"' in mover.get(f"/motions/{draft}/edit").text


# --- Attachments ---------------------------------------------------------------------------------


def attach(visitor, motion_id, content=PDF, name="问卷.pdf", **changes):
    return save(visitor, motion_id, file=(io.BytesIO(content), name), **changes)


def the_files(motion_id: int) -> list[MotionFile]:
    db.session.rollback()
    return db.session.query(MotionFile).filter_by(motion_id=motion_id).all()


def test_an_attachment_is_kept_with_the_text_and_sent_again_safely(mover, draft):
    reply = attach(mover, draft, title="带附件的案名")
    assert reply.status_code == 303
    found = the_files(draft)[0]
    assert (found.file_name, found.mime, found.size) == ("问卷.pdf", "application/pdf", len(PDF))
    assert the_motion(draft).title == "带附件的案名"
    sent = mover.get(f"/motions/{draft}/files/{found.id}", buffered=True)
    assert sent.data == PDF
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "问卷.pdf" in mover.get(f"/motions/{draft}/edit").text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<script>alert(1)</script>", "说明.html"),
        (b"<script>alert(1)</script>", "说明.pdf"),
        (b"MZ\x90\x00", "程序.exe"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>", "图.svg"),
        (PDF, "双扩展.pdf.exe"),
        (b"", "空.pdf"),
        (PDF, "没有扩展名"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_the_text_kept(mover, draft, content, name):
    reply = attach(mover, draft, content, name, title="没有丢的案名")
    says(reply, 422, "不支持这种文件")
    assert the_files(draft) == []
    assert the_motion(draft).title == "没有丢的案名"
    assert f'value="{version(draft)}"' in reply.text


def test_a_file_that_is_too_large_is_refused(mover, draft, monkeypatch):
    assert changes.LARGEST_FILE == 10
    monkeypatch.setattr(changes, "LARGEST_FILE", 0)
    says(attach(mover, draft, title="没有丢的案名"), 413, "附件不能超过 0 MB")
    assert the_files(draft) == []
    assert the_motion(draft).title == "没有丢的案名"
    with nothing_changes():
        reply = mover.client.post(
            f"/motions/{draft}/edit",
            data=written(draft),
            environ_overrides={"CONTENT_LENGTH": str(13 * 1024 * 1024)},
        )
    says(reply, 413, "提交的内容太大")


def test_a_sixth_attachment_is_refused(mover, draft):
    for number in range(5):
        attach(mover, draft, PDF + bytes([number]), f"{number}.pdf")
    page = mover.get(f"/motions/{draft}/edit").text
    assert "附件（5/5）" in page
    assert 'type="file"' not in page
    with nothing_changes():
        says(attach(mover, draft), 409, "附件最多 5 个")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a\r\nSet-Cookie: x=1.pdf", "长" * 300 + ".pdf"]
)
def test_a_hostile_name_is_only_a_name(mover, draft, name):
    reply = attach(mover, draft, name=name)
    assert reply.status_code in {303, 400, 422}
    for found in the_files(draft):
        assert "/" not in found.file_name
        assert len(found.file_name) <= 120
        sent = mover.get(f"/motions/{draft}/files/{found.id}", buffered=True)
        assert sent.status_code == 200
        assert "Set-Cookie" not in sent.headers


def test_an_attachment_is_read_by_who_reads_the_motion(house, mover, draft, other, outsider):
    attach(mover, draft)
    path = f"/motions/{draft}/files/{the_files(draft)[0].id}"
    for visitor in (other, outsider):
        assert visitor.get(path).status_code == 404
    assert mover.get(f"/motions/{draft}/files/999").status_code == 404


def test_an_attachment_is_taken_back_by_its_mover_alone(house, mover, draft, other):
    attach(mover, draft)
    path = f"/motions/{draft}/files/{the_files(draft)[0].id}/remove"
    with nothing_changes():
        assert other.post(path).status_code == 404
    assert mover.post(path).location == f"/motions/{draft}/edit"
    assert the_files(draft) == []
    with nothing_changes():
        assert mover.post(path).status_code == 404


def test_an_attachment_added_later_asks_the_seconders_again(house, mover, draft):
    drafting.invite(draft, version(draft), house.hall.delegates[1:2], house.delegate())
    drafting.answer_invitation(draft, 1, house.delegate(1), given=True)
    attach(mover, draft)
    assert seconder(draft, house.hall.delegates[1]).state == "invited"
    assert the_motion(draft).text_version == 2


def test_words_in_place_of_a_file_are_no_attachment(mover, draft):
    save(mover, draft, title="带字的案名", file="/etc/passwd")
    assert the_files(draft) == []
    assert the_motion(draft).title == "带字的案名"


def test_nobody_attaches_anything_to_the_motion_of_another(house, draft, other, app):
    kept = list(app.config["UPLOADS"].rglob("*"))
    with nothing_changes():
        assert attach(other, draft).status_code == 404
    assert list(app.config["UPLOADS"].rglob("*")) == kept


# --- Throwing away -------------------------------------------------------------------------------


def test_a_draft_is_thrown_away_by_its_mover_alone(house, mover, draft, other):
    with nothing_changes():
        assert other.post(f"/motions/{draft}/delete", version=version(draft)).status_code == 404
        reply = mover.post(f"/motions/{draft}/delete", version=version(draft) - 1)
    says(reply, 409, "草稿刚有改动，没有删除")
    assert mover.post(f"/motions/{draft}/delete", version=version(draft)).location == "/motions"
    assert the_motion(draft) is None


# --- Late ----------------------------------------------------------------------------------------


def over(house, late="suggestion") -> None:
    with unit_of_work() as session:
        call = session.get(MotionCall, house.meeting_id)
        call.closes_on = clock.today() - timedelta(days=1)
        settings = defaults(house.congress_id)
        settings.late = late
        session.add(settings)


def test_a_late_motion_is_sent_as_a_suggestion_after_its_mover_was_told(house, mover, draft):
    over(house)
    for path in ("edit", "submit"):
        assert "将作为“意见建议”办理" in told(mover.get(f"/motions/{draft}/{path}"))
    with nothing_changes():
        reply = mover.post(f"/motions/{draft}/submit", version=version(draft))
    says(reply, 409, "请确认后再提交")
    mover.post(f"/motions/{draft}/submit", version=version(draft), late_is_fine="y")
    motion = the_motion(draft)
    assert (motion.kind, motion.late, motion.state) == (Kind.SUGGESTION, True, State.REVIEW)
    assert "征集截止后提交，作为意见建议办理" in mover.get(f"/motions/{draft}").text


def test_where_late_ones_are_refused_the_mover_can_make_it_a_suggestion(house, mover, draft):
    over(house, "refused")
    page = mover.get(f"/motions/{draft}/submit").text
    assert "不再接收提案" in page
    assert "确认提交" not in page
    with nothing_changes():
        reply = mover.post(f"/motions/{draft}/submit", version=version(draft), late_is_fine="y")
    says(reply, 409, "不再接收")
    reply = mover.post(f"/motions/{draft}/suggestion", version=version(draft))
    assert reply.location == f"/motions/{draft}/submit"
    mover.post(f"/motions/{draft}/submit", version=version(draft))
    assert state_of(draft) is State.REVIEW
    with nothing_changes():
        reply = mover.post(f"/motions/{draft}/suggestion", version=version(draft))
    assert reply.status_code == 409
