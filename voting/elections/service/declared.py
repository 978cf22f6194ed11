"""A declared result that left something open, locked for the one act that settles it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from voting import clock
from voting.ballots import canonical
from voting.elections import queries
from voting.elections.models import Decision, Election
from voting.elections.rules import Next, Step
from voting.errors import IllegalStep, NotReady
from voting.i18n import _
from voting.polls.lifecycle import locked
from voting.polls.models import Outcome, Poll
from voting.polls.rules import DECLARED, State


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared result nobody has acted on yet."""

    session: Session
    poll: Poll
    election: Election
    result: dict[str, Any]

    def decide(self, step: Step, actor: str, **facts: Any) -> Decision:
        """Record what was decided."""
        made = Decision(
            poll_id=self.poll.id, step=step.value, decided_by=actor, at=clock.now(), **facts
        )
        self.session.add(made)
        self.session.flush()
        return made


def declared_result(session: Session, poll_id: int, step: Next) -> Declared:
    """Lock a poll and return its declared result, if this step follows from it and is left."""
    poll = locked(session, poll_id)
    if poll.state not in DECLARED:
        raise NotReady(_("主持人宣布结果后，才能办理后续事项。"))
    outcome = session.get_one(Outcome, poll_id)
    result = canonical.parse(outcome.result)
    if step.value not in result["next"]:
        raise NotReady(_("按这次选举的结果和规则，不能这样办理。"))
    _refuse_decided(session, poll_id)
    return Declared(session, poll, queries.election(poll_id), result)


def _refuse_decided(session: Session, poll_id: int) -> None:
    made = session.get(Decision, poll_id, populate_existing=True)
    if made is None:
        return
    following = session.get(Poll, made.next_poll_id) if made.next_poll_id else None
    if following is None or following.state != State.ANNULLED:
        raise IllegalStep(_("这次选举的后续事项已经办理过，请刷新页面查看。"))
    # An annulled ballot settled nothing: the question is open again.
    session.delete(made)
    session.flush()
