"""Tables of the letter boxes.

Of who writes without a name nothing is kept: no person, no account, no address, no moment. A
letter lies in the box until the next day, in a table without a serial number, and is then taken
out with all others of its day, in the order of digests, which is that of chance.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.motions.letterbox.rules import TITLE_LENGTH, Keeper
from voting.motions.models import one_of
from voting.people.models import Unit

_IN_KEY_ORDER = {"sqlite_with_rowid": False}


class LetterBox(Base):
    """A box of a congress (工会信箱, 校长信箱): who answers, and whether without a name."""

    __tablename__ = "letter_box"
    __table_args__ = (
        CheckConstraint(one_of("keeper", Keeper), name="keeper_known"),
        CheckConstraint("(keeper = 'unit') = (unit_id IS NOT NULL)", name="unit_keeps"),
        CheckConstraint("daily_most BETWEEN 1 AND 500", name="daily_most_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"), index=True)
    title: Mapped[str] = mapped_column(String(20))
    hint: Mapped[str] = mapped_column(String(200), default="")
    """What one may write about, shown above the form."""
    keeper: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    anonymous: Mapped[bool] = mapped_column(default=True)
    is_open: Mapped[bool] = mapped_column(default=True)
    daily_most: Mapped[int] = mapped_column(default=30)
    """Letters without a name that are taken a day: the limit that needs no address."""
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit | None] = relationship(lazy="joined")


class WaitingLetter(Base):
    """A letter without a name that lies in its box until the next day."""

    __tablename__ = "waiting_letter"
    __table_args__ = (Index("ix_waiting_letter_day", "box_id", "day"), _IN_KEY_ORDER)

    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("letter_box.id"))
    day: Mapped[date]
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    body: Mapped[str] = mapped_column(Text)


class Letter(Base):
    """What a matter that came in as a letter has besides: its box and, without a name, its code."""

    __tablename__ = "letter"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("letter_box.id"), index=True)
    code_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The keyed digest of the receipt code; none for a signed letter."""


class LetterMessage(Base):
    """A message between the sender without a name and those who answer, by the day."""

    __tablename__ = "letter_message"
    __table_args__ = (_IN_KEY_ORDER,)

    motion_id: Mapped[int] = mapped_column(ForeignKey("letter.motion_id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    """Its place in the exchange, from 1."""
    day: Mapped[date]
    officer: Mapped[str] = mapped_column(String(60), default="")
    """Who answered; empty for what the sender wrote."""
    text: Mapped[str] = mapped_column(Text)
