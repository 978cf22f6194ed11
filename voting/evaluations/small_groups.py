"""Voter groups too small to hide in: their figures are withheld, or they are merged.

Withholding one group alone would be in vain: whoever has the total and the other groups subtracts
them. So the withheld groups must be two at least, and have ``least`` rows between them; more are
added, the smallest first, until they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from voting.evaluations.plan import Plan, SmallGroups, Subject, Tallies, VoterGroup
from voting.evaluations.scores import Rows, counting, pooled

_Pile = tuple[VoterGroup, ...]
_COMPANY = 2
"""A withheld group needs another one to hide behind."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan and its tallies as they are scored and shown; ``shown_as``: group → its pile."""

    plan: Plan
    tallies: Tallies
    shown_as: Mapping[str, str]


def withheld(sizes: Mapping[str, int], least: int) -> frozenset[str]:
    """Return the groups whose figures are not shown; ``sizes``: group → number of its rows."""
    there = sorted((size, place, id_) for place, (id_, size) in enumerate(sizes.items()) if size)
    hidden = [row for row in there if row[0] < least]
    if not hidden:
        return frozenset()
    rest = there[len(hidden) :]
    while rest and sum(row[0] for row in hidden) < least:  # a small one alone never has as many
        hidden.append(rest.pop(0))
    return frozenset(id_ for _size, _place, id_ in hidden)


def size_of(rows: Rows) -> int:
    """Return the rows of one subject that one group's figures rest on, in the barest dimension."""
    sizes = [sum(marks.values()) for marks in rows.values()]
    return min((size for size in sizes if size), default=0)


def rows_of(plan: Plan, tallies: Tallies, group: str, subject: str) -> dict[str, dict[str, int]]:
    """Return the marks of one subject in one group that count, by dimension."""
    contests = tallies.get(group, {})
    return {id_: counting(contests.get(id_, {}).get(subject, {})) for id_ in plan.contests}


def shown(plan: Plan, subjects: Sequence[Subject], tallies: Tallies) -> Shown:
    """Return a plan and tallies with small groups merged, where the plan merges them.

    A group that is too small for any subject joins the next smallest one, for all subjects, and
    their weights add up; so nothing that is printed rests on fewer rows than ``min_group``.
    """
    piles: list[_Pile] = [(one,) for one in plan.groups]
    if plan.small_groups is SmallGroups.MERGE:
        piles = _merged(plan, subjects, tallies)
    if all(len(pile) == 1 for pile in piles):
        return Shown(plan, tallies, {id_: id_ for id_ in plan.voters})
    names = {pile: "+".join(one.id for one in pile) for pile in piles}
    groups = tuple(VoterGroup(names[p], "、".join(g.title for g in p), _weight(p)) for p in piles)
    return Shown(
        replace(plan, groups=groups),
        {name: _added(plan, subjects, tallies, pile) for pile, name in names.items()},
        {one.id: name for pile, name in names.items() for one in pile},
    )


def _merged(plan: Plan, subjects: Sequence[Subject], tallies: Tallies) -> list[_Pile]:
    piles: list[_Pile] = [(one,) for one in plan.groups]
    order = {one.id: place for place, one in enumerate(plan.groups)}
    while True:
        sizes = {pile: _smallest(plan, subjects, tallies, pile) for pile in piles}
        there = sorted((pile for pile in piles if sizes[pile]), key=sizes.__getitem__)
        if len(there) < _COMPANY or sizes[there[0]] >= plan.min_group:
            return sorted(piles, key=lambda pile: order[pile[0].id])
        small, next_one = there[:_COMPANY]
        joined = sorted((*small, *next_one), key=lambda one: order[one.id])
        piles = [pile for pile in piles if pile not in (small, next_one)] + [tuple(joined)]


def _smallest(plan: Plan, subjects: Sequence[Subject], tallies: Tallies, pile: _Pile) -> int:
    sizes = [
        size_of(pooled(plan, (rows_of(plan, tallies, group.id, one.id) for group in pile)))
        for one in subjects
    ]
    return min((size for size in sizes if size), default=0)


def _weight(pile: _Pile) -> Fraction | None:
    weights = [one.weight for one in pile if one.weight is not None]
    return sum(weights, Fraction(0)) if weights else None


def _added(
    plan: Plan, subjects: Sequence[Subject], tallies: Tallies, pile: _Pile
) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = {id_: {} for id_ in plan.contests}
    for id_, rows in found.items():
        for one in subjects:
            total = rows[one.id] = {}
            for group in pile:
                marks = tallies.get(group.id, {}).get(id_, {}).get(one.id, {})
                for mark, n in marks.items():
                    total[mark] = total.get(mark, 0) + n
    return found
