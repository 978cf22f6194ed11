"""What a kind of poll is; elections, evaluations, resolutions and awards register themselves here.

The polls slice asks a kind what is on the ballot, what is missing, and what the counts mean;
it never asks which kind it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from flask import Flask, current_app

from voting.ballots.rules import Contest
from voting.errors import NotFound
from voting.i18n import _, lazy
from voting.polls.counted import Batch, Counted, GroupCounted, Pile, Ruling
from voting.polls.models import Poll
from voting.polls.rules import Issue

__all__ = [
    "ALL",
    "Audience",
    "Batch",
    "Counted",
    "FollowUp",
    "GroupCounted",
    "Kind",
    "Pile",
    "Quorum",
    "Ruling",
    "VoterGroup",
    "kind_of",
    "register",
    "registered",
]

ALL = "all"
"""The only voter group of a poll without groups."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of the roll that must attend: attended/eligible ≥ numerator/denominator."""

    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """One voter group (A票, B票…), with an issuing key of its own."""

    id: str
    title: str


class Audience(StrEnum):
    """Who may see a result once it is declared."""

    PUBLIC = "public"
    MEETING = "meeting"
    LEADERS = "leaders"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing a result asks for next: what it says on the button, and where it leads."""

    label: str
    url: str
    consequence: str


class Kind(Protocol):
    """A kind of poll: what it asks, what it needs, and what its counts mean."""

    name: str
    label: str
    setup_label: str = lazy("设置选票")
    """What the button says that leads to the set-up of a draft."""
    sheets: Sequence[tuple[str, str]] = ()
    """The result sheets: the name in their address, and their title."""

    def setup_url(self, poll: Poll) -> str:
        """Return the address of the page where a draft is set up."""
        ...

    def issues(self, poll: Poll) -> list[Issue]:
        """Return what is missing or remarkable before the poll can be sealed and opened."""
        ...

    def contests(self, poll: Poll) -> Sequence[Contest]:
        """Return what is asked on the ballot, options in their official order."""
        ...

    def rules(self, poll: Poll) -> dict[str, Any]:
        """Return the resolved rules, to be frozen in the manifest (JSON, fractions as text)."""
        ...

    def quorum(self, poll: Poll) -> Quorum:
        """Return the attendance the rules demand."""
        ...

    def outcome(self, poll: Poll, counted: Counted) -> dict[str, Any]:
        """Return the result (JSON) by the rules in the poll's manifest; never break a tie."""
        ...

    def groups(self, poll: Poll) -> Sequence[VoterGroup]:
        """Return the voter groups in their order; each gets an issuing key."""
        return (VoterGroup(ALL, ""),)

    def group_of(self, poll: Poll, person_ids: Iterable[int]) -> Mapping[int, str]:
        """Return the group of each of these persons; whoever is left out is in the last group."""
        return {}

    def audience(self, poll: Poll) -> Audience:
        """Return who may see the result once it is declared."""
        return Audience.PUBLIC

    def filling_in(self, poll: Poll) -> Sequence[str]:
        """Return the sentences that say how a sheet is filled in (填写说明)."""
        return ()

    def undecided(self, poll: Poll, counted: Counted) -> list[tuple[str, str, int]]:
        """Return (contest id, text, count) of the write-ins that still need a ruling."""
        return []

    def suggestion(self, poll: Poll, text: str) -> Ruling | None:
        """Return the only person of the roster a written name fits, if there is just one."""
        return None

    def follow_ups(self, poll: Poll, result: Mapping[str, Any]) -> list[FollowUp]:
        """Return what the result asks for next (run-off, re-election, fewer seats …)."""
        return []

    def elected_people(self, poll: Poll, result: Mapping[str, Any]) -> frozenset[int]:
        """Return the persons a result elected (the roll of a poll held among them)."""
        return frozenset()

    def candidate_people(self, poll: Poll) -> frozenset[int]:
        """Return the persons on the ballot, who may be neither scrutineer nor teller of it."""
        return frozenset()


def register(app: Flask, kind: Kind) -> None:
    """Make a kind known to an application."""
    app.extensions.setdefault("voting.kinds", {})[kind.name] = kind


def registered() -> dict[str, Kind]:
    """Return the kinds the current application knows."""
    kinds: dict[str, Kind] = current_app.extensions.get("voting.kinds", {})
    return kinds


def kind_of(poll: Poll) -> Kind:
    """Return the kind of a poll."""
    try:
        return registered()[poll.kind]
    except KeyError:
        raise NotFound(_("没有这种投票。")) from None
