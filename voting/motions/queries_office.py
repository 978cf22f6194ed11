"""What the office of the motions reads: its queues, its list with filters, and similar motions.

Lists are narrow: no long text is read, and who leads and who moved is asked for the rows shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select

from voting import clock
from voting.db import db
from voting.mail.models import OutgoingMail
from voting.mail.rules import State as MailState
from voting.mail.service import is_listed
from voting.motions.deadlines import overdue_days, workdays_after
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion, Mover
from voting.motions.office import Reach
from voting.motions.queries.lists import handled_by
from voting.motions.queues import QUEUES, Days, Queue, promised_on
from voting.motions.rules import AssignmentState, Kind, State
from voting.motions.settings import settings_of
from voting.people.models import Person, Unit
from voting.workdays.queries import work_calendar

FIRST_FEW = 5
"""So many of each queue are on the home page; its list has all."""
PAGE_SIZES = (50, 200)
_UNCONFIRMED = timedelta(minutes=10)
_GONE = (AssignmentState.DECLINED.value, AssignmentState.MOVED.value)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One motion in a list of the office; ``day`` is the last day of what it waits for."""

    id: int
    kind: Kind
    state: State
    number: str | None
    title: str
    category: str
    delegation: str
    congress_id: int
    version: int
    late: bool
    appealed: bool
    submitted_at: datetime | None
    due_on: date | None
    day: date | None = None
    lead: str = ""
    mover: str = ""

    @property
    def overdue(self) -> int:
        """By how many days it is late; 0 where it is not, or waits for no day."""
        return overdue_days(self.day, clock.today()) if self.day else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of the office is asked for."""

    queue: Queue | None = None
    congress_id: int | None = None
    kind: Kind | None = None
    state: State | None = None
    category: str = ""
    delegation: str = ""
    unit_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class OfficePage:
    """One page of the list, counted from 1."""

    rows: Sequence[OfficeRow]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; one where nothing is found."""
        return max(-(-self.total // self.size), 1)


@dataclass(frozen=True, slots=True)
class Slice:
    """Which of the motions found are wanted: from where (0: the first), and how many."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Section:
    """A queue on the home page: how many, and the first few."""

    queue: Queue
    total: int
    rows: Sequence[OfficeRow]


def sections(reach: Reach) -> list[Section]:
    """Return every queue that is not empty, the most urgent first."""
    days = Days.now()
    found = []
    for queue in Queue:
        total = _count(_conditions(reach, Wanted(queue), days))
        if total:
            rows = _found(reach, Wanted(queue), days, Slice(0, FIRST_FEW))
            found.append(Section(queue, total, rows))
    return found


def numbers(reach: Reach) -> dict[State, int]:
    """Count the motions of the office by state."""
    counted = select(Motion.state, func.count()).where(reach.scope()).group_by(Motion.state)
    return {State(state): number for state, number in db.session.execute(counted)}


def urgent_number(reach: Reach) -> int:
    """Count what is late: replies that are overdue."""
    return _count(_conditions(reach, Wanted(Queue.OVERDUE), Days.now()))


def office_page(reach: Reach, wanted: Wanted, page: int, size: int) -> OfficePage:
    """Return one page of the list; a page beyond the last is the last."""
    days = Days.now()
    total = _count(_conditions(reach, wanted, days))
    here = OfficePage((), total, 1, size)
    number = min(max(page, 1), here.pages)
    rows = _found(reach, wanted, days, Slice((number - 1) * size, size))
    return replace(here, rows=rows, page=number)


def rows_of(reach: Reach, motion_ids: Iterable[int]) -> list[OfficeRow]:
    """Return the rows of some motions, as far as they are the office's to see, in this order."""
    wanted = list(motion_ids)
    found = {row.id: row for row in _rows(_narrow().where(reach.scope(), Motion.id.in_(wanted)))}
    return _dressed([found[each] for each in wanted if each in found])


# --- How the rows are found --------------------------------------------------------------------


def _conditions(reach: Reach, wanted: Wanted, days: Days) -> list[ColumnElement[bool]]:
    waiting = QUEUES.get(wanted.queue) if wanted.queue else None
    equal = (
        (Motion.congress_id, wanted.congress_id),
        (Motion.kind, wanted.kind),
        (Motion.state, wanted.state),
        (Motion.category, wanted.category or None),
        (Motion.delegation, wanted.delegation or None),
    )
    found = [reach.scope(waiting.states if waiting else None)]
    found += waiting.holds(reach, days) if waiting else ()
    found += [column == value for column, value in equal if value is not None]
    if wanted.unit_id is not None:
        found.append(handled_by(wanted.unit_id))
    return found + [_named(word) for word in wanted.words.split()]


def _named(word: str) -> ColumnElement[bool]:
    return or_(
        Motion.title.contains(word, autoescape=True), Motion.number.contains(word, autoescape=True)
    )


def _count(conditions: Sequence[ColumnElement[bool]]) -> int:
    return db.session.execute(
        select(func.count()).select_from(Motion).where(*conditions)
    ).scalar_one()


def _narrow(queue: Queue | None = None) -> Select[*tuple[Any, ...]]:
    promised = promised_on() if queue is Queue.PROMISES else literal(None)
    return select(
        Motion.id,
        Motion.kind,
        Motion.state,
        Motion.number,
        Motion.title,
        Motion.category,
        Motion.delegation,
        Motion.congress_id,
        Motion.version,
        Motion.late,
        Motion.appealed,
        Motion.submitted_at,
        Motion.due_on,
        promised,
    )


def _found(reach: Reach, wanted: Wanted, days: Days, page: Slice) -> list[OfficeRow]:
    """Return one slice of what is wanted, in its order.

    Which motions they are is found without their rows, by the indexes; the rows follow.
    """
    order = QUEUES[wanted.queue].first() if wanted.queue else (Motion.id,)
    asked = select(Motion.id).where(*_conditions(reach, wanted, days)).order_by(*order)
    ids = list(db.session.execute(asked.offset(page.start).limit(page.size)).scalars())
    rows = {row.id: row for row in _rows(_narrow(wanted.queue).where(Motion.id.in_(ids)))}
    return _dressed([rows[each] for each in ids if each in rows])


def _rows(asked: Select[*tuple[Any, ...]]) -> list[OfficeRow]:
    return [
        OfficeRow(id_, Kind(kind), State(state), *rest)
        for id_, kind, state, *rest in db.session.execute(asked)
    ]


def _dressed(rows: Sequence[OfficeRow]) -> list[OfficeRow]:
    """Return rows with who leads, who moved, and the last day of what they wait for."""
    ids = [row.id for row in rows]
    leads, movers, days = _leads(ids), _movers(ids), _ReviewDays()
    return [
        replace(
            row,
            lead=leads.get(row.id, ""),
            mover=movers.get(row.id, ""),
            day=row.day or days.day_of(row),
        )
        for row in rows
    ]


class _ReviewDays:
    """By when what is shown must be reviewed, or replied to."""

    def __init__(self) -> None:
        self._calendar = work_calendar()
        self._allowed: dict[int, int] = {}

    def day_of(self, row: OfficeRow) -> date | None:
        """Return the last day of what is next: the reply, or the review; none where neither is."""
        if row.state is State.HANDLING:
            return row.due_on
        if row.state is not State.REVIEW or row.submitted_at is None:
            return None
        if row.congress_id not in self._allowed:
            self._allowed[row.congress_id] = settings_of(row.congress_id).review_days
        since = clock.local(row.submitted_at).date()
        return workdays_after(since, self._allowed[row.congress_id], self._calendar)


def _leads(motion_ids: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(
        select(Assignment.motion_id, Unit.name)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Assignment.motion_id.in_(motion_ids),
            Assignment.leads.is_(True),
            Assignment.state.not_in(_GONE),
        )
        .order_by(Assignment.round, Assignment.id)
    )
    return {row.motion_id: row.name for row in rows}


def _movers(motion_ids: Sequence[int]) -> dict[int, str]:
    """Return the first of those who move each motion now."""
    rows = db.session.execute(
        select(Mover.motion_id, Person.name)
        .join(Person, Person.id == Mover.person_id)
        .where(Mover.motion_id.in_(motion_ids), Mover.left_on.is_(None))
        .order_by(Mover.motion_id, Mover.position.desc())
    )
    return {row.motion_id: row.name for row in rows}


def stuck_letters() -> int:
    """Count mail the server has not confirmed for a while, or refused for good."""
    return db.session.execute(
        select(func.count())
        .select_from(OutgoingMail)
        .where(
            OutgoingMail.state.in_([MailState.SENDING.value, MailState.FAILED.value]),
            OutgoingMail.not_before < clock.now() - _UNCONFIRMED,
            is_listed(),
        )
    ).scalar_one()
