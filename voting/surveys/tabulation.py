"""Tables from responses: a question each, over those who were asked and answered it.

Responses come as columns: for each question a list with one entry a valid response. An entry is
the answer in its normal form, ``None`` where none was given, and :data:`NOT_ASKED` where the logic
of the form skipped the question. Counting goes over whole columns at once, so that a million
responses are a matter of seconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, repeat

from voting.surveys import figures, skipping
from voting.surveys.answers import Checked
from voting.surveys.coding import Coded, Grouped
from voting.surveys.expressions.evaluation import Given
from voting.surveys.form import Kind, said
from voting.surveys.program import ACKNOWLEDGED, Program, Step
from voting.surveys.scales import Level, is_zero_to_ten, levels
from voting.surveys.skipping import NOT_ASKED, Columns

TABLED = frozenset(Kind) - {Kind.NOTE, Kind.CALCULATE}
LISTED = frozenset({Kind.TEXT, Kind.DATE, Kind.TIME})
_AT_ONCE = 1000
COUNTED = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANGE, Kind.ACKNOWLEDGE})


@dataclass(frozen=True, slots=True)
class Option:
    """An option and how many chose it."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one question over a pile of responses.

    ``asked``: who saw it; ``base``: who answered it, the base of every share;
    ``skipped``: whom the logic of the form did not ask.
    """

    name: str
    label: str
    kind: Kind
    asked: int
    base: int
    skipped: int
    options: tuple[Option, ...] = ()
    scale: figures.ScaleFigures | None = None
    recommendation: figures.Recommendation | None = None
    numbers: figures.Numbers | None = None
    ranks: tuple[figures.Rank, ...] = ()
    texts: tuple[tuple[str, int], ...] = ()
    """What was written and how often, sorted by the text: the order tells nothing."""
    other_texts: tuple[tuple[str, int], ...] = ()
    filters: frozenset[str] = frozenset()
    """The questions whose answers decide who is asked."""
    narrowest: int | None = None
    """The fewest people whom asked or not asked tells apart, by what they answered before."""

    @property
    def total(self) -> int:
        """The responses of the pile."""
        return self.asked + self.skipped


@dataclass(frozen=True, slots=True)
class Frame:
    """What a question's tables share: its step, its options, its scale."""

    step: Step
    label: str
    options: tuple[tuple[str, str], ...]
    levels: tuple[Level, ...] = ()
    zero_to_ten: bool = field(default=False)


def columns_of(program: Program, responses: Iterable[Checked]) -> dict[str, Coded[Given]]:
    """Turn checked responses into columns, a few at a time: any number of them may come by."""
    found: dict[str, Coded[Given]] = {}
    for name, step in program.steps.items():
        if step.question.kind is not Kind.NOTE:
            found[name] = Coded()
        if step.question.other:
            found[step.question.other_name] = Coded()
    waiting = iter(responses)
    while some := list(islice(waiting, _AT_ONCE)):
        _add(program, found, some)
    return found


def _add(program: Program, found: Mapping[str, Coded[Given]], some: list[Checked]) -> None:
    given: list[dict[str, Given]] = [{**each.computed, **each.answers} for each in some]
    asked = frozenset.intersection(*{each.asked for each in some})
    for name, column in found.items():
        owner = program.owners.get(name, name)
        answers = map(dict.get, given, repeat(name))
        if owner in asked:
            column.extend(answers)
        else:
            column.extend(
                answer if owner in each.asked else NOT_ASKED
                for answer, each in zip(answers, some, strict=True)
            )


def frame(step: Step, language: str | None = None) -> Frame:
    """Prepare what all tables of a question share."""
    options = tuple((choice.name, said(choice.label, language)) for choice in step.choices)
    scale = levels(step)
    if step.question.kind is Kind.RANGE:
        options = tuple((level.name, level.label) for level in reversed(scale))
    if step.question.kind is Kind.ACKNOWLEDGE:
        options = ((ACKNOWLEDGED, ACKNOWLEDGED),)
    return Frame(step, said(step.question.label, language), options, scale, is_zero_to_ten(step))


def tables(program: Program, columns: Columns, language: str | None = None) -> list[Table]:
    """Return the table of every question that is answered, in the form's order."""
    found = []
    for name, step in program.steps.items():
        if step.question.kind in TABLED:
            others = columns[step.question.other_name] if step.question.other else ()
            column = Coded.of(columns[name])
            made = table(frame(step, language), column.counts(), Coded.of(others).counts())
            if asking := skipping.filters(program, step):
                everybody = Grouped(column.mapped(lambda _value: ""))
                least = skipping.narrowest(program, columns, name, everybody)
                made = replace(made, filters=asking, narrowest=least.get(""))
            found.append(made)
    return found


def table(
    shared: Frame, values: Mapping[Given, int], others: Mapping[Given, int] | None = None
) -> Table:
    """Make a table from how often each value stands in a column."""
    kind = shared.step.question.kind
    given: dict[Given, int] = {
        value: n for value, n in values.items() if value not in {None, NOT_ASKED}
    }
    skipped = values.get(NOT_ASKED, 0)
    counts = _counts(shared, given) if kind in COUNTED else {}
    return Table(
        name=shared.step.question.name,
        label=shared.label,
        kind=kind,
        asked=sum(values.values()) - skipped,
        base=sum(given.values()),
        skipped=skipped,
        options=tuple(Option(name, label, counts[name]) for name, label in shared.options)
        if counts
        else (),
        scale=figures.scale_figures(shared.levels, counts) if counts else None,
        recommendation=figures.recommendation(shared.levels, counts)
        if shared.zero_to_ten
        else None,
        numbers=figures.numbers(given) if kind in {Kind.INTEGER, Kind.DECIMAL} else None,
        ranks=figures.ranks(shared.options, given) if kind is Kind.RANK else (),
        texts=_texts(given) if kind in LISTED else (),
        other_texts=_texts(others or {}),
    )


def _counts(shared: Frame, given: Mapping[Given, int]) -> dict[str, int]:
    found = dict.fromkeys((name for name, _label in shared.options), 0)
    for value, n in given.items():
        for name in value if isinstance(value, tuple) else (value,):
            if name in found and name is not None:
                found[name] += n
    return found


def _texts(values: Mapping[Given, int]) -> tuple[tuple[str, int], ...]:
    found = ((value, n) for value, n in values.items() if isinstance(value, str) and value)
    return tuple(sorted(found))
