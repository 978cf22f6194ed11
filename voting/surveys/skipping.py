"""Who was asked a question at all: that alone can tell what somebody answered before it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from voting.surveys.expressions.evaluation import Given
from voting.surveys.form import Kind
from voting.surveys.program import Program, Step

NOT_ASKED = ""
"""Stands in a column where a question was skipped by logic; no answer is an empty text."""
Columns = Mapping[str, Sequence[Given]]
_OPTIONS = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANGE})


def filters(program: Program, step: Step) -> frozenset[str]:
    """Return the answered questions that decide who is asked, through calculations too."""
    owners = {one.question.other_name: name for name, one in program.steps.items()}
    found: set[str] = set()
    waiting = list(step.filters)
    while waiting:
        name = waiting.pop()
        name = owners.get(name, name)
        if name in found:
            continue
        found.add(name)
        if program.steps[name].calculation:
            waiting += program.steps[name].asks
    return frozenset(name for name in found if program.steps[name].question.is_answered)


def narrowest(
    program: Program, columns: Columns, name: str, by: Sequence[str]
) -> dict[str, int | None]:
    """Return for each group the fewest people above nobody whom “asked or not” tells apart.

    They are split by what they answered to the questions that decide it; ``by`` is the group of
    each response. Nothing is told of a question that everybody is asked.
    """
    deciding = sorted(filters(program, program.steps[name]))
    if not deciding:
        return {}
    skips = [value == NOT_ASKED for value in columns[name]]
    found: dict[str, list[int]] = defaultdict(list)
    for (group, _skipped), n in Counter(zip(by, skips, strict=True)).items():
        found[group].append(n)
    for each in deciding:
        if program.steps[each].question.kind not in _OPTIONS:
            continue
        parts: Counter[tuple[str, bool, str | None]] = Counter()
        splits = Counter(zip(by, skips, columns[each], strict=True))
        for (group, skipped, value), n in splits.items():
            for option in _options(value):
                parts[group, skipped, option] += n
        for (group, _skipped, _option), n in parts.items():
            found[group].append(n)
    return {group: min(numbers) for group, numbers in found.items()}


def _options(value: Given) -> Iterable[str | None]:
    return value if isinstance(value, tuple) else (value,)
