"""Tables of the monthly forms: reporters, months, forms, their items, what was rolled up."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.motions.models import one_of
from voting.motions.situations.rules import GROUP_LENGTH, FormState, Topic
from voting.people.models import Person


class GroupReporter(Base):
    """One who hands in the monthly form of a union group (信息员)."""

    __tablename__ = "group_reporter"
    __table_args__ = (Index("ix_group_reporter_person", "person_id"),)

    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"), primary_key=True)
    group_name: Mapped[str] = mapped_column(String(GROUP_LENGTH), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    appointed_on: Mapped[date]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class SituationPeriod(Base):
    """One month for which every union group hands in a form, and its last day."""

    __tablename__ = "situation_period"
    __table_args__ = (
        UniqueConstraint("congress_id", "month"),
        CheckConstraint("month LIKE '____-__'", name="month_shaped"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"))
    month: Mapped[str] = mapped_column(String(7))
    """Written 2026-11."""
    due_on: Mapped[date]


class SituationForm(Base):
    """The form of one union group for one month (情况反馈表)."""

    __tablename__ = "situation_form"
    __table_args__ = (
        UniqueConstraint("period_id", "group_name"),
        CheckConstraint(one_of("state", FormState), name="state_known"),
        CheckConstraint("(submitted_at IS NOT NULL) = (state = 'submitted')", name="handed_in"),
        CheckConstraint("(reporter_id IS NOT NULL) = (state = 'submitted')", name="by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("situation_period.id"))
    group_name: Mapped[str] = mapped_column(String(GROUP_LENGTH), index=True)
    state: Mapped[str] = mapped_column(String(16), default=FormState.OPEN.value)
    submitted_at: Mapped[datetime | None]
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    period: Mapped[SituationPeriod] = relationship(lazy="joined", innerjoin=True)
    reporter: Mapped[Person | None] = relationship(lazy="joined")
    items: Mapped[list["SituationItem"]] = relationship(
        order_by="SituationItem.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def nothing(self) -> bool:
        """Whether the group said that there is nothing this month (本月无情况)."""
        return self.state == FormState.SUBMITTED and not self.items


class SituationItem(Base):
    """One matter on a form: what it is about, what is the case, what should be done."""

    __tablename__ = "situation_item"
    __table_args__ = (CheckConstraint(one_of("topic", Topic), name="topic_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("situation_form.id"), index=True)
    topic: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(Text, default="")
    source: Mapped["SituationSource | None"] = relationship(lazy="selectin")


class SituationSource(Base):
    """An item that was rolled up into a matter for the administration; into one at most."""

    __tablename__ = "situation_source"

    item_id: Mapped[int] = mapped_column(ForeignKey("situation_item.id"), primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), index=True)
