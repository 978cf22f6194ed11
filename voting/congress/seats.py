"""Seats of a congress against the roster: what would be added, changed and ended."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voting.congress.rules import Body, Constituency, DelegateKind
from voting.i18n import _


class Standing(StrEnum):
    """What a person is in a meeting; only the expected count and vote."""

    EXPECTED = "expected"
    OBSERVER = "observer"
    GUEST = "guest"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's seat: its kind, and the delegation by name ("" for none)."""

    kind: DelegateKind
    delegation: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the roster says of a person who is marked as a delegate."""

    seat: Seat
    is_member: bool
    keeps_membership_only: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the seats and the roster; None where there is no seat."""

    person_id: int
    before: Seat | None
    after: Seat | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences, by person; ``refused`` tells why a claim of the roster gives no seat."""

    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    ended: tuple[Change, ...]
    refused: Mapping[int, str]

    @property
    def count(self) -> int:
        """How many seats would change."""
        return len(self.added) + len(self.changed) + len(self.ended)

    @property
    def everything(self) -> tuple[Change, ...]:
        """Every seat that would change."""
        return self.added + self.changed + self.ended

    @property
    def digest(self) -> str:
        """Name these very differences, so that what is confirmed is what was shown."""
        return hashlib.sha256(repr(self.everything).encode()).hexdigest()[:32]


def objection(claim: Claim, body: Body, constituency: Constituency) -> str | None:
    """Say why a claim gives no seat, or None if it does.

    Whoever only keeps a membership (保留会籍) has no vote in the union; where all members meet,
    nobody needs a full seat.
    """
    if claim.seat.kind is not DelegateKind.FULL:
        return None
    if body is Body.MEMBERS:
        return _("全体大会不设正式代表，符合条件的人员均可参加")
    if constituency is Constituency.STAFF:
        return None
    if claim.keeps_membership_only:
        return _("保留会籍的人员没有选举权和表决权，不能担任正式代表")
    return None if claim.is_member else _("不是工会会员，不能担任会员代表")


def changes(
    seats: Mapping[int, Seat],
    claims: Mapping[int, Claim],
    body: Body,
    constituency: Constituency,
) -> Changes:
    """Compare the active seats with the roster's claims; everything in the order of person ids."""
    refused = {
        person_id: sentence
        for person_id, claim in sorted(claims.items())
        if (sentence := objection(claim, body, constituency)) is not None
    }
    wanted = {
        person_id: claim.seat for person_id, claim in claims.items() if person_id not in refused
    }
    return Changes(
        added=_differences(wanted.keys() - seats.keys(), seats, wanted),
        changed=tuple(
            change
            for change in _differences(wanted.keys() & seats.keys(), seats, wanted)
            if change.before != change.after
        ),
        ended=_differences(seats.keys() - wanted.keys(), seats, wanted),
        refused=refused,
    )


def _differences(
    people: set[int], seats: Mapping[int, Seat], wanted: Mapping[int, Seat]
) -> tuple[Change, ...]:
    return tuple(
        Change(person_id, seats.get(person_id), wanted.get(person_id))
        for person_id in sorted(people)
    )
