"""Tables of the elections: what is filled by whom, the candidates, and what was decided after."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.elections.rules import Bar, Body, Round, Step
from voting.people.models import Person


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Election(Base):
    """An election's set-up (选举设置): one poll, one body, so many seats, under these rules."""

    __tablename__ = "election"
    __table_args__ = (
        CheckConstraint(_one_of("body", Body), name="body_known"),
        CheckConstraint(_one_of("round", Round), name="round_known"),
        CheckConstraint("seats >= 1", name="seats_some"),
        CheckConstraint("overrides = '{}' OR override_reason <> ''", name="overrides_explained"),
        CheckConstraint("manual_order = (order_reason <> '')", name="order_explained"),
        CheckConstraint("(notice_from IS NULL) = (notice_to IS NULL)", name="notice_bounded"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    body: Mapped[str] = mapped_column(String(16))
    round: Mapped[str] = mapped_column(String(16), default=Round.FIRST.value)
    seats: Mapped[int]
    members: Mapped[int | None]
    preset: Mapped[str] = mapped_column(String(40))
    overrides: Mapped[str] = mapped_column(Text, default="{}")
    override_reason: Mapped[str] = mapped_column(String(200), default="")
    preliminary: Mapped[bool] = mapped_column(default=False)
    manual_order: Mapped[bool] = mapped_column(default=False)
    order_reason: Mapped[str] = mapped_column(String(200), default="")
    notice_from: Mapped[date | None]
    notice_to: Mapped[date | None]
    notice_place: Mapped[str] = mapped_column(String(120), default="")
    notice_contact: Mapped[str] = mapped_column(String(120), default="")
    objections: Mapped[str] = mapped_column(String(1000), default="")
    objections_settled: Mapped[str] = mapped_column(String(1000), default="")
    approvals_waived: Mapped[str] = mapped_column(String(200), default="")
    notice_waived: Mapped[str] = mapped_column(String(200), default="")

    @property
    def changes(self) -> Mapping[str, Any]:
        """What local rules change in the preset."""
        changed: dict[str, Any] = json.loads(self.overrides)
        return changed

    @property
    def is_first(self) -> bool:
        """Whether this is the first ballot, with candidates of its own."""
        return self.round == Round.FIRST


class Candidate(Base):
    """A person who stands in one election (候选人), with what the meeting is told of them."""

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawal_explained"
        ),
        CheckConstraint("(party_on IS NULL) = (party_number IS NULL)", name="party_numbered"),
        CheckConstraint("(upper_on IS NULL) = (upper_number IS NULL)", name="upper_numbered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("election.poll_id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(60), default="")
    cv: Mapped[str] = mapped_column(Text, default="")
    photo: Mapped[str | None] = mapped_column(String(64))
    nominated_by: Mapped[str] = mapped_column(String(200), default="")
    bars: Mapped[str] = mapped_column(String(200), default="")
    finance_staff: Mapped[bool] = mapped_column(default=False)
    spouse_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    party_number: Mapped[str | None] = mapped_column(String(60))
    party_on: Mapped[date | None]
    upper_number: Mapped[str | None] = mapped_column(String(60))
    upper_on: Mapped[date | None]
    carried: Mapped[bool] = mapped_column(default=False)
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)

    @property
    def option_id(self) -> str:
        """How ballots and results refer to this candidate."""
        return f"o{self.id}"

    @property
    def barred_as(self) -> frozenset[Bar]:
        """What may keep this person from standing."""
        return frozenset(Bar(word) for word in self.bars.split())

    @property
    def stands(self) -> bool:
        """Whether the candidacy holds."""
        return self.withdrawn_on is None


class Decision(Base):
    """What the meeting decided about a result that did not fill the seats; one a poll."""

    __tablename__ = "election_decision"
    __table_args__ = (
        CheckConstraint(_one_of("step", Step), name="step_known"),
        CheckConstraint(
            "(step IN ('runoff', 'reballot')) = (next_poll_id IS NOT NULL)", name="next_ballot"
        ),
        CheckConstraint(
            "(step = 'reduce_seats') = (seats IS NOT NULL AND agreed IS NOT NULL)",
            name="reduced_by_consent",
        ),
        CheckConstraint("(step = 'tie') = (chosen <> '[]')", name="tie_names_the_chosen"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("election.poll_id"), primary_key=True)
    step: Mapped[str] = mapped_column(String(16))
    next_poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"))
    seats: Mapped[int | None]
    agreed: Mapped[int | None]
    chosen: Mapped[str] = mapped_column(Text, default="[]")
    note: Mapped[str] = mapped_column(String(400), default="")
    decided_by: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        """Whom the presidium named, as the result refers to them."""
        return tuple(json.loads(self.chosen))
