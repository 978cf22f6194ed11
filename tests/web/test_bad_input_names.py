"""Names with control characters, right-to-left marks and emoji, wherever somebody can type one."""

from functools import cache

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, PasswordField, StringField, TextAreaField

from tests.cast import ACTOR, a_hall, a_poll, version
from tests.services.access.house import make_officer
from tests.web.access.visiting import Visitor
from tests.web.bad_input import Phone, nothing_changes, refused_on_page
from voting.access.rules import Office
from voting.ballots import canonical
from voting.polls import counting, lifecycle
from voting.polls.box import the_box
from voting.web.forms import PageForm

SENTENCE = "含有不可见字符或表情符号，请删去后再提交。"
MISLEADING = {
    "null": "\x00",
    "bell": "\x07",
    "escape": "\x1b",
    "delete": "\x7f",
    "next line": "\x85",
    "right-to-left override": "\u202e",
    "right-to-left mark": "\u200f",
    "left-to-right mark": "\u200e",
    "isolate": "\u2066",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "private use": "\ue000",
    "tag": "\U000e0041",
    "emoji": "\U0001f600",
    "flag": "\U0001f1e8\U0001f1f3",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "heart": "\u2764\ufe0f",
}
IN_ONE_LINE = {
    "line feed": "\n",
    "carriage return": "\r",
    "tabulator": "\t",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
}
LOOKED_UP = {"login", "code", "number", "given", "numbers", "q", "texts"}
"""Fields that are only compared with what is there; nothing of them is kept."""


@cache
def text_fields() -> list[tuple[type[PageForm], str, type]]:
    """Return every field of every form in which a text is typed that is kept."""
    found, waiting = {}, [PageForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if not form.__module__.startswith("voting."):
            continue
        for name, field in form()._fields.items():
            typed = isinstance(field, StringField) and not isinstance(
                field, PasswordField | HiddenField
            )
            if typed and name not in LOOKED_UP:
                found[form, name] = type(field)
    return [(form, name, kind) for (form, name), kind in found.items()]


def refuses(form, name, text) -> bool:
    made = form(MultiDict({name: text}))
    return not made[name].validate(made) and made[name].errors != []


def taken_in(app, signs, *, lines: bool) -> list[tuple[str, str, str]]:
    """Return (form, field, sign) wherever a sign within a name is not refused."""
    with app.test_request_context():
        fields = text_fields()
        assert len(fields) > 20
        return [
            (form.__name__, name, sign)
            for form, name, kind in fields
            for sign, written in signs.items()
            if (lines or not issubclass(kind, TextAreaField))
            and not refuses(form, name, f"张{written}伟")
        ]


def test_every_field_of_every_form_refuses_what_is_invisible_or_misleads(app):
    assert taken_in(app, MISLEADING, lines=True) == []


def test_a_field_of_one_line_refuses_a_second_line(app):
    assert taken_in(app, IN_ONE_LINE, lines=False) == []


@pytest.fixture
def hall(app):
    return a_hall(5)


@pytest.fixture
def secretary(app, hall):
    make_officer("secretary", "王芳", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


@pytest.fixture
def admin(app):
    make_officer("admin", "王丽", Office.ADMINISTRATOR)
    visitor = Visitor(app)
    visitor.sign_in("admin")
    return visitor


BAD_NAMES = ("张\u202e伟", "张\x07伟", "张伟\U0001f600", "张\u200b伟")


def test_a_poll_with_a_misleading_title_is_not_created(app, hall, secretary):
    a_poll(app, hall)
    facts = {"kind": "two", "roll_body": "expected", "committee_poll_id": "0"}
    for title in BAD_NAMES:
        with nothing_changes():
            reply = secretary.post(f"/meetings/{hall.meeting_id}/polls/new", title=title, **facts)
        assert SENTENCE in reply.text
        assert reply.status_code in {200, 422}
    reply = secretary.post(f"/meetings/{hall.meeting_id}/polls/new", title="工会主席选举", **facts)
    assert reply.status_code == 302


def test_an_account_with_a_misleading_name_is_not_created(admin):
    for name in BAD_NAMES:
        with nothing_changes():
            reply = admin.post("/accounts/new", login="zhangwei", name=name)
        refused_on_page(reply, 422, SENTENCE)


def test_a_meeting_and_an_item_of_its_agenda_keep_no_misleading_text(hall, secretary):
    base = f"/meetings/{hall.meeting_id}"
    for text in BAD_NAMES:
        with nothing_changes():
            item = secretary.post(f"{base}/agenda/new", title=text, kind="report")
            place = secretary.post(
                f"{base}/edit",
                ordinal="3",
                held_at="2026-11-22T14:30",
                place=text,
                call="regular",
                version="1",
            )
        refused_on_page(item, 422, SENTENCE)
        refused_on_page(place, 422, SENTENCE)


def test_a_poll_is_not_annulled_for_a_misleading_reason(app, hall, secretary):
    poll_id = a_poll(app, hall, until="sealed")
    for reason in BAD_NAMES:
        with nothing_changes():
            reply = secretary.post(
                f"/meetings/{hall.meeting_id}/polls/{poll_id}/annul", reason=f"名单有误{reason}"
            )
        assert SENTENCE in reply.text


def test_what_a_foreign_device_writes_in_is_read_without_its_misleading_signs(app, hall):
    poll_id = a_poll(app, hall, until="open")
    written = ("王五", "王\u202e五", "\u200f王\x00五\u200b", " 王\ufeff五\n", "\ud800王五")
    for person_id, name in zip(hall.delegates, written, strict=True):
        phone = Phone(app, hall, poll_id, person_id)
        sheet = {"marks": {"c1": {"a": "oppose"}}, "write_ins": {"c1": ["NAME"]}}
        escaped = name.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
        content = canonical.encode(sheet).replace(b"NAME", escaped)
        assert phone.cast(phone.device.seal(content, phone.paper()).body).status_code == 201
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    counting.open_box(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"].secret_key)
    counts = the_box().opened(phone.device.manifest.hash)
    assert counts.names_of("c1").keys() == {"王五"}
    assert counts.returned() == 5
