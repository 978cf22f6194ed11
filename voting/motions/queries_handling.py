"""Everything the work page of one motion shows to those who handle it, sign or decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from voting import clock
from voting.access.principal import Principal
from voting.db import db
from voting.errors import NotAllowed, NotFound
from voting.i18n import _
from voting.motions.due import feedback_until
from voting.motions.handling_models import Assignment, HandlingRequest, MotionReply
from voting.motions.models import Motion, MotionFile
from voting.motions.queries import Reading, read, readable
from voting.motions.queries.seeing import OFFICES
from voting.motions.roles import seats_of
from voting.motions.rules import Act, AssignmentState, RequestState, Role, State
from voting.motions.service.replies import open_draft, seen
from voting.motions.settings import settings_of
from voting.people.models import Unit

SEES_DRAFTS = frozenset({Role.HANDLER, Role.CO_HANDLER, Role.HEAD, Role.LEADER, Role.SECRETARY})
_OPEN = frozenset({AssignmentState.OFFERED, AssignmentState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply that is not signed yet, its attachments, and what its reader has seen of it."""

    row: MotionReply
    files: Sequence[MotionFile]
    seen: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A department's request, and the departments it is about."""

    row: HandlingRequest
    unit: str
    to_unit: str

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided."""
        return self.row.state == RequestState.ASKED


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task of one of the reader's departments, and what may be done with it now."""

    row: Assignment
    open: bool
    may_accept: bool
    may_decline: bool
    may_opine: bool
    may_extend: bool
    may_transfer: bool


@dataclass(frozen=True, slots=True)
class Handling:
    """A motion being handled, as one of its handlers or officers works on it."""

    reading: Reading
    today: date
    tasks: Sequence[Assignment]
    """All departments of this round, those that handed it back or lost it included."""
    own: Sequence[OwnTask]
    draft: Draft | None
    requests: Sequence[Asked]
    waiting_co: Sequence[str]
    """Co-handlers whose opinion is missing."""
    co_needed: bool
    """Whether a reply must wait for them; else it needs a reason."""
    feedback_until: date | None

    @property
    def motion(self) -> Motion:
        """The motion."""
        return self.reading.motion

    def may(self, act: Act) -> bool:
        """Tell whether the table lets the reader do this now."""
        return act in self.reading.acts

    @property
    def may_close(self) -> bool:
        """Whether the feedback may be ended by hand: its last day is over."""
        over = self.feedback_until is not None and self.feedback_until < self.today
        return over and self.may(Act.CLOSE_UNRATED)

    @property
    def lead(self) -> Assignment | None:
        """The lead department's task, where there is one at work."""
        return next(
            (t for t in self.tasks if t.leads and t.state in _OPEN | {AssignmentState.REPLIED}),
            None,
        )


def demand_office(motion_id: int, who: Principal) -> Motion:
    """Return a motion to somebody who handles it or holds an office in it; refuse all others."""
    motion, roles = readable(motion_id, who)
    if roles.isdisjoint(OFFICES):
        raise NotAllowed(_("这里供承办部门和工会办理，请用承办人的账号登录；提案人请看提案页面。"))
    return motion


def handling(motion_id: int, who: Principal, today: date) -> Handling:
    """Return a motion as somebody works on it."""
    motion = demand_office(motion_id, who)
    reading = read(motion_id, who)
    tasks = _tasks(motion)
    requests = _requests(motion)
    return Handling(
        reading=reading,
        today=today,
        tasks=tasks,
        own=_own(reading, tasks, requests, who, today),
        draft=None if reading.roles.isdisjoint(SEES_DRAFTS) else draft_of(motion),
        requests=requests,
        waiting_co=[t.unit.name for t in tasks if not t.leads and t.state in _OPEN],
        co_needed=settings_of(motion.congress_id).co_replies_needed,
        feedback_until=feedback_until(motion) if motion.state == State.REPLIED else None,
    )


def _tasks(motion: Motion) -> list[Assignment]:
    of_round = select(Assignment).where(
        Assignment.motion_id == motion.id, Assignment.round == motion.round
    )
    return list(
        db.session.execute(of_round.order_by(Assignment.leads.desc(), Assignment.id)).scalars()
    )


def _own(
    reading: Reading,
    tasks: Sequence[Assignment],
    requests: Sequence[Asked],
    who: Principal,
    today: date,
) -> list[OwnTask]:
    if who.person_id is None or reading.roles.isdisjoint(
        {Role.HANDLER, Role.CO_HANDLER, Role.HEAD}
    ):
        return []
    units = {seat.unit_id for seat in seats_of(reading.motion.congress_id, who.person_id)}
    asked = {each.row.assignment_id for each in requests if each.waits}
    return [
        _own_task(task, reading.acts, today, asks=task.id not in asked)
        for task in tasks
        if task.unit_id in units
    ]


def _own_task(task: Assignment, acts: Sequence[Act], today: date, *, asks: bool) -> OwnTask:
    offered = task.state == AssignmentState.OFFERED
    at_work = task.state in _OPEN
    return OwnTask(
        row=task,
        open=at_work,
        may_accept=offered and Act.ACCEPT in acts,
        may_decline=offered and today <= task.accept_by and Act.DECLINE in acts,
        may_opine=not task.leads
        and (at_work or task.state == AssignmentState.COUNTERSIGNED)
        and Act.COUNTERSIGN in acts,
        may_extend=at_work and asks and Act.ASK_EXTENSION in acts and task.leads,
        may_transfer=at_work and asks and Act.ASK_TRANSFER in acts,
    )


def draft_of(motion: Motion) -> Draft | None:
    """Return the reply of this round that is not signed yet."""
    row = open_draft(motion.id, motion.round)
    if row is None:
        return None
    attached = select(MotionFile).where(MotionFile.reply_id == row.id).order_by(MotionFile.id)
    return Draft(row, list(db.session.execute(attached).scalars()), seen(row))


def _requests(motion: Motion) -> list[Asked]:
    asked = (
        select(HandlingRequest, Assignment)
        .join(Assignment, Assignment.id == HandlingRequest.assignment_id)
        .where(Assignment.motion_id == motion.id)
        .order_by(HandlingRequest.id.desc())
    )
    return [
        Asked(row, task.unit.name, _unit_name(row.to_unit_id))
        for row, task in db.session.execute(asked)
    ]


def _unit_name(unit_id: int | None) -> str:
    unit = db.session.get(Unit, unit_id) if unit_id is not None else None
    return unit.name if unit is not None else ""


@dataclass(frozen=True, slots=True)
class ReplyLetter:
    """A signed reply as a letter to the movers (答复函)."""

    reading: Reading
    reply: MotionReply
    unit: str
    files: Sequence[MotionFile]

    @property
    def signed_on(self) -> date:
        """The day it was signed."""
        assert self.reply.signed_at is not None
        return clock.local(self.reply.signed_at).date()

    @property
    def reference(self) -> str:
        """The number of the letter (文号): department, year, the motion's number."""
        number = self.reading.motion.number or str(self.reading.motion.id)
        again = _("之二") if self.reply.round > 1 else ""
        return _(
            "%(unit)s〔%(year)s〕提案答复第%(number)s号%(again)s",
            unit=self.unit,
            year=self.signed_on.year,
            number=number,
            again=again,
        )


def reply_letter(motion_id: int, reply_id: int, who: Principal) -> ReplyLetter:
    """Return a signed reply as a letter, for whoever may read the motion."""
    reading = read(motion_id, who)
    found = next((each for each in reading.replies if each.row.id == reply_id), None)
    if found is None:
        raise NotFound(_("没有这份答复，或者它还没有签发。"))
    task = db.session.get_one(Assignment, found.row.assignment_id)
    return ReplyLetter(reading, found.row, task.unit.name, found.files)
