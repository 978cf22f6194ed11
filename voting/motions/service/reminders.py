"""Reminders of last days, put into the outbox; each goes out once, however often this is run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from voting import clock
from voting.db import db
from voting.i18n import _
from voting.motions.deadlines import Reminder, due_reminder, overdue_days
from voting.motions.due import feedback_until, promises_of
from voting.motions.handling_models import Assignment
from voting.motions.letters import Letter, post
from voting.motions.models import Motion
from voting.motions.recipients import of_departments, over
from voting.motions.roles import tasks
from voting.motions.rules import KIND_LABELS, AssignmentState, Kind, Seat, State
from voting.motions.service.feedback import waiting_movers
from voting.workdays.queries import work_calendar
from voting.workdays.rules import WorkCalendar

_OPEN = (AssignmentState.OFFERED.value, AssignmentState.ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class Today:
    """The day reminders are looked for, and the calendar they are reckoned by."""

    day: date
    calendar: WorkCalendar

    def reminder(self, due: date, since: date) -> Reminder | None:
        """Return the reminder of a last day that is due now; none that fell before ``since``."""
        found = due_reminder(due, self.day, self.calendar)
        return found if found is not None and found.on > since else None


def remind(today: date | None = None) -> int:
    """Put every reminder that is due into the outbox; return how many letters are new.

    Each letter is kept by itself: what is looked for holds up nobody who writes, and a crash
    leaves the rest for the next time.
    """
    now = Today(today or clock.today(), work_calendar())
    return (
        sum(_of_task(motion, task, now) for motion, task in _open_tasks())
        + sum(_of_feedback(motion, now) for motion in _in(State.REPLIED))
        + _of_promises(now)
    )


def _open_tasks() -> Iterable[tuple[Motion, Assignment]]:
    rows = db.session.execute(
        select(Motion, Assignment)
        .join(Assignment, Assignment.motion_id == Motion.id)
        .where(
            Motion.state == State.HANDLING.value,
            Assignment.round == Motion.round,
            Assignment.state.in_(_OPEN),
        )
        .order_by(Assignment.due_on, Assignment.id)
    )
    return [(motion, task) for motion, task in rows]


def _in(state: State) -> list[Motion]:
    return list(
        db.session.execute(
            select(Motion).where(Motion.state == state.value).order_by(Motion.id)
        ).scalars()
    )


def _subject(motion: Motion, what: str) -> str:
    kind = KIND_LABELS[Kind(motion.kind)]
    return _("【%(kind)s】%(what)s：%(title)s", kind=kind, what=what, title=motion.title)


def when(due: date, today: date) -> str:
    """Say how far off a last day is."""
    late = overdue_days(due, today)
    if late:
        return _("已逾期 %(n)s 天", n=late)
    left = (due - today).days
    return _("今天到期") if left == 0 else _("还有 %(n)s 天到期", n=left)


def _of_task(motion: Motion, task: Assignment, now: Today) -> int:
    """Remind the handlers of a task; once it is late, its head and the leader as well."""
    found = now.reminder(task.due_on, task.assigned_on)
    if found is None:
        return 0
    handlers = of_departments(motion.congress_id, [task.unit_id], (Seat.HANDLER,))
    people = handlers or of_departments(motion.congress_id, [task.unit_id])
    if found.escalates:
        people |= of_departments(motion.congress_id, [task.unit_id], (Seat.HEAD,))
        people |= over(motion, Seat.LEADER)
    told = (
        _("%(unit)s主办的下面这件事项%(when)s，请抓紧答复。逾期仍可答复，但会记为逾期。")
        if task.leads
        else _("%(unit)s协办的下面这件事项%(when)s，请抓紧会签，以免耽误主办部门答复。")
    )
    letter = Letter(
        subject=_subject(motion, when(task.due_on, now.day)),
        told=told % {"unit": task.unit.name, "when": when(task.due_on, now.day)},
        path=f"/motions/{motion.id}/handling",
        button=_("去办理"),
        until=task.due_on,
    )
    return post(motion, f"task{task.id}:due{task.due_on.isoformat()}:{found.step}", people, letter)


def _of_feedback(motion: Motion, now: Today) -> int:
    """Remind the movers who have not said yet whether they are satisfied."""
    last = feedback_until(motion, now.calendar)
    assert motion.replied_at is not None
    found = now.reminder(last, clock.local(motion.replied_at).date())
    if found is None or found.step > 0:
        return 0
    letter = Letter(
        subject=_subject(motion, _("请反馈")),
        told=_("您提出的事项已有答复，还没有收到您的反馈。到期没有反馈的，记为“未反馈”。"),
        path=f"/motions/{motion.id}",
        button=_("查看答复并反馈"),
        until=last,
    )
    step = f"feedback{motion.round}:{last.isoformat()}:{found.step}"
    return post(motion, step, waiting_movers(motion), letter)


def _of_promises(now: Today) -> int:
    followed = _in(State.FOLLOW_UP)
    promises = promises_of([motion.id for motion in followed])
    return sum(
        _of_promise(motion, promised, now)
        for motion in followed
        if (promised := promises.get(motion.id)) is not None
    )


def _of_promise(motion: Motion, promised: date, now: Today) -> int:
    """Remind the lead department of what it promised; once it is late, the leader as well."""
    if motion.replied_at is None:
        return 0
    found = now.reminder(promised, clock.local(motion.replied_at).date())
    if found is None:
        return 0
    units = [task.unit_id for task in tasks(motion) if task.leads]
    people = of_departments(motion.congress_id, units)
    if found.escalates:
        people |= over(motion, Seat.LEADER)
    letter = Letter(
        subject=_subject(motion, _("承诺事项%(when)s", when=when(promised, now.day))),
        told=_("答复中承诺落实的事项%(when)s，请更新落实进展。", when=when(promised, now.day)),
        path=f"/motions/{motion.id}/handling",
        button=_("更新进展"),
        until=promised,
    )
    return post(motion, f"promise{promised.isoformat()}:{found.step}", people, letter)
