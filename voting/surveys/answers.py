"""Checking one response against a form, exactly as the phone does.

First what is asked at all (answers to other questions are dropped), then whether each answer can
be read, then whether required ones are there, limits and constraints hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voting.i18n import _
from voting.surveys.expressions.evaluation import Given, Surroundings, evaluate, holds
from voting.surveys.expressions.functions import is_blank, shown
from voting.surveys.form import OTHER, Kind, said
from voting.surveys.program import Program, Step
from voting.surveys.values import MOST_SHORT, Raw, Unreadable, read, text


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
    """A response while it is checked. ``around`` holds computed values besides the answers."""

    raw: Mapping[str, Raw]
    around: Surroundings
    known: dict[str, Given]
    answers: dict[str, Given] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    faults: dict[str, Fault] = field(default_factory=dict)

    def fault(self, step: Step, trouble: Trouble, message: str) -> None:
        """Keep the first fault of a question."""
        name = step.question.name
        self.faults.setdefault(name, Fault(name, trouble, message))


def check(
    program: Program, raw: Mapping[str, Raw], today: str, language: str | None = None
) -> Checked:
    """Check a response; ``today`` is the day it was given, ``YYYY-MM-DD``."""
    known: dict[str, Given] = {}
    sheet = _Sheet(raw, Surroundings(known, today), known)
    for name in program.order:
        _take(program.steps[name], sheet)
    for name in program.steps:
        if name in sheet.asked and name not in sheet.faults:
            _judge(program.steps[name], sheet, language)
    return Checked(
        {name: sheet.answers[name] for name in _names(program) if name in sheet.answers},
        frozenset(sheet.asked),
        tuple(sheet.faults[name] for name in program.steps if name in sheet.faults),
        {name: known[name] for name in program.steps if name in known.keys() - sheet.answers},
    )


def _names(program: Program) -> list[str]:
    found = []
    for name, step in program.steps.items():
        found += [name, step.question.other_name] if step.question.other else [name]
    return found


def _take(step: Step, sheet: _Sheet) -> None:
    """Read the answer to a question that is asked; drop the answer to any other."""
    question = step.question
    if not all(holds(condition, sheet.around) for condition in step.relevant):
        return
    sheet.asked.add(question.name)
    if step.calculation:
        value = evaluate(step.calculation, sheet.around)
        if not is_blank(value):
            sheet.known[question.name] = value if isinstance(value, tuple) else shown(value)
        return
    if not question.is_answered:
        return
    try:
        given = read(step, sheet.raw.get(question.name))
        if given is not None:
            sheet.known[question.name] = sheet.answers[question.name] = given
        if question.other and OTHER in _chosen(given):
            _take_other(question.other_name, sheet)
    except Unreadable as wrong:
        sheet.fault(step, Trouble.UNREADABLE, wrong.reason)


def _take_other(name: str, sheet: _Sheet) -> None:
    raw = sheet.raw.get(name)
    written = text(raw, MOST_SHORT) if isinstance(raw, str) else ""
    if written:
        sheet.known[name] = sheet.answers[name] = written


def _judge(step: Step, sheet: _Sheet, language: str | None) -> None:
    """Say whether the answer may stand."""
    question = step.question
    given = sheet.answers.get(question.name)
    if given is None:
        if question.required and question.is_answered:
            told = said(question.required_message, language) or _("这一题必须回答。")
            sheet.fault(step, Trouble.REQUIRED, told)
        return
    if step.choice_filter and not _offered(step, given, sheet):
        sheet.fault(step, Trouble.NOT_OFFERED, _("选了没有列出的选项，请重新选择。"))
    if limit := _limit(step, given):
        sheet.fault(step, Trouble.LIMIT, limit)
    around = Surroundings(sheet.known, sheet.around.today, given)
    if step.constraint and not holds(step.constraint, around):
        told = said(question.constraint_message, language) or _("这个答案不符合要求，请检查。")
        sheet.fault(step, Trouble.CONSTRAINT, told)


def _chosen(given: Given) -> tuple[str, ...]:
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


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


def _offered(step: Step, given: Given, sheet: _Sheet) -> bool:
    return set(_chosen(given)) <= set(offered(step, sheet.around))


def _limit(step: Step, given: Given) -> str:
    question, n = step.question, len(_chosen(given))
    if question.kind is Kind.RANK and n < len(step.choices) and not step.choice_filter:
        return _("请给全部 %(n)s 项排出次序。", n=len(step.choices))
    if question.kind is not Kind.SELECT_MULTIPLE:
        return ""
    alone = [
        choice for choice in step.choices if choice.exclusive and choice.name in _chosen(given)
    ]
    if alone and n > 1:
        return _("选了“%(label)s”，就不能再选其他选项。", label=said(alone[0].label))
    if question.fewest is not None and n < question.fewest and not alone:
        return _("至少选 %(n)s 项，现为 %(now)s 项。", n=question.fewest, now=n)
    if question.most is not None and n > question.most:
        return _("最多选 %(n)s 项，现为 %(now)s 项。", n=question.most, now=n)
    return ""
