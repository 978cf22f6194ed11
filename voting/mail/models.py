"""Tables of the mail: addresses, and letters waiting or sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base
from voting.mail.rules import State


class MailAddress(Base):
    """Where a person of the roster is written to."""

    __tablename__ = "mail_address"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))


class OutgoingMail(Base):
    """One letter; its key says what it is about, so that the same is never put in twice."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({', '.join(repr(state.value) for state in State)})", name="state_known"
        ),
        CheckConstraint("(sent_at IS NOT NULL) = (state = 'sent')", name="sent_when"),
        Index("ix_outgoing_mail_due", "state", "not_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default=State.WAITING.value)
    tries: Mapped[int] = mapped_column(default=0)
    put_at: Mapped[datetime]
    not_before: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(200), default="")
