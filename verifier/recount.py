"""The rules of an election, written anew from the regulation's text; whole numbers only.

Elected is who has enough approvals (by default more than half of all entitled to attend), at most
as many as there are seats, most approvals first. Equal votes at the cut elect nobody: a ballot
between exactly the tied must decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from verifier.canonical import Node
from verifier.thresholds import Threshold, read_threshold

_STEPS = ("reballot", "reduce_seats", "leave_vacant")


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
    return Rules(read_threshold(node["quorum"]), read_threshold(node["elect"]), short)


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
