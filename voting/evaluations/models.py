"""Tables of the evaluations: the plan, who is judged, and who judges in which group."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.evaluations.comments import Slots, slots_of
from voting.evaluations.visibility import OrderRule, Visibility
from voting.people.models import Person


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Evaluation(Base):
    """An evaluation's set-up (测评设置): one poll, its plan, and who sees the result.

    ``plan`` is the plan as JSON without its voter groups and extra points, which have tables of
    their own; ``texts`` are the slots for remarks, as JSON. ``series`` and ``period`` place it
    beside earlier ones (述职测评, 2026年上半年).
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        CheckConstraint(_one_of("order_rule", OrderRule), name="order_known"),
        CheckConstraint("(order_rule = 'manual') = (order_reason <> '')", name="order_explained"),
        CheckConstraint(_one_of("visibility", Visibility), name="visibility_known"),
        CheckConstraint("(series = '') = (period = '')", name="series_dated"),
        CheckConstraint("own_sheet OR NOT comments_shown", name="comments_on_own_sheet"),
        CheckConstraint("previous_poll_id IS NULL OR previous_poll_id <> poll_id", name="earlier"),
        CheckConstraint("linked_poll_id IS NULL OR linked_poll_id <> poll_id", name="linked"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    plan: Mapped[str] = mapped_column(Text)
    texts: Mapped[str] = mapped_column(Text, default="[]")
    order_rule: Mapped[str] = mapped_column(String(16), default=OrderRule.STROKES.value)
    order_reason: Mapped[str] = mapped_column(String(200), default="")
    own_rows: Mapped[bool] = mapped_column(default=True)
    """Whether a subject's own row is left out of their own sheet."""
    visibility: Mapped[str] = mapped_column(String(16), default=Visibility.LEADERS.value)
    own_sheet: Mapped[bool] = mapped_column(default=True)
    """Whether each subject reads the figures about them."""
    comments_shown: Mapped[bool] = mapped_column(default=False)
    """Whether each subject reads the comments about them, too."""
    series: Mapped[str] = mapped_column(String(60), default="")
    period: Mapped[str] = mapped_column(String(40), default="")
    previous_poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"))
    linked_poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"))

    @property
    def plan_data(self) -> Mapping[str, Any]:
        """The plan as data, without groups and extra points."""
        data: dict[str, Any] = json.loads(self.plan)
        return data

    @property
    def slots(self) -> Slots:
        """What may be written beside each line of the sheet."""
        return slots_of(json.loads(self.texts))


class EvaluationSubject(Base):
    """Who, or which body (班子), is judged in one evaluation, with the report it rests on."""

    __tablename__ = "evaluation_subject"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("NOT is_body OR person_id IS NULL", name="body_is_no_person"),
        CheckConstraint(
            "(report_sha256 IS NULL) = (report_name IS NULL)"
            " AND (report_sha256 IS NULL) = (report_mime IS NULL)"
            " AND (report_sha256 IS NULL) = (report_size IS NULL)",
            name="report_whole",
        ),
        CheckConstraint(
            "(extra = '') = (extra_by = '') AND (extra = '') = (extra_reason = '')",
            name="extra_explained",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("evaluation.poll_id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    post: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    is_body: Mapped[bool] = mapped_column(default=False)
    report_sha256: Mapped[str | None] = mapped_column(String(64))
    report_name: Mapped[str | None] = mapped_column(String(120))
    report_mime: Mapped[str | None] = mapped_column(String(80))
    report_size: Mapped[int | None]
    extra: Mapped[str] = mapped_column(String(24), default="")
    """Points somebody decided to add (附加分), as an exact number; who decided it, and why."""
    extra_by: Mapped[str] = mapped_column(String(40), default="")
    extra_reason: Mapped[str] = mapped_column(String(200), default="")
    person: Mapped[Person | None] = relationship(lazy="joined")

    @property
    def option_id(self) -> str:
        """How ballots and results refer to this subject."""
        return f"s{self.id}"

    @property
    def line(self) -> str:
        """What stands beside the name on the sheet."""
        return " · ".join(filter(None, (self.post, self.note)))


class VoterGroupRow(Base):
    """One voter group (A票、B票…) of an evaluation; ``weight`` is exact, empty where all alike."""

    __tablename__ = "evaluation_group"
    __table_args__ = (
        UniqueConstraint("poll_id", "title"),
        CheckConstraint("title <> ''", name="titled"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("evaluation.poll_id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(String(40))
    weight: Mapped[str] = mapped_column(String(24), default="")
    position: Mapped[int]


class GroupMember(Base):
    """That a person votes in a group; whoever is on the roll and not listed is in the last one."""

    __tablename__ = "evaluation_group_member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["poll_id", "group_id"], ["evaluation_group.poll_id", "evaluation_group.id"]
        ),
    )

    poll_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    group_id: Mapped[str] = mapped_column(String(16))
