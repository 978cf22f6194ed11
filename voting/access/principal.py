"""Who makes this request, and what they may do."""

from dataclasses import dataclass, field
from enum import StrEnum

from flask import g

from voting.access import sources
from voting.access.rules import Office, Permission, permissions_of


class Kind(StrEnum):
    """How somebody proved who they are."""

    OFFICER = "officer"
    DELEGATE = "delegate"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Principal:
    """One who makes a request; ``actor`` is the name that goes into the log."""

    kind: Kind = Kind.NOBODY
    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    session_id: int | None = None
    offices: frozenset[Office] = field(default_factory=frozenset)
    """Offices held everywhere; those of a meeting come from :func:`offices_in`."""
    csrf_key: bytes = field(default=b"", repr=False)

    @property
    def actor(self) -> str:
        """The name that goes into the log."""
        return self.name

    @property
    def is_known(self) -> bool:
        """Whether somebody is signed in."""
        return self.kind is not Kind.NOBODY


NOBODY = Principal()


def current() -> Principal:
    """Return who makes this request; nobody on pages that never look."""
    found: Principal = g.get("principal", NOBODY)
    return found


def offices_in(principal: Principal, meeting_id: int | None) -> frozenset[Office]:
    """Return the offices somebody holds, in a meeting where one is given.

    A personal link proves no more than that its holder is the delegate: whoever prints the cards
    could use it. So it carries no office; the chair, scrutineers and tellers sign in by password.
    """
    if principal.kind is Kind.NOBODY:
        return frozenset()
    held = _held_in(principal.person_id, meeting_id)
    if principal.kind is Kind.DELEGATE:
        return held & {Office.DELEGATE}
    return held | principal.offices


def _held_in(person_id: int | None, meeting_id: int | None) -> frozenset[Office]:
    if person_id is None or meeting_id is None:
        return frozenset()
    known: dict[tuple[int, int], frozenset[Office]] = g.setdefault("offices_in_meetings", {})
    if (person_id, meeting_id) not in known:
        known[person_id, meeting_id] = sources.meeting_offices(person_id, meeting_id)
    return known[person_id, meeting_id]


def may(permission: Permission | str, meeting_id: int | None = None) -> bool:
    """Tell whether who makes this request has a permission (its name or value will do)."""
    wanted = permission if isinstance(permission, Permission) else _named(permission)
    return wanted in permissions_of(offices_in(current(), meeting_id))


def _named(text: str) -> Permission:
    return Permission(text) if ":" in text else Permission[text]
