"""The matcher: 200 ballots cast in a known order, and everything the store keeps of them.

Whoever holds a copy of the box's files, write-ahead logs included, from before and after the
close, must find no more of the order in which the ballots came than chance gives.
"""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from tests.services.ballots.voters import an_election, sheet
from voting.ballots.models import SealedBallot
from voting.ballots.opening import open_box

MANY = 200
# Of two independent orders of 200, one pair in a million correlates more than this.
CHANCE = 0.35


def correlation(places):
    """Spearman's: 1 for the order in which they were cast, 0 for no relation to it."""
    ranks = {i: rank for rank, i in enumerate(sorted(range(len(places)), key=places.__getitem__))}
    n = len(places)
    return 1 - 6 * sum((i - rank) ** 2 for i, rank in ranks.items()) / (n * (n * n - 1))


def ask(url, question):
    """Put one question to a database, on a connection of its own."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        result = connection.execute(text(question))
        return result.all() if result.returns_rows else []


def log_segment(url):
    """The name of the file that PostgreSQL writes its log to now; SQLite's is its own."""
    if url.startswith("sqlite"):
        return ""
    [(name,)] = ask(url, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
    return name


def copies(url, since):
    """The contents of a database's files by name, its write-ahead log since a segment as one."""
    parts = make_url(url)
    if parts.drivername == "sqlite":
        path = Path(parts.database)
        return {p.name: p.read_bytes() for p in path.parent.glob(f"{path.name}*")}
    # Have what PostgreSQL holds in memory written to its files.
    ask(url, "CHECKPOINT")
    folder = Path(parts.query["host"])
    [(number,)] = ask(url, "SELECT oid FROM pg_database WHERE datname = current_database()")
    log = [p for p in (folder / "pg_wal").glob("0*") if since <= p.name <= log_segment(url)]
    return {
        **{path.name: path.read_bytes() for path in (folder / "base" / str(number)).iterdir()},
        "log": b"".join(path.read_bytes().rstrip(b"\0") for path in sorted(log)),
    }


def found_in(content, ballots):
    """Where each ballot is first found in some bytes, by key or by hash of its key."""
    places = []
    for ballot in ballots:
        seen = [content.find(part) for part in (ballot.public_key, ballot.key_hash)]
        places.append(min((place for place in seen if place >= 0), default=None))
    return places


@pytest.fixture
def cast_in_order(sql_box, box_url):
    """A box into which 200 known ballots came one after the other, and copies of its files."""
    since = log_segment(box_url)
    election = an_election().open(sql_box)
    ballots = [election.ballot(sheet("aon"[i % 3])) for i in range(MANY)]
    while_open = []
    for half in (ballots[: MANY // 2], ballots[MANY // 2 :]):
        for ballot in half:
            sql_box.deposit(election.hash, [ballot])
        while_open += copies(box_url, since).values()
    return election, ballots, while_open, since


def test_the_matcher_finds_an_order_where_there_is_one():
    ballots = an_election().ballots(MANY)
    written_as_they_came = b"".join(ballot.body for ballot in ballots)
    assert correlation(found_in(written_as_they_came, ballots)) == 1
    in_key_order = b"".join(b.body for b in sorted(ballots, key=lambda ballot: ballot.key_hash))
    assert abs(correlation(found_in(in_key_order, ballots))) < CHANCE


def test_no_copy_of_an_open_box_shows_any_ballot(cast_in_order):
    _, ballots, while_open, _ = cast_in_order
    some = ballots[:: MANY // 20]
    assert sum(map(len, while_open)) > MANY * len(ballots[0].body)
    for content in while_open:
        assert found_in(content, some) == [None] * len(some)
        for ballot in some:
            assert ballot.paper[:32] not in content
            assert ballot.sealed[:32] not in content


def test_files_and_logs_of_a_closed_box_keep_no_order(cast_in_order, sql_box, box_url):
    election, ballots, _, since = cast_in_order
    sql_box.close(election.hash)
    open_box(sql_box, election.manifest, election.sealing_key)
    matched = 0
    for name, content in copies(box_url, since).items():
        places = [place for place in found_in(content, ballots) if place is not None]
        # All of them or none, but for one or two that a page's edge cuts through: a part of them
        # would tell which came first.
        assert not places or len(places) > MANY - 5, name
        if places:
            matched += 1
            assert abs(correlation(places)) < CHANCE, name
    assert matched


def test_rows_of_a_closed_box_lie_in_key_order_and_were_written_at_once(cast_in_order, sql_box):
    election, ballots, *_ = cast_in_order
    sql_box.close(election.hash)
    with sql_box._engine.connect() as connection:
        plain = connection.execute(text("SELECT key_hash FROM sealed_ballot")).scalars().all()
        left = connection.execute(text("SELECT count(*) FROM enveloped_ballot")).scalar_one()
        if connection.dialect.name == "postgresql":
            order = text("SELECT key_hash, xmin::text FROM sealed_ballot ORDER BY ctid")
            rows = connection.execute(order).all()
            assert [bytes(key) for key, _ in rows] == sorted(b.key_hash for b in ballots)
            assert len({transaction for _, transaction in rows}) == 1
    assert [bytes(key) for key in plain] == sorted(ballot.key_hash for ballot in ballots)
    assert left == 0


def test_every_row_of_a_box_has_the_size_of_every_other(cast_in_order, sql_box):
    election, *_ = cast_in_order
    lengths = text("SELECT DISTINCT length(envelope) FROM enveloped_ballot")
    with sql_box._engine.connect() as connection:
        assert len(connection.execute(lengths).all()) == 1
    sql_box.close(election.hash)
    columns = [
        column.name
        for column in SealedBallot.__table__.columns
        if column.name not in {"manifest_hash", "voter_group"}
    ]
    with sql_box._engine.connect() as connection:
        for column in columns:
            lengths = text(f"SELECT DISTINCT length({column}) FROM sealed_ballot")
            assert len(connection.execute(lengths).all()) == 1


def test_casting_closing_and_opening_log_nothing(sql_box, new_post, caplog):
    caplog.set_level(0)
    election = an_election().open(sql_box)
    post = new_post(sql_box)
    for ballot in election.ballots(3):
        post.cast(election.hash, ballot.body)
    sql_box.close(election.hash)
    open_box(sql_box, election.manifest, election.sealing_key)
    assert caplog.records == []
