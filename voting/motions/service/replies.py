"""The reply of the lead department: drafted, signed by its head, its promises followed up."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select

from voting import clock
from voting.access.principal import Principal
from voting.db import db, unit_of_work
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.motions.handling_models import Assignment, MotionReply, Progress
from voting.motions.models import Motion, MotionFile
from voting.motions.roles import roles_of, tasks
from voting.motions.rules import PROMISED, Act, AssignmentState, Class, State
from voting.motions.service.acting import Work, acting, locked
from voting.motions.service.handling import own_task
from voting.motions.settings import settings_of
from voting.motions.table import demand
from voting.web.pages import clock_time

TEXT_LENGTH = 8000
"""Characters of a reply, at most."""


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What a reply says: its text, how far it solves the matter, by when it is promised."""

    text: str
    reply_class: Class
    promised_on: date | None = None
    contact: str = ""


def draft(
    motion_id: int,
    assignment_id: int,
    facts: ReplyFacts,
    who: Principal,
    *,
    seen_before: str | None = None,
) -> MotionReply:
    """Write the reply and hand it to the head to be signed (送签); signed ones stay as they are.

    ``seen_before`` is the draft the writer began from (:func:`seen`, empty where there was none):
    where another has changed it since, nothing is overwritten.
    """
    with acting(motion_id, Act.DRAFT_REPLY, who) as work:
        task = _leading(work, assignment_id)
        if not facts.text.strip():
            raise WrongInput(_("请填写答复内容。"))
        if facts.promised_on is not None and facts.promised_on < clock.today():
            raise WrongInput(_("计划完成的日期已经过去，请改为今天以后的日期。"))
        if task.state == AssignmentState.OFFERED:
            task.state = AssignmentState.ACCEPTED.value
        reply = _written(work, task, facts, seen_before)
        reply.ready_at, reply.sent_back = clock.now(), ""
        work.session.flush()
        work.note = task.unit.name
    return reply


def keep(
    motion_id: int, assignment_id: int, facts: ReplyFacts, who: Principal, *, seen_before: str
) -> MotionReply:
    """Keep a draft while it is being written, without a line of history; nobody can sign it yet."""
    with unit_of_work() as session:
        motion = locked(session, motion_id)
        roles = roles_of(motion, who)
        demand(State(motion.state), Act.DRAFT_REPLY, roles)
        work = Work(session, motion, who, roles)
        task = _leading(work, assignment_id)
        before = open_draft(motion_id, motion.round)
        was = seen(before) if before is not None else ""
        reply = _written(work, task, facts, seen_before)
        session.flush()
        if seen(reply) != was:
            reply.ready_at = None
    return reply


def _leading(work: Work, assignment_id: int) -> Assignment:
    task = own_task(work, assignment_id)
    if not task.leads:
        raise NotReady(_("答复由主办部门统一起草，协办部门请填写会签意见。"))
    return task


def _written(
    work: Work, task: Assignment, facts: ReplyFacts, seen_before: str | None
) -> MotionReply:
    reply = open_draft(work.motion.id, work.motion.round)
    present = seen(reply) if reply is not None else ""
    if reply is not None and seen_before is not None and seen_before != present:
        raise StaleEdit(
            _(
                "%(who)s在 %(at)s 改过答复稿，您写的内容还没有保存。请复制后刷新页面，再合并修改。",
                who=reply.handled_by,
                at=clock_time(reply.drafted_at),
            )
        )
    if reply is None:
        reply = _new_draft(work, task)
    if reply.assignment_id != task.id:
        # Who leads now goes on with what the lead before wrote, and hands it over anew.
        reply.assignment_id, reply.ready_at = task.id, None
    reply.text = "\n".join(facts.text.strip().splitlines())
    reply.reply_class = facts.reply_class.value
    reply.promised_on = facts.promised_on if facts.reply_class in PROMISED else None
    reply.contact, reply.handled_by = facts.contact, work.who.actor
    reply.drafted_at = clock.now()
    return reply


def seen(reply: MotionReply) -> str:
    """Return a digest of all that a reply says, attachments included: what its reader has seen."""
    attached = select(MotionFile.sha256).where(MotionFile.reply_id == reply.id)
    parts = (
        str(reply.id),
        reply.text,
        reply.reply_class,
        str(reply.promised_on or ""),
        reply.contact,
        *sorted(db.session.execute(attached).scalars()),
    )
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def open_draft(motion_id: int, round_: int) -> MotionReply | None:
    """Return the reply that is not signed yet, if there is one in this round."""
    wanted = select(MotionReply).where(
        MotionReply.motion_id == motion_id,
        MotionReply.round == round_,
        MotionReply.signed_at.is_(None),
    )
    return db.session.execute(wanted).scalar_one_or_none()


def _new_draft(work: Work, task: Assignment) -> MotionReply:
    last = select(func.max(MotionReply.number)).where(
        MotionReply.motion_id == work.motion.id, MotionReply.round == work.motion.round
    )
    reply = MotionReply(
        motion_id=work.motion.id,
        assignment_id=task.id,
        round=work.motion.round,
        number=(work.session.execute(last).scalar() or 0) + 1,
    )
    work.session.add(reply)
    return reply


def send_back(motion_id: int, reason: str, who: Principal) -> Motion:
    """Send a draft back to the handler (退回答复), with the reason."""
    with acting(motion_id, Act.REFUSE_REPLY, who) as work:
        reply = _the_draft(work)
        if not reason.strip():
            raise WrongInput(_("请写明退回的理由。"))
        reply.sent_back, reply.ready_at = reason.strip(), None
        work.note = reason.strip()
    return work.motion


def sign(motion_id: int, seen_before: str, who: Principal, *, without_co: str = "") -> Motion:
    """Sign the reply (签发): from now on the movers read it and say whether they are satisfied.

    What is signed is what was read (:func:`seen`). Classes B and C need a date. While co-handlers
    have not given their opinion it is refused, or needs a reason, as the settings say.
    """
    with acting(motion_id, Act.SIGN_REPLY, who) as work:
        reply = _the_draft(work)
        if seen(reply) != seen_before:
            raise NotReady(_("答复稿刚有改动，没有签发。请看过新的内容再签。"))
        if Class(reply.reply_class) in PROMISED and reply.promised_on is None:
            raise NotReady(_("B、C 类答复须写明计划完成的日期，请补充后再签发。"))
        reply.without_co = _judge_co_handlers(work, without_co)
        reply.signed_by, reply.signed_at = who.actor, clock.now()
        task = work.session.get_one(Assignment, reply.assignment_id)
        task.state, task.done_at = AssignmentState.REPLIED.value, clock.now()
        work.motion.replied_at, work.motion.reply_class = clock.now(), reply.reply_class
        work.details["signed"] = seen_before
        work.note = _("%(class)s类答复", **{"class": reply.reply_class})
    return work.motion


def _the_draft(work: Work) -> MotionReply:
    reply = open_draft(work.motion.id, work.motion.round)
    if reply is None:
        raise NotFound(_("还没有答复稿，请承办人先起草。"))
    if reply.ready_at is None:
        raise NotReady(_("答复稿还在修改，没有送签。请等承办人送签后再签发。"))
    if not any(task.leads and task.id == reply.assignment_id for task in tasks(work.motion)):
        raise NotReady(_("答复稿是原主办部门写的，请现在的主办部门看过并重新送签。"))
    return reply


def _judge_co_handlers(work: Work, reason: str) -> str:
    waiting = [
        task.unit.name
        for task in tasks(work.motion)
        if not task.leads and task.state != AssignmentState.COUNTERSIGNED
    ]
    if not waiting:
        return ""
    names = "、".join(waiting)
    if settings_of(work.motion.congress_id).co_replies_needed:
        raise NotReady(_("%(units)s还没有会签，请等会签后再签发。", units=names))
    if not reason.strip():
        raise NotReady(_("%(units)s还没有会签；不等会签就签发的，请写明理由。", units=names))
    return reason.strip()


def report_progress(
    motion_id: int, note: str, reply_class: Class, promised_on: date | None, who: Principal
) -> Motion:
    """Say what became of a promise; when it has become A the motion is done, the history stays."""
    with acting(motion_id, Act.REPORT_PROGRESS, who) as work:
        if not note.strip():
            raise WrongInput(_("请填写落实进展。"))
        if reply_class in PROMISED and promised_on is None:
            raise WrongInput(_("还没有解决的，请填写新的计划完成日期。"))
        work.session.add(
            Progress(
                motion_id=motion_id,
                reply_class=reply_class.value,
                promised_on=promised_on if reply_class in PROMISED else None,
                note=note.strip(),
                by=who.actor,
                at=clock.now(),
            )
        )
        work.motion.reply_class = reply_class.value
        if reply_class not in PROMISED:
            work.after, work.motion.closed_at = State.CLOSED, clock.now()
        work.note = _("%(class)s类：%(note)s", **{"class": reply_class.value, "note": note.strip()})
    return work.motion
