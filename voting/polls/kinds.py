"""What a kind of poll is; elections, evaluations and resolutions register themselves here.

The polls slice asks a kind what is on the ballot, what is missing, and what the counts mean;
it never asks which kind it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, current_app

from voting.ballots.rules import Contest
from voting.errors import NotFound
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.rules import Issue, Turnout


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of the roll that must attend: attended/eligible ≥ numerator/denominator."""

    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the scrutineers decided about one spelling: a person, or void with a reason."""

    ruling: str
    name: str | None
    unit: str
    person_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything an outcome may rest on; no ballot and no elector is in it.

    ``marks``: contest id → option id → mark → number of valid ballots.
    ``write_ins``: contest id → text → number of valid ballots.
    ``rulings``: contest id → text → what the scrutineers decided.
    """

    turnout: Turnout
    valid: int
    rejected: int
    blank: int
    marks: Mapping[str, Mapping[str, Mapping[str, int]]]
    write_ins: Mapping[str, Mapping[str, int]]
    rulings: Mapping[str, Mapping[str, Ruling]]


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

    def undecided(self, poll: Poll, counted: Counted) -> list[tuple[str, str, int]]:
        """Return (contest id, text, count) of the write-ins that still need a ruling."""
        ...

    def suggestion(self, poll: Poll, text: str) -> Ruling | None:
        """Return the only person of the roster a written name fits, if there is just one."""
        ...

    def follow_ups(self, poll: Poll, result: Mapping[str, Any]) -> list[FollowUp]:
        """Return what the result asks for next (run-off, re-election, fewer seats …)."""
        ...

    def elected_people(self, poll: Poll, result: Mapping[str, Any]) -> frozenset[int]:
        """Return the persons a result elected (the roll of a poll held among them)."""
        ...

    def candidate_people(self, poll: Poll) -> frozenset[int]:
        """Return the persons on the ballot, who may be neither scrutineer nor teller of it."""
        ...


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
