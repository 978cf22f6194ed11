"""A section of a declared result that left something open, locked for the act that settles it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from voting import clock
from voting.awards import queries
from voting.awards.models import AwardDecision, AwardSection
from voting.awards.rules import Next, Step
from voting.ballots import canonical
from voting.errors import IllegalStep, NotReady
from voting.i18n import _
from voting.polls.lifecycle import locked
from voting.polls.models import Outcome, Poll
from voting.polls.rules import DECLARED


@dataclass(frozen=True, slots=True)
class Open:
    """A section of a declared result nobody has acted on yet."""

    session: Session
    poll: Poll
    section: AwardSection
    result: dict[str, Any]

    def decide(self, step: Step, actor: str, **facts: Any) -> AwardDecision:
        """Record what was decided."""
        made = AwardDecision(
            section_id=self.section.id,
            step=step.value,
            recorded_by=actor,
            at=clock.now(),
            **facts,
        )
        self.session.add(made)
        self.session.flush()
        return made


def declared_poll(session: Session, poll_id: int) -> tuple[Poll, dict[str, Any]]:
    """Lock a poll and return it with its declared result."""
    poll = locked(session, poll_id)
    if poll.state not in DECLARED:
        raise NotReady(_("主持人宣布结果后，才能办理后续事项。"))
    outcome = session.get_one(Outcome, poll_id)
    return poll, canonical.parse(outcome.result)


def open_section(session: Session, poll_id: int, section_id: int, step: Next) -> Open:
    """Lock a poll and return one of its sections, if this step follows and is left."""
    poll, result = declared_poll(session, poll_id)
    section = queries.section(poll_id, section_id)
    found = next((one for one in result["sections"] if one["id"] == section.contest_id), None)
    if found is None or step.value not in found["next"]:
        raise NotReady(_("按这个奖项的结果，不能这样办理。"))
    made = session.get(AwardDecision, section_id, populate_existing=True)
    if made is not None:
        if made.next_poll_id is None or queries.next_poll(made) is not None:
            raise IllegalStep(_("这个奖项的后续事项已经办理过，请刷新页面查看。"))
        # An annulled ballot settled nothing: the question is open again.
        session.delete(made)
        session.flush()
    return Open(session, poll, section, found)
