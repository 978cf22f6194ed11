"""What registers of earlier years say of motions that were taken over from them."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base


class RegisterEntry(Base):
    """One row of an imported register, as it stood there: names and departments are words.

    Whom those words mean nobody checks, so they give nobody a right: who moved something years
    ago need not be who bears that name today.
    """

    __tablename__ = "motion_register_entry"
    __table_args__ = (
        CheckConstraint(
            "grade IN ('', 'satisfied', 'basically', 'dissatisfied')", name="grade_known"
        ),
    )

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    """The digest of the file, so that none is taken over twice."""
    row: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), default="")
    movers: Mapped[str] = mapped_column(String(400), default="")
    seconders: Mapped[str] = mapped_column(String(400), default="")
    unit: Mapped[str] = mapped_column(String(120), default="")
    co_units: Mapped[str] = mapped_column(String(200), default="")
    replied: Mapped[bool] = mapped_column(default=False)
    """Whether it was answered; old registers do not always say when."""
    reply: Mapped[str] = mapped_column(Text, default="")
    grade: Mapped[str] = mapped_column(String(16), default="")
    reason: Mapped[str] = mapped_column(String(400), default="")
    """Why it was not filed, became a suggestion or was withdrawn."""
