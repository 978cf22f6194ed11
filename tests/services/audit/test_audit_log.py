"""The log on both stores: written with the act, chained, and closed to every later hand."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from voting.audit import queries
from voting.audit.events import Event
from voting.audit.models import AuditEntry
from voting.audit.rules import GENESIS, Damage
from voting.audit.service import record, verify
from voting.db import db, unit_of_work
from voting.errors import NotReady


@pytest.fixture
def three_acts(app):
    record("王丽", Event.MEETING_CREATED, "meeting:1", name="第五届第三次会员代表大会")
    record("王丽", Event.POLL_SEALED, "poll:7", electors=96, hash="ab" * 32)
    record("丁一", Event.POLL_OPENED, "poll:7")
    digests = [row.digest for row in reversed(queries.entries().rows)]
    # Or what a test does by force would wait for this reader to finish.
    db.session.rollback()
    return digests


@pytest.fixture
def forge(app):
    """Do what only somebody with the database's own keys can: lift the triggers and write."""

    def forged(*statements: str) -> None:
        with db.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET session_replication_role = replica"))
            else:
                names = connection.scalars(
                    text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                )
                for name in names.all():
                    connection.execute(text(f"DROP TRIGGER {name}"))
            for statement in statements:
                connection.execute(text(statement))
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET session_replication_role = DEFAULT"))

    return forged


def damages(known=None):
    db.session.rollback()
    return [(problem.number, problem.damage) for problem in verify(known).problems]


def test_acts_are_numbered_from_one_and_each_holds_the_hash_of_the_one_before(three_acts):
    rows = db.session.query(AuditEntry).order_by(AuditEntry.number).all()
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == [GENESIS, three_acts[0], three_acts[1]]
    assert queries.head().count == 3
    assert queries.head().digest == three_acts[2]


def test_an_untouched_log_is_intact(three_acts):
    report = verify()
    assert report.intact
    assert report.head == queries.head()


def test_an_empty_log_is_intact(app):
    assert verify().intact
    assert queries.head().count == 0


def test_an_act_that_fails_leaves_no_entry(three_acts):
    def fail_after_writing():
        with unit_of_work():
            record("丁一", Event.POLL_CLOSED, "poll:7")
            raise NotReady("还不能截止。")

    with pytest.raises(NotReady):
        fail_after_writing()
    assert queries.head().count == 3
    assert verify().intact


def test_acts_in_one_transaction_are_chained_too(app):
    with unit_of_work():
        record("丁一", Event.POLL_CLOSED, "poll:7")
        record("丁一", Event.POLL_UNSEALED, "poll:7")
    assert queries.head().count == 2
    assert verify().intact


def test_details_with_a_float_or_too_large_are_refused_and_nothing_is_written(app):
    with pytest.raises(ValueError, match="float"):
        record("丁一", Event.POLL_COUNTED, "poll:7", share=0.5)
    with pytest.raises(ValueError, match="4096"):
        record("丁一", Event.POLL_COUNTED, "poll:7", note="字" * 2000)
    assert queries.head().count == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = '李四' WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 3",
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET count = 2",
        "UPDATE audit_head SET count = 9",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_what_is_logged(three_acts, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        db.engine.begin() as connection,
    ):
        connection.execute(text(statement))
    assert damages() == []
    assert queries.head().count == 3


def test_the_database_refuses_to_replace_or_empty_the_log_by_other_words(three_acts):
    copied = "at, 'x', event, subject, details, previous, digest FROM audit_entry WHERE number = 1"
    words = {
        "sqlite": (
            f"INSERT OR REPLACE INTO audit_entry SELECT 2, {copied}",
            f"INSERT OR REPLACE INTO audit_entry SELECT 9, {copied}",
            "INSERT OR REPLACE INTO audit_head VALUES (1, 0, 'x')",
        ),
        "postgresql": (
            "TRUNCATE audit_entry",
            "TRUNCATE audit_head",
            "INSERT INTO audit_head VALUES (1, 0, 'x') ON CONFLICT (id) DO UPDATE SET count = 0",
        ),
    }
    for statement in words[db.engine.dialect.name]:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            db.engine.begin() as connection,
        ):
            connection.execute(text(statement))
    assert damages() == []


def test_an_entry_changed_by_force_is_found(three_acts, forge):
    forge("UPDATE audit_entry SET details = '{}' WHERE number = 2")
    assert damages() == [(2, Damage.CHANGED)]


def test_an_entry_removed_by_force_is_found(three_acts, forge):
    forge("DELETE FROM audit_entry WHERE number = 2")
    assert damages() == [(3, Damage.MISSING)]


def test_entries_put_in_another_order_by_force_are_found(three_acts, forge):
    forge(
        "UPDATE audit_entry SET number = 9 WHERE number = 1",
        "UPDATE audit_entry SET number = 1 WHERE number = 2",
        "UPDATE audit_entry SET number = 2 WHERE number = 9",
    )
    assert [number for number, _damage in damages()][:2] == [1, 2]


def test_a_log_cut_off_by_force_is_found(three_acts, forge):
    forge("DELETE FROM audit_entry WHERE number = 3")
    assert damages() == [(2, Damage.TRUNCATED)]


def test_a_log_emptied_by_force_is_found(three_acts, forge):
    forge("DELETE FROM audit_entry")
    assert damages() == [(0, Damage.TRUNCATED)]


def test_a_head_removed_by_force_is_found(three_acts, forge):
    forge("DELETE FROM audit_head")
    assert damages() == [(3, Damage.HEAD_LOST)]


def test_a_log_cut_off_together_with_its_head_is_found_by_a_hash_noted_down_before(
    three_acts, forge
):
    forge(
        "DELETE FROM audit_entry WHERE number = 3",
        f"UPDATE audit_head SET count = 2, digest = '{three_acts[1]}'",
    )
    assert damages() == []
    assert damages(three_acts[2]) == [(2, Damage.FOREIGN_HEAD)]
    assert damages(three_acts[1]) == []


def test_forty_acts_raced_by_eight_writers_all_stand_in_one_chain(app):
    failures = []

    def write(writer: int) -> None:
        with app.app_context():
            try:
                for act in range(5):
                    record(f"书记员{writer}", Event.AGENDA_CHANGED, f"meeting:{act}")
            except Exception as error:  # noqa: BLE001 - told by the assertion below
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert failures == []
    assert queries.head().count == 40
    assert verify().intact


def test_a_reader_sees_the_newest_first_by_pages_and_of_one_event(three_acts):
    assert [row.number for row in queries.entries().rows] == [3, 2, 1]
    second = queries.entries(page=2, size=2)
    assert [row.number for row in second.rows] == [1]
    assert (second.total, second.page, second.pages) == (3, 2, 2)
    sealed = queries.entries(Event.POLL_SEALED)
    assert [row.label for row in sealed.rows] == ["封存选举人名册"]
    assert sealed.rows[0].details == {"electors": 96, "hash": "ab" * 32}
    assert queries.entries(page=99).page == 1
