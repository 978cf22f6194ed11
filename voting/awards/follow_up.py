"""What a result leaves open, section by section, as the page that settles it shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.awards import queries
from voting.awards.models import AwardDecision, AwardSection
from voting.awards.rules import Next
from voting.polls import counting
from voting.polls.models import Poll
from voting.polls.rules import DECLARED, State


@dataclass(frozen=True, slots=True)
class Named:
    """One of a result's nominees: the key it goes by, and the name."""

    key: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSection:
    """One section that votes did not settle, and what was done about it."""

    section: AwardSection
    seats: int
    winners: Sequence[Named]
    tied: Sequence[Named]
    decision: AwardDecision | None
    chosen: Sequence[Named]
    following: Poll | None

    @property
    def settled(self) -> bool:
        """Whether something was done about it that counts."""
        if self.decision is None:
            return False
        return self.decision.next_poll_id is None or self.following is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What can be done about a poll's result as a whole."""

    declared: bool
    again: bool
    """Whether it must be held again: annulled, or invalid."""
    sections: Sequence[OpenSection] = ()
    following: Poll | None = None

    @property
    def tied(self) -> list[OpenSection]:
        """Sections with equal ones nobody has acted on."""
        return [one for one in self.sections if one.tied and not one.settled]


def prospect(poll: Poll) -> Prospect:
    """Return what a poll's result leaves open."""
    annulled = poll.state == State.ANNULLED
    found = None if annulled else counting.result_of(poll.id)
    result: Mapping[str, Any] = found[0] if found else {"next": [], "sections": []}
    again = annulled or Next.REBALLOT in result["next"]
    followers = queries.followers(poll) if again else []
    return Prospect(
        declared=poll.state in DECLARED,
        again=again,
        sections=[] if annulled else _open_sections(poll, result["sections"]),
        following=followers[0] if followers else None,
    )


def _open_sections(poll: Poll, results: Iterable[Mapping[str, Any]]) -> list[OpenSection]:
    by_id = {one.contest_id: one for one in queries.sections(poll.id)}
    made = queries.decisions(poll.id)
    return [
        _open(by_id[result["id"]], result, made.get(by_id[result["id"]].id))
        for result in results
        if result["next"]
    ]


def _open(
    section: AwardSection, result: Mapping[str, Any], made: AwardDecision | None
) -> OpenSection:
    names = {row["id"]: row["name"] for row in result["nominees"]}

    def named(keys: Iterable[str]) -> list[Named]:
        return [Named(key, names[key]) for key in keys]

    tied = result["tied"] or {"seats": 0, "between": []}
    return OpenSection(
        section=section,
        seats=tied["seats"] or result["vacant"],
        winners=named(result["winners"]),
        tied=named(tied["between"]),
        decision=made,
        chosen=named(made.chosen_keys) if made else [],
        following=queries.next_poll(made),
    )
