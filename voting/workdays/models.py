"""The table of what the officers corrected in the official calendar."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base


class CalendarDay(Base):
    """An officer's correction of the holidays: a day that is worked, or that is not."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    recorded_by: Mapped[str] = mapped_column(String(60))
