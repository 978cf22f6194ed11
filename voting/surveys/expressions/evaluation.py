"""Computing a checked expression from answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from voting.surveys.expressions.functions import FUNCTIONS, SPECIAL
from voting.surveys.expressions.numbers import number_of
from voting.surveys.expressions.tree import (
    Answer,
    Call,
    Column,
    Literal,
    Node,
    Own,
    Type,
    Value,
)

Given = str | tuple[str, ...] | None
"""An answer in its normal form: a text, the names of several options, or nothing."""

_COMPUTE: dict[str, Callable[..., Value]] = {
    name: function.compute for name, function in FUNCTIONS.items()
} | dict(SPECIAL)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an expression may ask: answers, the day (``YYYY-MM-DD``), its own answer, columns."""

    answers: Mapping[str, Given]
    today: str
    own: Given = None
    columns: Mapping[str, str] = field(default_factory=dict)


def evaluate(node: Node, around: Surroundings) -> Value:
    """Compute the value of a checked expression."""
    match node:
        case Call("today", ()):
            return around.today
        case Call(name, arguments):
            return _COMPUTE[name](*[evaluate(each, around) for each in arguments])
        case Literal(value, type_):
            return number_of(cast(str, value)) if type_ is Type.NUMBER else value
        case Answer(name=name, type=type_):
            return _typed(around.answers.get(name), type_)
        case Own(type=type_):
            return _typed(around.own, type_)
        case Column(name=name):
            return around.columns.get(name, "")


def holds(node: Node, around: Surroundings) -> bool:
    """Say whether a condition is fulfilled."""
    return evaluate(node, around) is True


def _typed(given: Given, type_: Type) -> Value:
    """Return an answer as a value of its type."""
    if given is None:
        return None
    if type_ is Type.CHOICES:
        return given if isinstance(given, tuple) else (given,)
    text = given if isinstance(given, str) else " ".join(given)
    if type_ is Type.NUMBER:
        return number_of(text)
    return text == "true" if type_ is Type.TRUTH else text
