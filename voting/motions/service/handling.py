"""What departments do with a motion: take it, hand it back, ask for more time, advise the lead."""

from dataclasses import dataclass
from datetime import date

from voting import clock
from voting.access.principal import Principal
from voting.errors import NotAllowed, NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.motions.deadlines import workdays_after
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion
from voting.motions.roles import AT_WORK, seats_of, tasks
from voting.motions.rules import Act, AssignmentState, State
from voting.motions.service.acting import Work, acting
from voting.motions.settings import call_of, settings_of
from voting.people.models import Unit
from voting.workdays.queries import work_calendar


@dataclass(frozen=True, slots=True)
class Order:
    """Who is to handle a motion: the lead department, its co-handlers, and a fixed last day."""

    lead_unit_id: int
    co_unit_ids: tuple[int, ...] = ()
    due_on: date | None = None
    instruction: str = ""
    """What the leader writes on it (领导批示)."""


def assign(motion_id: int, version: int, order: Order, who: Principal) -> Motion:
    """Assign a filed motion to departments (交办), or anew after one handed it back."""
    with acting(motion_id, Act.ASSIGN, who, version) as work:
        if order.lead_unit_id in order.co_unit_ids or len(set(order.co_unit_ids)) < len(
            order.co_unit_ids
        ):
            raise WrongInput(_("同一部门不能既主办又协办，也不能重复，请改正。"))
        first = work.motion.state == State.FILED
        if first:
            work.motion.round = 1
        _offer(work, order)
        work.note = order.instruction or _("交办")
    return work.motion


def _offer(work: Work, order: Order) -> None:
    motion, today, calendar = work.motion, clock.today(), work_calendar()
    settings = settings_of(motion.congress_id)
    due = order.due_on or _reply_day(motion, today)
    if due < today:
        raise WrongInput(_("答复期限已经过去，请改为今天以后的日期。"))
    present = {task.unit_id: task for task in tasks(motion)}
    wanted = (order.lead_unit_id, *order.co_unit_ids)
    for unit_id, task in present.items():
        if unit_id not in wanted:
            task.state = AssignmentState.MOVED.value
    for unit_id in wanted:
        leads = unit_id == order.lead_unit_id
        last = due if leads else workdays_after(today, settings.countersign_days, calendar)
        offer_task(
            work,
            present.get(unit_id),
            Assignment(
                motion_id=motion.id,
                unit_id=unit_id,
                leads=leads,
                round=motion.round,
                state=AssignmentState.OFFERED.value,
                assigned_on=today,
                accept_by=workdays_after(today, settings.accept_days, calendar),
                due_on=min(last, due),
            ),
        )
    motion.assigned_at, motion.due_on = motion.assigned_at or clock.now(), due
    motion.first_due_on = motion.first_due_on or due


def offer_task(work: Work, present: Assignment | None, new: Assignment) -> None:
    """Offer a task to a department; one that has it already keeps it, in its new part."""
    if work.session.get(Unit, new.unit_id) is None:
        raise WrongInput(_("没有这个部门，请重新选择。"))
    if present is not None:
        if present.leads != new.leads or present.due_on != new.due_on:
            work.units.add(new.unit_id)
        if new.leads and present.state == AssignmentState.COUNTERSIGNED:
            # Its part was done; now the reply is still to be written.
            present.state, present.done_at = AssignmentState.ACCEPTED.value, None
        present.leads, present.due_on = new.leads, new.due_on
        return
    work.offered.add(new.unit_id)
    earlier = (
        work.session.query(Assignment)
        .filter_by(motion_id=new.motion_id, unit_id=new.unit_id, round=new.round)
        .one_or_none()
    )
    if earlier is None:
        work.session.add(new)
        return
    earlier.leads, earlier.state, earlier.reason = new.leads, new.state, ""
    earlier.assigned_on, earlier.accept_by, earlier.due_on = (
        new.assigned_on,
        new.accept_by,
        new.due_on,
    )


def _reply_day(motion: Motion, today: date) -> date:
    settings, call = settings_of(motion.congress_id), call_of(motion.meeting_id)
    if motion.round > 1:
        return workdays_after(today, settings.second_reply_days, work_calendar())
    if call is not None and call.reply_by is not None and call.reply_by >= today:
        return call.reply_by
    return workdays_after(today, settings.reply_days, work_calendar())


# --- The department ----------------------------------------------------------------------------


def own_task(work: Work, assignment_id: int) -> Assignment:
    """Return a task of this motion that is the acting person's department's, and still is."""
    task = work.session.get(Assignment, assignment_id, with_for_update=True, populate_existing=True)
    if task is None or task.motion_id != work.motion.id or task.round != work.motion.round:
        raise NotFound(_("没有这项交办，可能已经改办。请刷新页面。"))
    if not _is_of(work, task):
        raise NotAllowed(_("这项交办属于%(unit)s，只有该部门可以办理。", unit=task.unit.name))
    if task.state not in AT_WORK:
        raise NotReady(_("%(unit)s已退回或改办这件事项，不再办理。", unit=task.unit.name))
    return task


def _is_of(work: Work, task: Assignment) -> bool:
    if work.who.person_id is None:
        return False
    held = seats_of(work.motion.congress_id, work.who.person_id)
    return any(seat.unit_id == task.unit_id for seat in held)


def accept(motion_id: int, assignment_id: int, who: Principal) -> Motion:
    """Take a task on (接收)."""
    with acting(motion_id, Act.ACCEPT, who) as work:
        task = own_task(work, assignment_id)
        if task.state != AssignmentState.OFFERED:
            raise NotReady(_("这项交办已经接收或退回，不必再接收。"))
        task.state = AssignmentState.ACCEPTED.value
        work.note = task.unit.name
    return work.motion


def decline(
    motion_id: int, assignment_id: int, reason: str, who: Principal, better_unit: str = ""
) -> Motion:
    """Hand a task back (退回交办), within so many working days and with the reason.

    Later it counts as accepted.
    """
    with acting(motion_id, Act.DECLINE, who) as work:
        task = own_task(work, assignment_id)
        if not reason.strip():
            raise WrongInput(_("请写明退回的理由，最好写上应由哪个部门办理。"))
        if task.state != AssignmentState.OFFERED or clock.today() > task.accept_by:
            raise NotReady(
                _(
                    "退回期限（%(day)s）已过或已经接收，视为同意承办。如确需改办，请提交改办申请。",
                    day=task.accept_by.isoformat(),
                )
            )
        task.state, task.reason = AssignmentState.DECLINED.value, reason.strip()
        suggestion = _("；建议由%(unit)s办理", unit=better_unit) if better_unit else ""
        work.note = f"{task.unit.name}：{reason.strip()}{suggestion}"
    return work.motion


def countersign(motion_id: int, assignment_id: int, opinion: str, who: Principal) -> Motion:
    """Give the lead a co-handler's opinion (会签)."""
    with acting(motion_id, Act.COUNTERSIGN, who) as work:
        task = own_task(work, assignment_id)
        if task.leads or not opinion.strip():
            raise WrongInput(_("请填写本部门的办理意见；主办部门请直接起草答复。"))
        task.state, task.opinion = AssignmentState.COUNTERSIGNED.value, opinion.strip()
        task.done_at = clock.now()
        work.note = task.unit.name
    return work.motion


def note_contact(motion_id: int, note: str, who: Principal) -> Motion:
    """Write down that the department spoke with the mover (沟通记录)."""
    with acting(motion_id, Act.CONTACT, who) as work:
        if not note.strip():
            raise WrongInput(_("请填写沟通的时间、方式和内容。"))
        work.note = note.strip()
    return work.motion


def urge(motion_id: int, note: str, who: Principal) -> Motion:
    """Press the departments (催办)."""
    with acting(motion_id, Act.URGE, who) as work:
        work.note = note.strip() or _("请抓紧办理")
    return work.motion
