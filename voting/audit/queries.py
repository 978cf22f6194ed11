"""Rows of the log for its page and for reports."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from voting.audit.events import EVENT_LABELS, Event
from voting.audit.models import AuditEntry, AuditHead
from voting.audit.rules import EMPTY, Head
from voting.db import db

PAGE = 50


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry for a reader."""

    number: int
    at: datetime
    actor: str
    event: str
    label: str
    subject: str
    details: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of entries, newest first; pages count from 1."""

    rows: list[EntryRow]
    total: int
    page: int
    pages: int


def head() -> Head:
    """Return where the log ends."""
    kept = db.session.get(AuditHead, 1)
    return kept.head if kept else EMPTY


def entries(event: Event | None = None, page: int = 1, size: int = PAGE) -> EntryPage:
    """Return one page of entries, newest first, of one event or of all."""
    chosen = select(AuditEntry)
    if event is not None:
        chosen = chosen.where(AuditEntry.event == event.value)
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    found = db.session.scalars(
        chosen.order_by(AuditEntry.number.desc()).offset((page - 1) * size).limit(size)
    )
    return EntryPage([_shown(entry) for entry in found], total, page, pages)


def _shown(entry: AuditEntry) -> EntryRow:
    return EntryRow(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        event=entry.event,
        label=str(EVENT_LABELS[Event(entry.event)]),
        subject=entry.subject,
        details=json.loads(entry.details),
        digest=entry.digest,
    )
