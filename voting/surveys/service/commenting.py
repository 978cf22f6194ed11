"""Comments: one person decides how each is printed, another has to consent."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit
from voting.i18n import _
from voting.surveys.models import Comment, Survey
from voting.surveys.rules import CommentState, State
from voting.surveys.service.drafts import locked, subject


def propose(
    survey_id: int, question: str, position: int, version: int, printed: str, who: Principal
) -> None:
    """Say how a comment would be printed; empty: it is left out."""
    with unit_of_work() as session:
        found, comment = _locked(session, survey_id, question, position, version)
        comment.printed, comment.reviewer_id = printed.strip(), who.account_id
        comment.state, comment.consenter_id = CommentState.PROPOSED.value, None
        comment.version += 1
        audit.record(
            who.actor,
            Event.SURVEY_COMMENT_REVIEWED,
            subject(found),
            changed=comment.printed != comment.text,
        )


def propose_as_written(survey_id: int, question: str, who: Principal) -> int:
    """Say that all comments on one question that still wait may be printed as they are."""
    with unit_of_work() as session:
        found = _demand_counted(locked(session, survey_id))
        waiting = [
            each
            for each in _of_question(session, survey_id, question)
            if each.state == CommentState.WAITING
        ]
        for each in waiting:
            each.printed, each.reviewer_id = each.text, who.account_id
            each.state = CommentState.PROPOSED.value
            each.version += 1
        if not waiting:
            raise NotReady(_("这一题没有待审读的意见，请刷新页面。"))
        audit.record(who.actor, Event.SURVEY_COMMENT_REVIEWED, subject(found), number=len(waiting))
    return len(waiting)


def consent(survey_id: int, question: str, position: int, version: int, who: Principal) -> None:
    """Agree with how another person would print a comment."""
    with unit_of_work() as session:
        found, comment = _locked(session, survey_id, question, position, version)
        _agree(comment, who)
        audit.record(who.actor, Event.SURVEY_COMMENT_AGREED, subject(found), number=1)


def versions(comments: Sequence[Comment]) -> int:
    """Return a number that grows with every change of any of these comments."""
    return sum(each.version for each in comments)


def consent_all(survey_id: int, question: str, who: Principal, seen: int | None = None) -> int:
    """Agree with how others would print all comments on one question.

    ``seen``: the :func:`versions` on the page; nobody agrees with a text changed since.
    """
    with unit_of_work() as session:
        found = _demand_counted(locked(session, survey_id))
        every = _of_question(session, survey_id, question)
        if seen is not None and seen != versions(every):
            raise StaleEdit(_("这一题的意见刚被别人修改过，您还没有同意。请刷新看过后再同意。"))
        proposed = [
            each
            for each in every
            if each.state == CommentState.PROPOSED and each.reviewer_id != who.account_id
        ]
        for each in proposed:
            _agree(each, who)
        if not proposed:
            raise NotReady(_("这一题没有别人提出、等您同意的意见。"))
        audit.record(who.actor, Event.SURVEY_COMMENT_AGREED, subject(found), number=len(proposed))
    return len(proposed)


def _agree(comment: Comment, who: Principal) -> None:
    if comment.state != CommentState.PROPOSED:
        raise NotReady(_("这条意见还没有人提出怎样公布，或已经同意过了。请刷新页面。"))
    if comment.reviewer_id == who.account_id:
        raise NotAllowed(_("审读和同意要由两个人完成。请换一位同意。"))
    comment.state, comment.consenter_id = CommentState.AGREED.value, who.account_id
    comment.version += 1


def _of_question(session: Session, survey_id: int, question: str) -> Sequence[Comment]:
    wanted = select(Comment).where(Comment.survey_id == survey_id, Comment.question == question)
    return session.execute(wanted.order_by(Comment.position)).scalars().all()


def _locked(
    session: Session, survey_id: int, question: str, position: int, version: int
) -> tuple[Survey, Comment]:
    found = _demand_counted(locked(session, survey_id))
    comment = session.get(Comment, (survey_id, question, position))
    if comment is None:
        raise NotFound(_("没有这条意见，请回到审读列表。"))
    if comment.version != version:
        raise StaleEdit(_("这条意见刚被别人处理过，您的修改没有保存。请刷新后再看。"))
    return found, comment


def _demand_counted(found: Survey) -> Survey:
    if found.state != State.COUNTED:
        raise NotReady(_("现在不是审读意见的时候：意见在统计以后、公布以前审读。"))
    return found
