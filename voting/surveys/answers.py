"""Checking one response against a form, exactly as the phone does.

First what is asked at all (answers to other questions are dropped), then whether each answer can
be read, then whether required ones are there, limits and constraints hold.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from voting.i18n import _
from voting.surveys.expressions.evaluation import Given, Surroundings, evaluate, holds
from voting.surveys.expressions.functions import is_blank, shown
from voting.surveys.expressions.tree import names_in
from voting.surveys.form import OTHER, Kind, said
from voting.surveys.program import Program, Step
from voting.surveys.values import MOST_SHORT, Raw, Unreadable, broken_limit, chosen, read, text

_T = TypeVar("_T")
_MOST_KNOWN = 1000
_LONGEST_KNOWN = 100
"""So many answers to a question are remembered, and none with more signs."""


class Trouble(StrEnum):
    """What is wrong with an answer."""

    UNREADABLE = "unreadable"
    NOT_OFFERED = "not_offered"
    REQUIRED = "required"
    LIMIT = "limit"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class Fault:
    """A wrong answer: its question, what is wrong, and a sentence for whoever gave it."""

    question: str
    trouble: Trouble
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A response in normal form: ``answers`` holds what was answered, ``asked`` what was asked."""

    answers: Mapping[str, Given]
    asked: frozenset[str]
    faults: tuple[Fault, ...] = ()
    computed: Mapping[str, Given] = field(default_factory=dict)
    """What calculations gave."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered at all; computed values are no answers."""
        return not self.answers

    @property
    def unreadable(self) -> tuple[Fault, ...]:
        """The answers that are none: a mistake of typing or importing, not of answering."""
        return tuple(each for each in self.faults if each.trouble is Trouble.UNREADABLE)


@dataclass(slots=True)
class _Sheet:
    """A response while it is checked; ``known``: its answers, and what was computed from them."""

    raw: Mapping[str, Raw]
    language: str | None
    known: dict[str, Given] = field(default_factory=dict)
    answers: dict[str, Given] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    unsure: list["_Line"] = field(default_factory=list)
    """Questions whose answers are still to be judged, when all of them are known."""

    def fault(self, step: Step, trouble: Trouble, message: str) -> None:
        """Keep the first fault of a question."""
        name = step.question.name
        self.faults.setdefault(name, Fault(name, trouble, message))


def check(
    program: Program, raw: Mapping[str, Raw], today: str, language: str | None = None
) -> Checked:
    """Check a response; ``today`` is the day it was given, ``YYYY-MM-DD``."""
    return Checker(program, today).check(raw, language)


class Checker:
    """Checks responses given on one day; what it has found of an answer once, it knows again."""

    def __init__(self, program: Program, today: str) -> None:
        lines = [_Line(program.steps[name], today) for name in program.order]
        self._lines = [(line.name, line.good if line.is_plain else None, line) for line in lines]
        self._names = tuple(program.steps)
        self._answered = _names(program)
        self._is_in_order = program.order == self._names
        self._calculated = [name for name, step in program.steps.items() if step.calculation]
        self._asked: dict[tuple[str, ...], frozenset[str]] = {}

    def check(self, raw: Mapping[str, Raw], language: str | None = None) -> Checked:
        """Check a response."""
        sheet = _Sheet(raw, language)
        known, answers, given_to = sheet.known, sheet.answers, raw.get
        for name, good, line in self._lines:
            if good is None:
                line.take(sheet)
                continue
            # Nearly all answers are found here; others are left to the question.
            try:
                given = good[given_to(name)]
            except (KeyError, TypeError):
                line.take(sheet)
            else:
                if given is not None:
                    known[name] = answers[name] = given
        for line in sheet.unsure:
            line.judge(sheet)
        faults = sheet.faults
        if not self._is_in_order:
            answers = {name: answers[name] for name in self._answered if name in answers}
        return Checked(
            answers,
            self._asked_but(tuple(sheet.skipped)),
            tuple(faults[name] for name in self._names if name in faults) if faults else (),
            {name: known[name] for name in self._calculated if name in known},
        )

    def _asked_but(self, skipped: tuple[str, ...]) -> frozenset[str]:
        """Return what was asked; responses that were asked the same share it."""
        found = self._asked.get(skipped)
        if found is None:
            found = frozenset(self._names) - frozenset(skipped)
            if len(self._asked) < _MOST_KNOWN:
                self._asked[skipped] = found
        return found


def _names(program: Program) -> list[str]:
    found = []
    for name, step in program.steps.items():
        found += [name, step.question.other_name] if step.question.other else [name]
    return found


class _Known(Generic[_T]):
    """Something that follows from the answers to certain questions, computed once for each."""

    def __init__(
        self, names: Iterable[str], today: str, compute: Callable[[Surroundings], _T]
    ) -> None:
        self._names = sorted(names)
        self._today = today
        self._compute = compute
        self._found: dict[tuple[Given, ...], _T] = {}

    def of(self, answers: Mapping[str, Given]) -> _T:
        """Return what follows from these answers."""
        key = tuple(map(answers.get, self._names))
        try:
            return self._found[key]
        except KeyError:
            found = self._compute(Surroundings(answers, self._today))
            if len(self._found) < _MOST_KNOWN:
                self._found[key] = found
            return found


class _Line:
    """One question while responses are checked: what is known of the answers to it."""

    __slots__ = ("_asked", "_computed", "_is_alone", "_step", "_today", "good", "name")

    def __init__(self, step: Step, today: str) -> None:
        question = step.question
        self._step = step
        self.name = question.name
        self._today = today
        self._asked = _Known(step.filters, today, self._is_asked) if step.relevant else None
        self._computed = (
            _Known(names_in(step.calculation), today, self._compute) if step.calculation else None
        )
        told = names_in(step.constraint) if step.constraint else frozenset()
        self._is_alone = (
            question.kind is not Kind.TEXT and not step.choice_filter and told <= {question.name}
        )
        self.good: dict[Raw, Given] = {}
        """Answers that were found good, where nothing but the answer itself decides that."""
        if not question.is_answered or not question.required:
            self.good |= {None: None, "": None}

    @property
    def is_plain(self) -> bool:
        """Whether it is asked of everybody, and answered."""
        return self._asked is None and self._computed is None

    def take(self, sheet: _Sheet) -> None:
        """Read the answer to a question that is asked; drop the answer to any other."""
        name = self.name
        if self._asked is not None and not self._asked.of(sheet.known):
            sheet.skipped.append(name)
            return
        if self._computed is not None:
            computed = self._computed.of(sheet.known)
            if computed is not None:
                sheet.known[name] = computed
            return
        raw = sheet.raw.get(name)
        if isinstance(raw, list):
            raw = tuple(raw)
        try:
            given = self.good[raw]
        except KeyError:
            self._read(raw, sheet)
        else:
            if given is not None:
                sheet.known[name] = sheet.answers[name] = given

    def _read(self, raw: Raw, sheet: _Sheet) -> None:
        question = self._step.question
        if not question.is_answered:
            return
        sheet.unsure.append(self)
        try:
            given = read(self._step, raw)
            if given is not None:
                sheet.known[question.name] = sheet.answers[question.name] = given
            if question.other and OTHER in chosen(given):
                _take_other(question.other_name, sheet)
        except Unreadable as wrong:
            sheet.fault(self._step, Trouble.UNREADABLE, wrong.reason)

    def judge(self, sheet: _Sheet) -> None:
        """Say whether the answer may stand, and remember it if so."""
        if self.name in sheet.faults:
            return
        given = sheet.answers.get(self.name)
        self._judge(given, sheet)
        # What is written beside 其他 is read each time.
        has_text = self._step.question.other and OTHER in chosen(given)
        if self._is_alone and not has_text and self.name not in sheet.faults:
            self._remember(sheet.raw.get(self.name), given)

    def _remember(self, raw: Raw, given: Given) -> None:
        key = tuple(raw) if isinstance(raw, list) else raw
        if len(self.good) < _MOST_KNOWN and len(key or "") <= _LONGEST_KNOWN:
            self.good[key] = given

    def _judge(self, given: Given, sheet: _Sheet) -> None:
        step, question = self._step, self._step.question
        if given is None:
            if question.required:
                told = said(question.required_message, sheet.language) or _("这一题必须回答。")
                sheet.fault(step, Trouble.REQUIRED, told)
            return
        around = Surroundings(sheet.known, self._today, given)
        if step.choice_filter and not set(chosen(given)) <= set(offered(step, around)):
            sheet.fault(step, Trouble.NOT_OFFERED, _("选了没有列出的选项，请重新选择。"))
        if limit := broken_limit(step, given):
            sheet.fault(step, Trouble.LIMIT, limit)
        if step.constraint and not holds(step.constraint, around):
            told = said(question.constraint_message, sheet.language)
            told = told or _("这个答案不符合要求，请检查。")
            sheet.fault(step, Trouble.CONSTRAINT, told)

    def _is_asked(self, around: Surroundings) -> bool:
        return all(holds(condition, around) for condition in self._step.relevant)

    def _compute(self, around: Surroundings) -> Given:
        assert self._step.calculation is not None
        value = evaluate(self._step.calculation, around)
        if is_blank(value):
            return None
        return value if isinstance(value, tuple) else shown(value)


def _take_other(name: str, sheet: _Sheet) -> None:
    raw = sheet.raw.get(name)
    written = text(raw, MOST_SHORT) if isinstance(raw, str) else ""
    if written:
        sheet.known[name] = sheet.answers[name] = written


def offered(step: Step, around: Surroundings) -> tuple[str, ...]:
    """Return the names of the options a question offers now."""
    if step.choice_filter is None:
        return tuple(choice.name for choice in step.choices)
    names = []
    for choice in step.choices:
        columns = {**dict(choice.columns), "name": choice.name, "label": said(choice.label)}
        inner = Surroundings(around.answers, around.today, None, columns)
        if (choice.name == OTHER and step.question.other) or holds(step.choice_filter, inner):
            names.append(choice.name)
    return tuple(names)
