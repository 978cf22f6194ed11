"""Tables of the paper ballots: boxes, and what each teller counted in them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from voting.db import Base
from voting.polls.paper.rules import BatchKind, Source


def _one_of(column: str, values: type[BatchKind] | type[Source]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class PaperBatch(Base):
    """A box of paper ballots (流动票箱, 会场纸质票) of one voter group, counted by itself."""

    __tablename__ = "paper_batch"
    __table_args__ = (
        UniqueConstraint("poll_id", "title"),
        CheckConstraint(_one_of("kind", BatchKind), name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    group_id: Mapped[str] = mapped_column(String(16), default="all")
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(40))
    carriers: Mapped[str] = mapped_column(String(120), default="")
    """Who carries or watches the box, at least two."""
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]


class PaperEntry(Base):
    """What one teller counted in a box; two who agree to the last figure settle it."""

    __tablename__ = "paper_entry"
    __table_args__ = (CheckConstraint(_one_of("source", Source), name="source_known"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batch.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(16))
    counts: Mapped[bytes] = mapped_column(LargeBinary)
    """Canonical JSON of a :class:`voting.polls.paper.rules.PileCount`."""
    digest: Mapped[str] = mapped_column(String(64))
    entered_at: Mapped[datetime]
