"""The agenda of a meeting and its documents as pages read them."""

from sqlalchemy import select

from voting.congress.models import AgendaItem, Document
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _


def agenda(meeting_id: int) -> list[AgendaItem]:
    """Return a meeting's agenda in its order, with documents."""
    items = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return list(db.session.execute(items).scalars())


def agenda_item(meeting_id: int, item_id: int) -> AgendaItem:
    """Return an item of a meeting's agenda."""
    item = db.session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != meeting_id:
        raise NotFound(_("没有这项议程，可能已被删除。请刷新页面。"))
    return item


def document(meeting_id: int, document_id: int) -> Document:
    """Return a document of a meeting."""
    found = db.session.get(Document, document_id)
    if found is None:
        raise NotFound(_("没有这份文件，可能已被移除。请刷新页面。"))
    agenda_item(meeting_id, found.agenda_item_id)
    return found
