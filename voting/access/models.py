"""Accounts of officers, sessions of everybody, and what lets a delegate in."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, Index, String, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column
from typing_extensions import override

from voting.access.principal import Kind
from voting.access.rules import Office
from voting.db import Base


class OfficeSet(TypeDecorator[frozenset[Office]]):
    """A few offices in one column, in alphabetical order: one read tells who may do what."""

    impl = String(64)
    cache_ok = True

    @override
    def process_bind_param(self, value: frozenset[Office] | None, dialect: Dialect) -> str:
        """Write offices as words with commas."""
        return ",".join(sorted(value or ()))

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> frozenset[Office]:
        """Read the words back."""
        return frozenset(Office(word) for word in (value or "").split(",") if word)


class Account(Base):
    """An officer's account; ``login`` is kept folded, so 'Wang' and 'ｗａｎｇ' are one."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "offices IN ('', 'administrator', 'secretary', 'survey_chair', "
            "'administrator,secretary', 'administrator,survey_chair', 'secretary,survey_chair', "
            "'administrator,secretary,survey_chair')",
            name="offices_are_global",
        ),
        CheckConstraint(
            "(password_hash IS NULL) = (password_set_at IS NULL)", name="password_has_its_moment"
        ),
        CheckConstraint("failures >= 0", name="failures_are_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(32), unique=True)
    display_name: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    offices: Mapped[frozenset[Office]] = mapped_column(OfficeSet, default=frozenset)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_set_at: Mapped[datetime | None]
    invite_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class SignInSession(Base):
    """One sign-in on one device; of its token only the SHA-256 is kept."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        CheckConstraint("kind IN ('officer', 'delegate')", name="kind_is_known"),
        CheckConstraint(
            "(kind = 'officer') = (account_id IS NOT NULL)", name="officer_has_account"
        ),
        CheckConstraint("kind = 'officer' OR person_id IS NOT NULL", name="delegate_is_a_person"),
        CheckConstraint("expires_at > created_at", name="ends_after_it_begins"),
        Index("ix_sign_in_session_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[Kind] = mapped_column(String(16))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    """The delegate's name when they came in: so that a request costs one read."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]


class EntryPass(Base):
    """What lets a person in: the epoch their links must carry, and the code on their card.

    A person without a row has epoch 0 and no code.
    """

    __tablename__ = "entry_pass"
    __table_args__ = (
        CheckConstraint("epoch >= 0", name="epoch_only_rises"),
        CheckConstraint("failures >= 0", name="failures_are_counted"),
        CheckConstraint("(code_hash IS NULL) = (code_made_at IS NULL)", name="code_has_its_moment"),
        CheckConstraint("code_used_at IS NULL OR code_hash IS NOT NULL", name="used_code_exists"),
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    epoch: Mapped[int] = mapped_column(default=0)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_made_at: Mapped[datetime | None]
    code_used_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
