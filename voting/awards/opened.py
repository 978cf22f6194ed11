"""From an opened box to the result of an award.

What is decided rests on the manifest (nominees, quotas, rules) and on the jury's scores as they
stand when the ballots are counted; without all of them nothing is counted.
"""

from collections.abc import Iterable
from typing import Any

from voting.awards import jury
from voting.awards.answer import as_document
from voting.awards.ballot import APPROVE
from voting.awards.outcome import Outcome, Votes, decide
from voting.awards.remarks import remarks
from voting.awards.rules_data import from_data
from voting.ballots.rules import Contest
from voting.errors import NotReady
from voting.i18n import _
from voting.polls import queries as polls
from voting.polls.kinds import Counted
from voting.polls.models import Poll


def outcome_of(poll: Poll, counted: Counted) -> Outcome:
    """Decide an award from the counts of its box; scores that are missing are refused."""
    manifest = polls.manifest_of(poll)
    given = _scores(poll.id)
    votes = {contest.id: [*_votes(contest, counted, given)] for contest in manifest.contests}
    return decide(from_data(manifest.rules), counted.sheets, votes)


def _scores(poll_id: int) -> dict[str, tuple[int, ...]]:
    """Return the scores by option, of the sections that are weighed."""
    found: dict[str, tuple[int, ...]] = {}
    for section in jury.weighed(poll_id):
        sheet = jury.sheet(section)
        if sheet.missing:
            raise NotReady(
                _(
                    "“%(title)s”的评审分还差 %(n)s 个没有录入，请录齐后再计票。",
                    title=section.title,
                    n=sheet.missing,
                )
            )
        found |= {row.nominee.option_id: tuple(sheet.given(row)) for row in sheet.rows}
    return found


def _votes(
    contest: Contest, counted: Counted, given: dict[str, tuple[int, ...]]
) -> Iterable[Votes]:
    marks = counted.marks.get(contest.id, {})
    for option in contest.options:
        got = marks.get(option.id, {}).get(APPROVE, 0)
        yield Votes(option.id, option.name, option.note, got, given.get(option.id, ()))


def result_document(poll: Poll, counted: Counted) -> dict[str, Any]:
    """Return the result that is signed and published, as ``voting count`` answers."""
    outcome = outcome_of(poll, counted)
    return as_document(outcome, remarks(outcome))
