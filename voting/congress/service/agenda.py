"""The agenda of a meeting and its documents."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress.models import AgendaItem, Document, Meeting
from voting.congress.rules import ItemClass
from voting.congress.service.locks import item_of, locked_meeting, subject
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotFound
from voting.i18n import _
from voting.web.uploads import Upload


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is said of an item of the agenda."""

    title: str
    item_class: ItemClass
    note: str = ""


def add_agenda_item(meeting_id: int, facts: ItemFacts, actor: str) -> AgendaItem:
    """Put an item at the end of the agenda."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        last = select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting_id)
        item = AgendaItem(
            meeting_id=meeting_id,
            position=(session.execute(last).scalar() or 0) + 1,
            title=facts.title,
            item_class=facts.item_class.value,
            note=facts.note,
        )
        session.add(item)
        session.flush()
        _log(actor, meeting, item, "added")
    return item


def change_agenda_item(meeting_id: int, item_id: int, facts: ItemFacts, actor: str) -> AgendaItem:
    """Change what is said of an item."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        item = item_of(session, meeting_id, item_id)
        item.title, item.item_class, item.note = facts.title, facts.item_class.value, facts.note
        _log(actor, meeting, item, "changed")
    return item


def move_agenda_item(meeting_id: int, item_id: int, steps: int, actor: str) -> None:
    """Move an item up (negative) or down; at either end it stays."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        item = item_of(session, meeting_id, item_id)
        items = _items(session, meeting_id)
        place = items.index(item)
        items.insert(min(max(place + steps, 0), len(items) - 1), items.pop(place))
        for position, each in enumerate(items, start=1):
            each.position = position
        _log(actor, meeting, item, "moved")


def _items(session: Session, meeting_id: int) -> list[AgendaItem]:
    ordered = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return list(session.execute(ordered).scalars())


def mark_agenda_item(meeting_id: int, item_id: int, actor: str, *, done: bool) -> AgendaItem:
    """Say that the meeting has dealt with an item, or that it has not after all."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        item = item_of(session, meeting_id, item_id)
        item.done = done
        _log(actor, meeting, item, "done" if done else "reopened")
    return item


def remove_agenda_item(meeting_id: int, item_id: int, actor: str) -> None:
    """Take an item off the agenda; its documents must have been removed before."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        item = item_of(session, meeting_id, item_id)
        if item.documents:
            raise IllegalStep(_("这项议程还附有文件，请先逐一移除文件，再删除议程。"))
        _log(actor, meeting, item, "removed")
        session.delete(item)


def add_document(meeting_id: int, item_id: int, title: str, upload: Upload, actor: str) -> Document:
    """Attach a kept file to an item; delegates can read it from now on."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        item = item_of(session, meeting_id, item_id)
        document = Document(
            agenda_item_id=item.id,
            title=title or upload.name.rpartition(".")[0],
            file_name=upload.name,
            sha256=upload.sha256,
            size=upload.size,
            mime=upload.mime,
            uploaded_at=clock.now(),
        )
        session.add(document)
        session.flush()
        audit.record(
            actor,
            Event.DOCUMENT_ADDED,
            subject(meeting),
            item=item.title,
            title=document.title,
            sha256=document.sha256,
        )
    return document


def remove_document(meeting_id: int, document_id: int, actor: str) -> None:
    """Take a document back; the log keeps its digest."""
    with unit_of_work() as session:
        meeting = locked_meeting(session, meeting_id)
        document = session.get(Document, document_id)
        if document is None:
            raise NotFound(_("没有这份文件，可能已被移除。请刷新页面。"))
        item_of(session, meeting_id, document.agenda_item_id)
        audit.record(
            actor,
            Event.DOCUMENT_REMOVED,
            subject(meeting),
            title=document.title,
            sha256=document.sha256,
        )
        session.delete(document)


def _log(actor: str, meeting: Meeting, item: AgendaItem, act: str) -> None:
    audit.record(
        actor,
        Event.AGENDA_CHANGED,
        subject(meeting),
        act=act,
        title=item.title,
        item_class=item.item_class,
    )
