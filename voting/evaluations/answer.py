"""A result as a document: what ``voting count`` prints and what the scrutineers sign."""

from collections.abc import Mapping, Sequence
from typing import Any

from voting.evaluations.figures import Figures
from voting.evaluations.lines import Row
from voting.evaluations.plan import Plan, Subject, Tallies
from voting.evaluations.plan_data import scheme_data
from voting.evaluations.remarks import remarks
from voting.evaluations.results import GroupRow, Outcome, Result, decide
from voting.evaluations.rounding import exact_text, percent_text, score_text

WITHHELD = "withheld"
"""What stands in the place of the figures of a group too small to hide in."""


def result_document(
    plan: Plan, subjects: Sequence[Subject], figures: Figures, tallies: Tallies
) -> dict[str, Any]:
    """Work out a result and return it as a document of text, whole numbers, truths and nulls."""
    return as_document(decide(plan, subjects, figures, tallies))


def as_document(outcome: Outcome) -> dict[str, Any]:
    """Return a result as a document."""
    plan = outcome.plan
    return {
        "kind": "evaluation",
        "valid": outcome.valid,
        "quorum": outcome.quorum,
        "counts": _sheets(outcome.figures),
        "rates": _rates(outcome.figures),
        "rejected": dict(sorted(outcome.figures.reasons.items())),
        "scheme": scheme_data(plan.scheme),
        "scale": list(_scale(plan)),
        "labels": dict(plan.labels),
        "unknown": plan.unknown,
        "base": plan.base.value,
        "min_group": plan.min_group,
        "small_groups": plan.small_groups.value,
        "dimensions": [
            {
                "id": one.id,
                "title": one.title,
                "weight": exact_text(one.weight) if plan.scheme.weighs else None,
            }
            for one in plan.dimensions
        ],
        "groups": _groups(outcome),
        "subjects": [_subject(one) for one in outcome.results],
        "warnings": remarks(outcome),
    }


def _sheets(figures: Figures) -> dict[str, int | None]:
    return {
        "eligible": figures.eligible,
        "attended": figures.attended,
        "issued": figures.issued,
        "returned": figures.returned,
        "valid": figures.valid,
        "rejected": figures.rejected,
        "blank": figures.blank,
        "not_returned": figures.not_returned,
    }


def _rates(figures: Figures) -> dict[str, str | None]:
    return {
        "returned": percent_text(figures.returned, figures.issued),
        "valid": percent_text(figures.valid, figures.returned),
    }


def _scale(plan: Plan) -> tuple[str, ...]:
    """Return the grades that a subject's counts are told by, the best first."""
    if plan.scale:
        return plan.scale
    grades = {plan.grades(contest) for contest in plan.contests}
    return grades.pop() if len(grades) == 1 else ()


def _groups(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "title": one.title,
            "weight": None if one.weight is None else exact_text(one.weight),
            "shown_as": outcome.shown_as[one.id],
            **_sheets_of_group(outcome.figures, one.id),
        }
        for one in outcome.plan.groups
    ]


def _sheets_of_group(figures: Figures, group: str) -> dict[str, int | None]:
    sheets = figures.groups[group]
    return {
        "eligible": sheets.eligible,
        "issued": sheets.issued,
        "returned": sheets.returned,
        "valid": sheets.valid,
        "rejected": sheets.rejected,
    }


def _subject(result: Result) -> dict[str, Any]:
    return {
        "id": result.subject.id,
        "name": result.subject.name,
        "note": result.subject.note,
        **_row(result.whole),
        "pooled": score_text(result.pooled),
        "extra": score_text(result.extra),
        "band": result.band,
        "by_group": {id_: _group(row) for id_, row in result.groups.items()},
        "dimensions": _rows(result.dimensions),
        "flags": list(result.flags),
        "rank": result.rank,
    }


def _group(row: GroupRow | None) -> dict[str, Any] | str:
    if row is None:
        return WITHHELD
    return {**_row(row.whole), "dimensions": _rows(row.dimensions)}


def _rows(rows: Mapping[str, Row]) -> dict[str, Any]:
    return {id_: _row(row) for id_, row in rows.items()}


def _row(row: Row) -> dict[str, Any]:
    return {
        "n": row.n,
        "of": row.of,
        "counts": dict(row.counts),
        "shares": {grade: percent_text(n, row.of) for grade, n in row.counts.items()},
        "cumulative": _cumulative(row),
        "unknown": row.unknown,
        "unknown_share": percent_text(row.unknown, row.of),
        "abstain": row.abstain,
        "abstain_share": percent_text(row.abstain, row.of),
        "void": row.void,
        "score": score_text(row.score),
    }


def _cumulative(row: Row) -> dict[str, str | None]:
    """Return the share of each grade and all better ones: 优秀率, 优秀和称职率 …."""
    found, so_far = {}, 0
    for grade, n in row.counts.items():
        so_far += n
        found[grade] = percent_text(so_far, row.of)
    return found
