"""The result of an evaluation: each subject's counts, score, bands, flags and rank.

Everything is worked out from tallies, never from sheets. Scores are exact until they are printed;
bands and ranks go by the score as it is printed, so that nobody sees equal scores apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from voting.evaluations.bands import band_of
from voting.evaluations.figures import Figures
from voting.evaluations.lines import Row, base_of, line, raw_marks, rows_that_count, summary
from voting.evaluations.plan import Plan, Subject, Tallies
from voting.evaluations.rounding import rounded
from voting.evaluations.schemes import Marks
from voting.evaluations.scores import (
    Rows,
    groups_that_weigh,
    is_weighted,
    pooled,
    score,
    score_of_dimension,
    score_of_group,
)
from voting.evaluations.small_groups import rows_of, shown, size_of, withheld

PLACES = 2
"""Decimals of a score."""
EVERYBODY = ""
"""Stands for all voter groups together."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """What one voter group said of one subject."""

    whole: Row
    dimensions: Mapping[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything about one subject; ``None`` in ``groups`` stands for withheld figures."""

    subject: Subject
    whole: Row
    dimensions: Mapping[str, Row]
    groups: Mapping[str, GroupRow | None]
    silent: tuple[str, ...]
    """The groups without a mark that could be scored; :data:`EVERYBODY` where there is none."""
    pooled: Fraction | None
    extra: Fraction | None
    band: str | None
    flags: tuple[str, ...]
    rank: int | None = None

    @property
    def score(self) -> Fraction | None:
        """The score as it is printed."""
        return None if self.whole.score is None else rounded(self.whole.score, PLACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The whole result; ``scored`` is the plan as it was scored, small groups merged if it says so.

    ``results`` is empty where the vote is invalid or the quorum was missed.
    """

    plan: Plan
    scored: Plan
    figures: Figures
    groups_over: tuple[str, ...]
    valid: bool
    quorum: bool | None
    shown_as: Mapping[str, str] = field(default_factory=dict)
    results: tuple[Result, ...] = ()


def decide(plan: Plan, subjects: Sequence[Subject], figures: Figures, tallies: Tallies) -> Outcome:
    """Work out a result; more sheets back than issued anywhere make the whole vote invalid."""
    over = tuple(id_ for id_, one in figures.groups.items() if one.returned > one.issued)
    valid = not over and not figures.boxes_over and figures.returned <= figures.issued
    quorum = _quorum(plan, figures)
    ready = shown(plan, subjects, tallies) if valid and quorum is not False else None
    return Outcome(
        plan=plan,
        scored=ready.plan if ready else plan,
        figures=figures,
        groups_over=over,
        valid=valid,
        quorum=quorum,
        shown_as=ready.shown_as if ready else {id_: id_ for id_ in plan.voters},
        results=_ranked(
            [_result(ready.plan, one, figures, ready.tallies) for one in subjects] if ready else []
        ),
    )


def _quorum(plan: Plan, figures: Figures) -> bool | None:
    if plan.quorum is None or figures.attended is None or not figures.eligible:
        return None
    return figures.attended >= plan.quorum * figures.eligible


def _result(plan: Plan, subject: Subject, figures: Figures, tallies: Tallies) -> Result:
    groups = {id_: rows_of(plan, tallies, id_, subject.id) for id_ in plan.voters}
    raw = raw_marks(plan, tallies, plan.voters, subject.id)
    rows = pooled(plan, groups.values())
    added = _extra(plan, subject.id)
    found = _with(score(plan, groups), added)
    base = base_of(plan, figures)
    whole = replace(summary(plan, rows, raw, base), score=found)
    printed = None if found is None else rounded(found, PLACES)
    return Result(
        subject=subject,
        whole=whole,
        dimensions={
            one.id: replace(
                line(plan, one.id, rows[one.id], raw[one.id], base),
                score=score_of_dimension(plan, one.id, groups),
            )
            for one in plan.dimensions
        },
        groups=_groups(plan, subject.id, groups, tallies) if plan.groups else {},
        silent=_silent(plan, groups),
        pooled=_with(score_of_group(plan, rows) if plan.scheme.scores else None, added),
        extra=added,
        band=None if printed is None else band_of(plan.result_bands, printed),
        flags=_flags(plan, whole, rows, printed),
    )


def _with(value: Fraction | None, added: Fraction | None) -> Fraction | None:
    return None if value is None else value + (added or 0)


def _extra(plan: Plan, subject: str) -> Fraction | None:
    added = [one.points for one in plan.extra if one.subject == subject]
    return sum(added, Fraction(0)) if added else None


# --- Voter groups ----------------------------------------------------------------------------


def _groups(
    plan: Plan, subject: str, groups: Mapping[str, Rows], tallies: Tallies
) -> dict[str, GroupRow | None]:
    hidden = withheld({id_: size_of(rows) for id_, rows in groups.items()}, plan.min_group)
    return {
        id_: None
        if id_ in hidden
        else _group(plan, rows, raw_marks(plan, tallies, (id_,), subject))
        for id_, rows in groups.items()
    }


def _group(plan: Plan, rows: Rows, raw: Rows) -> GroupRow:
    """Return the figures of a group; its shares are always shares of its own rows."""
    scored = score_of_group(plan, rows) if plan.scheme.scores else None
    return GroupRow(
        replace(summary(plan, rows, raw, rows_that_count), score=scored),
        {
            one.id: replace(
                line(plan, one.id, rows[one.id], raw[one.id], rows_that_count),
                score=plan.scheme.part(one.id, rows[one.id]) if plan.scheme.scores else None,
            )
            for one in plan.dimensions
        },
    )


def _silent(plan: Plan, groups: Mapping[str, Rows]) -> tuple[str, ...]:
    """Return the groups that gave a subject no mark to be scored."""
    if not plan.scheme.scores:
        return ()
    if score_of_group(plan, pooled(plan, groups.values())) is None:
        return (EVERYBODY,)
    if not is_weighted(plan):
        return ()
    counted = groups_that_weigh(plan)
    return tuple(
        id_ for id_, rows in groups.items() if id_ in counted and score_of_group(plan, rows) is None
    )


# --- Flags and ranks -------------------------------------------------------------------------


def _flags(plan: Plan, whole: Row, rows: Rows, printed: Fraction | None) -> tuple[str, ...]:
    found = []
    if plan.scheme.flags is not None:
        found = plan.scheme.flags.raised(whole.counts, whole.of)
    if plan.overall and printed is not None and _differs(plan, rows[plan.overall], printed):
        found.append("overall_differs")
    return tuple(found)


def _differs(plan: Plan, ticks: Marks, printed: Fraction) -> bool:
    """Tell whether the overall grade given most often is not the one of the total."""
    given = {grade: ticks.get(grade, 0) for grade in plan.scale}
    most = max(given.values())
    band = band_of(plan.result_bands, printed)
    return bool(most) and band is not None and given.get(band, 0) < most


def _ranked(results: Sequence[Result]) -> tuple[Result, ...]:
    """Give ranks by the printed scores; equal ones share a rank, and nothing breaks a tie."""
    scores = [one.score for one in results if one.score is not None]
    return tuple(
        replace(one, rank=1 + sum(other > one.score for other in scores))
        if one.score is not None
        else one
        for one in results
    )
