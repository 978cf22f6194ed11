"""What a result leaves open, as the page that settles it shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from voting import clock
from voting.elections import queries
from voting.elections.deadlines import by_election_due, by_election_overdue
from voting.elections.models import Decision
from voting.elections.rules import Next, Round, Step
from voting.polls import counting
from voting.polls.models import Poll
from voting.polls.rules import DECLARED, State


@dataclass(frozen=True, slots=True)
class Named:
    """One of a result's persons: the key it goes by, and the name."""

    key: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What can be done about a poll's open seats, what was decided, and where it led."""

    declared: bool
    annulled: bool
    steps: tuple[Next, ...] = ()
    seats: int = 0
    vacant: int = 0
    eligible: int = 0
    elected: tuple[Named, ...] = ()
    tied: tuple[Named, ...] = ()
    may_name: bool = False
    """Whether the presidium may decide: a run-off ended in a tie again."""
    decision: Decision | None = None
    chosen: tuple[Named, ...] = ()
    due: date | None = None
    """By when a seat left vacant must be filled."""
    overdue: bool = False
    following: Poll | None = None


def prospect(poll: Poll) -> Prospect:
    """Return what a poll's result leaves open."""
    found = counting.result_of(poll.id)
    annulled = poll.state == State.ANNULLED
    if annulled or found is None:
        followers = queries.followers(poll) if annulled else []
        return Prospect(
            declared=False, annulled=annulled, following=followers[0] if followers else None
        )
    return _of_result(poll, found[0])


def _of_result(poll: Poll, result: Mapping[str, Any]) -> Prospect:
    names = {row["id"]: row["name"] for row in result["tally"]}

    def named(keys: Iterable[str]) -> tuple[Named, ...]:
        return tuple(Named(key, names.get(key, key)) for key in keys)

    runoff = result["runoff"] or {"seats": 0, "between": []}
    made = queries.decision(poll.id)
    since = clock.local(made.at).date() if made and made.step == Step.LEAVE_VACANT else None
    rules = queries.base_rules(queries.election(poll.id))
    return Prospect(
        declared=poll.state in DECLARED,
        annulled=False,
        steps=tuple(Next(step) for step in result["next"]),
        seats=runoff["seats"] or result["vacant"],
        vacant=result["vacant"],
        eligible=result["counts"]["eligible"],
        elected=named(result["elected"]),
        tied=named(runoff["between"]),
        may_name=bool(runoff["between"]) and queries.election(poll.id).round == Round.RUNOFF,
        decision=made,
        chosen=named(made.chosen_keys) if made else (),
        due=by_election_due(since, rules) if since else None,
        overdue=since is not None and by_election_overdue(since, clock.today(), rules),
        following=queries.next_poll(poll.id),
    )
