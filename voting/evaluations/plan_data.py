"""A plan as JSON, frozen in ``manifest.rules``; numbers that may be fractions are texts."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from voting.evaluations.bands import bands_data
from voting.evaluations.plan import Plan, Points
from voting.evaluations.rounding import exact_text
from voting.evaluations.schemes import (
    BandScheme,
    Circle,
    CoefficientScheme,
    MarkScheme,
    PointScheme,
    Scheme,
    SumScheme,
)


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return a plan as data; :func:`plan_from_rules` reads it back to an equal plan."""
    return {
        "name": "evaluation",
        "title": plan.title,
        "scale": list(plan.scale),
        "labels": dict(plan.labels),
        "unknown": plan.unknown,
        "dimensions": [
            {
                "id": one.id,
                "title": one.title,
                "weight": exact_text(one.weight) if plan.scheme.weighs else None,
            }
            for one in plan.dimensions
        ],
        "groups": _groups(plan),
        "limits": dict(plan.limits),
        "least": dict(plan.least),
        "points": _points(plan.points),
        "reject_uniform": plan.reject_uniform,
        "min_group": plan.min_group,
        "small_groups": plan.small_groups.value,
        "base": plan.base.value,
        "scheme": scheme_data(plan.scheme),
        "quorum": None if plan.quorum is None else exact_text(plan.quorum),
        "extra": [
            {"subject": e.subject, "points": exact_text(e.points), "by": e.by, "reason": e.reason}
            for e in plan.extra
        ],
    }


def scheme_data(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme as data, as ``docs/scoring.md`` describes it."""
    data: dict[str, Any] = {"type": scheme.type}
    if scheme.scores:
        data["empty_group"] = scheme.empty_group.value
    if scheme.circles:
        data["circles"] = [_circle(one) for one in scheme.circles]
    return data | _own(scheme) | _flags(scheme)


def _own(scheme: Scheme) -> dict[str, Any]:
    match scheme:
        case PointScheme():
            return {"points": _texts(scheme.points)}
        case MarkScheme():
            return _marks(scheme)
        case BandScheme():
            return _bands(scheme)
        case CoefficientScheme():
            return {"coefficients": _texts(scheme.coefficients), "max": _texts(scheme.most)}
        case SumScheme():
            return _sums(scheme)
        case _:
            return {}


def _marks(scheme: MarkScheme) -> dict[str, Any]:
    data: dict[str, Any] = {"trim_above": scheme.trim_above}
    return data | ({"bands": bands_data(scheme.bands)} if scheme.bands else {})


def _groups(plan: Plan) -> dict[str, Any] | None:
    if not plan.groups:
        return None
    return {
        one.id: {
            "title": one.title,
            "weight": None if one.weight is None else exact_text(one.weight),
        }
        for one in plan.groups
    }


def _points(points: Points | None) -> dict[str, Any] | None:
    if points is None:
        return None
    return {
        "most": points.most,
        "places": points.places,
        "bands": bands_data(points.bands),
    }


def _circle(circle: Circle) -> dict[str, Any]:
    data: dict[str, Any] = {"title": circle.title, "weight": exact_text(circle.weight)}
    if circle.group is not None:
        return {**data, "group": circle.group}
    return {**data, "circles": [_circle(one) for one in circle.circles]}


def _bands(scheme: BandScheme) -> dict[str, Any]:
    data: dict[str, Any] = {
        "of": list(scheme.of),
        "bands": [
            {"least": exact_text(least), "score": exact_text(score)}
            for least, score in scheme.bands
        ],
    }
    if below := scheme.below:
        data["below"] = {
            "of": list(below.of),
            "at_least": exact_text(below.at_least),
            "score": exact_text(below.score),
            "otherwise": exact_text(below.otherwise),
        }
    return data


def _sums(scheme: SumScheme) -> dict[str, Any]:
    return {
        "max": _texts(scheme.most),
        "bands": {key: bands_data(rows) for key, rows in scheme.bands.items()},
        "total_bands": bands_data(scheme.total_bands),
        "overall": scheme.overall,
    }


def _flags(scheme: Scheme) -> dict[str, Any]:
    flags = scheme.flags
    if flags is None:
        return {}
    data: dict[str, Any] = {}
    if flags.good_at_least is not None:
        data |= {"good": list(flags.good), "good_at_least": exact_text(flags.good_at_least)}
    if flags.bad_more_than is not None:
        data |= {"bad": list(flags.bad), "bad_more_than": exact_text(flags.bad_more_than)}
    return data


def _texts(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    return {key: exact_text(number) for key, number in numbers.items()}
