"""Setting up an award: attendance, the days of the posting, what the meeting may read."""

from dataclasses import dataclass
from fractions import Fraction

from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards import queries
from voting.awards.service.locks import locked_draft
from voting.db import unit_of_work
from voting.errors import NotReady
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, create_poll, subject
from voting.polls.models import Poll
from voting.polls.rules import RollBody
from voting.workdays.rules import DayUnit


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """The attendance an award needs, and how long the list of the honoured is posted."""

    quorum: Fraction = Fraction(2, 3)
    publicity_days: int = 5
    publicity_unit: DayUnit = DayUnit.WORKDAYS


def create_award(
    meeting_id: int, title: str, actor: str, *, roll_body: RollBody = RollBody.EXPECTED
) -> Poll:
    """Create an award in one step: the poll and its set-up."""
    with unit_of_work() as session:
        poll = create_poll(meeting_id, PollFacts(queries.KIND, title, roll_body), actor)
        locked_draft(session, poll.id, poll.version)
    return poll


def set_up(poll_id: int, version: int, facts: SettingsFacts, actor: str) -> Poll:
    """Record the attendance and the days of the posting."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        found.quorum = str(facts.quorum)
        found.publicity_days = facts.publicity_days
        found.publicity_unit = facts.publicity_unit.value
        audit.record(
            actor,
            Event.POLL_CHANGED,
            subject(poll),
            changed=["quorum", "publicity_days"],
            rules=f"{facts.quorum}, {facts.publicity_days} {facts.publicity_unit.value}",
        )
    return poll


def present(poll_id: int, version: int, actor: str) -> Poll:
    """Let the meeting read about the nominees from now on, before the ballot is sealed."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        if not queries.standing(poll_id):
            raise NotReady(_("候选名单是空的，还不能向代表介绍。请先加入候选对象。"))
        found.presented = True
        audit.record(actor, Event.POLL_CHANGED, subject(poll), changed=["presented"])
    return poll
