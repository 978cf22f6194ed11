"""From the marks of one subject to scores: by dimension, by voter group, weighted and pooled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from voting.evaluations.plan import OWN, VOID, Plan
from voting.evaluations.schemes import Circle, Marks, combined

Rows = Mapping[str, Marks]
"""Dimension → mark → how often one subject got it; rows that do not count are left out."""


def counting(marks: Marks) -> dict[str, int]:
    """Return the marks that count: without a subject's own rows and the void ones."""
    return {mark: n for mark, n in marks.items() if n and mark not in {OWN, VOID}}


def together(parts: Iterable[Marks]) -> dict[str, int]:
    """Return marks added up."""
    total: Counter[str] = Counter()
    for marks in parts:
        total.update(marks)
    return dict(total)


def pooled(plan: Plan, groups: Iterable[Rows]) -> dict[str, dict[str, int]]:
    """Return the rows of several voter groups as if they were one."""
    rows = list(groups)
    return {id_: together(row.get(id_, {}) for row in rows) for id_ in plan.contests}


def score_of_group(plan: Plan, rows: Rows) -> Fraction | None:
    """Return what the rows of one voter group (or of all together) are worth."""
    scheme = plan.scheme
    return combined(
        (
            (scheme.weight(id_, weight), scheme.value(id_, rows.get(id_, {})))
            for id_, weight in plan.parts
        ),
        scheme.empty_group,
    )


def score_of_dimension(plan: Plan, dimension: str, groups: Mapping[str, Rows]) -> Fraction | None:
    """Return what all voter groups' rows of one dimension are worth, weighted."""

    def part(rows: Rows) -> Fraction | None:
        return plan.scheme.part(dimension, rows.get(dimension, {}))

    everybody = part(pooled(plan, groups.values()))
    return _weighted(plan, {id_: part(rows) for id_, rows in groups.items()}, everybody)


def score(plan: Plan, groups: Mapping[str, Rows]) -> Fraction | None:
    """Return a subject's score: voter groups by their weights, or all rows together."""
    everybody = score_of_group(plan, pooled(plan, groups.values()))
    return _weighted(
        plan, {id_: score_of_group(plan, rows) for id_, rows in groups.items()}, everybody
    )


def is_weighted(plan: Plan) -> bool:
    """Tell whether voter groups count by weights instead of by their sheets."""
    return bool(plan.scheme.circles) or any(one.weight is not None for one in plan.groups)


def groups_that_weigh(plan: Plan) -> frozenset[str]:
    """Return the voter groups whose marks count for the score, where they count by weights."""
    if plan.scheme.circles:
        return frozenset(_weighing(plan.scheme.circles))
    return frozenset(one.id for one in plan.groups if one.weight)


def _weighing(circles: Iterable[Circle]) -> Iterator[str]:
    for one in circles:
        if one.weight and one.group is not None:
            yield one.group
        elif one.weight:
            yield from _weighing(one.circles)


def _weighted(
    plan: Plan, scores: Mapping[str, Fraction | None], everybody: Fraction | None
) -> Fraction | None:
    if not plan.scheme.scores:
        return None
    if plan.scheme.circles:
        return _of_circles(plan, plan.scheme.circles, scores)
    if not is_weighted(plan):
        return everybody
    return combined(
        ((one.weight or Fraction(0), scores.get(one.id)) for one in plan.groups),
        plan.scheme.empty_group,
    )


def _of_circles(
    plan: Plan, circles: Sequence[Circle], scores: Mapping[str, Fraction | None]
) -> Fraction | None:
    return combined(
        (
            (
                one.weight,
                scores.get(one.group)
                if one.group is not None
                else _of_circles(plan, one.circles, scores),
            )
            for one in circles
        ),
        plan.scheme.empty_group,
    )
