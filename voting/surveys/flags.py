"""What makes an answered questionnaire worth a second look; only a person calls one invalid."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from voting.surveys.answers import Checked
from voting.surveys.expressions.evaluation import Given
from voting.surveys.form import Kind
from voting.surveys.program import Program
from voting.surveys.scales import levels

FEWEST_IN_LINE = 6
"""So many scale questions with one list of options make a straight line worth telling."""
CONTRADICTION = ("contradiction_", "矛盾_")
"""What the name of a calculation begins with that is true where answers contradict each other."""


class Flag(StrEnum):
    """Why a response should be looked at."""

    STRAIGHT_LINE = "straight_line"
    CONTRADICTION = "contradiction"
    TOO_FAST = "too_fast"
    """Measured on the phone, which sends the flag and no time."""


class Flagger:
    """Flags the responses to one questionnaire; what it asks for is looked up once."""

    def __init__(self, program: Program) -> None:
        self._lists = _scale_lists(program)
        self._contradictions = [name for name in program.steps if name.startswith(CONTRADICTION)]

    def flags(self, response: Checked) -> frozenset[Flag]:
        """Return what a response shows by itself; the phone's own flags come on top."""
        found = set()
        if self._is_straight(response):
            found.add(Flag.STRAIGHT_LINE)
        if any(response.computed.get(name) == "true" for name in self._contradictions):
            found.add(Flag.CONTRADICTION)
        return frozenset(found)

    def _is_straight(self, response: Checked) -> bool:
        """Say whether all questions of one list of options, and enough of them, got one answer."""
        return any(_is_one_line(map(response.answers.get, names)) for names in self._lists)


def _is_one_line(answers: Iterable[Given]) -> bool:
    """Say whether all answers are one, and there are enough of them; most differ early."""
    given = 0
    first: Given = None
    for answer in answers:
        if answer is not None:
            first = first or answer
            if answer != first:
                return False
            given += 1
    return given >= FEWEST_IN_LINE


def _scale_lists(program: Program) -> list[list[str]]:
    """Return the scale questions, those with one list of options together."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, step in program.steps.items():
        if step.question.kind in {Kind.SELECT_ONE, Kind.RANGE} and levels(step):
            found[step.question.choices or str(step.question.scale)].append(name)
    return [names for names in found.values() if len(names) >= FEWEST_IN_LINE]
