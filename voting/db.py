"""The two databases and the only commit.

*main* knows people; *box* knows ballots. They share no key, no table and no transaction that a
voter's request could join. Models of main inherit :class:`Base`, those of the box
:class:`BoxBase`; each has its own engine and its own branch of migrations.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from typing_extensions import override

from voting.errors import Unavailable
from voting.i18n import _

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment that does not know its zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC) if value else None

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    """What every table of the main database inherits."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: Moment}
    )


class BoxBase(DeclarativeBase):
    """What every table of the ballot box inherits."""

    metadata = MetaData(naming_convention=NAMING, info={"bind_key": "box"})


db = SQLAlchemy(model_class=Base, engine_options={"pool_pre_ping": True, "hide_parameters": True})


@event.listens_for(Engine, "connect")
def _configure_sqlite(connection: Any, _record: object) -> None:
    """Open SQLite for durability (WAL, FULL) and secrecy (secure_delete), with keys enforced."""
    if not type(connection).__module__.startswith("sqlite3"):
        return
    # SQLAlchemy, not the driver, says when a transaction begins: see _begin below.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout = 15000",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    """Take SQLite's write lock at once where a write is meant, so that no reader must upgrade."""
    if connection.dialect.name == "sqlite":
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def box_engine() -> Engine:
    """Return the engine of the ballot box of the current application."""
    return db.engines["box"]


# SQLite lets writers wait by sleeping, and wakes them in no order: with many threads some would
# starve. Within a process they queue here, so that only one of each process waits at the file.
_turn = threading.Lock()


@contextmanager
def _turn_to_write(session: Session) -> Iterator[None]:
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    with _turn:
        yield


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Do a use case in one transaction of main: all of it is kept, or none.

    What was read before is read anew under the write lock, so decisions rest on the present.
    A use case inside another joins it. A store that cannot write becomes a refusal.
    """
    session: Session = db.session()
    if session.info.get("working"):
        yield session
        return
    session.rollback()
    with _turn_to_write(session):
        yield from _work(session)


def _work(session: Session) -> Iterator[Session]:
    session.info["working"] = True
    try:
        session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
        yield session
        session.commit()
    except OperationalError as error:
        session.rollback()
        raise Unavailable(_("数据暂时无法保存，刚才的操作没有生效，请稍后再试。")) from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["working"] = False


def init_app(app: Flask) -> None:
    """Connect both databases to an application."""
    db.init_app(app)
