"""A questionnaire ready to run: its expressions read and checked, in the order they depend on.

The same program checks answers here and, as JSON, on the phone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from voting.i18n import _
from voting.polls.reading import Problem, WrongDocument
from voting.surveys.cycles import cycles
from voting.surveys.expressions.checking import Part, Scope, Variable, check
from voting.surveys.expressions.parser import parse
from voting.surveys.expressions.tree import Node, Type, WrongExpression, data, names_in
from voting.surveys.form import Choice, Form, Kind, Question
from voting.surveys.form_data import data as form_data

ACKNOWLEDGED = "OK"
"""The answer of a ticked acknowledgement."""

_TYPES = {
    Kind.SELECT_ONE: Type.CHOICE,
    Kind.SELECT_MULTIPLE: Type.CHOICES,
    Kind.RANK: Type.CHOICES,
    Kind.RANGE: Type.NUMBER,
    Kind.INTEGER: Type.NUMBER,
    Kind.DECIMAL: Type.NUMBER,
    Kind.TEXT: Type.TEXT,
    Kind.DATE: Type.DATE,
    Kind.TIME: Type.TIME,
    Kind.ACKNOWLEDGE: Type.CHOICE,
}
_MOST_PROBLEMS = 200
_MOST_CHARACTERS = 300_000
"""Characters of all expressions together."""
Placing = Callable[[str, str], str]
"""Names the place of a question's (or group's) field for whoever mends it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question with its checked expressions; ``relevant``: all conditions over it."""

    question: Question
    choices: tuple[Choice, ...] = ()
    relevant: tuple[Node, ...] = ()
    constraint: Node | None = None
    choice_filter: Node | None = None
    calculation: Node | None = None
    type: Type = Type.TEXT
    names: frozenset[str] = field(default=frozenset())
    """The names of its options."""

    @property
    def asks(self) -> frozenset[str]:
        """The questions that decide whether it is asked and what it offers or computes."""
        nodes = [*self.relevant, self.choice_filter, self.calculation]
        return frozenset().union(*(names_in(node) for node in nodes if node))

    @property
    def filters(self) -> frozenset[str]:
        """The questions that decide whether it is asked."""
        return frozenset().union(*(names_in(node) for node in self.relevant))


@dataclass(frozen=True, slots=True)
class Program:
    """A form and its steps: ``steps`` as they are asked, ``order`` as they must be computed.

    ``owners``: the question of each text beside 其他, by the name of the text.
    """

    form: Form
    steps: Mapping[str, Step]
    order: tuple[str, ...]
    owners: Mapping[str, str]

    def data(self) -> dict[str, Any]:
        """Return what the phone needs: the form, its trees by question, and the order."""
        return {"form": form_data(self.form), "order": list(self.order), "trees": self._trees()}

    def _trees(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for name, step in self.steps.items():
            trees: dict[str, Any] = {"relevant": [data(node) for node in step.relevant]}
            for key in ("constraint", "choice_filter", "calculation"):
                node = getattr(step, key)
                trees[key] = data(node) if node else None
            found[name] = {key: tree for key, tree in trees.items() if tree}
        return found


def compile_form(form: Form, place: Placing | None = None) -> Program:
    """Check all expressions of a form; raises :class:`WrongDocument` with everything wrong."""
    _check_length(form)
    compiler = _Compiler(form, place or (lambda name, column: f"{name}.{column}"))
    program = compiler.program()
    if compiler.problems:
        raise WrongDocument(compiler.problems)
    return program


def _check_length(form: Form) -> None:
    """Refuse a form whose expressions would take long to read, whatever is in them."""
    groups = {each.name: each.relevant for place in form.places() for each in place[:2] if each}
    total = sum(map(len, groups.values())) + sum(
        len(each.relevant + each.constraint + each.choice_filter + each.calculation)
        for each in form.questions()
    )
    if total > _MOST_CHARACTERS:
        reason = _("表达式合计超过 %(most)s 个字，请删减。", most=_MOST_CHARACTERS)
        raise WrongDocument([Problem("", reason)])


@dataclass(frozen=True, slots=True)
class _Offer:
    """The options of a question, prepared once for all questions that offer the same."""

    choices: tuple[Choice, ...]
    names: frozenset[str]
    columns: frozenset[str]


class _Compiler:
    """Checks the expressions of a form, calculations first: their types follow from them."""

    def __init__(self, form: Form, place: Placing) -> None:
        self.problems: list[Problem] = []
        self._form = form
        self._place = place
        self._known: dict[str, Variable] = {}
        self._calculations: dict[str, Part] = {}
        self._asked_by: dict[str, frozenset[str]] = {}
        self._offers: dict[tuple[str, bool], _Offer] = {}
        self._groups: dict[tuple[str, str], Node | None] = {}

    def program(self) -> Program:
        """Return the program; what is wrong stands in ``problems``."""
        questions = list(self._form.questions())
        for question in questions:
            if variable := self._variable(question):
                self._known[question.name] = variable
            if question.other:
                self._known[question.other_name] = Variable(Type.TEXT)
        self._type_calculations(questions)
        steps = {
            question.name: self._step(question, (section, matrix))
            for section, matrix, question in self._form.places()
        }
        owners = {each.other_name: each.name for each in questions if each.other}
        return Program(self._form, steps, self._order(steps, owners), owners)

    def _type_calculations(self, questions: Iterable[Question]) -> None:
        """Type calculations, each after those it asks for."""
        found = {each.name: each for each in questions if each.kind is Kind.CALCULATE}
        self._asked_by = {name: _mentioned(each.calculation) for name, each in found.items()}
        order, _circles = cycles({name: sorted(self._asked_by[name]) for name in found})
        typed: set[str] = set()
        for name in order:
            # One that waits in a circle, which is told as one, or for such a one, is a guess:
            # that keeps other messages quiet.
            self._known[name] = Variable(Type.NUMBER)
            if self._asked_by[name] & found.keys() <= typed:
                typed.add(name)
                self._type(found[name])

    def _type(self, question: Question) -> None:
        if not question.calculation:
            self._tell(question.name, "calculation", WrongExpression(_("计算题要写计算式。")))
            return
        try:
            part = check(question.calculation, Scope(self._known))
        except WrongExpression as wrong:
            self._tell(question.name, "calculation", wrong)
            return
        self._calculations[question.name] = part
        self._known[question.name] = part.variable or Variable(Type.TEXT)

    def _tell(self, name: str, column: str, wrong: WrongExpression) -> None:
        place = self._place(name, column)
        self.problems += [Problem(place, reason) for reason in wrong.reasons]

    def _check(self, name: str, column: str, source: str, scope: Scope) -> Node | None:
        if not source or len(self.problems) > _MOST_PROBLEMS:
            return None
        try:
            return check(source, scope, Type.TRUTH).node
        except WrongExpression as wrong:
            self._tell(name, column, wrong)
            return None

    def _group(self, name: str, source: str) -> Node | None:
        """Check the condition of a group once, however many questions stand in it."""
        if (name, source) not in self._groups:
            scope = Scope(self._known)
            self._groups[name, source] = self._check(name, "relevant", source, scope)
        return self._groups[name, source]

    def _step(self, question: Question, groups: Iterable[Any]) -> Step:
        scope = Scope(self._known)
        own = self._known.get(question.name)
        conditions = [self._group(each.name, each.relevant) for each in groups if each]
        conditions.append(self._check(question.name, "relevant", question.relevant, scope))
        offer = self._offer(question)
        calculated = self._calculations.get(question.name)
        return Step(
            question=question,
            choices=offer.choices,
            relevant=tuple(node for node in conditions if node),
            constraint=self._check(
                question.name, "constraint", question.constraint, replace(scope, own=own)
            ),
            choice_filter=self._check(
                question.name,
                "choice_filter",
                question.choice_filter,
                replace(scope, columns=offer.columns),
            ),
            calculation=calculated.node if calculated else None,
            type=own.type if own else Type.TEXT,
            names=offer.names,
        )

    def _offer(self, question: Question) -> _Offer:
        key = (question.choices, question.other)
        if key not in self._offers:
            choices = self._form.offered(question)
            columns = {"name", "label"} | {key for each in choices for key, _value in each.columns}
            names = frozenset(choice.name for choice in choices)
            self._offers[key] = _Offer(choices, names, frozenset(columns))
        return self._offers[key]

    def _variable(self, question: Question) -> Variable | None:
        """Return what expressions may know of an answer; nothing for notes and calculations."""
        type_ = _TYPES.get(question.kind)
        if type_ is None:
            return None
        if question.kind is Kind.ACKNOWLEDGE:
            return Variable(type_, frozenset({ACKNOWLEDGED}))
        if type_ in {Type.CHOICE, Type.CHOICES}:
            return Variable(type_, self._offer(question).names)
        return Variable(type_)

    def _order(self, steps: Mapping[str, Step], owners: Mapping[str, str]) -> tuple[str, ...]:
        """Put questions after those they ask for; circles are told."""
        asks = {
            name: tuple(owners.get(each, each) for each in sorted(self._asks(step)))
            for name, step in steps.items()
        }
        order, found = cycles(asks)
        for circle in found:
            self.problems.append(
                Problem(
                    self._place(circle[0], ""),
                    _(
                        "显示条件、计算或选项筛选绕成了圈：%(circle)s，请去掉其中一处。",
                        circle=" → ".join((*circle, circle[0])),
                    ),
                )
            )
        return order

    def _asks(self, step: Step) -> frozenset[str]:
        """Return what a step asks for, though its calculation could not be typed."""
        return step.asks | self._asked_by.get(step.question.name, frozenset())


def _mentioned(source: str) -> frozenset[str]:
    """Return the questions an expression asks for; none where it cannot be read."""
    try:
        return names_in(parse(source))
    except WrongExpression:
        return frozenset()
