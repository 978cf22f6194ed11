"""What a letter without a name leaves behind: its words, its day, a digest, and nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import Date, DateTime, Integer, event, text

from tests.services.motions.moving import a_house
from tests.services.motions.staff import a_box
from voting import clock
from voting.access.policy import is_anonymous
from voting.db import Base, Moment, db
from voting.motions.letterbox import service
from voting.motions.letterbox.models import Letter, LetterMessage, WaitingLetter

OF_A_LETTER = (WaitingLetter, Letter, LetterMessage)
FORBIDDEN_NAMES = re.compile(
    r"person|account|elector|name$|number|address|\bip\b|agent|session|created|updated|_at$|time"
)
POINTED_AT = {"letter_box", "letter", "motion"}
SENT = datetime(2026, 11, 24, 5, 37, 42, tzinfo=UTC)
PHONE = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "a phone of its own kind"}


@pytest.mark.parametrize("model", OF_A_LETTER)
def test_no_table_of_a_letter_keeps_a_person_an_address_or_a_moment(model):
    for column in model.__table__.columns:
        assert not FORBIDDEN_NAMES.search(column.name), column
        assert not isinstance(column.type, DateTime | Moment), column
        assert column.server_default is None, column
        for key in column.foreign_keys:
            assert key.column.table.name in POINTED_AT, key


@pytest.mark.parametrize("model", [WaitingLetter, LetterMessage])
def test_what_a_sender_writes_gets_no_serial_number(model):
    table = model.__table__
    assert table.dialect_options["sqlite"]["with_rowid"] is False
    for column in table.primary_key.columns:
        assert not isinstance(column.type, Integer) or len(table.primary_key.columns) > 1


def test_a_day_is_the_finest_that_is_kept_of_a_letter():
    days = {
        column.name
        for model in OF_A_LETTER
        for column in model.__table__.columns
        if isinstance(column.type, Date)
    }
    assert days == {"day"}


@pytest.mark.parametrize(
    "endpoint",
    [
        "motions.letter_boxes",
        "motions.nameless_letter",
        "motions.open_letter",
        "motions.write_on",
    ],
)
def test_the_endpoints_of_letters_without_a_name_never_look_at_a_cookie(app, endpoint):
    assert is_anonymous(endpoint)


@pytest.fixture
def box(app):
    with time_machine.travel(SENT - timedelta(days=3), tick=False):
        return a_box(a_house())


def posted(app, box) -> str:
    """Write a letter at a known moment on a known phone; return its code."""
    client = app.test_client()
    page = client.get(f"/letters/{box}/nameless", environ_base=PHONE).text
    slip = re.search(r'name="slip"[^>]*value="([^"]+)"', page)[1]
    with time_machine.travel(SENT, tick=False):
        reply = client.post(
            f"/letters/{box}/nameless",
            data={"slip": slip, "title": "食堂", "body": "涨价没有公示"},
            environ_base=PHONE,
        )
    return re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", reply.text)[0].replace("-", "")


def everything_kept() -> list[str]:
    """Return every value of every row of the main database, as text."""
    db.session.rollback()
    return [
        str(value)
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"'))
        for value in row
    ]


@pytest.mark.parametrize("days", [0, 1, 5])
def test_the_whole_database_says_no_more_of_a_letter_than_its_day(app, box, days):
    with time_machine.travel(SENT - timedelta(minutes=3), tick=False):
        code = posted(app, box)
    with time_machine.travel(SENT + timedelta(days=days, hours=9), tick=False):
        service.take_out()
        service_said = " ".join(everything_kept())
    assert "涨价没有公示" in service_said
    for word in (code, PHONE["REMOTE_ADDR"], PHONE["HTTP_USER_AGENT"]):
        assert word not in service_said
    close = re.compile(r"2026-11-24[ T](?:05:[34]\d|13:[34]\d)")
    assert close.findall(service_said) == []


def test_sending_writes_the_letter_and_nothing_beside_it(app, box):
    written: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "PRAGMA")):
            written.append(" ".join(statement.split()))

    event.listen(db.engine, "before_cursor_execute", listen)
    with time_machine.travel(SENT - timedelta(minutes=3), tick=False):
        posted(app, box)
    event.remove(db.engine, "before_cursor_execute", listen)
    assert [each for each in written if "SAVEPOINT" not in each] == [
        found for found in written if found.startswith("INSERT INTO waiting_letter")
    ]
    assert sum("INSERT" in each for each in written) == 1


def test_a_letter_that_was_taken_out_is_dated_to_its_day(app, box):
    with time_machine.travel(SENT - timedelta(minutes=3), tick=False):
        posted(app, box)
    with time_machine.travel(SENT + timedelta(days=2), tick=False):
        assert service.take_out() == 1
    moments = db.session.execute(
        text("SELECT created_at, submitted_at, filed_at FROM motion")
    ).one()
    assert {str(moment)[:16] for moment in moments} == {"2026-11-23 16:00"}
    assert clock.local(datetime(2026, 11, 23, 16, tzinfo=UTC)).isoformat()[:10] == "2026-11-24"
