"""Pages of a meeting: the officers' home, set-up, approval, credentials."""

import io

import pytest

from tests.services.congress.school import ACTOR, meeting_facts
from tests.web.access.visiting import Visitor, heading
from voting.access.rules import Office
from voting.congress import extensions, queries, service
from voting.congress.rules import ItemClass
from voting.congress.service import ItemFacts
from voting.db import db

FIELDS = {
    "ordinal": "4",
    "held_at": "2026-12-20T14:30",
    "place": "报告厅",
    "call": "regular",
    "proposers": "",
}
PDF = b"%PDF-1.4\n%%EOF\n"


def page(school, name: str = "") -> str:
    return f"/meetings/{school.meeting_id}{name}"


def meeting(school):
    db.session.rollback()
    return queries.meeting(school.meeting_id)


def test_the_home_shows_what_stands_and_what_is_to_be_done(secretary, school):
    service.appoint(school.meeting_id, school.full[0], Office.TELLER, ACTOR)
    service.add_agenda_item(school.meeting_id, ItemFacts("听取报告", ItemClass.HEAR), ACTOR)
    reply = secretary.get(page(school))
    assert heading(reply) == "第五届第三次会员代表大会"
    assert "2026年11月22日 14:30" in reply.text
    assert "登记上级对召开会议的批复" in reply.text
    assert "听取报告" in reply.text
    assert "计票人" in reply.text


def test_the_home_shows_the_blocks_of_higher_slices(app, secretary, school):
    extensions.add_meeting_panel(app, lambda shown: f"<p>投票：{shown.name}</p>")
    assert "投票：第五届第三次" in secretary.get(page(school)).text


def test_officers_see_their_own_meetings(secretary, chair, delegate):
    assert "第五届第三次会员代表大会" in secretary.get("/meetings").text
    assert "第五届第三次会员代表大会" in chair.get("/meetings").text
    assert "现在没有您参与工作的会议" in delegate.get("/meetings").text


def test_a_meeting_is_created_with_the_next_number(secretary, school):
    url = f"/congresses/{school.congress_id}/meetings/new"
    assert 'value="4"' in secretary.get(url).text
    reply = secretary.post(url, **FIELDS)
    assert reply.status_code == 303
    shown = secretary.get(reply.location)
    assert heading(shown) == "第五届第四次会员代表大会"
    assert "2026年12月20日 14:30" in shown.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ordinal": "3"}, "第五届第三次会员代表大会已经建立"),
        ({"held_at": "下周"}, "时间无法识别"),
        ({"held_at": ""}, "请填写。"),
        ({"place": ""}, "请填写。"),
        ({"call": "delegates"}, "请填写联名人数"),
        ({"call": "delegates", "proposers": "3"}, "至少 4 人联名"),
        ({"call": "delegates", "proposers": "很多"}, "请填写整数"),
    ],
)
def test_a_meeting_with_something_wrong_is_told_and_not_kept(secretary, school, wrong, words):
    url = f"/congresses/{school.congress_id}/meetings/new"
    reply = secretary.post(url, **(FIELDS | wrong))
    assert reply.status_code == 422
    assert words in reply.text
    db.session.rollback()
    assert len(queries.meetings()) == 1


def test_a_meeting_is_changed_and_the_clock_is_that_of_the_hall(secretary, school):
    assert 'value="2026-11-22T14:30"' in secretary.get(page(school, "/edit")).text
    changed = FIELDS | {"ordinal": "3", "version": "1", "held_at": "2026-11-23T09:00"}
    assert secretary.post(page(school, "/edit"), **changed).status_code == 303
    assert "2026年11月23日 09:00" in secretary.get(page(school)).text


def test_the_second_editor_of_a_meeting_is_told(secretary, school):
    service.change_meeting(school.meeting_id, 1, meeting_facts(place="礼堂二层"), ACTOR)
    reply = secretary.post(page(school, "/edit"), **FIELDS | {"ordinal": "3", "version": "1"})
    assert reply.status_code == 409
    assert "您的修改没有保存" in reply.text
    assert meeting(school).place == "礼堂二层"


def approval(**fields):
    given = {
        "applied_on": "2026-01-08",
        "number": "教工发〔2026〕18号",
        "approved_on": "2026-01-20",
        "version": "1",
    }
    return given | fields


def test_an_approval_is_recorded_with_its_scan_and_the_scan_is_sent_back(secretary, school):
    scan = (io.BytesIO(PDF), "批复.pdf")
    reply = secretary.post(page(school, "/approval"), **approval(scan=scan))
    assert reply.status_code == 303
    shown = secretary.get(page(school, "/approval"))
    assert "批复已登记" in shown.text
    assert "教工发〔2026〕18号" in shown.text
    sent = secretary.get(page(school, "/approval/scan"), buffered=True)
    assert sent.data == PDF
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Disposition"].startswith("attachment")


def test_an_approval_without_a_scan_has_none_to_send(secretary, school):
    assert secretary.get(page(school, "/approval/scan")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"approved_on": ""}, "一起填写"),
        ({"number": "", "approved_on": "", "applied_on": ""}, "至少填写申请日期"),
        ({"approved_on": "2026-13-40"}, "日期无法识别"),
        ({"scan": (io.BytesIO(b"MZ\x90"), "virus.exe")}, "不支持这种文件"),
        ({"scan": (io.BytesIO(b"GIF89a"), "批复.pdf")}, "与扩展名不符"),
    ],
)
def test_an_approval_with_something_wrong_is_told_and_not_kept(secretary, school, fields, words):
    reply = secretary.post(page(school, "/approval"), **approval(**fields))
    assert reply.status_code == 422
    assert words in reply.text
    assert not meeting(school).approved


def test_a_scan_that_is_too_large_is_refused_before_it_is_read(secretary, school):
    reply = secretary.client.post(
        page(school, "/approval"),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(21 * 1024 * 1024)},
    )
    assert reply.status_code == 413
    assert not meeting(school).approved


def test_only_the_chair_may_go_on_without_an_approval(secretary, chair, school):
    url = page(school, "/approval/override")
    assert secretary.post(url, reason="上级口头同意").status_code == 403
    assert not meeting(school).approved
    assert chair.post(url, reason="上级口头同意").status_code == 303
    assert meeting(school).overridden_by == "李明"
    assert "上级口头同意" in chair.get(page(school, "/approval")).text


def test_going_on_without_an_approval_needs_a_reason(chair, school):
    reply = chair.post(page(school, "/approval/override"), reason=" ")
    assert reply.status_code == 422
    assert "请写明未获批复仍继续召开的理由" in reply.text
    assert not meeting(school).approved


def test_the_credentials_are_examined_and_taken_back(secretary, school):
    assert secretary.post(page(school, "/freeze")).status_code == 303
    assert "本次会议应到 12 人" in secretary.get(page(school, "/delegates")).text
    refused = secretary.post(page(school, "/freeze"))
    assert refused.status_code == 409
    assert "已经固定" in refused.text
    assert secretary.post(page(school, "/unfreeze"), reason="").status_code == 422
    assert meeting(school).frozen_at is not None
    assert secretary.post(page(school, "/unfreeze"), reason="漏审").status_code == 303
    assert meeting(school).frozen_at is None


@pytest.mark.parametrize("name", ["", "/edit", "/approval", "/delegates", "/attendance"])
def test_the_pages_of_a_meeting_are_for_its_officers(app, delegate, school, name):
    assert Visitor(app).get(page(school, name)).status_code == 401
    assert delegate.get(page(school, name)).status_code == 403


@pytest.mark.parametrize(
    "name", ["/edit", "/freeze", "/unfreeze", "/approval", "/delegates/update", "/appointments"]
)
def test_the_chair_looks_and_the_secretary_changes(chair, school, name):
    assert chair.get(page(school)).status_code == 200
    assert chair.post(page(school, name)).status_code == 403


def test_a_meeting_that_is_not_there_is_not_found(secretary):
    for name in ("", "/edit", "/approval", "/delegates", "/agenda", "/check-in", "/cards"):
        reply = secretary.get(f"/meetings/999{name}")
        assert reply.status_code == 404
        assert "没有这次会议" in reply.text


def test_a_change_without_its_token_is_refused(secretary, school):
    reply = secretary.client.post(page(school, "/freeze"))
    assert reply.status_code == 403
    assert meeting(school).frozen_at is None
