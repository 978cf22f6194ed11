"""``voting count`` for an election: from a checked file to the answer other programs read."""

from dataclasses import dataclass
from typing import Any

from voting.ballots import tally
from voting.ballots.rules import Option, Reason, Selections, judge
from voting.elections.answer import as_document
from voting.elections.ballot import ABSTAIN, APPROVE, OPPOSE, contest
from voting.elections.count_file import ElectionFile, Pile, read_election
from voting.elections.outcome import Outcome, Question, Votes, decide
from voting.elections.presets import preset
from voting.elections.remarks import remarks
from voting.elections.rules import Body
from voting.elections.seats import seat_findings
from voting.elections.wording import deviations
from voting.elections.write_ins import Listed, merge
from voting.i18n import _
from voting.polls.count_file import sheets_of

_CONTEST = "election"


@dataclass(frozen=True, slots=True)
class Counted:
    """An outcome, why sheets were rejected, and everything to be warned of."""

    file: ElectionFile
    outcome: Outcome
    reasons: dict[Reason, int]
    warnings: tuple[str, ...]


def count(document: object) -> Counted:
    """Count the election of a parsed file; a wrong file is refused with all its problems."""
    file = read_election(document)
    asked = contest(
        _CONTEST,
        "",
        [Option(one.id, one.name, one.unit) for one in file.candidates],
        file.seats,
        file.rules,
    )
    counts = tally.count(
        [asked],
        ((judge([asked], _selections(pile)), 0, pile.count) for pile in file.ballots),
    )
    outcome = decide(
        file.rules,
        Question(seats=file.seats, members=file.members),
        sheets_of(file, counts),
        _votes(file, counts),
        merge(counts.names_of(_CONTEST), _printed(file), _roster(file)),
    )
    reasons = counts.reasons()
    return Counted(file, outcome, reasons, _warnings(file, outcome, reasons))


def answer(counted: Counted) -> dict[str, Any]:
    """Return the answer as JSON: the form of it is a promise to other programs."""
    return as_document(counted.outcome, counted.warnings)


def _selections(pile: Pile) -> Selections:
    return Selections({_CONTEST: pile.marks}, {_CONTEST: pile.write_ins})


def _votes(file: ElectionFile, counts: tally.Counts) -> list[Votes]:
    found = []
    for one in file.candidates:
        marks = counts.marks_of(_CONTEST, one.id)
        found.append(
            Votes(
                id=one.id,
                name=one.name,
                unit=one.unit,
                approve=marks.get(APPROVE, 0),
                oppose=marks.get(OPPOSE, 0),
                abstain=marks.get(ABSTAIN, 0),
            )
        )
    return found


def _printed(file: ElectionFile) -> list[Listed]:
    return [Listed(one.name, one.unit, key=one.id) for one in file.candidates]


def _roster(file: ElectionFile) -> list[Listed] | None:
    if file.roster is None:
        return None
    barred = _("名册中注明不得当选")
    return [
        Listed(one.name, one.unit, index, barred if one.barred else None)
        for index, one in enumerate(file.roster)
    ]


def _warnings(file: ElectionFile, outcome: Outcome, reasons: dict[Reason, int]) -> tuple[str, ...]:
    return (
        *deviations(file.rules, preset(file.rules.standard)),
        *_advice(file),
        *remarks(outcome),
        *_uncalled(reasons),
    )


def _advice(file: ElectionFile) -> list[str]:
    found = []
    if len(file.candidates) < file.seats:
        found.append(
            _(
                "候选人 %(n)s 名，少于应选名额 %(seats)s 名。",
                n=len(file.candidates),
                seats=file.seats,
            )
        )
    # One seat is a post, not a committee; of what body more seats are, the file does not say.
    if file.seats > 1 and seat_findings(Body.COMMITTEE, file.seats, file.members, file.rules):
        found.append(
            _(
                "应选名额 %(seats)s 名与会员 %(members)s 人对应的工会委员会名额不符，请核对。",
                seats=file.seats,
                members=file.members,
            )
        )
    if file.attended is not None and file.issued > file.attended:
        found.append(
            _(
                "发出选票 %(issued)s 张，多于参加选举人数 %(attended)s 人，请核对。",
                issued=file.issued,
                attended=file.attended,
            )
        )
    return found


def _uncalled(reasons: dict[Reason, int]) -> list[str]:
    number = reasons.get(Reason.WRITE_IN_UNCALLED, 0)
    if not number:
        return []
    return [_("%(n)s 张选票另选他人却没有投不赞成票，按规则为无效票。", n=number)]
