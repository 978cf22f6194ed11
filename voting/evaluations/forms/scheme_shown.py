"""How the numbers of a scheme stand in the fields of its page, and those it usually begins with."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from voting.evaluations.forms.lines import as_lines
from voting.evaluations.rounding import exact_text
from voting.evaluations.rules import EmptyGroup, Plan
from voting.evaluations.wording import percent

_STEP = 20


def words_of(plan: Plan) -> dict[str, str]:
    """Return the grades, or the bands of marks, by their words."""
    marks = [band.id for band in plan.points.bands] if plan.points else plan.scale
    return {plan.label(mark): mark for mark in marks}


def _flags_of(scheme: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("good", "good_at_least", "bad", "bad_more_than")
    return {key: scheme[key] for key in keys if key in scheme}


def usual(plan: Plan, kind: str, current: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numbers a scheme usually has, to begin with; thresholds stay as they are."""
    grades, dimensions = plan.scale, [one.id for one in plan.dimensions]
    points = {mark: max(100 - _STEP * place, 0) for place, mark in enumerate(grades)}
    each = 100 // max(len(dimensions), 1)
    return {
        "points": {mark: str(number) for mark, number in points.items()},
        "coefficients": {
            mark: exact_text(Fraction(number, 100)) for mark, number in points.items()
        },
        "max": {dimension: str(each) for dimension in dimensions},
        "of": list(grades[:1]),
        "bands": [
            {"least": exact_text(Fraction(percent, 100)), "score": str(score)}
            for percent, score in ((90, 200), (80, 190), (70, 180), (60, 170))
        ],
        "below": {
            "of": list(grades[-2:]),
            "at_least": "1/3",
            "score": "130",
            "otherwise": "160",
        },
        **(_usual_flags(plan) if kind == "flags" else {}),
        **_flags_of(current),
    }


def _usual_flags(plan: Plan) -> dict[str, Any]:
    marks = list(words_of(plan).values())
    return {
        "good": marks[:2],
        "good_at_least": "2/3",
        "bad": marks[-1:],
        "bad_more_than": "1/3",
    }


def as_typed(plan: Plan, scheme: Mapping[str, Any]) -> dict[str, Any]:
    """Return a scheme as its fields show it."""
    titles = {one.id: one.title for one in plan.dimensions}
    below = scheme.get("below") or {}
    return {
        "points": _lines(plan.labels, scheme.get("points")),
        "coefficients": _lines(plan.labels, scheme.get("coefficients")),
        "most": _lines(titles, scheme.get("max")),
        "of": _listed(plan, scheme.get("of")),
        "bands": _band_lines(scheme),
        "below_of": _listed(plan, below.get("of")),
        "below_at_least": below.get("at_least", ""),
        "below_score": below.get("score", ""),
        "below_otherwise": below.get("otherwise", ""),
        "trim_above": scheme.get("trim_above"),
        "empty_group": scheme.get("empty_group", EmptyGroup.REFUSE.value),
        "good": _listed(plan, scheme.get("good")),
        "good_at_least": scheme.get("good_at_least", ""),
        "bad": _listed(plan, scheme.get("bad")),
        "bad_more_than": scheme.get("bad_more_than", ""),
    }


def _lines(words: Mapping[str, str], numbers: Mapping[str, str] | None) -> str:
    return as_lines((words.get(key, key), number) for key, number in (numbers or {}).items())


def _listed(plan: Plan, marks: list[str] | None) -> str:
    return "、".join(plan.label(mark) for mark in marks or ())


def _band_lines(scheme: Mapping[str, Any]) -> str:
    if not isinstance(scheme.get("of"), list):
        return ""
    return as_lines((percent(Fraction(row["least"])), row["score"]) for row in scheme["bands"])
