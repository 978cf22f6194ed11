"""The signed result of a vote on documents as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.reports.counts import Counts, Pile, read_piles


@dataclass(frozen=True, slots=True)
class Item:
    """One document put to the vote: its version, its votes, and what carries it."""

    title: str
    version: int
    sha256: str
    agree: int
    oppose: int
    abstain: int
    void: int
    """Lines on paper with two ticks; void for this item only."""
    not_cast: int
    base: str
    of: int
    need: int
    threshold_words: str
    carried: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the legality checklist; ``ok=None``: nothing is asked."""

    code: str
    ok: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one vote; no item in it where the vote is void or too few attended."""

    valid_vote: bool
    quorum: bool | None
    counts: Counts
    items: tuple[Item, ...]
    checks: tuple[Check, ...]
    rules_title: str
    piles: tuple[Pile, ...]
    warnings: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Tell whether there are votes to announce."""
        return self.valid_vote and self.quorum is not False

    @property
    def carried(self) -> tuple[Item, ...]:
        """Return the documents that were carried."""
        return tuple(item for item in self.items if item.carried)

    def check(self, code: str) -> Check:
        """Return one line of the checklist."""
        return next(check for check in self.checks if check.code == code)


def read_result(data: Mapping[str, Any]) -> Result:
    """Read the document that the scrutineers sign."""
    return Result(
        valid_vote=data["valid_vote"],
        quorum=data["quorum"],
        counts=Counts(**data["counts"]),
        items=tuple(_item(line) for line in data["items"]),
        checks=tuple(Check(line["code"], line["ok"], line["text"]) for line in data["legality"]),
        rules_title=data["rules"]["title"],
        piles=read_piles(data, {}),
        warnings=tuple(data["warnings"]),
    )


def _item(line: Mapping[str, Any]) -> Item:
    return Item(**{name: line[name] for name in Item.__slots__})
