"""The table of what was decided about improvements."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base
from voting.motions.improvements.rules import BENEFIT_LENGTH, LEVEL_LENGTH, Decision
from voting.motions.models import one_of


class Adoption(Base):
    """The decision about an improvement (采纳, 试行, 不采纳), its benefit and its award."""

    __tablename__ = "adoption"
    __table_args__ = (
        CheckConstraint(one_of("decision", Decision), name="decision_known"),
        CheckConstraint("(decision = 'rejected') <= (reason <> '')", name="rejected_with_reason"),
        CheckConstraint("(decision = 'rejected') <= (level = '')", name="rejected_unrewarded"),
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    decision: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(400), default="")
    decided_by: Mapped[str] = mapped_column(String(60))
    decided_at: Mapped[datetime]
    benefit: Mapped[str] = mapped_column(String(BENEFIT_LENGTH), default="")
    """What it brought, once it was carried out."""
    level: Mapped[str] = mapped_column(String(LEVEL_LENGTH), default="")
    """The award, such as 一等奖; empty without one."""
    bonus: Mapped[str] = mapped_column(String(40), default="")
    rewarded_by: Mapped[str] = mapped_column(String(60), default="")
    version: Mapped[int] = mapped_column(default=1)
