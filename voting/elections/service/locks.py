"""What every change of a draft begins with: the poll locked, as it was read, and its set-up."""

from sqlalchemy.orm import Session

from voting.elections.models import Candidate, Election
from voting.errors import NotFound
from voting.i18n import _
from voting.polls.lifecycle import touch
from voting.polls.models import Poll


def locked_draft(session: Session, poll_id: int, version: int) -> tuple[Poll, Election]:
    """Lock a draft that nobody changed since it was read; one without a set-up is refused."""
    poll = touch(session, poll_id, version)
    found = session.get(Election, poll_id, populate_existing=True)
    if found is None:
        raise NotFound(_("这项选举还没有设置名额和规则，请先完成设置。"))
    return poll, found


def locked_candidate(session: Session, poll_id: int, candidate_id: int) -> Candidate:
    """Return a candidate of a draft that is locked already."""
    found = session.get(Candidate, candidate_id, populate_existing=True)
    if found is None or found.poll_id != poll_id or not found.stands:
        raise NotFound(_("没有这名候选人，可能已被移除。请返回候选人名单。"))
    return found
