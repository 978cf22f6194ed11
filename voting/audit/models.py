"""The log's entries and its head; the database itself refuses to change or remove them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, String, Table, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from voting.audit import triggers
from voting.audit.rules import GENESIS, Entry, Head, Link
from voting.db import Base


class AuditEntry(Base):
    """One official act; ``number`` is given by the head, so it has no gaps."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("length(digest) = 64 AND length(previous) = 64", name="hashes_are_whole"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(80))
    event: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    details: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)

    @property
    def link(self) -> Link:
        """The entry as it is hashed, with its two hashes."""
        entry = Entry(
            self.number, self.at, self.actor, self.event, self.subject, details=self.details
        )
        return Link(entry, self.previous, self.digest)


class AuditHead(Base):
    """Where the log ends: one row, locked by whoever writes the next entry."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default=GENESIS)

    @property
    def head(self) -> Head:
        """The head as a plain value."""
        return Head(self.count, self.digest)


def _create_triggers(_table: Table, connection: Connection, **_: Any) -> None:
    """Guard the log as soon as its second table is created from the models."""
    for statement in triggers.creation(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _remove_functions(_table: Table, connection: Connection, **_: Any) -> None:
    for statement in triggers.removal(connection.dialect.name):
        connection.exec_driver_sql(statement)


# The head refers to its last entry only in words, so an explicit dependency orders the two.
AuditHead.__table__.add_is_dependent_on(AuditEntry.__table__)  # type: ignore[attr-defined]  # a Table
event.listen(AuditHead.__table__, "after_create", _create_triggers)
event.listen(AuditEntry.__table__, "after_drop", _remove_functions)
