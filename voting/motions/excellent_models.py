"""Tables of the award for motions (优秀提案): who is nominated, what the committee gives."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.motions.models import Motion


class Nomination(Base):
    """A closed motion nominated as an excellent one (优秀提案), and whether it was named so."""

    __tablename__ = "motion_nomination"
    __table_args__ = (
        CheckConstraint("(published_at IS NULL) = (published_by = '')", name="published_by"),
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"), index=True)
    reason: Mapped[str] = mapped_column(String(400))
    nominated_by: Mapped[str] = mapped_column(String(60))
    nominated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """When it was named an excellent motion; the others stay nominated."""
    published_by: Mapped[str] = mapped_column(String(60), default="")
    motion: Mapped[Motion] = relationship(lazy="joined", innerjoin=True)


class NominationScore(Base):
    """What one member of the committee gives a nominated motion: a whole number, 0 to 100."""

    __tablename__ = "motion_nomination_score"
    __table_args__ = (CheckConstraint("points BETWEEN 0 AND 100", name="points_in_range"),)

    motion_id: Mapped[int] = mapped_column(
        ForeignKey("motion_nomination.motion_id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    points: Mapped[int]
    at: Mapped[datetime]
