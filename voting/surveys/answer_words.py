"""One response as people read it: each question with its answer in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voting.i18n import _
from voting.surveys.answers import Checked
from voting.surveys.expressions.evaluation import Given
from voting.surveys.form import Kind, said
from voting.surveys.program import Program, Step


@dataclass(frozen=True, slots=True)
class Row:
    """A question and what was answered; nothing where it was asked and left open."""

    question: str
    answer: str


_TELLING = frozenset({Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TIME})
"""Kinds whose answers can tell who somebody is, and are not needed to judge a response."""


def rows(program: Program, checked: Checked | None, *, private: Iterable[str] = ()) -> list[Row]:
    """Return what was asked and answered, in the order of the questionnaire."""
    if checked is None:
        return []
    hidden = frozenset(private)
    return [
        Row(said(step.question.label), _words(step, checked.answers, hidden))
        for name, step in program.steps.items()
        if name in checked.asked and step.question.is_answered
    ]


def telling(program: Program, breakdowns: Iterable[str]) -> frozenset[str]:
    """Return the answers that can tell who somebody is: groups, texts, numbers and dates."""
    found = set(breakdowns)
    for step in program.steps.values():
        question = step.question
        found |= {question.other_name} | ({question.name} if question.kind in _TELLING else set())
    return frozenset(found)


def _words(step: Step, answers: Mapping[str, Given], hidden: frozenset[str]) -> str:
    question = step.question
    given = answers.get(question.name)
    if given is None:
        return ""
    if question.name in hidden:
        return _("（已答，不显示）")
    labels = {choice.name: said(choice.label) for choice in step.choices}
    chosen = given if isinstance(given, tuple) else (given,)
    between = " → " if question.kind is Kind.RANK else "、"
    told = between.join(labels.get(name, name) for name in chosen)
    beside = answers.get(question.other_name)
    if not isinstance(beside, str):
        return told
    return f"{told}：{_('（已写，不显示）') if question.other_name in hidden else beside}"
