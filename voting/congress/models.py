"""Tables of the congresses: terms, meetings, delegates, check-in, agenda, appointments."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from voting.congress import rules
from voting.congress.presets import Preset, preset
from voting.congress.rules import Approval, Body, Call, DelegateKind, ItemClass, Method
from voting.db import Base

# The offices that are held in one meeting, by appointment.
APPOINTED = ("secretary", "chair", "head_scrutineer", "scrutineer", "teller")


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Congress(Base):
    """One term of a congress (第X届): who it stands for, its rules and how long it serves."""

    __tablename__ = "congress"
    __table_args__ = (
        UniqueConstraint("organisation", "assembly", "ordinal"),
        CheckConstraint(_one_of("body", Body), name="body_known"),
        CheckConstraint("ordinal BETWEEN 1 AND 99", name="ordinal_in_range"),
        CheckConstraint("term_ends > term_starts", name="term_forward"),
        CheckConstraint(
            "(extended_until IS NULL) = (extension_note IS NULL)", name="extension_explained"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(String(80))
    ordinal: Mapped[int]
    body: Mapped[str] = mapped_column(String(16))
    preset_name: Mapped[str] = mapped_column("preset", String(40))
    assembly: Mapped[str] = mapped_column(String(40))
    term_starts: Mapped[date]
    term_ends: Mapped[date]
    extended_until: Mapped[date | None]
    extension_note: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)

    @property
    def name(self) -> str:
        """第五届会员代表大会."""
        return rules.congress_name(self.ordinal, self.assembly)

    @property
    def preset(self) -> Preset:
        """The rules this congress follows."""
        return preset(self.preset_name)


class Meeting(Base):
    """One meeting of a congress (第X次): when, where, by whose approval, for whom."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("congress_id", "ordinal"),
        CheckConstraint(_one_of("call", Call), name="call_known"),
        CheckConstraint("ordinal BETWEEN 1 AND 99", name="ordinal_in_range"),
        CheckConstraint("(call = 'delegates') = (proposers IS NOT NULL)", name="call_proposed"),
        CheckConstraint(
            "(approval_number IS NULL) = (approved_on IS NULL)", name="approval_numbered"
        ),
        CheckConstraint(
            "(override_reason IS NULL) = (overridden_by IS NULL)", name="override_signed"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"), index=True)
    ordinal: Mapped[int]
    call: Mapped[str] = mapped_column(String(16), default=Call.REGULAR.value)
    proposers: Mapped[int | None]
    held_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(80))
    applied_on: Mapped[date | None]
    approval_number: Mapped[str | None] = mapped_column(String(60))
    approved_on: Mapped[date | None]
    scan_name: Mapped[str | None] = mapped_column(String(120))
    scan_sha256: Mapped[str | None] = mapped_column(String(64))
    scan_mime: Mapped[str | None] = mapped_column(String(80))
    override_reason: Mapped[str | None] = mapped_column(String(200))
    overridden_by: Mapped[str | None] = mapped_column(String(60))
    frozen_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    congress: Mapped[Congress] = relationship(lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        """第五届第三次会员代表大会."""
        return rules.meeting_name(self.congress.ordinal, self.ordinal, self.congress.assembly)

    @property
    def short_name(self) -> str:
        """五届三次."""
        return rules.short_name(self.congress.ordinal, self.ordinal)

    @property
    def approved(self) -> bool:
        """Whether a poll may open: the approval is on record, or was overridden with a reason."""
        return self.approved_on is not None or self.override_reason is not None


class Delegation(Base):
    """A group of delegates (代表团) with its leader (团长)."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("congress_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"))
    name: Mapped[str] = mapped_column(String(60))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Delegate(Base):
    """A person's seat in a congress: full (正式), observer (列席) or guest (特邀)."""

    __tablename__ = "delegate"
    __table_args__ = (
        UniqueConstraint("congress_id", "person_id"),
        CheckConstraint(_one_of("kind", DelegateKind), name="kind_known"),
        CheckConstraint("(ended_on IS NULL) = (ended_reason IS NULL)", name="end_explained"),
        Index("ix_delegate_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(16))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str | None] = mapped_column(String(200))
    delegation: Mapped[Delegation | None] = relationship(lazy="joined")


class Credential(Base):
    """One of those a meeting expects (应到), as examined and fixed before it (资格审查)."""

    __tablename__ = "credential"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class CheckIn(Base):
    """That a person came (签到); the key keeps a second one out, however fast it follows."""

    __tablename__ = "check_in"
    __table_args__ = (CheckConstraint(_one_of("method", Method), name="method_known"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
    method: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(60))


class AgendaItem(Base):
    """One item of a meeting's agenda and what the meeting does with it."""

    __tablename__ = "agenda_item"
    __table_args__ = (CheckConstraint(_one_of("item_class", ItemClass), name="item_class_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    item_class: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(400), default="")
    done: Mapped[bool] = mapped_column(default=False)
    documents: Mapped[list["Document"]] = relationship(
        order_by="Document.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def class_label(self) -> str:
        """听取, 审议, 审议通过, 选举 or 评议."""
        return ItemClass(self.item_class).label


class Document(Base):
    """A document of an agenda item, kept under the digest of its content."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    mime: Mapped[str] = mapped_column(String(80))
    uploaded_at: Mapped[datetime]


class Appointment(Base):
    """An office a person holds in one meeting, how that came about, and until when."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint(
            f"office IN ({', '.join(repr(office) for office in APPOINTED)})", name="office_known"
        ),
        CheckConstraint(_one_of("approval", Approval), name="approval_known"),
        Index(
            "uq_appointment_current",
            "meeting_id",
            "person_id",
            "office",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_appointment_person", "person_id", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    office: Mapped[str] = mapped_column(String(24))
    approval: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(200), default="")
    appointed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
