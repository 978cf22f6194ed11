"""Rows a use case decides on, read anew and locked; and how the log names them."""

from sqlalchemy.orm import Session, joinedload

from voting.congress.models import AgendaItem, Congress, Meeting
from voting.errors import NotFound
from voting.i18n import _
from voting.people.models import Person


def locked_congress(session: Session, congress_id: int) -> Congress:
    """Return a congress, locked until the use case ends."""
    congress = session.get(Congress, congress_id, with_for_update=True)
    if congress is None:
        raise NotFound(_("没有这届大会，可能地址有误。"))
    return congress


def locked_meeting(session: Session, meeting_id: int) -> Meeting:
    """Return a meeting, locked until the use case ends."""
    meeting = session.get(Meeting, meeting_id, with_for_update={"of": Meeting})
    if meeting is None:
        raise NotFound(_("没有这次会议，可能地址有误。"))
    return meeting


def item_of(session: Session, meeting_id: int, item_id: int) -> AgendaItem:
    """Return an item of a meeting's agenda, locked until the use case ends."""
    item = session.get(AgendaItem, item_id, with_for_update=True)
    if item is None or item.meeting_id != meeting_id:
        raise NotFound(_("没有这项议程，可能已被删除。请刷新页面。"))
    return item


def known_person(session: Session, person_id: int) -> Person:
    """Return a person of the roster."""
    person = session.get(Person, person_id, options=[joinedload(Person.unit)])
    if person is None:
        raise NotFound(_("花名册中没有这个人，请检查工号。"))
    return person


def congress_subject(congress: Congress) -> str:
    """Name a congress for the log."""
    return f"congress:{congress.id} {congress.name}"


def subject(meeting: Meeting) -> str:
    """Name a meeting for the log."""
    return f"meeting:{meeting.id} {meeting.name}"
