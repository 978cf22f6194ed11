"""Hearings on a document (听证)."""

from dataclasses import dataclass
from datetime import date

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject
from voting.polls.rules import State
from voting.resolutions.models import Hearing
from voting.resolutions.service.locks import locked_item


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFacts:
    """When and where a hearing was, who presided, how many came, what was said and concluded."""

    held_on: date
    place: str
    presided_by: str
    participants: int
    summary: str
    conclusion: str


def record_hearing(poll_id: int, item_id: int, facts: HearingFacts, actor: str) -> Hearing:
    """Record a hearing that was held on a document."""
    if facts.held_on > clock.today():
        raise WrongInput(_("听证的日期还没有到，请在听证以后登记。"))
    with unit_of_work() as session:
        poll, item = locked_item(session, poll_id, item_id)
        if poll.state != State.DRAFT:
            raise NotReady(_("选票已经封存，不能再登记听证。"))
        made = Hearing(
            item_id=item.id,
            held_on=facts.held_on,
            place=facts.place,
            presided_by=facts.presided_by,
            participants=facts.participants,
            summary=facts.summary,
            conclusion=facts.conclusion,
            recorded_at=clock.now(),
            recorded_by=actor,
        )
        session.add(made)
        session.flush()
        audit.record(
            actor,
            Event.HEARING_RECORDED,
            subject(poll),
            title=item.title,
            on=facts.held_on.isoformat(),
            place=facts.place,
            present=facts.participants,
        )
    return made
