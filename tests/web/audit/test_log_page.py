"""The page of the log."""

import pytest

from tests.services.access.house import make_officer
from tests.web.access.visiting import Visitor
from voting.access.rules import Office
from voting.audit import queries
from voting.audit.events import Event
from voting.audit.service import record


@pytest.fixture
def reader(app):
    make_officer("admin", "王丽", Office.ADMINISTRATOR)
    signed_in = Visitor(app)
    signed_in.sign_in("admin")
    return signed_in


def test_official_acts_are_shown_in_chinese_newest_first_with_the_head(reader):
    record("丁一", Event.POLL_SEALED, "poll:7 主席选举", electors=96)
    page = reader.get("/audit").text
    assert "封存选举人名册" in page
    assert "投票 7 主席选举" in page
    assert "选举人：96" in page
    assert page.index("封存选举人名册</td>") < page.index("建立账号</td>")
    assert queries.head().digest in page
    assert "3 条" in page


def test_one_event_can_be_picked(reader):
    record("丁一", Event.POLL_SEALED, "poll:7")
    page = reader.get("/audit?event=poll:sealed").text
    assert "封存选举人名册</td>" in page
    assert "建立账号</td>" not in page
    assert "没有这类记录" in reader.get("/audit?event=tie:decided").text


def test_an_event_and_a_page_that_do_not_exist_show_what_there_is(reader):
    for query in ("event=x", "page=999", "page=-1", "page=x", "event=%00"):
        reply = reader.get(f"/audit?{query}")
        assert reply.status_code == 200
        assert "建立账号</td>" in reply.text


def test_a_long_log_has_pages(reader):
    for number in range(60):
        record("丁一", Event.AGENDA_CHANGED, f"meeting:{number}")
    first, second = reader.get("/audit").text, reader.get("/audit?page=2").text
    assert "会议 59" in first
    assert "会议 2<" not in first
    assert "会议 2<" in second
    assert "page=2" in first


def test_what_is_logged_is_shown_as_text_and_never_as_markup(reader):
    record("<b>丁一</b>", Event.POLL_SEALED, "poll:7 <script>", reason="<i>理由</i>")
    page = reader.get("/audit").text
    assert "<script>" not in page.replace('<script type="module"', "")
    assert "&lt;i&gt;理由&lt;/i&gt;" in page


def test_the_log_is_closed_to_whoever_has_no_office_and_to_visitors(app):
    make_officer("nobody", "李四")
    officer = Visitor(app)
    assert officer.get("/audit").status_code == 401
    officer.sign_in("nobody")
    reply = officer.get("/audit")
    assert reply.status_code == 403
    assert "系统管理员" in reply.text
