"""The sheet of an evaluation: one contest a dimension (or one in all), one line a subject."""

from collections.abc import Sequence

from voting.ballots.rules import Band, Contest, Numbers, Option, Uniform
from voting.evaluations.plan import ABSTAIN, OWN, Plan, Points, Subject
from voting.evaluations.rounding import exact_text


def contests(plan: Plan, subjects: Sequence[Subject]) -> tuple[Contest, ...]:
    """Return what is asked on the sheet; the subjects in the order they are given."""
    options = tuple(Option(one.id, one.name, one.note) for one in subjects)
    titles = {one.id: one.title for one in plan.dimensions}
    return tuple(
        _contest(plan, contest, titles.get(contest, plan.title), options)
        for contest in plan.contests
    )


def _contest(plan: Plan, id_: str, title: str, options: tuple[Option, ...]) -> Contest:
    numbers = plan.numbers(id_)
    grades = tuple(band.id for band in numbers.bands) if numbers else plan.scale
    outside = (plan.unknown,) if plan.unknown else ()
    marks = (*grades, *outside)
    return Contest(
        id=id_,
        title=title,
        options=options,
        scale=outside if numbers else marks,
        unmarked=ABSTAIN,
        limits={mark: most for mark, most in plan.limits.items() if mark in marks},
        labels={mark: plan.label(mark) for mark in marks},
        least={mark: least for mark, least in plan.least.items() if mark in marks},
        numbers=_numbers(numbers) if numbers else None,
        own=OWN,
        uniform=Uniform.REJECTED if plan.reject_uniform else Uniform.VALID,
    )


def _numbers(points: Points) -> Numbers:
    bands = tuple(Band(band.id, exact_text(band.least)) for band in points.bands)
    return Numbers(points.most, points.places, bands)
