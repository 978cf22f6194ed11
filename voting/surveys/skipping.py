"""Who was asked a question at all: that alone can tell what somebody answered before it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from voting.surveys.coding import Coded, Grouped
from voting.surveys.expressions.evaluation import Given
from voting.surveys.form import Kind
from voting.surveys.program import Program, Step

NOT_ASKED = ""
"""Stands in a column where a question was skipped by logic; no answer is an empty text."""
Columns = Mapping[str, Sequence[Given]]
_OPTIONS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANGE})


def filters(program: Program, step: Step) -> frozenset[str]:
    """Return the answered questions that decide who is asked, through calculations too."""
    return answered(program, step.filters)


def answered(program: Program, names: Iterable[str]) -> frozenset[str]:
    """Return the answered questions behind names, of which some may be calculations."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        name = program.owners.get(name, name)
        if name in found:
            continue
        found.add(name)
        if program.steps[name].calculation:
            waiting += program.steps[name].asks
    return frozenset(name for name in found if program.steps[name].question.is_answered)


def narrowest(
    program: Program, columns: Columns, name: str, by: Grouped[str]
) -> dict[str, int | None]:
    """Return for each group the fewest people above nobody whom “asked or not” tells apart.

    They are split by what they answered to the questions that decide it. Nothing is told of a
    question that everybody is asked.
    """
    deciding = sorted(filters(program, program.steps[name]))
    if not deciding:
        return {}
    skips = Coded.of(columns[name]).mapped(lambda value: value == NOT_ASKED)
    found = {group: list(parts.values()) for group, parts in by.counts(skips).items()}
    for each in deciding:
        if program.steps[each].question.kind in _OPTIONS:
            splits = by.counts_together(skips, Coded.of(columns[each]))
            for group, parts in splits.items():
                found[group] += _by_option(parts).values()
    return {group: min(numbers) for group, numbers in found.items()}


def _by_option(parts: Mapping[tuple[bool, Given], int]) -> Mapping[tuple[bool, str | None], int]:
    """Return how many of those asked, and of those not asked, chose each option."""
    found: dict[tuple[bool, str | None], int] = defaultdict(int)
    for (skipped, value), n in parts.items():
        for option in _options(value):
            found[skipped, option] += n
    return found


def _options(value: Given) -> Iterable[str | None]:
    return value if isinstance(value, tuple) else (value,)
