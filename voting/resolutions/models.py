"""Tables of the resolutions: documents and their versions, what was said of them, other votes."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.db import Base
from voting.people.models import Person
from voting.polls.sheets import Base as Counted
from voting.resolutions.rules import Confirmation, ItemClass


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Resolution(Base):
    """The set-up of a vote on documents (表决设置): one poll, under these rules."""

    __tablename__ = "resolution"
    __table_args__ = (
        CheckConstraint("(overrides = '{}') = (override_reason = '')", name="overrides_explained"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    preset: Mapped[str] = mapped_column(String(40))
    overrides: Mapped[str] = mapped_column(Text, default="{}")
    override_reason: Mapped[str] = mapped_column(String(200), default="")

    @property
    def changes(self) -> Mapping[str, Any]:
        """What local rules change in the preset."""
        changed: dict[str, Any] = json.loads(self.overrides)
        return changed


class ResolutionItem(Base):
    """One document put to the vote (议题): one line of the ballot, with rules of its own or not.

    ``earlier_item_id``: the item of an earlier vote that this one takes up again.
    """

    __tablename__ = "resolution_item"
    __table_args__ = (
        CheckConstraint(_one_of("item_class", ItemClass), name="item_class_known"),
        CheckConstraint("(overrides = '{}') = (override_reason = '')", name="overrides_explained"),
        CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawal_explained"
        ),
        CheckConstraint("earlier_item_id IS NULL OR earlier_item_id <> id", name="earlier"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("resolution.poll_id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    item_class: Mapped[str] = mapped_column(String(24))
    overrides: Mapped[str] = mapped_column(Text, default="{}")
    override_reason: Mapped[str] = mapped_column(String(200), default="")
    earlier_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("resolution_item.id"), index=True
    )
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))
    versions: Mapped[list["TextVersion"]] = relationship(
        order_by="TextVersion.number", lazy="selectin"
    )

    @property
    def option_id(self) -> str:
        """How ballots and results refer to this item."""
        return f"d{self.id}"

    @property
    def changes(self) -> Mapping[str, Any]:
        """What is different for this item from the rules of the whole vote."""
        changed: dict[str, Any] = json.loads(self.overrides)
        return changed

    @property
    def stands(self) -> bool:
        """Whether the item is put to the vote."""
        return self.withdrawn_on is None

    @property
    def text_now(self) -> "TextVersion | None":
        """The latest version of the text, or None before the first."""
        return self.versions[-1] if self.versions else None


class TextVersion(Base):
    """One version of a document: a file kept under its digest, or a text written here.

    ``sha256`` is the digest of the file, or of the text in UTF-8.
    """

    __tablename__ = "text_version"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint("number >= 1", name="numbered"),
        CheckConstraint("(body IS NULL) = (file_name IS NOT NULL)", name="file_or_text"),
        CheckConstraint(
            "(file_name IS NULL) = (mime IS NULL) AND (file_name IS NULL) = (size IS NULL)",
            name="file_whole",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("resolution_item.id"), index=True)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str | None] = mapped_column(String(120))
    mime: Mapped[str | None] = mapped_column(String(80))
    size: Mapped[int | None]
    body: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(400), default="")
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str] = mapped_column(String(60))


class ItemComment(Base):
    """What a participant said of a document before the vote (预审意见), and the answer to it."""

    __tablename__ = "item_comment"
    __table_args__ = (
        CheckConstraint("body <> ''", name="said"),
        CheckConstraint(
            "(reply IS NULL) = (replied_at IS NULL) AND (reply IS NULL) = (replied_by IS NULL)",
            name="reply_signed",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("resolution_item.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    version_number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    reply: Mapped[str | None] = mapped_column(Text)
    replied_by: Mapped[str | None] = mapped_column(String(60))
    replied_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Hearing(Base):
    """A hearing on a document (听证) before it is put to the vote."""

    __tablename__ = "hearing"
    __table_args__ = (
        CheckConstraint("participants >= 1", name="attended"),
        CheckConstraint("summary <> '' AND conclusion <> ''", name="told"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("resolution_item.id"), index=True)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(80))
    presided_by: Mapped[str] = mapped_column(String(60))
    participants: Mapped[int]
    summary: Mapped[str] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(60))


class HandVote(Base):
    """A show of hands on one item of a meeting (举手表决): the counts that were announced.

    ``present`` are those counted in the hall; whoever raised no hand is in none of the three.
    """

    __tablename__ = "hand_vote"
    __table_args__ = (
        CheckConstraint(_one_of("item_class", ItemClass), name="item_class_known"),
        CheckConstraint(_one_of("base", Counted), name="base_known"),
        CheckConstraint("operator IN ('>', '>=')", name="operator_known"),
        CheckConstraint("agree >= 0 AND oppose >= 0 AND abstain >= 0", name="hands_counted"),
        CheckConstraint("agree + oppose + abstain <= present", name="hands_of_those_present"),
        CheckConstraint("present <= eligible", name="present_of_the_eligible"),
        CheckConstraint("need >= 1 AND carried = (agree >= need)", name="carried_by_need"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="withdrawal_explained"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(String(120))
    item_class: Mapped[str] = mapped_column(String(24))
    preset: Mapped[str] = mapped_column(String(40))
    eligible: Mapped[int]
    present: Mapped[int]
    agree: Mapped[int]
    oppose: Mapped[int]
    abstain: Mapped[int]
    share: Mapped[str] = mapped_column(String(20))
    operator: Mapped[str] = mapped_column(String(2))
    base: Mapped[str] = mapped_column(String(16))
    need: Mapped[int]
    carried: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(60))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))

    @property
    def no_hand(self) -> int:
        """Those present who raised their hand for nothing; they count like not agreeing."""
        return self.present - self.agree - self.oppose - self.abstain


class JointDecision(Base):
    """What a joint meeting (联席会议) decided between two meetings, for the next to confirm."""

    __tablename__ = "joint_decision"
    __table_args__ = (
        CheckConstraint(
            "outcome IS NULL OR " + _one_of("outcome", Confirmation), name="outcome_known"
        ),
        CheckConstraint(
            "(outcome IS NULL) = (confirmed_at IS NULL)"
            " AND (outcome IS NULL) = (confirmed_by_id IS NULL)",
            name="outcome_dated",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(String(120))
    content: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(60))
    agenda_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True
    )
    outcome: Mapped[str | None] = mapped_column(String(16))
    outcome_note: Mapped[str] = mapped_column(String(400), default="")
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    """The meeting that confirmed it, or did not."""
    confirmed_at: Mapped[datetime | None]
