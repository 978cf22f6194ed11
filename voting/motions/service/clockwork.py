"""What happens by itself when a day has passed: silence accepts a task, and ends the feedback."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.db import unit_of_work
from voting.errors import NotReady
from voting.i18n import _
from voting.motions.due import feedback_until
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion
from voting.motions.rules import Act, AssignmentState, State
from voting.motions.service.acting import AUTOMATIC, Work, acting, finish, locked
from voting.motions.service.feedback import close, waiting_movers
from voting.workdays.queries import work_calendar


def accept_by_silence(today: date | None = None) -> int:
    """Take every task as accepted whose department said nothing in time; return how many."""
    day = today or clock.today()
    with unit_of_work() as session:
        silent = list(
            session.execute(
                select(Assignment)
                .join(Motion, Motion.id == Assignment.motion_id)
                .where(
                    Assignment.state == AssignmentState.OFFERED.value,
                    Assignment.accept_by < day,
                    Motion.state == State.HANDLING.value,
                )
            ).scalars()
        )
        for task in silent:
            task.state = AssignmentState.ACCEPTED.value
            work = _automatic(session, task.motion_id)
            work.units.add(task.unit_id)
            work.note = _("%(unit)s逾期未退回，视为接收", unit=task.unit.name)
            finish(work, Act.ACCEPT)
    return len(silent)


def close_unrated(today: date | None = None) -> int:
    """End the feedback of replies whose movers kept silent; they count as 未反馈, never as 满意."""
    day, calendar = today or clock.today(), work_calendar()
    with unit_of_work() as session:
        replied = session.execute(select(Motion).where(Motion.state == State.REPLIED.value))
        done = 0
        for motion in replied.scalars().all():
            if feedback_until(motion, calendar) >= day:
                continue
            work = _automatic(session, motion.id)
            work.note = _("%(n)s 位提案人逾期未反馈", n=len(waiting_movers(motion)))
            motion.closed_unrated = True
            close(work)
            finish(work, Act.CLOSE_UNRATED)
            done += 1
    return done


def close_without_feedback(motion_id: int, version: int, who: Principal) -> Motion:
    """End the feedback by hand (按未反馈办结); not before its last day is over."""
    with acting(motion_id, Act.CLOSE_UNRATED, who, version) as work:
        motion, last = work.motion, feedback_until(work.motion)
        if last >= clock.today():
            raise NotReady(_("反馈期限到%(day)s，请到期以后再按未反馈办结。", day=last.isoformat()))
        work.note = _("%(n)s 位提案人逾期未反馈", n=len(waiting_movers(motion)))
        motion.closed_unrated = True
        close(work)
    return work.motion


def _automatic(session: Session, motion_id: int) -> Work:
    return Work(session, locked(session, motion_id), AUTOMATIC, frozenset())
