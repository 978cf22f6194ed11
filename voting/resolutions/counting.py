"""``voting count`` for a resolution: from a checked file to the answer other programs read."""

from dataclasses import dataclass
from typing import Any

from voting.ballots import tally
from voting.ballots.rules import Option, Selections, judge
from voting.polls.count_file import sheets_of
from voting.resolutions.answer import as_document
from voting.resolutions.ballot import ABSTAIN, AGREE, OPPOSE, contest
from voting.resolutions.count_file import ResolutionFile, read_resolution
from voting.resolutions.outcome import Asked, Outcome, Votes, decide
from voting.resolutions.presets import preset
from voting.resolutions.remarks import remarks
from voting.resolutions.wording import deviations

_CONTEST = "c1"


@dataclass(frozen=True, slots=True)
class Counted:
    """An outcome, the file it is of, and everything to be warned of."""

    file: ResolutionFile
    outcome: Outcome
    warnings: tuple[str, ...]


def count(document: object) -> Counted:
    """Count the resolution of a parsed file; a wrong file is refused with all its problems."""
    file = read_resolution(document)
    asked = contest(_CONTEST, "", [Option(item.id, item.title) for item in file.items])
    counts = tally.count(
        [asked],
        (
            (judge([asked], Selections({_CONTEST: pile.marks}, {})), 0, pile.count)
            for pile in file.ballots
        ),
    )
    items = [
        (Asked(item.id, item.title, item.rules.passes), _votes(counts, item.id))
        for item in file.items
    ]
    outcome = decide(sheets_of(file, counts), file.quorums, items)
    return Counted(file, outcome, (*_deviations(file), *remarks(outcome)))


def answer(counted: Counted) -> dict[str, Any]:
    """Return the answer as JSON: the form of it is a promise to other programs."""
    return as_document(counted.outcome, counted.warnings)


def _votes(counts: tally.Counts, item: str) -> Votes:
    marks = counts.marks_of(_CONTEST, item)
    return Votes(marks.get(AGREE, 0), marks.get(OPPOSE, 0), marks.get(ABSTAIN, 0))


def _deviations(file: ResolutionFile) -> list[str]:
    return [
        sentence
        for item in file.items
        for sentence in deviations(
            item.rules, preset(item.rules.standard).for_class(item.item_class), item.title
        )
    ]
