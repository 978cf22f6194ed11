"""The lines of a result: how often a subject got each grade, and what shares are shares of."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from voting.evaluations.bands import band_of
from voting.evaluations.figures import Figures
from voting.evaluations.plan import ABSTAIN, OWN, VOID, Base, Plan, Tallies
from voting.evaluations.schemes import Marks
from voting.evaluations.scores import Rows, together


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one line: of a subject, of one dimension, or of one voter group.

    ``n``: sheets whose row counts; ``of``: what shares are shares of; ``counts``: by grade (or
    band), the best first.
    """

    n: int
    of: int
    counts: Mapping[str, int]
    unknown: int
    abstain: int
    void: int
    score: Fraction | None = None


BaseOf = Callable[[int, int], int]
"""From a line's rows that count, and the sheets it did not stand on, what shares are shares of."""


def base_of(plan: Plan, figures: Figures) -> BaseOf:
    """Return the base of shares; nobody could mark a line that is not on their own sheet."""
    sheets = {
        Base.VALID: None,
        Base.RETURNED: figures.returned,
        Base.ATTENDED: figures.attended,
        Base.ELIGIBLE: figures.eligible,
    }[plan.base]
    return rows_that_count if sheets is None else lambda _n, own: max(sheets - own, 0)


def rows_that_count(n: int, _own: int) -> int:
    """Return the usual base: the rows that count for this very subject."""
    return n


def raw_marks(
    plan: Plan, tallies: Tallies, groups: Iterable[str], subject: str
) -> dict[str, dict[str, int]]:
    """Return all marks of one subject, own rows and void ones too, by dimension."""
    ids = tuple(groups)
    return {
        contest: together(tallies.get(id_, {}).get(contest, {}).get(subject, {}) for id_ in ids)
        for contest in plan.contests
    }


def line(plan: Plan, contest: str, marks: Marks, raw: Marks, base: BaseOf) -> Row:
    """Return the line of one dimension; ``raw``: own rows and void ones as well."""
    n = sum(marks.values())
    unknown = marks.get(plan.unknown, 0) if plan.unknown else 0
    return Row(
        n=n,
        of=base(n, raw.get(OWN, 0)),
        counts=_counts(plan, contest, marks),
        unknown=unknown,
        abstain=marks.get(ABSTAIN, 0),
        void=raw.get(VOID, 0),
    )


def _counts(plan: Plan, contest: str, marks: Marks) -> dict[str, int]:
    grades = plan.grades(contest)
    if plan.numbers(contest) is None:
        return {grade: marks.get(grade, 0) for grade in grades}
    found: Counter[str | None] = Counter()
    bands = plan.bands(contest)
    for mark, n in marks.items():
        if mark not in {ABSTAIN, plan.unknown}:
            found[band_of(bands, Fraction(mark))] += n
    return {grade: found[grade] for grade in grades}


def summary(plan: Plan, rows: Rows, raw: Rows, base: BaseOf) -> Row:
    """Return the line of a subject: all dimensions together, or the overall tick alone."""
    every = {id_: line(plan, id_, rows[id_], raw[id_], base) for id_ in plan.contests}
    summed = [every[plan.overall]] if plan.overall else list(every.values())
    alike = len({tuple(one.counts) for one in summed}) == 1
    return Row(
        n=max(one.n for one in every.values()),
        of=sum(one.of for one in summed),
        counts=_added(one.counts for one in summed) if alike else {},
        unknown=sum(one.unknown for one in summed),
        abstain=sum(one.abstain for one in summed),
        void=sum(one.void for one in summed),
    )


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return counts of the same grades added up, in the order of the grades."""
    total: dict[str, int] = {}
    for counts in parts:
        for grade, n in counts.items():
            total[grade] = total.get(grade, 0) + n
    return total
