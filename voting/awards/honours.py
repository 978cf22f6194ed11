"""The list of the honoured: winners by votes, of run-offs, and those people decided on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from voting.awards import queries
from voting.awards.models import AwardDecision, AwardNominee, AwardSection
from voting.awards.rules import Step
from voting.ballots import canonical
from voting.db import db
from voting.polls.models import Outcome, Poll
from voting.polls.rules import DECLARED


class How(StrEnum):
    """What somebody is honoured by."""

    VOTES = "votes"
    RUNOFF = "runoff"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Honoured:
    """One who is honoured, as named on the first ballot."""

    nominee: AwardNominee
    name: str
    line: str
    how: How

    @property
    def revoked(self) -> bool:
        """Whether the honour was taken back (取消获奖资格)."""
        return self.nominee.revoked_on is not None


@dataclass(frozen=True, slots=True)
class SectionHonours:
    """One section of the list; ``undecided``: equal ones nobody has decided about yet."""

    section: AwardSection
    all: Sequence[Honoured]
    undecided: Sequence[str] = ()

    @property
    def kept(self) -> list[Honoured]:
        """Those who are honoured now."""
        return [one for one in self.all if not one.revoked]

    @property
    def vacant(self) -> int:
        """How many places nobody holds; none where people decided on more than the quota."""
        return max(self.section.quota - len(self.kept), 0)


def result_of(poll: Poll) -> Mapping[str, Any] | None:
    """Return a poll's declared result, or None."""
    outcome = db.session.get(Outcome, poll.id) if poll.state in DECLARED else None
    return canonical.parse(outcome.result) if outcome else None


def honours(poll: Poll) -> list[SectionHonours]:
    """Return the list of an award, run-offs and decisions included, by its first ballot."""
    result = result_of(poll)
    if result is None:
        return []
    made = queries.decisions(poll.id)
    found = {section["id"]: section for section in result["sections"]}
    return [
        _section(one, found[one.contest_id], made.get(one.id))
        for one in queries.sections(poll.id)
        if one.contest_id in found
    ]


def _section(
    section: AwardSection, result: Mapping[str, Any], made: AwardDecision | None
) -> SectionHonours:
    told = {row["id"]: row for row in result["nominees"]}
    ways = dict.fromkeys(result["winners"], How.VOTES) | _decided(section, made)
    rows = queries.ballot_rows(section)
    honoured = [
        Honoured(row.nominee, _of(told, row, "name"), _of(told, row, "note"), ways[key])
        for row in rows
        if (key := row.nominee.option_id) in ways
    ]
    return SectionHonours(section, honoured, _undecided(section, result, made))


def _of(told: Mapping[str, Any], row: queries.Row, key: str) -> str:
    """Return what the signed result says of a nominee."""
    return str(told[row.nominee.option_id][key])


def _decided(section: AwardSection, made: AwardDecision | None) -> dict[str, How]:
    """Return whom a decision or a run-off honoured, by their keys on this ballot."""
    if made is None or made.step == Step.LEAVE_VACANT:
        return {}
    if made.step == Step.DECISION:
        return dict.fromkeys(made.chosen_keys, How.DECISION)
    mine = {_first_of(one): one.option_id for one in queries.nominees(section.id)}
    return {
        mine[_first_of(one.nominee)]: How.RUNOFF if one.how is How.VOTES else one.how
        for later in _later(section, made)
        for one in later.all
    }


def _first_of(one: AwardNominee) -> int:
    return one.follows_id or one.id


def _later(section: AwardSection, made: AwardDecision | None) -> Iterator[SectionHonours]:
    """Yield the same section in the run-off that followed, if that is declared."""
    following = queries.next_poll(made)
    if following is not None:
        yield from (one for one in honours(following) if one.section.follows_id == section.id)


def _undecided(
    section: AwardSection, result: Mapping[str, Any], made: AwardDecision | None
) -> Sequence[str]:
    """Return the names of those who are still equal."""
    if result["tied"] is None:
        return ()
    if made is not None and made.step != Step.RUNOFF:
        return ()
    later = list(_later(section, made))
    if later:
        return [name for one in later for name in one.undecided]
    names = {row["id"]: row["name"] for row in result["nominees"]}
    return [names[key] for key in result["tied"]["between"]]


def listed(several: Iterable[SectionHonours]) -> list[dict[str, Any]]:
    """Return the list as it is posted: titles, names and what stands beside them."""
    return [
        {
            "title": one.section.title,
            "names": [{"name": each.name, "line": each.line} for each in one.kept],
        }
        for one in several
    ]


def persons(several: Iterable[SectionHonours]) -> frozenset[int]:
    """Return the persons on the list."""
    return frozenset(
        each.nominee.person_id
        for one in several
        for each in one.kept
        if each.nominee.person_id is not None
    )
