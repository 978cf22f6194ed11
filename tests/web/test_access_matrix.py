"""Every endpoint × every office: what the docs say, what is declared, and what really happens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event
from werkzeug.routing import IntegerConverter
from werkzeug.test import TestResponse

import voting
from tests.cast import a_hall
from tests.services.access.house import enrol, make_officer
from tests.web.access.visiting import Visitor
from voting.access import cli, matrix, passes, policy, sessions
from voting.access.matrix import Access
from voting.access.policy import Door
from voting.access.rules import GLOBAL_OFFICES, Office
from voting.clock import now
from voting.congress.models import Meeting
from voting.db import db, unit_of_work

DOCUMENT = Path(voting.__file__).parent.parent / "docs" / "access.md"
# Nothing but the one meeting has an id that is tried, so that little is changed by trying.
NOTHING = 999_999
NOT_SIGNED_IN = "请先登录"
NOT_ALLOWED = "您没有这项权限，它属于"


def test_the_tables_of_the_docs_are_those_of_the_code(app):
    text = DOCUMENT.read_text("utf-8")
    assert text == matrix.renewed(text, matrix.tables(app)), (
        "run: voting access table --write docs/access.md"
    )


def test_the_command_renews_the_tables_of_a_document(app, tmp_path):
    target = tmp_path / "access.md"
    text = DOCUMENT.read_text("utf-8")
    target.write_text(text.replace("✓", ""), "utf-8")
    run = app.test_cli_runner().invoke
    assert run(cli.access, ["table", "--write", str(target)]).exit_code == 0
    assert target.read_text("utf-8") == matrix.renewed(text, matrix.tables(app))
    printed = run(cli.access, ["table"]).stdout
    assert matrix.permission_table() in printed
    assert matrix.endpoint_table(app) in printed


@pytest.mark.parametrize("text", ["", "<!-- table: permissions -->", "<!-- end of table -->"])
def test_a_document_without_a_place_for_the_tables_is_left_as_it_is(app, tmp_path, text):
    target = tmp_path / "other.md"
    target.write_text(text, "utf-8")
    done = app.test_cli_runner().invoke(cli.access, ["table", "--write", str(target)])
    assert done.exit_code != 0
    assert "no place for the table" in str(done.exception)
    assert target.read_text("utf-8") == text


@pytest.fixture
def meeting(app) -> int:
    return a_hall(1).meeting_id


@pytest.fixture
def visitor_with(app, meeting):
    """Make browsers in which the holder of one office, or nobody, is signed in."""
    held: dict[int, Office] = {}
    policy.register_office_source(
        app, lambda person_id, _meeting_id: frozenset({held[person_id]} if held else ())
    )

    def made(office: Office | None) -> Callable[[], Visitor]:
        if office is None:
            return lambda: Visitor(app)
        person = enrol("02001", "丁一")
        held[person.id] = office
        if office is Office.DELEGATE:
            return lambda: _entered(app, passes.entry_url(person))
        make_officer("dingyi", "丁一", *GLOBAL_OFFICES & {office}, person_id=person.id)
        return lambda: _signed_in(app)

    return made


def _entered(app, url: str) -> Visitor:
    visitor = Visitor(app)
    visitor.enter(url)
    return visitor


def _signed_in(app) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in("dingyi")
    return visitor


def address(app, access: Access, meeting: int) -> str:
    """Return an address of an endpoint, of things that do not exist within the meeting."""
    rule = next(
        rule
        for rule in app.url_map.iter_rules(access.endpoint)
        if rule.rule == access.rule and access.method in rule.methods
    )
    values = {
        name: NOTHING if isinstance(converter, IntegerConverter) else "x"
        for name, converter in rule._converters.items()
    }
    if "meeting_id" in values:
        values["meeting_id"] = meeting
    return rule.build(values)[1]


def next_meeting(meeting: int) -> int:
    """Make another meeting of the same congress."""
    with unit_of_work() as session:
        first = session.get_one(Meeting, meeting)
        made = Meeting(congress_id=first.congress_id, ordinal=4, held_at=now(), place="礼堂")
        session.add(made)
        session.flush()
        return made.id


def is_refused(reply: TestResponse, office: Office | None) -> bool:
    """Tell whether the door itself refused (a view behind it has other words)."""
    if office is None:
        return reply.status_code == 401 and NOT_SIGNED_IN in reply.text
    return reply.status_code == 403 and NOT_ALLOWED in reply.text


def still_in(visitor: Visitor) -> bool:
    """Tell whether what was tried left the visitor signed in."""
    cookie = visitor.cookie("voting-session")
    return cookie is not None and sessions.find(cookie.value, b"").is_known


@pytest.mark.parametrize("office", [None, *Office], ids=lambda office: office or "nobody")
def test_every_door_lets_in_and_refuses_as_declared(app, visitor_with, meeting, office):
    new_visitor = visitor_with(office)
    visitor, wrong = new_visitor(), []
    for access in matrix.accesses(app):
        path = address(app, access, meeting)
        fields = {} if access.method == "GET" else {"csrf_token": visitor.token()}
        reply = visitor.client.open(path, method=access.method, data=fields or None)
        if is_refused(reply, office) == access.open_to(office):
            wrong.append(f"{access.method} {path}: {reply.status_code}")
        reply.close()
        if office is not None and not still_in(visitor):
            visitor = new_visitor()
    assert wrong == []


def test_an_anonymous_door_reads_no_account_and_sends_no_cookie(app, visitor_with, meeting):
    visitor = visitor_with(Office.ADMINISTRATOR)()
    doors = [each for each in matrix.accesses(app) if each.policy.door is Door.ANONYMOUS]
    assert doors
    for access in doors:
        statements: list[str] = []

        def listen(_connection, _cursor, statement, *_rest, said=statements):
            said.append(statement)

        event.listen(db.engine, "before_cursor_execute", listen)
        reply = visitor.client.open(address(app, access, meeting), method=access.method)
        event.remove(db.engine, "before_cursor_execute", listen)
        assert [each for each in statements if "sign_in_session" in each or "account" in each] == []
        assert "Set-Cookie" not in reply.headers
        reply.close()


def test_who_lacks_a_permission_is_told_whose_it_is(visitor_with):
    reply = visitor_with(Office.TELLER)().get("/accounts")
    assert reply.status_code == 403
    assert "您没有这项权限，它属于：系统管理员。" in reply.text


def test_an_office_in_one_meeting_opens_no_door_of_another(app, meeting):
    other = next_meeting(meeting)
    person = enrol("02001", "丁一")
    policy.register_office_source(
        app,
        lambda _person_id, meeting_id: frozenset({Office.CHAIR} if meeting_id == meeting else ()),
    )
    make_officer("dingyi", "丁一", person_id=person.id)
    visitor = _signed_in(app)
    assert not is_refused(visitor.get(f"/meetings/{meeting}"), Office.CHAIR)
    assert is_refused(visitor.get(f"/meetings/{other}"), Office.CHAIR)


def test_a_personal_link_carries_no_office_but_the_delegates(app, meeting):
    person = enrol("02001", "丁一")
    policy.register_office_source(
        app, lambda _person_id, _meeting_id: frozenset({Office.CHAIR, Office.DELEGATE})
    )
    visitor = _entered(app, passes.entry_url(person))
    assert is_refused(visitor.get(f"/meetings/{meeting}"), Office.DELEGATE)
    assert not is_refused(visitor.get(f"/m/{meeting}"), Office.DELEGATE)
