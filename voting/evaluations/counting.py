"""``voting count`` for an evaluation: the sheets are judged, counted by voter group, and scored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from voting.ballots.rules import (
    Contest,
    Option,
    Outcome as Judged,
    Reason,
    Selections,
    Verdict,
    judge,
    rejected,
)
from voting.evaluations.answer import as_document
from voting.evaluations.contests import contests
from voting.evaluations.count_ballots import Cells, Pile
from voting.evaluations.count_file import EvaluationFile, read_evaluation
from voting.evaluations.plan import ABSTAIN, OWN, VOID
from voting.evaluations.results import Outcome, decide


@dataclass(frozen=True, slots=True)
class Counted:
    """A checked file and what came of it."""

    file: EvaluationFile
    outcome: Outcome


Tally = dict[str, dict[str, dict[str, Counter[str]]]]
"""Group → contest → subject → mark → number of valid sheets."""


def count(document: object) -> Counted:
    """Count the evaluation of a parsed file; a wrong file is refused with all its problems."""
    file = read_evaluation(document)
    tally = Tallying(file)
    for pile in file.ballots:
        tally.add(pile)
    figures = file.figures(tally.valid, tally.blank, tally.reasons)
    return Counted(file, decide(file.plan, file.subjects, figures, tally.tallies))


def answer(counted: Counted) -> dict[str, Any]:
    """Return the answer as JSON: the form of it is a promise to other programs."""
    return as_document(counted.outcome)


class Tallying:
    """Judges piles of sheets by the rules of the ballot, and adds up their marks by group."""

    def __init__(self, file: EvaluationFile) -> None:
        self._contests = contests(file.plan, file.subjects)
        self._subjects = [one.id for one in file.subjects]
        self._without: dict[Cells, Sequence[Contest]] = {frozenset(): self._contests}
        self.tallies: Tally = {
            group: {
                contest.id: {subject: Counter() for subject in self._subjects}
                for contest in self._contests
            }
            for group in file.plan.voters
        }
        self.valid: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.blank = 0

    def add(self, pile: Pile) -> None:
        """Judge one pile and count its marks; a rejected one is counted with its reason only."""
        verdict = self._judged(pile)
        if verdict.outcome is Judged.REJECTED:
            self.reasons[str(verdict.reason)] += pile.count
            return
        self.valid[pile.group] += pile.count
        if verdict.outcome is Judged.BLANK and not pile.void:
            self.blank += pile.count
        for id_, rows in self.tallies[pile.group].items():
            marks = pile.marks[id_]
            for subject, row in rows.items():
                row[marks.get(subject, ABSTAIN)] += pile.count
        self._correct(pile)

    def _correct(self, pile: Pile) -> None:
        """Take back the abstentions of rows that were not on the sheets, or were void."""
        rows = self.tallies[pile.group]
        for cells, mark in ((pile.absent, OWN), (pile.void, VOID)):
            for contest, subject in cells:
                rows[contest][subject][ABSTAIN] -= pile.count
                rows[contest][subject][mark] += pile.count

    def _judged(self, pile: Pile) -> Verdict:
        if pile.unreadable:
            return rejected(Reason.UNREADABLE)
        asked = self._asked(pile.absent)
        return judge(asked, Selections({one.id: pile.marks[one.id] for one in asked}))

    def _asked(self, absent: Cells) -> Sequence[Contest]:
        """Return the contests of a sheet without the rows that are not on it."""
        if absent not in self._without:
            self._without[absent] = [
                replace(contest, options=options)
                for contest in self._contests
                if (options := _left(contest, absent))
            ]
        return self._without[absent]


def _left(contest: Contest, absent: Cells) -> tuple[Option, ...]:
    return tuple(one for one in contest.options if (contest.id, one.id) not in absent)
