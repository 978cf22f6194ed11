"""What became of the documents: carried or lost, and whether the text is still the one voted on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from voting.ballots import canonical
from voting.congress.models import Meeting
from voting.db import db
from voting.polls.models import Outcome, Poll
from voting.polls.rules import DECLARED
from voting.resolutions import queries
from voting.resolutions.checks import text_findings
from voting.resolutions.models import ResolutionItem, TextVersion
from voting.resolutions.rules import Finding


@dataclass(frozen=True, slots=True)
class Fate:
    """One document after its vote: the line of the result, and the text as it stands now."""

    item: ResolutionItem
    line: Mapping[str, Any]
    text_now: TextVersion | None
    follower_url: str | None
    """Where the later vote is that takes it up again, if there is one."""

    @property
    def carried(self) -> bool:
        """Whether it was carried."""
        return bool(self.line["carried"])

    @property
    def findings(self) -> list[Finding]:
        """What is to be said of the text: changed since it was carried, or nothing."""
        if not self.carried or self.text_now is None:
            return []
        return text_findings(self.item.title, voted=self.line["sha256"], now=self.text_now.sha256)

    @property
    def needs_new_vote(self) -> bool:
        """Whether the text as it stands was never carried."""
        return bool(self.findings)


def fates(poll: Poll, result: Mapping[str, Any]) -> list[Fate]:
    """Return what became of each document of a counted vote, in the order of the ballot."""
    lines = {line["id"]: line for line in result.get("items", ())}
    return [
        Fate(item, lines[item.option_id], item.text_now, follower_url(item.id))
        for item in queries.items(poll.id)
        if item.option_id in lines
    ]


def follower_url(item_id: int) -> str | None:
    """Return the address of the vote that takes an item up again, in whatever meeting."""
    found = queries.follower(item_id)
    if found is None:
        return None
    poll = db.session.get_one(Poll, found.poll_id)
    return f"/meetings/{poll.meeting_id}/polls/{poll.id}"


def lost_texts(congress_id: int) -> dict[str, str]:
    """Return the digests of texts that a meeting of this congress voted down, with the vote."""
    return {
        line["sha256"]: poll.title
        for poll, result in _declared(congress_id)
        for line in result["items"]
        if not line["carried"]
    }


def _declared(congress_id: int) -> Iterator[tuple[Poll, dict[str, Any]]]:
    wanted = (
        select(Poll, Outcome)
        .join(Outcome, Outcome.poll_id == Poll.id)
        .join(Meeting, Meeting.id == Poll.meeting_id)
        .where(
            Meeting.congress_id == congress_id,
            Poll.kind == queries.KIND,
            Poll.state.in_([state.value for state in DECLARED]),
        )
        .order_by(Poll.id)
    )
    for poll, outcome in db.session.execute(wanted):
        yield poll, canonical.parse(outcome.result)
