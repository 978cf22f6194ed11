"""What the movers say to a reply: done, followed up, handled once more, or brought face to face."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from voting import clock
from voting.access.principal import Principal
from voting.db import db
from voting.errors import NotAllowed, NotReady, WrongInput
from voting.i18n import _
from voting.motions.deadlines import workdays_after
from voting.motions.handling_models import Assignment, FaceToFace, Feedback
from voting.motions.models import Motion
from voting.motions.roles import tasks
from voting.motions.rules import (
    GRADE_LABELS,
    MOST_ROUNDS,
    PROMISED,
    Act,
    AssignmentState,
    Class,
    Grade,
    State,
)
from voting.motions.service.acting import Work, acting
from voting.motions.settings import settings_of
from voting.workdays.queries import work_calendar


def rate(motion_id: int, grade: Grade, reason: str, who: Principal) -> Motion:
    """Say how satisfied one mover is with the reply of this round; 不满意 needs a reason.

    The first 不满意 sends it back to the department once, a second one is escalated. It is done
    when every mover has answered; nobody answers for another.
    """
    with acting(motion_id, Act.RATE, who) as work:
        motion = work.motion
        if motion.state == State.MERGED:
            raise NotReady(_("这件已并案，请到主案页面反馈。"))
        if grade is Grade.DISSATISFIED and not reason.strip():
            raise WrongInput(_("不满意的，请写明原因，以便重新办理。"))
        _keep(work, grade, reason.strip())
        work.note = f"{GRADE_LABELS[grade]}{'：' if reason else ''}{reason.strip()}"
        if motion.state == State.REPLIED:
            _move_on(work, grade)
    return motion


def _keep(work: Work, grade: Grade, reason: str) -> None:
    motion, person_id = work.motion, work.who.person_id
    if person_id is None:
        raise NotAllowed(_("请用会议卡登录后再反馈，系统需要知道是哪位提案人。"))
    if work.session.get(Feedback, (motion.id, person_id, motion.round)):
        raise NotReady(_("您已经反馈过这次答复，不能再改。"))
    work.session.add(
        Feedback(
            motion_id=motion.id,
            person_id=person_id,
            round=motion.round,
            grade=grade.value,
            reason=reason,
            at=clock.now(),
        )
    )
    work.session.flush()


def _move_on(work: Work, grade: Grade) -> None:
    if grade is Grade.DISSATISFIED:
        _handle_again(work)
    elif not waiting_movers(work.motion):
        close(work)


def waiting_movers(motion: Motion) -> list[int]:
    """Return the movers whose feedback to the reply of this round is missing."""
    given = set(
        db.session.execute(
            select(Feedback.person_id).where(
                Feedback.motion_id == motion.id, Feedback.round == motion.round
            )
        ).scalars()
    )
    return [m.person_id for m in motion.movers if m.left_on is None and m.person_id not in given]


def close(work: Work) -> None:
    """Be done with a motion, or follow its promise up until it is kept."""
    motion = work.motion
    if motion.reply_class is not None and Class(motion.reply_class) in PROMISED:
        work.after = State.FOLLOW_UP
        return
    work.after, motion.closed_at = State.CLOSED, clock.now()


def _handle_again(work: Work) -> None:
    """Send it back to the same departments for the second round, or escalate (重办, 面复)."""
    motion = work.motion
    if motion.round >= MOST_ROUNDS:
        work.after = State.ESCALATED
        return
    before = tasks(motion)
    motion.round += 1
    today, calendar = clock.today(), work_calendar()
    settings = settings_of(motion.congress_id)
    due = workdays_after(today, settings.second_reply_days, calendar)
    for task in before:
        work.session.add(_again(task, motion.round, today, due))
    motion.due_on, motion.first_due_on = due, due
    work.after = State.HANDLING


def _again(task: Assignment, round_: int, today: date, due: date) -> Assignment:
    return Assignment(
        motion_id=task.motion_id,
        unit_id=task.unit_id,
        leads=task.leads,
        round=round_,
        state=AssignmentState.ACCEPTED.value,
        assigned_on=today,
        accept_by=today,
        due_on=due,
    )


def grades(rows: Iterable[Feedback]) -> Grade | None:
    """Return what the movers say together: the least satisfied one counts; None: nobody spoke."""
    order = (Grade.DISSATISFIED, Grade.BASICALLY, Grade.SATISFIED)
    given = {Grade(row.grade) for row in rows}
    return next((grade for grade in order if grade in given), None)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a face-to-face meeting (面复会) was: when, who, what was said and decided."""

    held_on: date
    present: str
    summary: str
    decision: str
    place: str = ""


def hold_meeting(motion_id: int, version: int, facts: MeetingFacts, who: Principal) -> Motion:
    """Record the meeting after a second 不满意 and close with its decision (不满意办结)."""
    with acting(motion_id, Act.HOLD_MEETING, who, version) as work:
        if not facts.present.strip() or not facts.summary.strip() or not facts.decision.strip():
            raise WrongInput(_("请填写参加人员、面复情况和处理决定。"))
        if facts.held_on > clock.today():
            raise WrongInput(_("面复会的日期还没有到，请在开会之后登记。"))
        work.session.add(
            FaceToFace(
                motion_id=motion_id,
                held_on=facts.held_on,
                place=facts.place,
                present=facts.present.strip(),
                summary=facts.summary.strip(),
                decision=facts.decision.strip(),
                recorded_by=who.actor,
                recorded_at=clock.now(),
            )
        )
        work.motion.closed_at = clock.now()
        work.note = facts.decision.strip()
    return work.motion
