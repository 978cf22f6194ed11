"""What every change of a draft begins with: the poll locked, as it was read, and its set-up."""

from sqlalchemy.orm import Session

from voting.errors import NotFound
from voting.i18n import _
from voting.polls.lifecycle import locked, touch
from voting.polls.models import Poll
from voting.resolutions import queries
from voting.resolutions.models import Resolution, ResolutionItem


def locked_draft(session: Session, poll_id: int, version: int) -> tuple[Poll, Resolution]:
    """Lock a draft that nobody changed since it was read; one without a set-up is refused."""
    poll = touch(session, poll_id, version)
    found = session.get(Resolution, poll_id, populate_existing=True)
    if found is None:
        raise NotFound(_("这项表决还没有选定规则，请先完成设置。"))
    return poll, found


def locked_item(session: Session, poll_id: int, item_id: int) -> tuple[Poll, ResolutionItem]:
    """Lock the poll of an item, whatever its state, and return both as they are now."""
    poll = locked(session, poll_id)
    return poll, standing_item(session, poll_id, item_id)


def standing_item(session: Session, poll_id: int, item_id: int) -> ResolutionItem:
    """Return an item of a poll that is locked already; one that was withdrawn is refused."""
    session.expire_all()
    found = queries.item(poll_id, item_id)
    if not found.stands:
        raise NotFound(_("这项议题已经撤下。请返回议题列表。"))
    return found
