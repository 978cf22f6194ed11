"""Erasing from the store what was deleted: destroyed keys, opened batches, comments as written.

SQLite overwrites what it deletes, but its write-ahead log keeps older pages until it is cut; on
PostgreSQL deleted rows lie in the files until they are swept. Neither reaches backups.
"""

from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from voting.ballots import store
from voting.db import db

_SWEPT = "survey, survey_key, survey_batch, survey_comment, survey_invalidation"


def erase_deleted() -> None:
    """Make the store forget what was deleted; what is in use at the moment it forgets later."""
    if db.session.info.get("working"):
        return
    db.session.rollback()
    store.shorten_log(db.engine)
    if db.engine.dialect.name == "postgresql":
        own = db.engine.execution_options(isolation_level="AUTOCOMMIT")
        with suppress(DBAPIError), own.connect() as connection:
            connection.execute(text(f"VACUUM {_SWEPT}"))
