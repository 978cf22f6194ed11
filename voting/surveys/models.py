"""Tables of the surveys, all in main: what is asked, who was asked, and what was found.

Of an anonymous survey no table here holds an answer beside a person or a time. Responses lie
sealed in the box until the survey is counted; then only tables and torn-off comments remain.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base
from voting.surveys import triggers
from voting.surveys.rules import CommentState, Letter, Mode, State, Visibility

_HASHED = "state <> 'draft'"


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Survey(Base):
    """A survey (问卷). ``form`` is the questionnaire as JSON, frozen in ``manifest``."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint(_one_of("mode", Mode), name="mode_known"),
        CheckConstraint(_one_of("state", State), name="state_known"),
        CheckConstraint(_one_of("visibility", Visibility), name="visibility_known"),
        CheckConstraint(f"({_HASHED}) = (manifest IS NOT NULL)", name="manifest_when_published"),
        CheckConstraint(
            "(manifest IS NULL) = (manifest_hash IS NULL)", name="hash_with_the_manifest"
        ),
        CheckConstraint(
            "state NOT IN ('counted', 'released') OR results IS NOT NULL", name="results_counted"
        ),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_why <> '')", name="withdrawn_why"),
        CheckConstraint("least BETWEEN 3 AND 20", name="least_in_range"),
        CheckConstraint("comment_least >= least", name="comments_no_smaller"),
        CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name="window_in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    """Random; stands in the addresses that respondents see."""
    title: Mapped[str] = mapped_column(String(100))
    organisation: Mapped[str] = mapped_column(String(100))
    mode: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=State.DRAFT.value)
    version: Mapped[int] = mapped_column(default=1)
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"))
    body: Mapped[str] = mapped_column(String(16))
    unit_ids: Mapped[str] = mapped_column(Text, default="[]")
    """The units whose people are asked, as a JSON list; empty: all of them."""
    least: Mapped[int] = mapped_column(default=5)
    comment_least: Mapped[int] = mapped_column(default=10)
    small_cells: Mapped[bool] = mapped_column(default=False)
    """Whether counts under ``least`` are withheld in the tables over all responses too."""
    breakdowns: Mapped[str] = mapped_column(Text, default="[]")
    """The questions by whose answers tables are broken down, as a JSON list of names."""
    visibility: Mapped[str] = mapped_column(String(16), default=Visibility.PUBLIC.value)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    welcome: Mapped[str] = mapped_column(Text, default="")
    thanks: Mapped[str] = mapped_column(Text, default="")
    form: Mapped[str] = mapped_column(Text)
    manifest: Mapped[bytes | None] = mapped_column(LargeBinary)
    manifest_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(String(200), default="")
    results: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The frozen tables as canonical JSON; their SHA-256 is in the log."""
    progress: Mapped[str] = mapped_column(Text, default="")
    """What was last shown of how far it is, as JSON, in steps; and when that was."""
    progress_at: Mapped[datetime | None]


class SurveyKey(Base):
    """The private keys of an anonymous survey, under the service's secret.

    The row goes when the survey is counted or withdrawn: after that nobody can open a response.
    """

    __tablename__ = "survey_key"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    issuing: Mapped[bytes] = mapped_column(LargeBinary)
    sealing: Mapped[bytes] = mapped_column(LargeBinary)


class Invitation(Base):
    """One who is asked; whether a paper was taken, and nothing of when or of what came of it."""

    __tablename__ = "survey_invitation"
    __table_args__ = (
        CheckConstraint("(blinded IS NULL) = (signature IS NULL)", name="paper_whole"),
        CheckConstraint("NOT on_paper OR signature IS NULL", name="phone_or_paper"),
        Index("ix_survey_invitation_person", "person_id"),
    )

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(60), default="")
    """The unit's name on the day of publication."""
    blinded: Mapped[bytes | None] = mapped_column(LargeBinary)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    on_paper: Mapped[bool] = mapped_column(default=False)
    """Whether this person answers on paper, and so gets nothing on the phone."""


class SurveyMailing(Base):
    """One round of letters, planned or sent; of those to non-takers the number is not kept."""

    __tablename__ = "survey_mailing"
    __table_args__ = (
        CheckConstraint(_one_of("kind", Letter), name="kind_known"),
        CheckConstraint("sent_at IS NOT NULL OR letters IS NULL", name="counted_when_sent"),
        CheckConstraint("kind <> 'nudge' OR letters IS NULL", name="non_takers_uncounted"),
    )

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    letters: Mapped[int | None]


class NamedResponse(Base):
    """A signed answer: kept with the person, as the first page says."""

    __tablename__ = "survey_named_response"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """As :mod:`voting.surveys.content` writes it."""
    given_on: Mapped[date]


class ResponseBatch(Base):
    """Responses on paper or from elsewhere, with their own 发出; their content goes at counting."""

    __tablename__ = "survey_batch"
    __table_args__ = (
        CheckConstraint("issued IS NULL OR issued >= returned", name="no_more_than_issued"),
        CheckConstraint("valid <= returned", name="valid_among_returned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    issued: Mapped[int | None]
    returned: Mapped[int]
    valid: Mapped[int]
    invalid_rows: Mapped[str] = mapped_column(Text, default="[]")
    """Rows that came back and do not count, as JSON: row and reason."""
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The valid responses, as canonical JSON, sorted; nothing once the survey is counted."""
    imported_at: Mapped[datetime]


class Invalidation(Base):
    """A response that a person found invalid, with the reason.

    ``response``: a name of a sealed one that its receipt does not tell, a batch with its place, or
    a person's number. Those of anonymous surveys go once the survey is counted; their reasons stay
    in the log.
    """

    __tablename__ = "survey_invalidation"
    __table_args__ = (CheckConstraint("reason <> ''", name="with_a_reason"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    response: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[str] = mapped_column(String(200))
    actor: Mapped[str] = mapped_column(String(60))


class Comment(Base):
    """What somebody wrote, torn from the response; ``position`` is a shuffled one.

    Stored at counting, where enough people answered that question. ``printed`` is how a reviewer
    would print it (empty: left out); another person has to consent.
    """

    __tablename__ = "survey_comment"
    __table_args__ = (
        CheckConstraint(_one_of("state", CommentState), name="state_known"),
        CheckConstraint("(state = 'waiting') = (reviewer_id IS NULL)", name="proposed_by_one"),
        CheckConstraint("(state = 'agreed') = (consenter_id IS NOT NULL)", name="agreed_by_one"),
        CheckConstraint("consenter_id <> reviewer_id", name="two_persons"),
    )

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    printed: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default=CommentState.WAITING.value)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    consenter_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)


def _create_triggers(_table: Table, connection: Connection, **_: Any) -> None:
    for statement in triggers.creation(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _drop_triggers(_table: Table, connection: Connection, **_: Any) -> None:
    for statement in triggers.removal(connection.dialect.name):
        connection.exec_driver_sql(statement)


event.listen(Survey.__table__, "after_create", _create_triggers)
event.listen(Survey.__table__, "before_drop", _drop_triggers)
