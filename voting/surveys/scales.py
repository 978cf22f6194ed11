"""Which questions are scales, and what each step of one counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.surveys.expressions.numbers import number_of, text_of
from voting.surveys.form import OTHER, Choice, Kind, Question, Scale, said
from voting.surveys.program import Step

_FEWEST = 3
_MOST = 11
_SAYS_NO = (
    "不",
    "差",
    "从未",
    "从不",
    "没",
    "无",
    "很少",
    "低",
    "never",
    "dis",
    "un",
    "poor",
    "bad",
)
_SAYS_SCALE = (
    "满意",
    "同意",
    "认同",
    "赞成",
    "符合",
    "重要",
    "了解",
    "satisfied",
    "agree",
)


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a scale: the option and what it counts."""

    name: str
    label: str
    score: Fraction


def levels(step: Step) -> tuple[Level, ...]:
    """Return the steps of a question's scale, the best first; nothing where it has none."""
    question = step.question
    if question.kind is Kind.RANGE and question.scale:
        numbers = [(text_of(number), number) for number in question.scale.steps()]
        return tuple(Level(name, name, number) for name, number in reversed(numbers))
    if question.kind is not Kind.SELECT_ONE or question.other:
        return ()
    found = _scored(question, step.choices)
    return tuple(sorted(found, key=lambda level: level.score, reverse=True))


def is_zero_to_ten(step: Step) -> bool:
    """Say whether a question has the scale of eNPS."""
    return {level.score for level in levels(step)} == set(Scale().steps())


def _scored(question: Question, choices: Sequence[Choice]) -> list[Level]:
    if any(choice.score for choice in choices):
        # An option without a number (不清楚) stands outside the scale.
        return [
            Level(choice.name, said(choice.label), number_of(choice.score) or Fraction(0))
            for choice in choices
            if choice.score
        ]
    ends = [said(choice.label) for choice in choices if choice.name != OTHER]
    if not _FEWEST <= len(choices) <= _MOST or not _is_scale(question, ends):
        return []
    numbers = [number_of(choice.name) for choice in choices]
    scores = [number for number in numbers if number is not None]
    if len(scores) < len(choices) or len(set(scores)) < len(scores):
        places = range(len(choices), 0, -1) if _best_first(ends) else range(1, len(choices) + 1)
        scores = [Fraction(place) for place in places]
    return [
        Level(choice.name, said(choice.label), score)
        for choice, score in zip(choices, scores, strict=True)
    ]


def _is_scale(question: Question, labels: Sequence[str]) -> bool:
    """Say whether options are steps: said so, or worded so."""
    if "likert" in question.appearance.split():
        return True
    if labels == [str(number) for number in range(len(labels))]:
        return True
    common = [word for word in _SAYS_SCALE if word in labels[0].casefold()]
    return any(word in labels[-1].casefold() for word in common)


def _best_first(labels: Sequence[str]) -> bool:
    """Say whether the first option is the best: the one that does not deny."""

    def denies(label: str) -> bool:
        return any(word in label.casefold() for word in _SAYS_NO)

    return denies(labels[-1]) or not denies(labels[0])
