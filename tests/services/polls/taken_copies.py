"""Complete copies of databases as a thief would take them: of SQLite's files, of a server's.

Nothing is stopped, emptied or tidied up before: the service runs on while its files are read.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from sqlalchemy import make_url

from tests.services.polls.matcher import Copy, Thing

_SEGMENT = 16 * 1024 * 1024
_FILES = """
    SELECT c.relname, pg_relation_filepath(c.oid) AS path
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (n.nspname = 'public' AND c.relkind IN ('r', 'i'))
       OR (n.nspname = 'pg_toast' AND c.oid >= 16384)
       OR c.relname = 'pg_statistic'
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_ROWS = """
    SELECT t.*, (t.ctid::text::point)[0]::bigint * 65536 + (t.ctid::text::point)[1]::bigint AS ctid,
           t.xmin::text::bigint AS xmin, t.cmin::text::bigint AS cmin
    FROM {} t
"""


def copy_of_sqlite(moment: str, paths: Mapping[str, Path], folder: Path, log: str = "") -> Copy:
    """Copy SQLite files with their write-ahead logs as they are; ``paths`` by ``main``, ``box``."""
    files, tables = {}, {}
    target = folder / moment.replace(" ", "-")
    target.mkdir()
    for name, path in paths.items():
        for suffix in ("", "-wal", "-shm"):
            source = path.with_name(path.name + suffix)
            if source.exists():
                files[f"{name}/{path.name}{suffix}"] = source.read_bytes()
                (target / source.name).write_bytes(source.read_bytes())
        tables |= {f"{name}/{table}": rows for table, rows in _rows(target / path.name).items()}
    return Copy(moment, files, tables, log)


def _rows(path: Path) -> dict[str, list[Thing]]:
    """Read a copied file as it would be found after a crash."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        for name, statement in connection.execute(tables).fetchall():
            serial = "" if "WITHOUT ROWID" in statement else "rowid AS rowid_, "
            rows = connection.execute(f'SELECT {serial}* FROM "{name}"')
            found[name] = [dict(row) for row in rows]
    return found


def log_position(url: str) -> int:
    """Return how far a server's write-ahead log has come, in bytes."""
    with psycopg.connect(_plain(url)) as connection:
        query = "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"
        return int(connection.execute(query).fetchone()[0])


def copy_of_postgres(moment: str, urls: Mapping[str, str], since: int, log: str = "") -> Copy:
    """Copy a server's files of these databases and its write-ahead log from a position on.

    The planner's statistics are brought up to date first: they keep values of rows.
    """
    files, tables = {}, {}
    for name, url in urls.items():
        with psycopg.connect(_plain(url), autocommit=True, row_factory=dict_row) as connection:
            connection.execute("ANALYZE")
            connection.execute("CHECKPOINT")
            folder = Path(connection.execute("SHOW data_directory").fetchone()["data_directory"])
            for row in connection.execute(_FILES).fetchall():
                files[f"{name}/{row['relname']}"] = (folder / row["path"]).read_bytes()
            for row in connection.execute(_TABLES).fetchall():
                query = sql.SQL(_ROWS).format(sql.Identifier(row["tablename"]))
                tables[f"{name}/{row['tablename']}"] = connection.execute(query).fetchall()
    files["wal/pg_wal"] = _log_from(next(iter(urls.values())), since)
    return Copy(moment, files, tables, log)


def _log_from(url: str, since: int) -> bytes:
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        folder = Path(connection.execute("SHOW data_directory").fetchone()[0])
        until = log_position(url)
        content = b""
        for start in range(since // _SEGMENT * _SEGMENT, until + 1, _SEGMENT):
            # A position on the border between two segments counts to the earlier one.
            query = "SELECT pg_walfile_name('0/0'::pg_lsn + %s::numeric)"
            name = connection.execute(query, [start + 1]).fetchone()[0]
            content += (folder / "pg_wal" / name).read_bytes()
        first = since // _SEGMENT * _SEGMENT
        return content[since - first : until - first]


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
