"""A store that cannot be reached or written: the voter is told, and nothing is kept."""

import sqlite3
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import create_engine, event

from tests.services.ballots.voters import SECRET, an_election, at_once
from voting.ballots.opening import open_box
from voting.ballots.refusals import BoxUnavailable
from voting.ballots.sqlbox import SqlBox
from voting.db import BoxBase


@contextmanager
def disk_full(engine, path):
    """Let the file grow no further."""
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()

    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "connect", limit)
    engine.dispose()
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


@contextmanager
def read_only(engine, path):
    """Let nobody write to the file."""

    def forbid(connection, _record):
        connection.execute("PRAGMA query_only = ON")

    event.listen(engine, "connect", forbid)
    engine.dispose()
    yield
    event.remove(engine, "connect", forbid)
    engine.dispose()


@contextmanager
def locked(engine, path):
    """Let another process hold the file's write lock for longer than anybody waits."""
    event.listen(engine, "connect", _impatient)
    engine.dispose()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()
    event.remove(engine, "connect", _impatient)
    engine.dispose()


def _impatient(connection, _record):
    connection.execute("PRAGMA busy_timeout = 50")


@contextmanager
def gone(engine, url):
    """End every connection to the server's database and let none in."""
    at = psycopg.conninfo.conninfo_to_dict(url.replace("postgresql+psycopg://", "postgresql://"))
    name = at.pop("dbname")
    with psycopg.connect(**at, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


FAULTS = {"disk full": disk_full, "read only": read_only, "locked": locked, "gone": gone}


@pytest.fixture(params=FAULTS)
def store(request, tmp_path, new_engine):
    """A box and a function that breaks its store for as long as the block lasts."""
    if request.param == "gone":
        place = url = request.getfixturevalue("fresh_postgres")
    else:
        place = tmp_path / "box.sqlite"
        url = f"sqlite:///{place}"
    engine = new_engine(url)
    BoxBase.metadata.create_all(engine)
    return SqlBox(engine, SECRET), lambda: FAULTS[request.param](engine, place)


def test_a_ballot_is_refused_and_not_kept_while_the_store_fails_and_taken_in_afterwards(
    store, new_post, caplog
):
    box, broken = store
    election = an_election().open(box)
    post = new_post(box)
    kept, ballot = election.ballot(), election.ballot()
    first = post.cast(election.hash, kept.body)
    with broken(), pytest.raises(BoxUnavailable, match="没有投入") as refused:
        # A row fits into a page that is there; a hundred do not.
        box.deposit(election.hash, [ballot, *election.ballots(100)])
    assert refused.value.status == 503
    assert box.returned(election.hash) == 1
    assert post.cast(election.hash, ballot.body).digest == ballot.digest
    assert post.cast(election.hash, kept.body) == first
    box.close(election.hash)
    assert {b.digest for b in box.ballots(election.hash)} == {kept.digest, ballot.digest}
    assert "the ballot box failed" in caplog.text
    for secret in (ballot.body, ballot.public_key, election.hash):
        assert secret.hex() not in caplog.text
        assert str(secret)[2:40] not in caplog.text


def test_every_waiting_voter_is_told_when_the_store_fails(store, new_post):
    box, broken = store
    election = an_election().open(box)
    post = new_post(box)
    post.cast(election.hash, election.ballot().body)
    ballots = election.ballots(60)
    with broken():
        answers = at_once(lambda ballot: post.cast(election.hash, ballot.body), ballots)
    refused = [answer for answer in answers if isinstance(answer, BoxUnavailable)]
    given = {answer.digest for answer in answers if not isinstance(answer, BoxUnavailable)}
    assert refused
    assert box.returned(election.hash) == 1 + len(given)
    receipts = at_once(lambda ballot: post.cast(election.hash, ballot.body), ballots)
    assert [receipt.digest for receipt in receipts] == [ballot.digest for ballot in ballots]
    assert box.returned(election.hash) == 61


def test_a_close_that_fails_leaves_the_box_open_and_can_be_done_again(store):
    box, broken = store
    election = an_election().open(box)
    ballots = election.ballots(60)
    box.deposit(election.hash, ballots)
    with broken(), pytest.raises(BoxUnavailable):
        box.close(election.hash)
    assert box.deposit(election.hash, election.ballots(1)) == [None]
    box.close(election.hash)
    assert box.returned(election.hash) == 61


def test_an_opening_that_fails_keeps_no_record_and_can_be_done_again(store):
    box, broken = store
    election = an_election().open(box)
    box.deposit(election.hash, election.ballots(60))
    box.close(election.hash)
    with broken(), pytest.raises(BoxUnavailable):
        open_box(box, election.manifest, election.sealing_key)
    counts = open_box(box, election.manifest, election.sealing_key)
    assert box.opened(election.hash) == counts
    assert counts.returned() == 60


def test_a_box_without_its_tables_is_unavailable(tmp_path, new_engine):
    box = SqlBox(new_engine(f"sqlite:///{tmp_path}/empty.sqlite"), SECRET)
    with pytest.raises(BoxUnavailable):
        box.state(bytes(32))


def test_a_box_with_no_free_connection_is_unavailable(tmp_path, caplog):
    engine = create_engine(
        f"sqlite:///{tmp_path}/box.sqlite", pool_size=1, max_overflow=0, pool_timeout=0.05
    )
    BoxBase.metadata.create_all(engine)
    box = SqlBox(engine, SECRET)
    with engine.connect(), pytest.raises(BoxUnavailable):
        box.state(bytes(32))
    assert "TimeoutError" in caplog.text
    engine.dispose()
