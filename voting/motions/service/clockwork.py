"""What happens by itself when a day has passed: silence accepts a task, and ends the feedback."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.db import db, unit_of_work
from voting.errors import NotReady
from voting.i18n import _
from voting.motions.due import feedback_until
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion
from voting.motions.rules import Act, AssignmentState, State
from voting.motions.service.acting import AUTOMATIC, Work, acting, finish, locked
from voting.motions.service.feedback import close, waiting_movers
from voting.workdays.queries import work_calendar
from voting.workdays.rules import WorkCalendar


def accept_by_silence(today: date | None = None) -> int:
    """Take every task as accepted whose department said nothing in time; return how many.

    Each is judged again under the lock of its motion, by itself: what a department, or another
    run of this, does at the same moment stands.
    """
    day = today or clock.today()
    silent = (
        select(Assignment.id, Assignment.motion_id)
        .join(Motion, Motion.id == Assignment.motion_id)
        .where(
            Assignment.state == AssignmentState.OFFERED.value,
            Assignment.accept_by < day,
            Assignment.round == Motion.round,
            Motion.state == State.HANDLING.value,
        )
        .order_by(Assignment.id)
    )
    return sum(
        _accept(task_id, motion_id, day) for task_id, motion_id in db.session.execute(silent).all()
    )


def _accept(task_id: int, motion_id: int, day: date) -> bool:
    with unit_of_work() as session:
        work = _automatic(session, motion_id)
        task = session.get_one(Assignment, task_id, populate_existing=True)
        silent = task.state == AssignmentState.OFFERED and task.accept_by < day
        if not silent or work.motion.state != State.HANDLING or task.round != work.motion.round:
            return False
        task.state = AssignmentState.ACCEPTED.value
        work.units.add(task.unit_id)
        work.note = _("%(unit)s逾期未退回，视为接收", unit=task.unit.name)
        finish(work, Act.ACCEPT)
    return True


def close_unrated(today: date | None = None) -> int:
    """End the feedback of replies whose movers kept silent; they count as 未反馈, never as 满意."""
    day, calendar = today or clock.today(), work_calendar()
    replied = db.session.execute(
        select(Motion).where(Motion.state == State.REPLIED.value).order_by(Motion.id)
    ).scalars()
    over = [motion.id for motion in replied if feedback_until(motion, calendar) < day]
    return sum(_close(motion_id, day, calendar) for motion_id in over)


def _close(motion_id: int, day: date, calendar: WorkCalendar) -> bool:
    with unit_of_work() as session:
        work = _automatic(session, motion_id)
        if work.motion.state != State.REPLIED or feedback_until(work.motion, calendar) >= day:
            return False
        _end_feedback(work)
        finish(work, Act.CLOSE_UNRATED)
    return True


def close_without_feedback(motion_id: int, version: int, who: Principal) -> Motion:
    """End the feedback by hand (按未反馈办结); not before its last day is over."""
    with acting(motion_id, Act.CLOSE_UNRATED, who, version) as work:
        last = feedback_until(work.motion)
        if last >= clock.today():
            raise NotReady(_("反馈期限到%(day)s，请到期以后再按未反馈办结。", day=last.isoformat()))
        _end_feedback(work)
    return work.motion


def _end_feedback(work: Work) -> None:
    work.note = _("%(n)s 位提案人逾期未反馈", n=len(waiting_movers(work.motion)))
    work.motion.closed_unrated = True
    close(work)


def _automatic(session: Session, motion_id: int) -> Work:
    return Work(session, locked(session, motion_id), AUTOMATIC, frozenset())
