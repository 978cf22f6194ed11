"""Tables of the handling: departments, their requests, replies, and what the movers say to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.motions.models import one_of
from voting.motions.rules import AssignmentState, Class, Grade, Request, RequestState
from voting.people.models import Unit


class Assignment(Base):
    """A department's task with one motion (主办 or 协办), and where it stands."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint(one_of("state", AssignmentState), name="state_known"),
        CheckConstraint("(state = 'declined') <= (reason <> '')", name="declined_with_reason"),
        UniqueConstraint("motion_id", "unit_id", "round"),
        Index("ix_assignment_unit", "unit_id", "state"),
        Index("ix_assignment_due", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    leads: Mapped[bool]
    round: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(16), default=AssignmentState.OFFERED.value)
    assigned_on: Mapped[date]
    accept_by: Mapped[date]
    """Silence until this day is acceptance."""
    due_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(400), default="")
    opinion: Mapped[str] = mapped_column(Text, default="")
    """What a co-handler contributes to the lead's reply (会签意见)."""
    extensions: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class HandlingRequest(Base):
    """A department's request for more time or for another department (延期, 改办), with reason."""

    __tablename__ = "handling_request"
    __table_args__ = (
        CheckConstraint(one_of("kind", Request), name="kind_known"),
        CheckConstraint(one_of("state", RequestState), name="state_known"),
        CheckConstraint("(kind = 'extension') = (until IS NOT NULL)", name="extended_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=RequestState.ASKED.value)
    reason: Mapped[str] = mapped_column(String(400))
    until: Mapped[date | None]
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    asked_by: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(400), default="")
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None]


class MotionReply(Base):
    """One version of a reply (答复); signed ones stay, a later one takes their place."""

    __tablename__ = "motion_reply"
    __table_args__ = (
        CheckConstraint(one_of("reply_class", Class), name="class_known"),
        CheckConstraint("(signed_at IS NULL) = (signed_by = '')", name="signed_by_somebody"),
        CheckConstraint(
            "signed_at IS NULL OR reply_class NOT IN ('B', 'C') OR promised_on IS NOT NULL",
            name="promise_when_signed",
        ),
        UniqueConstraint("motion_id", "round", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    round: Mapped[int]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    reply_class: Mapped[str] = mapped_column(String(1))
    promised_on: Mapped[date | None]
    handled_by: Mapped[str] = mapped_column(String(60))
    contact: Mapped[str] = mapped_column(String(60), default="")
    drafted_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    """When it was handed to the head to be signed (送签); none while it is still being written."""
    sent_back: Mapped[str] = mapped_column(String(400), default="")
    """Why the head sent this draft back."""
    without_co: Mapped[str] = mapped_column(String(400), default="")
    """Why it was signed before all co-handlers had given their opinion."""
    signed_by: Mapped[str] = mapped_column(String(60), default="")
    signed_at: Mapped[datetime | None]


class Feedback(Base):
    """What one mover says to the reply of one round (反馈)."""

    __tablename__ = "motion_feedback"
    __table_args__ = (
        CheckConstraint(one_of("grade", Grade), name="grade_known"),
        CheckConstraint("(grade = 'dissatisfied') <= (reason <> '')", name="why_dissatisfied"),
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    grade: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[datetime]


class Progress(Base):
    """What became of a promise (跟踪落实): a note, and the class it makes of the reply."""

    __tablename__ = "motion_progress"
    __table_args__ = (CheckConstraint(one_of("reply_class", Class), name="class_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
    reply_class: Mapped[str] = mapped_column(String(1))
    promised_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]


class FaceToFace(Base):
    """The meeting after a second 不满意 (面复会): who met, what was said, what was decided."""

    __tablename__ = "motion_face_to_face"

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(80), default="")
    present: Mapped[str] = mapped_column(String(400))
    summary: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime]
