"""Tables of the motions: what is moved, by whom, with whose support, and what happened to it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.motions.rules import Act, Kind, SecondState, State
from voting.people.models import Person

_BEFORE_FILING = "'draft', 'seconding', 'review', 'returned', 'presidium', 'not_filed'"


def one_of(column: str, values: type[StrEnum]) -> str:
    """Return the condition that a column holds one of these words."""
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Motion(Base):
    """One matter that is moved and handled (提案, 意见建议, 合理化建议, 情况反馈, 来信)."""

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("meeting_id", "serial"),
        UniqueConstraint("number"),
        CheckConstraint(one_of("kind", Kind), name="kind_known"),
        CheckConstraint(one_of("state", State), name="state_known"),
        CheckConstraint("(serial IS NULL) = (number IS NULL)", name="number_whole"),
        CheckConstraint("(merged_into_id IS NOT NULL) = (state = 'merged')", name="merged_into"),
        CheckConstraint(
            f"number IS NULL OR state NOT IN ({_BEFORE_FILING})", name="numbered_when_filed"
        ),
        CheckConstraint("round BETWEEN 0 AND 2", name="two_rounds"),
        # Holds what lists filter and search by, so that they need no row they do not show.
        Index(
            "ix_motion_list",
            "congress_id",
            "state",
            "kind",
            "category",
            "delegation",
            "title",
            "number",
        ),
        Index("ix_motion_meeting", "meeting_id", "state"),
        Index("ix_motion_due", "congress_id", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=State.DRAFT.value)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    """The meeting it was moved for; matters between meetings have none."""
    serial: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(24))
    """届-次-序号, given at filing (立案), without gaps, never used again."""
    title: Mapped[str] = mapped_column(String(60), default="")
    category: Mapped[str] = mapped_column(String(20), default="")
    wanted_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    delegation: Mapped[str] = mapped_column(String(60), default="")
    hides_movers: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    converted: Mapped[bool] = mapped_column(default=False)
    """Whether it was moved as a motion and filed as a suggestion."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"), index=True)
    appealed: Mapped[bool] = mapped_column(default=False)
    round: Mapped[int] = mapped_column(default=0)
    reply_class: Mapped[str | None] = mapped_column(String(1))
    """The class of the latest signed reply; its history is in the replies."""
    text_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]
    assigned_at: Mapped[datetime | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    """The last day for the lead department's reply, extensions included."""
    first_due_on: Mapped[date | None]
    """The last day as first set; punctuality is judged by it and the granted extensions."""
    replied_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_unrated: Mapped[bool] = mapped_column(default=False)
    # The long texts stand last: a list that does not show them does not read them either.
    cause: Mapped[str] = mapped_column(Text, default="")
    analysis: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    """Everything written in it as it is searched: 繁 as 简, one width, one case."""
    movers: Mapped[list["Mover"]] = relationship(
        order_by="Mover.position",
        cascade="all, delete-orphan",
        lazy="selectin",
        foreign_keys="Mover.motion_id",
    )


class Mover(Base):
    """One who moves a motion: the first mover, co-movers, those of motions merged into it."""

    __tablename__ = "mover"
    __table_args__ = (
        CheckConstraint("(left_on IS NULL) = (left_reason IS NULL)", name="leaving_explained"),
        Index("ix_mover_person", "person_id"),
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=1)
    from_motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    """The motion that was merged into this one, whose mover this is."""
    left_on: Mapped[date | None]
    left_reason: Mapped[str | None] = mapped_column(String(200))
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Seconder(Base):
    """An invitation to second (附议) and what came of it."""

    __tablename__ = "seconder"
    __table_args__ = (
        CheckConstraint(one_of("state", SecondState), name="state_known"),
        Index("ix_seconder_person", "person_id", "state"),
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(16), default=SecondState.INVITED.value)
    text_version: Mapped[int]
    """The version of the text the consent was given to."""
    invited_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class MotionFile(Base):
    """An attachment of a motion or of a reply, kept under the digest of its content."""

    __tablename__ = "motion_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("motion_reply.id"))
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    mime: Mapped[str] = mapped_column(String(80))
    added_by: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime]


class MotionEvent(Base):
    """One line of a motion's history (办理过程), shown as its timeline."""

    __tablename__ = "motion_event"
    __table_args__ = (
        CheckConstraint(one_of("act", Act), name="act_known"),
        Index("ix_motion_event_motion", "motion_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    act: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    """The state after the act."""
    actor: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(400), default="")
    votes: Mapped[str] = mapped_column(String(24), default="")
    """A committee's vote on it: for/against/abstain, such as 5/1/0; empty where none was taken."""
    at: Mapped[datetime]


class MotionSettings(Base):
    """How a congress handles its motions: categories, numbers and deadlines in working days."""

    __tablename__ = "motion_settings"
    __table_args__ = (
        CheckConstraint("late IN ('suggestion', 'refused')", name="late_known"),
        CheckConstraint("seconders BETWEEN 0 AND 50", name="seconders_in_range"),
    )

    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"), primary_key=True)
    categories: Mapped[str] = mapped_column(Text)
    """One a line, in the order of the lists."""
    seconders: Mapped[int] = mapped_column(default=2)
    late: Mapped[str] = mapped_column(String(16), default="suggestion")
    review_days: Mapped[int] = mapped_column(default=10)
    accept_days: Mapped[int] = mapped_column(default=7)
    countersign_days: Mapped[int] = mapped_column(default=20)
    reply_days: Mapped[int] = mapped_column(default=60)
    extension_days: Mapped[int] = mapped_column(default=30)
    extensions: Mapped[int] = mapped_column(default=1)
    feedback_days: Mapped[int] = mapped_column(default=15)
    second_reply_days: Mapped[int] = mapped_column(default=30)
    co_replies_needed: Mapped[bool] = mapped_column(default=True)
    """Whether the lead may reply only after all co-handlers; else it may, with a reason."""
    version: Mapped[int] = mapped_column(default=1)


class MotionCall(Base):
    """The call for motions of one meeting (征集): its first and last day, and fixed reply day."""

    __tablename__ = "motion_call"
    __table_args__ = (CheckConstraint("closes_on >= opens_on", name="forward"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    reply_by: Mapped[date | None]
    """A fixed last day for replies, instead of so many working days after assignment."""
    last_serial: Mapped[int] = mapped_column(default=0)
    """The last number given: numbers have no gaps and are never reused."""
    version: Mapped[int] = mapped_column(default=1)


class MotionSeat(Base):
    """An office somebody holds for the motions of a congress; a handler's is that of a unit."""

    __tablename__ = "motion_seat"
    __table_args__ = (
        CheckConstraint(
            "seat IN ('committee', 'presidium', 'leader', 'handler', 'head')", name="seat_known"
        ),
        CheckConstraint(
            "(seat IN ('handler', 'head')) = (unit_id IS NOT NULL)", name="handlers_have_units"
        ),
        UniqueConstraint("congress_id", "person_id", "seat", "unit_id"),
        Index("ix_motion_seat_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seat: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
