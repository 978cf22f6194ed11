"""A worked example of a plan's scoring, so that a secretary sees what the numbers do."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from voting.evaluations.answer import result_document
from voting.evaluations.figures import Figures, GroupFigures
from voting.evaluations.rounding import exact_text, rounded
from voting.evaluations.rules import ALL, Plan, Subject
from voting.evaluations.schemes import MarkScheme, Scheme, SumScheme

_SHEETS = (12, 6, 2)
"""Of twenty sheets so many carry the best grade, the second, the third."""
_MARKS = (95, 92, 88, 85, 80, 70)
"""Of a hundred."""


@dataclass(frozen=True, slots=True)
class Example:
    """Invented marks, by the words of the plan, and the score they make."""

    marks: Mapping[str, int]
    score: str


def example(plan: Plan) -> Example | None:
    """Score twenty invented sheets, or six invented marks; nothing where a plan scores nothing."""
    scheme = plan.scheme
    if not scheme.scores or isinstance(scheme, SumScheme):
        return None
    marks = _invented(plan, scheme)
    number = sum(marks.values())
    sheets = GroupFigures(number, number, number, number)
    figures = Figures(
        eligible=number,
        attended=number,
        issued=number,
        returned=number,
        valid=number,
        rejected=0,
        blank=0,
        groups={ALL: sheets},
    )
    alone = replace(
        plan, groups=(), extra=(), quorum=None, min_group=1, scheme=replace(scheme, circles=())
    )
    tallies = {ALL: {contest: {"s": marks} for contest in plan.contests}}
    result = result_document(alone, [Subject("s", "")], figures, tallies)
    score = result["subjects"][0]["score"]
    words = {plan.label(mark): times for mark, times in marks.items()}
    return Example(words, score) if score is not None else None


def _invented(plan: Plan, scheme: Scheme) -> dict[str, int]:
    if isinstance(scheme, MarkScheme) and plan.points:
        most, places = plan.points.most, plan.points.places
        marks = (rounded(Fraction(mark * most, 100), places) for mark in _MARKS)
        return dict(Counter(map(exact_text, marks)))
    return dict(zip(plan.scale, _SHEETS, strict=False))
