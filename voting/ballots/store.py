"""The store under the box: transactions, faults as refusals, and connections after a fork.

Nothing in this slice is logged but the bare name of a fault of the store: a driver's own message
may hold a ballot, and an operator needs to know only that the disk is full.
"""

import logging
import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout

from voting.ballots.refusals import BoxUnavailable

_log = logging.getLogger(__name__)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Do all of it or nothing; a store that fails becomes :class:`BoxUnavailable`."""
    try:
        with engine.begin() as connection:
            yield connection
    except (DBAPIError, PoolTimeout) as error:
        report(getattr(error, "orig", None) or error)
        raise BoxUnavailable from None


def report(fault: BaseException) -> None:
    """Tell the operator the name of a fault and its code, such as SQLITE_FULL, and no more."""
    code = getattr(fault, "sqlite_errorname", None) or getattr(fault, "sqlstate", None)
    _log.error("the ballot box failed: %s %s", type(fault).__name__, code or "")


def shorten_log(engine: Engine) -> None:
    """Cut SQLite's write-ahead log; it holds envelopes only, and is cut later if in use now."""
    if engine.dialect.name == "sqlite":
        with suppress(sqlite3.Error), closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def renew_after_fork(engine: Engine) -> None:
    """Make a forked child open its own connections; the parent's are not its to use or to end."""
    reference = weakref.ref(engine)

    def forget() -> None:
        if (inherited := reference()) is not None:
            inherited.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
