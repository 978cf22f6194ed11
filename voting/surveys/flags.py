"""What makes an answered questionnaire worth a second look; only a person calls one invalid."""

from collections import defaultdict
from enum import StrEnum

from voting.surveys.answers import Checked
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


def flags(program: Program, response: Checked) -> frozenset[Flag]:
    """Return what a response shows by itself; the phone's own flags come on top."""
    found = set()
    if _is_straight(program, response):
        found.add(Flag.STRAIGHT_LINE)
    if any(
        response.computed.get(name) == "true"
        for name in program.steps
        if name.startswith(CONTRADICTION)
    ):
        found.add(Flag.CONTRADICTION)
    return frozenset(found)


def _is_straight(program: Program, response: Checked) -> bool:
    """Say whether all questions of one list of options, and enough of them, got one answer."""
    answers = defaultdict(list)
    for name, key in scale_lists(program).items():
        if name in response.answers:
            answers[key].append(response.answers[name])
    return any(len(given) >= FEWEST_IN_LINE and len(set(given)) == 1 for given in answers.values())


def scale_lists(program: Program) -> dict[str, str]:
    """Return the scale questions and what tells their list of options from another."""
    found = {}
    for name, step in program.steps.items():
        if step.question.kind in {Kind.SELECT_ONE, Kind.RANGE} and levels(step):
            found[name] = step.question.choices or str(step.question.scale)
    return found
