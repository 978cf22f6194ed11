"""The tables of the ballot box.

No serial number, no time, no address, no account, no name, no key of another table, and nothing
that is written first and made anonymous later.
"""

from sqlalchemy import CheckConstraint, LargeBinary, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from voting.ballots.box import BoxState
from voting.ballots.rules import Outcome
from voting.db import BoxBase

_STATES = ", ".join(f"'{state}'" for state in BoxState)
_OUTCOMES = ", ".join(f"'{outcome}'" for outcome in Outcome)
_SHOWN = f"'{BoxState.CLOSED}', '{BoxState.OPENED}'"
_IN_KEY_ORDER = {"sqlite_with_rowid": False}
"""On SQLite rows lie in the order of their keys, without a row number to tell who was first."""


class BoxPoll(BoxBase):
    """A poll as the box knows it: keys, size and state."""

    __tablename__ = "box_poll"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint(f"(root IS NOT NULL) = (state IN ({_SHOWN}))", name="root_when_closed"),
        CheckConstraint("length(manifest_hash) = 32", name="hash_length"),
        _IN_KEY_ORDER,
    )

    manifest_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    paper_keys: Mapped[str] = mapped_column(Text)
    receipt_key: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped_receipt_key: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_size: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default=BoxState.PREPARED.value)
    root: Mapped[bytes | None] = mapped_column(LargeBinary)


class EnvelopedBallot(BoxBase):
    """A ballot in an open box: under an envelope, found by a tag that only the service can make.

    Write-ahead logs and back-ups of the open box hold these, and so nothing that could be put
    beside the board of the closed one.
    """

    __tablename__ = "enveloped_ballot"
    __table_args__ = (_IN_KEY_ORDER,)

    manifest_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    envelope: Mapped[bytes] = mapped_column(LargeBinary)


class SealedBallot(BoxBase):
    """A ballot in a closed box, written with all the others at once in the order of the keys."""

    __tablename__ = "sealed_ballot"
    __table_args__ = (
        CheckConstraint("length(key_hash) = 32", name="key_hash_length"),
        CheckConstraint("length(public_key) = 32", name="public_key_length"),
        CheckConstraint("length(signature) = 64", name="signature_length"),
        _IN_KEY_ORDER,
    )

    manifest_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    voter_group: Mapped[int] = mapped_column(SmallInteger)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    paper: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class OpenedMark(BoxBase):
    """One mark on one option, torn from its sheet; ``position`` counts the sorted marks."""

    __tablename__ = "opened_mark"
    __table_args__ = (_IN_KEY_ORDER,)

    manifest_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    contest: Mapped[str] = mapped_column(String(64), primary_key=True)
    option: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    voter_group: Mapped[int] = mapped_column(SmallInteger)
    mark: Mapped[str] = mapped_column(String(64))


class OpenedWriteIn(BoxBase):
    """One written name, torn from its sheet; ``position`` counts the sorted names."""

    __tablename__ = "opened_write_in"
    __table_args__ = (_IN_KEY_ORDER,)

    manifest_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    contest: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    voter_group: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(String(64))


class OpenedText(BoxBase):
    """One text, torn from its sheet and from its voter group; ``position`` counts them sorted."""

    __tablename__ = "opened_text"
    __table_args__ = (_IN_KEY_ORDER,)

    manifest_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    contest: Mapped[str] = mapped_column(String(64), primary_key=True)
    option: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[str] = mapped_column(String(16), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(String(500))


class OpenedVerdict(BoxBase):
    """How many sheets of a group were valid, blank or rejected, and why."""

    __tablename__ = "opened_verdict"
    __table_args__ = (
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="known_outcome"),
        CheckConstraint("sheets > 0", name="some_sheets"),
        _IN_KEY_ORDER,
    )

    manifest_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    voter_group: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    outcome: Mapped[str] = mapped_column(String(8), primary_key=True)
    reason: Mapped[str] = mapped_column(String(24), primary_key=True)
    sheets: Mapped[int]
