"""How entries of the log are written down, chained and checked."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

GENESIS = "0" * 64
LARGEST_DETAILS = 4096

Details = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One official act as it is hashed; ``number`` counts from 1 without gaps."""

    number: int
    at: datetime
    actor: str
    event: str
    subject: str
    details: str
    """Canonical JSON of the details, exactly as kept."""


class Damage(StrEnum):
    """What can be wrong with a log."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    HEAD_LOST = "head_lost"
    HEAD_CHANGED = "head_changed"
    FOREIGN_HEAD = "foreign_head"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at which number."""

    number: int
    damage: Damage


@dataclass(frozen=True, slots=True)
class Link:
    """An entry with the two hashes kept beside it (64 lower-case hex digits each)."""

    entry: Entry
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: how many entries, and the hash of the last."""

    count: int
    digest: str


EMPTY = Head(0, GENESIS)


def canonical(value: Details) -> str:
    """Return JSON in its one form: keys sorted, no white space, no floats.

    Raises ValueError for what has no single form or is too large for a log.
    """
    _refuse_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if len(text.encode()) > LARGEST_DETAILS:
        raise ValueError(f"details of more than {LARGEST_DETAILS} bytes do not belong in the log")
    return text


def _refuse_floats(value: object) -> None:
    match value:
        case float():
            raise ValueError("a float has no canonical form")
        case dict():
            for inner in value.values():
                _refuse_floats(inner)
        case list() | tuple():
            for inner in value:
                _refuse_floats(inner)
        case _:
            pass


def digest_of(entry: Entry, previous: str) -> str:
    """Return the SHA-256 that binds an entry to all before it, as 64 hex digits."""
    written = json.dumps(
        {
            "actor": entry.actor,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "details": entry.details,
            "event": entry.event,
            "number": entry.number,
            "previous": previous,
            "subject": entry.subject,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(written.encode()).hexdigest()


def damage_of(link: Link, before: Head) -> Damage | None:
    """Return what is wrong with an entry, given where the log stood before it."""
    if link.entry.number != before.count + 1:
        return Damage.MISSING
    if link.digest != digest_of(link.entry, link.previous):
        return Damage.CHANGED
    if link.previous != before.digest:
        return Damage.REORDERED
    return None


def damage_of_head(reached: Head, kept: Head | None) -> Damage | None:
    """Return what is wrong with the end of a log, given the head kept apart from the entries."""
    if kept is None:
        return None if reached == EMPTY else Damage.HEAD_LOST
    if reached.count < kept.count:
        return Damage.TRUNCATED
    return None if reached == kept else Damage.HEAD_CHANGED
