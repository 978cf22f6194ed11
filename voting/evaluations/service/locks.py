"""What every change of a draft begins with: the poll locked, as it was read, and its set-up."""

from sqlalchemy.orm import Session

from voting.errors import NotFound, NotReady
from voting.evaluations.models import Evaluation, EvaluationSubject
from voting.i18n import _
from voting.polls.lifecycle import locked, touch
from voting.polls.models import Poll
from voting.polls.rules import State


def locked_draft(session: Session, poll_id: int, version: int) -> tuple[Poll, Evaluation]:
    """Lock a draft that nobody changed since it was read; one without a set-up is refused.

    From sealing on nothing of an evaluation changes: whoever votes must know what is asked, of
    whom, and who will see the answer.
    """
    poll = touch(session, poll_id, version)
    return poll, set_up_of(session, poll_id)


def before_opening(session: Session, poll_id: int) -> Poll:
    """Lock a poll whose voting has not begun: until then reports may come and go."""
    poll = locked(session, poll_id)
    if poll.state not in {State.DRAFT, State.SEALED}:
        raise NotReady(_("投票已经开始，述职报告不能再更换。"))
    return poll


def set_up_of(session: Session, poll_id: int) -> Evaluation:
    """Return the set-up of a poll as it stands now."""
    found = session.get(Evaluation, poll_id, populate_existing=True)
    if found is None:
        raise NotFound(_("这项测评还没有设置方案，请先选择一种测评。"))
    return found


def locked_subject(session: Session, poll_id: int, subject_id: int) -> EvaluationSubject:
    """Return a subject of a draft that is locked already."""
    found = session.get(EvaluationSubject, subject_id, populate_existing=True)
    if found is None or found.poll_id != poll_id:
        raise NotFound(_("没有这个测评对象，可能已被移除。请返回名单。"))
    return found
