"""Tables of the awards: sections, nominees, the jury, what was decided, and the posted list."""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.awards.rules import Round, Step, Subject
from voting.db import Base
from voting.people.models import Person
from voting.polls.sheets import Base as ShareBase
from voting.workdays.rules import DayUnit, Term


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Award(Base):
    """An award's set-up (评优设置): one ballot; ``quorum`` is a fraction in words, 2/3."""

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint(_one_of("round", Round), name="round_known"),
        CheckConstraint(_one_of("publicity_unit", DayUnit), name="publicity_unit_known"),
        CheckConstraint("publicity_days >= 0", name="publicity_days_counted"),
        CheckConstraint("(final_on IS NULL) = (final_by IS NULL)", name="final_by_somebody"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    round: Mapped[str] = mapped_column(String(16), default=Round.FIRST.value)
    quorum: Mapped[str] = mapped_column(String(9), default="2/3")
    publicity_days: Mapped[int] = mapped_column(default=5)
    publicity_unit: Mapped[str] = mapped_column(String(16), default=DayUnit.WORKDAYS.value)
    presented: Mapped[bool] = mapped_column(default=False)
    final_on: Mapped[date | None]
    final_by: Mapped[str | None] = mapped_column(String(60))

    @property
    def is_first(self) -> bool:
        """Whether this is the first ballot, with sections of its own."""
        return self.round == Round.FIRST

    @property
    def publicity(self) -> Term:
        """How long the list of the honoured is posted."""
        return Term(self.publicity_days, DayUnit(self.publicity_unit))


class AwardSection(Base):
    """One section of an award (奖项): its own quota, and a column of the ballot."""

    __tablename__ = "award_section"
    __table_args__ = (
        UniqueConstraint("poll_id", "title"),
        CheckConstraint(_one_of("subject", Subject), name="subject_known"),
        CheckConstraint("quota >= 1", name="quota_some"),
        CheckConstraint("ticks >= 1", name="ticks_some"),
        CheckConstraint(
            "(threshold_share IS NULL) = (threshold_base IS NULL)", name="threshold_based"
        ),
        CheckConstraint("threshold_op IN ('>=', '>')", name="threshold_op_known"),
        CheckConstraint(
            f"threshold_base IS NULL OR {_one_of('threshold_base', ShareBase)}",
            name="threshold_base_known",
        ),
        CheckConstraint("manual_order = (order_reason <> '')", name="order_explained"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("award.poll_id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(16))
    quota: Mapped[int]
    ticks: Mapped[int]
    """How many may be ticked on one sheet."""
    exact: Mapped[bool] = mapped_column(default=False)
    jury_weight: Mapped[str | None] = mapped_column(String(9))
    threshold_share: Mapped[str | None] = mapped_column(String(9))
    threshold_op: Mapped[str] = mapped_column(String(2), default=">=")
    threshold_base: Mapped[str | None] = mapped_column(String(16))
    manual_order: Mapped[bool] = mapped_column(default=False)
    order_reason: Mapped[str] = mapped_column(String(200), default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("award_section.id"))

    @property
    def contest_id(self) -> str:
        """How ballots and results refer to this section."""
        return f"s{self.id}"


class AwardNominee(Base):
    """Who or what is nominated in one section (候选对象): a person, a group or a work.

    ``name`` and ``who`` (whose work, who leads the group) are for what is not in the roster.
    ``follows_id``: the nominee of the first ballot whom a run-off repeats.
    """

    __tablename__ = "award_nominee"
    __table_args__ = (
        UniqueConstraint("section_id", "person_id"),
        CheckConstraint("(person_id IS NULL) = (name <> '')", name="person_or_name"),
        CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawal_explained"
        ),
        CheckConstraint(
            "(revoked_on IS NULL) = (revoked_reason IS NULL)", name="revocation_explained"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("award_section.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(60), default="")
    who: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(60), default="")
    story: Mapped[str] = mapped_column(Text, default="")
    nominated_by: Mapped[str] = mapped_column(String(200), default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("award_nominee.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))
    revoked_on: Mapped[date | None]
    revoked_reason: Mapped[str | None] = mapped_column(String(200))
    person: Mapped[Person | None] = relationship(lazy="joined")

    @property
    def option_id(self) -> str:
        """How ballots and results refer to this nominee."""
        return f"n{self.id}"

    @property
    def called(self) -> str:
        """The name: the person's, or the group's or work's own."""
        return self.person.name if self.person else self.name

    @property
    def stands(self) -> bool:
        """Whether the nomination holds."""
        return self.withdrawn_on is None


class Juror(Base):
    """One member of an award's jury (评审), by name."""

    __tablename__ = "juror"
    __table_args__ = (UniqueConstraint("poll_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("award.poll_id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(40))


class JuryScore(Base):
    """What a juror gave a nominee (评审分), in hundredths of a point; NULL: stood aside (回避)."""

    __tablename__ = "jury_score"
    __table_args__ = (
        CheckConstraint("hundredths BETWEEN 0 AND 10000", name="score_within_the_scale"),
    )

    juror_id: Mapped[int] = mapped_column(ForeignKey("juror.id"), primary_key=True)
    nominee_id: Mapped[int] = mapped_column(ForeignKey("award_nominee.id"), primary_key=True)
    hundredths: Mapped[int | None]
    entered_by: Mapped[str] = mapped_column(String(60))


class AwardDecision(Base):
    """What was done about a section that votes left open (后续决定); one a section.

    ``body`` says who decided (主席团, 评审组).
    """

    __tablename__ = "award_decision"
    __table_args__ = (
        CheckConstraint(_one_of("step", Step), name="step_known"),
        CheckConstraint("(step = 'runoff') = (next_poll_id IS NOT NULL)", name="next_ballot"),
        CheckConstraint("(step = 'decision') = (chosen <> '[]')", name="decision_names_the_chosen"),
        CheckConstraint("step <> 'decision' OR body <> ''", name="decided_by_a_body"),
    )

    section_id: Mapped[int] = mapped_column(ForeignKey("award_section.id"), primary_key=True)
    step: Mapped[str] = mapped_column(String(16))
    next_poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"), index=True)
    chosen: Mapped[str] = mapped_column(Text, default="[]")
    body: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(400), default="")
    recorded_by: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        """Who was named, as the result refers to them."""
        return tuple(json.loads(self.chosen))


class HonourNotice(Base):
    """One posting of the list of the honoured (获奖名单公示); a changed list is posted anew.

    ``listed`` is the list as it was posted, as canonical JSON.
    """

    __tablename__ = "honour_notice"
    __table_args__ = (CheckConstraint("first <= last", name="first_before_last"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("award.poll_id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    place: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(120))
    listed: Mapped[str] = mapped_column(Text)
    posted_by: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The list as it was posted."""
        found: list[dict[str, Any]] = json.loads(self.listed)
        return found


class HonourObjection(Base):
    """An objection received while a list was posted (异议), and what became of it."""

    __tablename__ = "honour_objection"
    __table_args__ = (
        CheckConstraint("text <> ''", name="something_objected"),
        CheckConstraint("(conclusion = '') = (concluded_on IS NULL)", name="concluded_on_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("award.poll_id"), index=True)
    received_on: Mapped[date]
    text: Mapped[str] = mapped_column(String(1000))
    conclusion: Mapped[str] = mapped_column(String(1000), default="")
    concluded_on: Mapped[date | None]
    recorded_by: Mapped[str] = mapped_column(String(60))
