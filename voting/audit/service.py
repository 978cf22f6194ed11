"""Writing the log, and checking that nobody has touched it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from voting import clock
from voting.audit.events import Event
from voting.audit.models import AuditEntry, AuditHead
from voting.audit.rules import (
    EMPTY,
    GENESIS,
    Damage,
    Entry,
    Head,
    Link,
    Problem,
    canonical,
    damage_of,
    damage_of_head,
    digest_of,
)
from voting.db import db, unit_of_work

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check of the whole log found; ``head`` is where its entries end."""

    head: Head
    problems: tuple[Problem, ...]

    @property
    def intact(self) -> bool:
        """Whether the log is as it was written."""
        return not self.problems


def record(actor: str, event: Event, subject: str, **details: Any) -> AuditEntry:
    """Log an official act, in the transaction of the act itself.

    ``details`` are a few small values (text, whole numbers, lists of them): never a ballot, a
    mark, a personal link or a code. Raises ValueError for floats and for more than 4 kB.
    """
    with unit_of_work() as session:
        head = _locked_head(session)
        entry = Entry(
            number=head.count + 1,
            at=clock.now(),
            actor=actor[:80],
            event=event.value,
            subject=subject[:200],
            details=canonical(details),
        )
        row = _row(entry, head.digest)
        session.add(row)
        head.count, head.digest = row.number, row.digest
        session.flush()
        return row


def _row(entry: Entry, previous: str) -> AuditEntry:
    return AuditEntry(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        event=entry.event,
        subject=entry.subject,
        details=entry.details,
        previous=previous,
        digest=digest_of(entry, previous),
    )


def _locked_head(session: Session) -> AuditHead:
    head = session.get(AuditHead, 1, with_for_update=True)
    if head is None:
        _make_head(session)
        head = session.get_one(AuditHead, 1, with_for_update=True)
    return head


def _make_head(session: Session) -> None:
    """Begin the log; two first writers at once both find the one row."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    begun = insert(AuditHead).values(id=1, count=0, digest=GENESIS)
    session.execute(begun.on_conflict_do_nothing())


def verify(known: str | None = None) -> VerifyReport:
    """Check the whole log: nothing changed, missing, reordered or cut off.

    ``known`` is a head's hash noted down earlier (printed on a result sheet, say): the log must
    have stood there once, which shows whether it was replaced as a whole.
    """
    problems: list[Problem] = []
    kept = db.session.get(AuditHead, 1, populate_existing=True)
    reached, met = _walk(_links(), known, problems)
    if damage := damage_of_head(reached, kept.head if kept else None):
        problems.append(Problem(reached.count, damage))
    if known is not None and not met:
        problems.append(Problem(reached.count, Damage.FOREIGN_HEAD))
    return VerifyReport(reached, tuple(problems))


def _walk(links: Iterable[Link], known: str | None, problems: list[Problem]) -> tuple[Head, bool]:
    """Follow the chain to its end; tell whether it passed a known hash."""
    reached, met = EMPTY, known == GENESIS
    for link in links:
        if damage := damage_of(link, reached):
            problems.append(Problem(link.entry.number, damage))
        reached = Head(link.entry.number, link.digest)
        met = met or link.digest == known
    return reached, met


def _links() -> Iterator[Link]:
    rows = db.session.scalars(
        select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=_BATCH)
    )
    for row in rows:
        yield row.link
