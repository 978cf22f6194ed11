"""Work that takes longer than a page may: the books of a congress, made in the background."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base
from voting.i18n import lazy
from voting.motions.models import one_of


class JobKind(StrEnum):
    """What is made: the book of a meeting or a congress (汇编), in which format."""

    BOOK_DOCX = "book_docx"
    BOOK_PDF = "book_pdf"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


KIND_LABELS: dict[JobKind, str] = {
    JobKind.BOOK_DOCX: lazy("提案汇编（Word）"),
    JobKind.BOOK_PDF: lazy("提案汇编（PDF）"),
}
STATE_LABELS: dict[JobState, str] = {
    JobState.WAITING: lazy("排队中"),
    JobState.RUNNING: lazy("正在生成"),
    JobState.DONE: lazy("已完成"),
    JobState.FAILED: lazy("没有完成"),
}


class MotionJob(Base):
    """One piece of work: who asked, who is at it, how far it is, and the file it made.

    ``claimed_at`` is renewed while a process is at work. When it has not been for a while that
    process is dead, and another takes the job up; ``claim`` tells the two apart, so that one
    that was only slow cannot finish what is another's by now.
    """

    __tablename__ = "motion_job"
    __table_args__ = (
        CheckConstraint(one_of("kind", JobKind), name="kind_known"),
        CheckConstraint(one_of("state", JobState), name="state_known"),
        CheckConstraint("(state = 'done') = (sha256 <> '')", name="done_with_a_file"),
        CheckConstraint("(state = 'failed') = (error <> '')", name="failed_for_a_reason"),
        CheckConstraint("(state = 'running') = (claim <> '')", name="running_for_somebody"),
        Index("ix_motion_job_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    state: Mapped[str] = mapped_column(String(16), default=JobState.WAITING.value)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(String(32), default="")
    claimed_at: Mapped[datetime | None]
    asked_by: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(400), default="")
    file_name: Mapped[str] = mapped_column(String(120), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    mime: Mapped[str] = mapped_column(String(80), default="")
