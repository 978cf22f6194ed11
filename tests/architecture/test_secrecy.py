"""What the tables, the addresses and the logs may never hold."""

import inspect
import re

import pytest
from sqlalchemy import BigInteger, Date, DateTime, Integer, event

from voting.access.policy import is_anonymous, policy_for
from voting.ballots import ballot, sqlbox
from voting.db import Base, BoxBase, Moment, box_engine, db
from voting.polls import phone

FORBIDDEN_NAMES = re.compile(
    r"person|account|elector|name$|number|address|\bip\b|agent|session|created|updated|_at$|time"
)


def test_no_table_of_the_box_points_anywhere(app):
    for table in BoxBase.metadata.tables.values():
        assert not table.foreign_keys, table.name


def test_no_table_of_the_box_keeps_time_serial_or_person(app):
    for table in BoxBase.metadata.tables.values():
        for column in table.columns:
            assert not FORBIDDEN_NAMES.search(column.name), f"{table.name}.{column.name}"
            assert not isinstance(column.type, Date | DateTime | Moment), column
            assert column.server_default is None, column
            if isinstance(column.type, Integer | BigInteger):
                assert column.autoincrement is not True, column
                assert len(table.primary_key.columns) > 1 or not column.primary_key, column


def test_the_two_databases_share_no_table_name(app):
    assert not set(Base.metadata.tables) & set(BoxBase.metadata.tables)


def test_no_table_of_main_keeps_a_ballot_key_or_a_mark(app):
    forbidden = re.compile(r"public_key|sealed$|receipt|mark$|marks|key_hash|seed$")
    for table in Base.metadata.tables.values():
        for column in table.columns:
            assert not forbidden.search(column.name), f"{table.name}.{column.name}"


@pytest.mark.parametrize("endpoint", ["polls.cast", "polls.manifest", "polls.state", "polls.board"])
def test_the_endpoints_of_the_ballot_never_look_at_a_cookie(app, endpoint):
    assert is_anonymous(endpoint)


def test_every_endpoint_declares_who_may_reach_it(app):
    for rule in app.url_map.iter_rules():
        assert policy_for(app, rule.endpoint) is not None, rule.endpoint


def test_no_source_line_of_the_cast_logs_anything(app):

    for module in (ballot, sqlbox, phone):
        assert "logging" not in inspect.getsource(module)
        assert "print(" not in inspect.getsource(module)


@pytest.fixture
def statements(app):
    """Every statement each database is asked, by the name of the database."""
    asked = {"main": [], "box": []}

    def listen(name):
        def remember(_connection, _cursor, statement, *_rest):
            asked[name].append(statement)

        return remember

    event.listen(db.engine, "before_cursor_execute", listen("main"))
    event.listen(box_engine(), "before_cursor_execute", listen("box"))
    return asked


def test_a_cast_asks_the_main_database_nothing(app, statements):
    reply = app.test_client().post(
        f"/box/{'0' * 64}", data=b"x", content_type="application/octet-stream"
    )
    assert reply.status_code in {404, 413, 422}
    assert statements["main"] == []
