"""Tables of the roster: units and people."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting import clock
from voting.db import Base
from voting.people.rules import (
    LONGEST,
    Bar,
    Category,
    DelegateStatus,
    Field,
    Membership,
    Sex,
    Standing,
    bars,
)


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Unit(Base):
    """A department (部门); ``folded`` is its name as it is searched."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST[Field.UNIT]), unique=True)
    folded: Mapped[str] = mapped_column(String(2 * LONGEST[Field.UNIT]))


class Person(Base):
    """One of the staff; never deleted, as rolls and records refer to them: they leave.

    ``birth_month`` is written 1975-04; ``folded`` is the name as it is searched.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(_one_of("sex", Sex), name="sex_known"),
        CheckConstraint(_one_of("category", Category), name="category_known"),
        CheckConstraint(_one_of("membership", Membership), name="membership_known"),
        CheckConstraint(_one_of("delegate_status", DelegateStatus), name="delegate_status_known"),
        CheckConstraint("birth_month LIKE '____-__'", name="birth_month_shaped"),
        CheckConstraint("number <> ''", name="number_given"),
        CheckConstraint("name <> ''", name="name_given"),
        Index(None, "left_on"),
        Index(None, "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(LONGEST[Field.NUMBER]), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST[Field.NAME]))
    folded: Mapped[str] = mapped_column(String(2 * LONGEST[Field.NAME]))
    sex: Mapped[str | None] = mapped_column(String(8))
    birth_month: Mapped[str | None] = mapped_column(String(7))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    union_group: Mapped[str] = mapped_column(String(LONGEST[Field.UNION_GROUP]), default="")
    category: Mapped[str | None] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(LONGEST[Field.TITLE]), default="")
    mobile: Mapped[str] = mapped_column(String(LONGEST[Field.MOBILE]), default="")
    is_member: Mapped[bool] = mapped_column(default=False)
    membership: Mapped[str] = mapped_column(String(16), default=Membership.NORMAL.value)
    delegate_status: Mapped[str] = mapped_column(String(16), default=DelegateStatus.NONE.value)
    delegation: Mapped[str] = mapped_column(String(LONGEST[Field.DELEGATION]), default="")
    post: Mapped[str] = mapped_column(String(LONGEST[Field.POST]), default="")
    left_on: Mapped[date | None]

    unit: Mapped[Unit | None] = relationship()

    @property
    def unit_name(self) -> str:
        """The name of the unit, empty where the roster names none."""
        return self.unit.name if self.unit else ""

    @property
    def barred_reasons(self) -> tuple[Bar, ...]:
        """Why this person may neither vote nor be elected as a member today; empty if they may."""
        return bars(Standing(self.is_member, self.membership, self.left_on), clock.today())
