"""Conditions as people choose them: a question, whether it is so, an answer; and said in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.i18n import _, lazy
from voting.surveys.expressions.parser import parse
from voting.surveys.expressions.tree import Answer, Call, Literal, Node, Type, WrongExpression
from voting.surveys.form import WITH_CHOICES, Form, Kind, Question, said


class Sign(StrEnum):
    """How an answer is compared."""

    IS = "="
    IS_NOT = "!="
    LEAST = ">="
    MOST = "<="


class Joiner(StrEnum):
    """How several conditions go together."""

    AND = "and"
    OR = "or"


SIGN_LABELS: dict[Sign, str] = {
    Sign.IS: lazy("是（选了）"),
    Sign.IS_NOT: lazy("不是（没选）"),
    Sign.LEAST: lazy("大于或等于"),
    Sign.MOST: lazy("小于或等于"),
}
JOINER_LABELS: dict[Joiner, str] = {
    Joiner.AND: lazy("并且（全部满足）"),
    Joiner.OR: lazy("或者（满足一条）"),
}
CONDITIONED = frozenset(
    {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANGE, Kind.INTEGER, Kind.DECIMAL}
)
"""Kinds of questions that simple conditions may ask for."""
_NUMBERS = frozenset({Kind.RANGE, Kind.INTEGER, Kind.DECIMAL})


@dataclass(frozen=True, slots=True)
class Simple:
    """One condition: an option's name, or a number as text, that an answer is compared with."""

    question: str
    sign: Sign
    value: str


@dataclass(frozen=True, slots=True)
class Simples:
    """Conditions that go together."""

    joiner: Joiner = Joiner.AND
    all: tuple[Simple, ...] = ()


def written(simples: Simples, form: Form) -> str:
    """Write conditions as an expression; one of several options is asked for by ``selected``."""
    questions = {each.name: each for each in form.questions()}
    parts = [_written(each, questions.get(each.question)) for each in simples.all]
    return f" {simples.joiner} ".join(parts)


def _written(one: Simple, question: Question | None) -> str:
    if question and question.kind in _NUMBERS:
        return f"${{{one.question}}} {one.sign} {one.value}"
    if question and question.kind is Kind.SELECT_MULTIPLE:
        chosen = f"selected(${{{one.question}}}, '{one.value}')"
        return chosen if one.sign is Sign.IS else f"not({chosen})"
    return f"${{{one.question}}} {one.sign} '{one.value}'"


def read(source: str) -> Simples | None:
    """Return the conditions of an expression, or None where it says more than they can."""
    if not source.strip():
        return Simples()
    try:
        node = parse(source)
    except WrongExpression:
        return None
    joiner = Joiner(node.name) if isinstance(node, Call) and node.name in _JOINERS else Joiner.AND
    found = [_simple(each) for each in _joined(node, joiner)]
    simple = tuple(each for each in found if each)
    return Simples(joiner, simple) if len(simple) == len(found) else None


_JOINERS = frozenset(each.value for each in Joiner)


def _joined(node: Node, joiner: Joiner) -> list[Node]:
    if isinstance(node, Call) and node.name == joiner:
        return [inner for each in node.arguments for inner in _joined(each, joiner)]
    return [node]


def _simple(node: Node) -> Simple | None:
    match node:
        case Call("=" | "!=" | ">=" | "<=" as sign, (Answer(name), Literal(str(value), type_))):
            # Whether it was answered at all is not among what can be chosen.
            empty = type_ is Type.TEXT and not value
            return None if empty else Simple(name, Sign(sign), value)
        case Call("selected", (Answer(name), Literal(str(value), Type.TEXT))):
            return Simple(name, Sign.IS, value)
        case Call("not", (Call("selected", (Answer(name), Literal(str(value), Type.TEXT))),)):
            return Simple(name, Sign.IS_NOT, value)
        case _:
            return None


def in_words(source: str, form: Form, numbers: Mapping[str, str]) -> str:
    """Say a condition in words; ``numbers``: how the page numbers the questions."""
    simples = read(source)
    questions = {each.name: each for each in form.questions()}
    if simples is None or any(each.question not in questions for each in simples.all):
        return source
    parts = [_in_words(each, questions[each.question], form, numbers) for each in simples.all]
    joiner = _("，并且") if simples.joiner is Joiner.AND else _("，或者")
    return joiner.join(parts)


def _in_words(one: Simple, question: Question, form: Form, numbers: Mapping[str, str]) -> str:
    known = {
        "question": _called(question, numbers),
        "value": _answer(one.value, question, form),
    }
    if question.kind in WITH_CHOICES:
        if one.sign is Sign.IS:
            return _("%(question)s选“%(value)s”", **known)
        return _("%(question)s没有选“%(value)s”", **known)
    sentences = {
        Sign.IS: _("%(question)s等于 %(value)s", **known),
        Sign.IS_NOT: _("%(question)s不等于 %(value)s", **known),
        Sign.LEAST: _("%(question)s不小于 %(value)s", **known),
        Sign.MOST: _("%(question)s不大于 %(value)s", **known),
    }
    return sentences[one.sign]


def _called(question: Question, numbers: Mapping[str, str]) -> str:
    number = numbers.get(question.name)
    return (
        _("第 %(number)s 题", number=number) if number else _("“%(label)s”", label=short(question))
    )


def _answer(value: str, question: Question, form: Form) -> str:
    labels = {each.name: said(each.label) for each in form.offered(question)}
    return labels.get(value, value)


def short(question: Question, most: int = 24) -> str:
    """Return the beginning of a question's text."""
    return shortened(said(question.label), most) or question.name


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most] + "…"


def conditioned(questions: Sequence[Question]) -> list[Question]:
    """Return the questions that simple conditions may ask for."""
    return [each for each in questions if each.kind in CONDITIONED]
