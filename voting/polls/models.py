"""Tables of a poll in the main database: who may vote and who took a paper, never what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base
from voting.polls.rules import RollBody, State

_NOT_YET_SEALED = "'draft'"


def _one_of(column: str, values: type[State] | type[RollBody]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Poll(Base):
    """One vote of a meeting (一项投票): its kind, its state and what was frozen at sealing."""

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint(_one_of("state", State), name="state_known"),
        CheckConstraint(_one_of("roll_body", RollBody), name="roll_body_known"),
        CheckConstraint(
            f"state = 'annulled' OR (state = {_NOT_YET_SEALED}) = (manifest IS NULL)",
            name="sealed_with_manifest",
        ),
        CheckConstraint("(annul_reason IS NOT NULL) = (state = 'annulled')", name="annul_reason"),
        CheckConstraint("(manifest IS NULL) = (manifest_hash IS NULL)", name="manifest_hashed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(16), default=State.DRAFT.value)
    roll_body: Mapped[str] = mapped_column(String(16), default=RollBody.EXPECTED.value)
    committee_poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"))
    previous_poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"))
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    manifest: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """Canonical bytes; they hold the whole roll, so they are read only where they are asked for."""
    manifest_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    attended: Mapped[int | None]
    returned: Mapped[int | None]
    board_root: Mapped[str | None] = mapped_column(String(64))
    annul_reason: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    sealed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    declared_at: Mapped[datetime | None]
    certified_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]


class RollEntry(Base):
    """One elector of a sealed roll (选举人名册), in one voter group."""

    __tablename__ = "roll_entry"
    __table_args__ = (Index("ix_roll_entry_person", "person_id"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    elector: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[str] = mapped_column(String(16), default="all")


class IssuedPaper(Base):
    """That an elector took a paper (发票), no time: a phone's, signed blind, or one of a paper box.

    One key keeps a second one out, of either sort.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (
        CheckConstraint("(blinded IS NULL) = (signature IS NULL)", name="signed"),
        CheckConstraint("(blinded IS NULL) = (batch_id IS NOT NULL)", name="phone_or_paper"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    elector: Mapped[str] = mapped_column(String(32), primary_key=True)
    blinded: Mapped[bytes | None] = mapped_column(LargeBinary)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("paper_batch.id"))


class IssuingKey(Base):
    """The key that signs papers for one voter group of one poll, wrapped by the service secret."""

    __tablename__ = "issuing_key"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    group_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class PollSecret(Base):
    """The sealing key of one poll, wrapped by the service secret."""

    __tablename__ = "poll_secret"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    sealing: Mapped[bytes] = mapped_column(LargeBinary)


class WriteInRuling(Base):
    """What the scrutineers decided about one spelling of a written-in name (另选他人)."""

    __tablename__ = "write_in_ruling"
    __table_args__ = (
        UniqueConstraint("poll_id", "contest_id", "text"),
        CheckConstraint("ruling IN ('resolved', 'void')", name="ruling_known"),
        CheckConstraint("(ruling = 'resolved') = (name IS NOT NULL)", name="resolved_to_a_name"),
        CheckConstraint("ruling <> 'void' OR reason <> ''", name="void_with_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    contest_id: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(String(40))
    ruling: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    decided_by: Mapped[str] = mapped_column(String(60))


class Outcome(Base):
    """The counted result as canonical JSON bytes, and their digest that the scrutineers sign."""

    __tablename__ = "outcome"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    result: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))


class SignOff(Base):
    """A scrutineer's, teller's or chair's signature under one result (签字确认)."""

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("poll_id", "person_id", "office"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(40))
    office: Mapped[str] = mapped_column(String(24))
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
