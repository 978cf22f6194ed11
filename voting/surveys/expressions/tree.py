"""What an expression is made of, and its writing as JSON for the phone."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Type(StrEnum):
    """What kind of value a part of an expression has."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    """The name of one option."""
    CHOICES = "choices"
    """The names of several options."""


Value = str | Fraction | bool | tuple[str, ...] | None
"""A value while it is computed; dates and times are texts, ``None`` is no answer."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out: a number as its decimal text, a text, or a truth."""

    value: str | bool
    type: Type


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: ``${name}``; its type is known once it was checked."""

    name: str
    place: int = 0
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Own:
    """The answer that is being checked: ``.``."""

    place: int = 0
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the option that is being filtered."""

    name: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator and its arguments."""

    name: str
    arguments: tuple["Node", ...]
    place: int = 0


Node = Literal | Answer | Own | Column | Call


class WrongExpression(Exception):
    """An expression that cannot be used; ``reasons``: one sentence for each thing wrong."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def data(node: Node) -> list[Any]:
    """Return a tree as nested lists, as the phone reads it."""
    match node:
        case Literal(value, type_):
            return ["value", type_.value, value]
        case Answer(name=name, type=type_):
            return ["answer", type_.value, name]
        case Own(type=type_):
            return ["own", type_.value]
        case Column(name=name):
            return ["column", name]
        case Call(name, arguments):
            return ["call", name, *(data(each) for each in arguments)]


def placeless(node: Node) -> Node:
    """Return a tree without the places its parts stood at, so that equal ones are equal."""
    if isinstance(node, Literal):
        return node
    if isinstance(node, Call):
        return Call(node.name, tuple(placeless(each) for each in node.arguments))
    return replace(node, place=0)


def names_in(node: Node) -> frozenset[str]:
    """Return the questions whose answers a tree asks for."""
    if isinstance(node, Answer):
        return frozenset({node.name})
    if isinstance(node, Call):
        return frozenset().union(*(names_in(each) for each in node.arguments))
    return frozenset()
