"""``voting count`` for an award: from a checked file to the answer other programs read."""

from dataclasses import dataclass
from typing import Any

from voting.awards.answer import as_document
from voting.awards.ballot import APPROVE, contest
from voting.awards.count_file import AwardFile, read_award
from voting.awards.outcome import Outcome, Votes, decide
from voting.awards.remarks import remarks
from voting.awards.section_fields import SectionFile
from voting.ballots import tally
from voting.ballots.rules import Option, Reason, Selections, judge
from voting.i18n import _
from voting.polls.count_file import sheets_of


@dataclass(frozen=True, slots=True)
class Counted:
    """An outcome, why sheets were rejected, and everything to be warned of."""

    file: AwardFile
    outcome: Outcome
    reasons: dict[Reason, int]
    warnings: tuple[str, ...]


def count(document: object) -> Counted:
    """Count the award of a parsed file; a wrong file is refused with all its problems."""
    file = read_award(document)
    asked = [
        contest(one.rules, [Option(row.id, row.name, row.note) for row in one.nominees])
        for one in file.sections
    ]
    counts = tally.count(
        asked, ((judge(asked, Selections(pile.marks)), 0, pile.count) for pile in file.ballots)
    )
    outcome = decide(
        file.rules,
        sheets_of(file, counts),
        {one.rules.id: _votes(one, counts) for one in file.sections},
    )
    return Counted(file, outcome, counts.reasons(), (*remarks(outcome), *_advice(file)))


def answer(counted: Counted) -> dict[str, Any]:
    """Return the answer as JSON."""
    return as_document(counted.outcome, counted.warnings)


def _votes(section: SectionFile, counts: tally.Counts) -> list[Votes]:
    table = counts.table(section.rules.id)
    return [
        Votes(row.id, row.name, row.note, table.get(row.id, {}).get(APPROVE, 0), row.jury)
        for row in section.nominees
    ]


def _advice(file: AwardFile) -> list[str]:
    found = [
        _(
            "“%(title)s”候选 %(n)s 个，少于名额 %(quota)s 个。",
            title=one.rules.title,
            n=len(one.nominees),
            quota=one.rules.quota,
        )
        for one in file.sections
        if len(one.nominees) < one.rules.quota
    ]
    if file.attended is not None and file.issued > file.attended:
        found.append(
            _(
                "发出选票 %(issued)s 张，多于到会人数 %(attended)s 人，请核对。",
                issued=file.issued,
                attended=file.attended,
            )
        )
    return found
