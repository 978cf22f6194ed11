"""What participants say of a document before the vote (预审意见), and the answers."""

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import queries as congress
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import locked, subject
from voting.polls.models import Poll
from voting.polls.rules import State
from voting.resolutions import queries
from voting.resolutions.models import ItemComment
from voting.resolutions.service.locks import standing_item

MOST_COMMENT = 2000
_BEFORE_THE_VOTE = frozenset({State.DRAFT, State.SEALED})


def make_comment(poll_id: int, item_id: int, person_id: int, body: str, actor: str) -> ItemComment:
    """Say something of a document; whoever takes part in the meeting may, with a vote or not."""
    if not body.strip():
        raise WrongInput(_("请填写意见内容。"))
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        _refuse_late(poll)
        congress.participant(poll.meeting_id, person_id)
        item = standing_item(session, poll_id, item_id)
        if item.text_now is None:
            raise NotReady(_("这项议题还没有文本，发布后再提意见。"))
        made = ItemComment(
            item_id=item.id,
            person_id=person_id,
            version_number=item.text_now.number,
            body=body.strip()[:MOST_COMMENT],
            at=clock.now(),
        )
        session.add(made)
        session.flush()
        audit.record(actor, Event.COMMENT_MADE, subject(poll), title=item.title, number=made.id)
    return made


def withdraw_comment(
    poll_id: int, item_id: int, comment_id: int, person_id: int, actor: str
) -> None:
    """Take one's own comment back, as long as nobody has answered it."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        item = standing_item(session, poll_id, item_id)
        found = queries.comment(item_id, comment_id)
        if found.person_id != person_id:
            raise NotAllowed(_("只能撤回自己的意见。"))
        if found.reply is not None or found.withdrawn_at is not None:
            raise IllegalStep(_("这条意见已经答复或撤回，不能再撤回。"))
        found.withdrawn_at = clock.now()
        audit.record(
            actor, Event.COMMENT_WITHDRAWN, subject(poll), title=item.title, number=found.id
        )


def reply(poll_id: int, item_id: int, comment_id: int, body: str, actor: str) -> ItemComment:
    """Answer a comment; an answer may be corrected, and the log keeps that it was."""
    if not body.strip():
        raise WrongInput(_("请填写答复内容。"))
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state == State.ANNULLED:
            raise NotReady(_("这项表决已作废，不能再答复意见。"))
        item = standing_item(session, poll_id, item_id)
        found = queries.comment(item_id, comment_id)
        if found.withdrawn_at is not None:
            raise IllegalStep(_("这条意见已由本人撤回，不必答复。"))
        act = "added" if found.reply is None else "changed"
        found.reply, found.replied_by, found.replied_at = body.strip(), actor, clock.now()
        audit.record(
            actor,
            Event.COMMENT_ANSWERED,
            subject(poll),
            act=act,
            title=item.title,
            number=found.id,
        )
    return found


def _refuse_late(poll: Poll) -> None:
    if poll.state not in _BEFORE_THE_VOTE:
        raise NotReady(_("表决已经开始，不能再提预审意见。请在会上发言。"))
