"""The matcher can win: on a box that leaks in one way only, it finds every voter's ballot."""

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from secrets import SystemRandom, token_bytes, token_hex

import psycopg
import pytest

from tests.services.polls.matcher import (
    Chance,
    Copy,
    Join,
    carried_over,
    joins,
    orders,
    sequence,
    shared,
    traces,
)
from tests.services.polls.taken_copies import copy_of_postgres, copy_of_sqlite, log_position

VOTERS = 200


@dataclass
class Hall:
    """Voters whose ballots' keys, drawn by chance, came in a known order: place by place."""

    voters: list[dict[str, object]]
    ballots: list[dict[str, object]]
    came: list[int]

    @property
    def watched(self):
        return [sequence("as they came", self.came)]

    def arriving(self):
        return [self.ballots[place]["public_key"] for place in self.came]


@pytest.fixture
def hall():
    came = list(range(VOTERS))
    SystemRandom().shuffle(came)
    keys = [token_bytes(32) for _ in range(VOTERS)]
    return Hall(
        [{"name": f"教职工{token_hex(6)}", "blinded": token_bytes(256)} for _ in keys],
        [{"public_key": key, "key_hash": sha256(key).digest()} for key in keys],
        came,
    )


@pytest.fixture
def leaky(tmp_path):
    """A SQLite file as careless programs keep it; the connection stays open."""
    path = tmp_path / "leaky.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


def best(found: list[Join]) -> int:
    return max((join.hits for join in found), default=0)


def best_of_copy(hall: Hall, copy: Copy) -> int:
    return best(joins(hall.watched, orders(hall.ballots, [copy])))


def taken(tmp_path, *, files: bool = True) -> Copy:
    copy = copy_of_sqlite("at the end", {"box": tmp_path / "leaky.sqlite"}, tmp_path)
    return copy if files else Copy(copy.moment, {}, copy.tables)


def test_a_plain_table_in_the_order_of_arrival_gives_every_voter_away(hall, leaky, tmp_path):
    leaky.execute("CREATE TABLE ballot (id INTEGER PRIMARY KEY AUTOINCREMENT, public_key BLOB)")
    for key in hall.arriving():
        leaky.execute("INSERT INTO ballot (public_key) VALUES (?)", [key])
    found = joins(hall.watched, orders(hall.ballots, [taken(tmp_path, files=False)]))
    assert best(found) == VOTERS
    assert not all(Chance(len(found)).allows(join) for join in found)


def test_a_time_of_arrival_gives_every_voter_away(hall, leaky, tmp_path):
    leaky.execute("CREATE TABLE ballot (public_key BLOB PRIMARY KEY, at REAL) WITHOUT ROWID")
    for second, key in enumerate(hall.arriving()):
        leaky.execute("INSERT INTO ballot VALUES (?, ?)", [key, 1_795_000_000.5 + second / 7])
    assert best_of_copy(hall, taken(tmp_path, files=False)) == VOTERS


def test_a_size_that_grows_gives_every_voter_away(hall, leaky, tmp_path):
    leaky.execute("CREATE TABLE ballot (public_key BLOB PRIMARY KEY, log BLOB) WITHOUT ROWID")
    for length, key in enumerate(hall.arriving()):
        leaky.execute("INSERT INTO ballot VALUES (?, ?)", [key, token_bytes(length)])
    assert best_of_copy(hall, taken(tmp_path, files=False)) == VOTERS


def test_a_write_ahead_log_gives_every_voter_away_though_rows_lie_in_key_order(
    hall, leaky, tmp_path
):
    leaky.execute("PRAGMA wal_autocheckpoint = 0")
    leaky.execute("CREATE TABLE ballot (public_key BLOB PRIMARY KEY) WITHOUT ROWID")
    for key in hall.arriving():
        leaky.execute("INSERT INTO ballot VALUES (?)", [key])
    copy = taken(tmp_path)
    assert best_of_copy(hall, Copy("rows alone", {}, copy.tables)) < 20
    assert best_of_copy(hall, copy) == VOTERS


def test_free_pages_that_are_not_wiped_give_every_voter_away(hall, leaky, tmp_path):
    leaky.execute("PRAGMA secure_delete = OFF")
    leaky.execute("CREATE TABLE waiting (body BLOB)")
    for key in hall.arriving():
        leaky.execute("INSERT INTO waiting VALUES (?)", [token_bytes(300) + key + token_bytes(64)])
    leaky.execute("DELETE FROM waiting")
    leaky.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = taken(tmp_path)
    assert copy.tables == {"box/waiting": []}
    found = joins(hall.watched, orders(hall.ballots, [copy]))
    # SQLite writes its list of free pages over a few of them; all that is left is found.
    assert max(join.hits for join in found if join.hits == join.of) > VOTERS * 3 // 4


def test_a_log_that_names_ballots_gives_every_voter_away(hall, caplog):
    for key in hall.arriving():
        logging.getLogger("careless").warning("took in %s", key.hex())
    assert best_of_copy(hall, Copy("at the end", {}, {}, caplog.text)) == VOTERS
    assert traces(hall.ballots, [Copy("at the end", {}, {}, caplog.text)], "main/")


def test_tags_that_sort_as_the_keys_they_hide_give_every_voter_away(hall, leaky, tmp_path):
    leaky.execute("CREATE TABLE enveloped (tag BLOB, envelope BLOB)")
    for key in hall.arriving():
        leaky.execute("INSERT INTO enveloped VALUES (?, ?)", [key[:4], token_bytes(99)])
    copy = taken(tmp_path)
    assert {order.name.split(".")[0] for order in orders(hall.ballots, [copy])} == {"what is known"}
    assert best(joins(hall.watched, carried_over(hall.ballots, [copy]))) == VOTERS


def test_a_row_of_the_voter_that_holds_some_bytes_of_the_ballot_gives_every_voter_away(hall):
    for voter, ballot in zip(hall.voters, hall.ballots, strict=True):
        voter["note"] = token_bytes(9) + ballot["key_hash"][5:20]
    assert shared(hall.voters, hall.ballots) == {(place, place) for place in range(VOTERS)}


def test_records_kept_in_the_order_of_the_board_give_every_sheet_away(hall, leaky, tmp_path):
    records = [{"text": f"被提名人{token_hex(4)}"} for _ in hall.ballots]
    leaky.execute("CREATE TABLE opened (text TEXT)")
    board = sorted(range(VOTERS), key=lambda place: hall.ballots[place]["key_hash"])
    leaky.executemany("INSERT INTO opened VALUES (?)", [[records[p]["text"]] for p in board])
    copy = taken(tmp_path, files=False)
    found = joins(orders(hall.ballots, [copy]), orders(records, [copy]))
    assert best(found) == VOTERS


@pytest.fixture
def server(fresh_postgres):
    """A database of a real server, and where its write-ahead log stood."""
    url = fresh_postgres.replace("postgresql+psycopg://", "postgresql://")
    since = log_position(url)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection, url, since


def test_ctid_and_xmin_give_every_voter_away_on_postgresql(hall, server):
    connection, url, since = server
    connection.execute("CREATE TABLE ballot (public_key bytea PRIMARY KEY)")
    for key in hall.arriving():
        connection.execute("INSERT INTO ballot VALUES (%s)", [key])
    copy = copy_of_postgres("at the end", {"box": url}, since)
    for column in ("ctid", "xmin"):
        alone = [
            {"public_key": row["public_key"], column: row[column]}
            for row in sorted(copy.tables["box/ballot"], key=lambda row: row["public_key"])
        ]
        assert best_of_copy(hall, Copy(column, {}, {"box/ballot": alone})) == VOTERS


def test_dead_rows_and_the_log_give_every_voter_away_on_postgresql(hall, server):
    connection, url, since = server
    connection.execute("CREATE TABLE ballot (public_key bytea PRIMARY KEY)")
    for key in hall.arriving():
        connection.execute("INSERT INTO ballot VALUES (%s)", [key])
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ballot")
        sorted_keys = [[key] for key in sorted(hall.arriving())]
        cursor.executemany("INSERT INTO ballot VALUES (%s)", sorted_keys)
    copy = copy_of_postgres("at the end", {"box": url}, since)
    assert best_of_copy(hall, Copy("rows alone", {}, copy.tables)) < 20
    for name in ("box/ballot", "wal/pg_wal"):
        assert best_of_copy(hall, Copy(name, {name: copy.files[name]})) == VOTERS
