"""The rules of an election, written anew from the regulation's text; whole numbers only.

Elected is who has enough approvals (by default more than half of all entitled to attend), at most
as many as there are seats, most approvals first. Equal votes at the cut elect nobody: a ballot
between exactly the tied must decide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from verifier.canonical import Node

_SHARE = re.compile(r"(0|[1-9][0-9]{0,8})(?:/([1-9][0-9]{0,8}))?\Z")
_BASES = ("eligible", "attended", "returned", "valid")
_STEPS = ("reballot", "reduce_seats", "leave_vacant")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a base that must be reached (``>=``) or exceeded (``>``)."""

    numerator: int
    denominator: int
    operator: str
    base: str
    share: str

    def reached(self, part: int, whole: int) -> bool:
        """Tell whether part/whole satisfies it."""
        left, right = part * self.denominator, whole * self.numerator
        return left > right if self.operator == ">" else left >= right

    def need(self, whole: int) -> int:
        """Return the least part that satisfies it, and one at the least."""
        exact, rest = divmod(whole * self.numerator, self.denominator)
        return max(exact + 1 if rest or self.operator == ">" else exact, 1)


@dataclass(frozen=True, slots=True)
class Rules:
    """What of a manifest's rules decides who is elected."""

    quorum: Threshold
    elect: Threshold
    short: tuple[str, ...]


Person = tuple[str, str]
"""A printed candidate's id, or a written-in name with the unit that tells it from another."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who is elected by the recount, and what is left open."""

    elected: frozenset[Person]
    tied: frozenset[Person]
    tied_seats: int
    vacant: int


def rules_of(node: Node) -> Rules:
    """Read the rules of an election's manifest."""
    short = tuple(node["short"].texts())
    if any(step not in _STEPS for step in short):
        node["short"].refuse("有不认识的后续处理方式")
    return Rules(_threshold(node["quorum"]), _threshold(node["elect"]), short)


def _threshold(node: Node) -> Threshold:
    share, operator, base = (node[key].text() for key in ("share", "op", "base"))
    found = _SHARE.match(share)
    if not found:
        node["share"].refuse("应为分数，如 1/2")
    if operator not in {">", ">="} or base not in _BASES:
        node.refuse("不认识的比较方式或基数")
    return Threshold(int(found[1]), int(found[2] or 1), operator, base, share)


def decide(need: int, seats: int, approvals: Mapping[Person, int]) -> Decision:
    """Fill the seats from the persons with at least ``need`` approvals."""
    enough = {person: votes for person, votes in approvals.items() if votes >= need}
    if len(enough) <= seats:
        return Decision(frozenset(enough), frozenset(), 0, seats - len(enough))
    votes = sorted(enough.values(), reverse=True)
    last_in, first_out = votes[seats - 1], votes[seats]
    if last_in > first_out:
        return Decision(
            frozenset(who for who, each in enough.items() if each >= last_in), frozenset(), 0, 0
        )
    safe = frozenset(who for who, each in enough.items() if each > last_in)
    tied = frozenset(who for who, each in enough.items() if each == last_in)
    return Decision(safe, tied, seats - len(safe), 0)


def may_follow(rules: Rules, decision: Decision, steps: list[str]) -> bool:
    """Tell whether these next steps follow from a decision.

    Reducing the seats is left out where the smaller number is outside the range the regulation
    gives for the number of members, which is not part of a bundle.
    """
    if decision.tied:
        return steps == ["runoff"]
    if not decision.vacant:
        return steps == []
    return steps in (list(rules.short), [step for step in rules.short if step != "reduce_seats"])
