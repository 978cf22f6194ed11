"""Rows of the log for its page and for reports."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from voting.audit.events import EVENT_LABELS, Event
from voting.audit.labels import details_in_words, subject_in_words
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
    about: str
    """The subject in a reader's words."""
    details: dict[str, Any]
    told: list[tuple[str, str]]
    """The details in a reader's words: name and value."""
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
    details = json.loads(entry.details)
    return EntryRow(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        event=entry.event,
        label=str(EVENT_LABELS[Event(entry.event)]),
        subject=entry.subject,
        about=subject_in_words(entry.subject),
        details=details,
        told=details_in_words(details),
        digest=entry.digest,
    )
