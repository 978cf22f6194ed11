"""What is carried: thresholds in whole votes, item by item; who did not vote did not agree.

A resolution never depends on how many voted against it: ``need`` agreeing votes carry it, counted
of the base its rules name, as a rule all delegates (应到), whether they came or not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voting.congress.rules import Share
from voting.polls.sheets import Sheets, Threshold


@dataclass(frozen=True, slots=True)
class Asked:
    """One document put to the vote, and what carries it."""

    id: str
    title: str
    passes: Threshold


@dataclass(frozen=True, slots=True)
class Votes:
    """One document's votes on the valid ballots; ``void``: a line on paper with two ticks."""

    agree: int
    oppose: int
    abstain: int
    void: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """One document decided: ``need`` agreeing votes, which is a share ``of`` the base, or not."""

    asked: Asked
    votes: Votes
    not_cast: int
    of: int
    need: int

    @property
    def carried(self) -> bool:
        """Whether enough agreed."""
        return self.votes.agree >= self.need


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one vote; no item has figures where it is void or the quorum was missed."""

    sheets: Sheets
    quorum: bool | None
    items: tuple[Decided, ...]

    @property
    def valid_vote(self) -> bool:
        """Whether the ballots may be counted at all: 收回 ≤ 发出."""
        return not self.sheets.over_returned


def decide(
    sheets: Sheets, quorums: Iterable[Share], items: Sequence[tuple[Asked, Votes]]
) -> Outcome:
    """Decide each document by itself (分项表决): one may fail while the others stand.

    ``quorums``: every attendance that the rules of the vote and of its items demand.
    """
    quorum = quorum_of(sheets.attended, sheets.eligible, quorums)
    if sheets.over_returned or quorum is False:
        return Outcome(sheets, quorum, ())
    return Outcome(sheets, quorum, tuple(_decided(sheets, *item) for item in items))


def quorum_of(attended: int | None, eligible: int, shares: Iterable[Share]) -> bool | None:
    """Tell whether enough attended by every one of these rules; None where nobody counted them."""
    if attended is None:
        return None
    return all(share.met(attended, eligible) for share in shares)


def need(passes: Threshold, of: int) -> int:
    """Return how many must agree, of ``of`` in the base, as a whole number (at least 1)."""
    return passes.share.needed(of)


def _decided(sheets: Sheets, asked: Asked, votes: Votes) -> Decided:
    if votes.agree + votes.oppose + votes.abstain + votes.void != sheets.valid:
        raise ValueError("the marks of an item do not add up to the valid ballots")
    of = sheets.number_of(asked.passes.base)
    return Decided(asked, votes, sheets.not_cast, of, need(asked.passes, of))
