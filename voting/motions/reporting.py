"""The report on motions (提案工作报告) of a meeting or of a whole congress.

Three things are told apart: what was handed in as motions for it; what came from earlier meetings
and is still open (it stays open and returns in every report until it is done); and what came by
another door, as a suggestion or an improvement from the beginning.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from voting import clock
from voting.congress import queries as congress
from voting.congress.models import Congress, Meeting
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.deadlines import overdue_days
from voting.motions.models import Motion
from voting.motions.register_models import RegisterEntry
from voting.motions.reporting_rows import rows_of, units_of
from voting.motions.rules import KIND_LABELS, OPEN_STATES, STATE_LABELS, Kind, State
from voting.motions.statistics import Rate, Report, report

_NOT_SENT = (State.DRAFT.value, State.SECONDING.value)
_OTHER_DOORS = (Kind.SUGGESTION, Kind.IMPROVEMENT, Kind.SITUATION)


@dataclass(frozen=True, slots=True)
class Item:
    """One motion that is not done yet; ``overdue`` in days, ``carried`` from an earlier meeting."""

    motion_id: int
    number: str
    title: str
    kind: Kind
    state: State
    unit: str
    meeting: str
    since: date
    due_on: date | None
    replied: bool
    overdue: int
    carried: bool

    @property
    def state_label(self) -> str:
        """What the state is called."""
        return str(STATE_LABELS[self.state])


@dataclass(frozen=True, slots=True)
class Other:
    """What came by another door: how many of a kind, and how many of them were answered."""

    kind: Kind
    replied: Rate

    @property
    def label(self) -> str:
        """What the kind is called."""
        return str(KIND_LABELS[self.kind])


@dataclass(frozen=True, slots=True)
class Reporting:
    """A whole report; ``open_items`` have those without a reply first, the oldest first."""

    congress: Congress
    meeting: Meeting | None
    day: date
    report: Report
    carried: Report
    others: tuple[Other, ...]
    open_items: tuple[Item, ...]

    @property
    def about(self) -> str:
        """Of which meeting or congress it reports."""
        return self.meeting.name if self.meeting else self.congress.name

    def for_eyes_of(self, states: Collection[State]) -> "Reporting":
        """Return the same figures with the titles of motions in these states alone."""
        told = tuple(item for item in self.open_items if item.state in states)
        return replace(self, open_items=told)


def report_of(congress_id: int, meeting_id: int | None = None) -> Reporting:
    """Return the report of a congress, or of one of its meetings, as of today."""
    term = congress.congress(congress_id)
    held = congress.meeting(meeting_id) if meeting_id is not None else None
    if held is not None and held.congress_id != congress_id:
        raise NotFound(_("这次会议不属于本届大会，请重新选择。"))
    today = clock.today()
    own = Motion.meeting_id == held.id if held else Motion.congress_id == term.id
    before = _earlier(term, held)
    handed_in = and_(own, _as_motions())
    carried = and_(before, _as_motions(), Motion.state.in_(OPEN_STATES))
    return Reporting(
        congress=term,
        meeting=held,
        day=today,
        report=report(rows_of(handed_in, today)),
        carried=report(rows_of(carried, today)),
        others=_others(own),
        open_items=tuple(
            sorted(
                [*_open(handed_in, today, carried=False), *_open(carried, today, carried=True)],
                key=lambda item: (item.replied, item.since, item.motion_id),
            )
        ),
    )


def _as_motions() -> ColumnElement[bool]:
    """Tell what was handed in as a motion, whatever became of it; drafts are nobody's business."""
    moved = or_(
        Motion.kind == Kind.MOTION.value,
        and_(
            Motion.kind == Kind.SUGGESTION.value,
            or_(Motion.converted.is_(True), Motion.late.is_(True)),
        ),
    )
    return and_(moved, Motion.state.not_in(_NOT_SENT))


def _earlier(term: Congress, held: Meeting | None) -> ColumnElement[bool]:
    """Tell what was moved for an earlier meeting of the same assembly, of this term or another."""
    same = and_(Congress.organisation == term.organisation, Congress.assembly == term.assembly)
    if held is None:
        terms = select(Congress.id).where(same, Congress.ordinal < term.ordinal)
        return Motion.congress_id.in_(terms)
    meetings = (
        select(Meeting.id)
        .join(Congress, Congress.id == Meeting.congress_id)
        .where(
            same,
            or_(
                Congress.ordinal < term.ordinal,
                and_(Congress.id == term.id, Meeting.ordinal < held.ordinal),
            ),
        )
    )
    return Motion.meeting_id.in_(meetings)


def _others(own: ColumnElement[bool]) -> tuple[Other, ...]:
    """Count what came by another door, and how much of it was answered."""
    answered = Motion.replied_at.is_not(None)
    asked = (
        select(Motion.kind, func.count(), func.count().filter(answered))
        .where(
            own,
            not_(_as_motions()),
            Motion.kind.in_([kind.value for kind in _OTHER_DOORS]),
            Motion.state.not_in((*_NOT_SENT, State.MERGED.value, State.WITHDRAWN.value)),
        )
        .group_by(Motion.kind)
    )
    found = {
        Kind(kind): Rate(replied, number) for kind, number, replied in db.session.execute(asked)
    }
    return tuple(Other(kind, found[kind]) for kind in _OTHER_DOORS if kind in found)


def _open(where: ColumnElement[bool], today: date, *, carried: bool) -> list[Item]:
    still = and_(where, Motion.state.in_(OPEN_STATES))
    units = units_of(still)
    asked = (
        select(
            Motion.id,
            Motion.number,
            Motion.title,
            Motion.kind,
            Motion.state,
            func.coalesce(RegisterEntry.unit, ""),
            Motion.submitted_at,
            Motion.created_at,
            Motion.due_on,
            Motion.replied_at,
            Meeting.ordinal,
            Congress.ordinal,
        )
        .outerjoin(RegisterEntry, RegisterEntry.motion_id == Motion.id)
        .outerjoin(Meeting, Meeting.id == Motion.meeting_id)
        .join(Congress, Congress.id == Motion.congress_id)
        .where(still)
    )
    return [_item(row, units, today, carried=carried) for row in db.session.execute(asked)]


def _item(row: Sequence[Any], units: Mapping[int, str], today: date, *, carried: bool) -> Item:
    motion_id, number, title, kind, state, unit, sent, made, due_on, replied_at, *where = row
    waiting = state == State.HANDLING and due_on is not None
    since: datetime = sent or made
    return Item(
        motion_id=motion_id,
        number=number or "",
        title=title,
        kind=Kind(kind),
        state=State(state),
        unit=units.get(motion_id) or unit,
        meeting=_short(*where),
        since=clock.local(since).date(),
        due_on=due_on,
        replied=replied_at is not None and state != State.HANDLING,
        overdue=overdue_days(due_on, today) if waiting else 0,
        carried=carried,
    )


def _short(meeting: int | None, term: int) -> str:
    return f"{term}-{meeting}" if meeting is not None else str(term)


def document(found: Reporting) -> dict[str, Any]:
    """Return a report as JSON: every rate with its two numbers."""
    return {
        "congress": found.congress.name,
        "meeting": found.meeting.name if found.meeting else None,
        "day": found.day.isoformat(),
        "report": _figures(found.report),
        "carried": _figures(found.carried),
        "others": {other.kind.value: other.replied.document() for other in found.others},
        "open": [_item_document(item) for item in found.open_items],
    }


def _item_document(item: Item) -> dict[str, Any]:
    said = asdict(item)
    said["since"] = item.since.isoformat()
    said["due_on"] = item.due_on.isoformat() if item.due_on else None
    return said


def _figures(value: Any) -> Any:
    """Write figures as JSON needs them; keys of tables are the words of the rules."""
    if isinstance(value, Rate):
        return value.document()
    if isinstance(value, Mapping):
        return {str(key): _figures(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_figures(each) for each in value]
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None:
        return {name: _figures(getattr(value, name)) for name in fields}
    return value
