"""Pages of the agenda and its documents, for officers and on a delegate's phone."""

import hashlib
import io

from tests.services.congress.school import ACTOR, a_meeting
from tests.web.access.visiting import Visitor
from voting.congress import queries, service
from voting.congress.rules import ItemClass
from voting.congress.service import ItemFacts
from voting.db import db

PDF = b"%PDF-1.4\n%%EOF\n"


def page(school, name: str = "") -> str:
    return f"/meetings/{school.meeting_id}/agenda{name}"


def add(school, title="听取报告") -> int:
    facts = ItemFacts(title, ItemClass.HEAR)
    return service.add_agenda_item(school.meeting_id, facts, ACTOR).id


def titles(school) -> list[str]:
    db.session.rollback()
    return [item.title for item in queries.agenda(school.meeting_id)]


def upload(visitor, school, item_id, content=PDF, name="选举办法.pdf", **fields):
    url = page(school, f"/{item_id}/documents")
    return visitor.post(url, file=(io.BytesIO(content), name), title="", **fields)


def document_id(school) -> int:
    db.session.rollback()
    return queries.agenda(school.meeting_id)[0].documents[0].id


def test_an_empty_agenda_says_what_to_do(secretary, school):
    assert "还没有议程" in secretary.get(page(school)).text


def test_an_item_is_added_changed_moved_marked_and_removed(secretary, school):
    reply = secretary.post(page(school, "/new"), title="审议报告", item_class="review", note="")
    assert reply.status_code == 303
    first = queries.agenda(school.meeting_id)[0].id
    second = add(school, "选举")
    changed = {"title": "审议财务报告", "item_class": "approve", "note": "附预算"}
    assert secretary.post(page(school, f"/{first}"), **changed).status_code == 303
    assert secretary.post(page(school, f"/{second}/move"), direction="up").status_code == 303
    assert titles(school) == ["选举", "审议财务报告"]
    assert secretary.post(page(school, f"/{second}/move"), direction="down").status_code == 303
    assert titles(school) == ["审议财务报告", "选举"]
    secretary.post(page(school, f"/{first}/mark"), done="yes")
    text = secretary.get(page(school)).text
    assert "已完成" in text
    assert "审议通过" in text
    secretary.post(page(school, f"/{second}/remove"))
    assert titles(school) == ["审议财务报告"]


def test_an_item_with_something_wrong_is_told_and_not_kept(secretary, school):
    for wrong in ({"title": ""}, {"title": "长" * 121}, {"item_class": "sing"}):
        fields = {"title": "报告", "item_class": "hear", "note": ""} | wrong
        assert secretary.post(page(school, "/new"), **fields).status_code == 422
    assert titles(school) == []


def test_a_document_is_uploaded_shown_with_its_digest_and_sent_back(secretary, school):
    item_id = add(school)
    assert upload(secretary, school, item_id).status_code == 303
    shown = secretary.get(page(school, f"/{item_id}")).text
    assert "选举办法" in shown
    assert hashlib.sha256(PDF).hexdigest() in shown
    url = f"/meetings/{school.meeting_id}/documents/{document_id(school)}"
    sent = secretary.get(url, buffered=True)
    assert sent.data == PDF
    assert sent.mimetype == "application/pdf"
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_kind_is_refused_and_not_kept(secretary, school):
    item_id = add(school)
    for content, name in (
        (b"MZ\x90", "tool.exe"),
        (b"<html></html>", "page.html"),
        (b"<svg onload=x>", "logo.svg"),
        (b"MZ\x90", "report.pdf"),
    ):
        reply = upload(secretary, school, item_id, content, name)
        assert reply.status_code == 422
        assert "不支持这种文件" in reply.text
    assert queries.agenda(school.meeting_id)[0].documents == []


def test_a_missing_file_is_told(secretary, school):
    item_id = add(school)
    for fields in ({}, {"file": "a text where a file belongs"}):
        reply = secretary.post(page(school, f"/{item_id}/documents"), title="无文件", **fields)
        assert reply.status_code == 422
        assert "请选择要上传的文件" in reply.text
    assert queries.agenda(school.meeting_id)[0].documents == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(secretary, school):
    item_id = add(school)
    reply = secretary.client.post(
        page(school, f"/{item_id}/documents"),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(21 * 1024 * 1024)},
    )
    assert reply.status_code == 413
    assert "太大" in reply.text


def test_a_document_is_removed_before_its_item(secretary, school):
    item_id = add(school)
    upload(secretary, school, item_id)
    refused = secretary.post(page(school, f"/{item_id}/remove"))
    assert refused.status_code == 409
    assert "先逐一移除文件" in refused.text
    url = f"/meetings/{school.meeting_id}/documents/{document_id(school)}/remove"
    assert secretary.post(url).status_code == 303
    assert secretary.post(page(school, f"/{item_id}/remove")).status_code == 303
    assert titles(school) == []


def test_a_delegate_reads_agenda_and_documents_on_the_phone(secretary, delegate, school):
    upload(secretary, school, add(school))
    text = delegate.get(f"/m/{school.meeting_id}").text
    assert "听取报告" in text
    assert "选举办法" in text
    url = f"/m/{school.meeting_id}/documents/{document_id(school)}"
    sent = delegate.get(url, buffered=True)
    assert sent.data == PDF
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_documents_are_not_for_strangers_nor_reached_through_another_meeting(
    app, secretary, delegate, phone_of, school
):
    upload(secretary, school, add(school))
    document = document_id(school)
    other = a_meeting(school.congress_id, ordinal=4)
    assert delegate.get(f"/m/{other}/documents/{document}").status_code == 404
    stranger = phone_of(school.others[0])
    assert stranger.get(f"/m/{school.meeting_id}/documents/{document}").status_code == 403
    assert Visitor(app).get(f"/m/{school.meeting_id}/documents/{document}").status_code == 401
    assert delegate.get(f"/meetings/{school.meeting_id}/documents/{document}").status_code == 403
