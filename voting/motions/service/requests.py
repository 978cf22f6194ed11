"""What a department asks for, with a reason: more time (延期), or another department (改办)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.motions.deadlines import workdays_after
from voting.motions.handling_models import Assignment, HandlingRequest
from voting.motions.models import Motion
from voting.motions.roles import tasks
from voting.motions.rules import Act, AssignmentState, Request, RequestState
from voting.motions.service.acting import Work, acting
from voting.motions.service.handling import offer_task, own_task
from voting.motions.settings import settings_of
from voting.workdays.queries import work_calendar


@dataclass(frozen=True, slots=True)
class Wish:
    """What a department asks for: more time until a day, or another department."""

    kind: Request
    reason: str
    until: date | None = None
    to_unit_id: int | None = None


def ask(motion_id: int, assignment_id: int, wish: Wish, who: Principal) -> Motion:
    """Ask for more time (延期) or for another department (改办), with the reason."""
    extension = wish.kind is Request.EXTENSION
    with acting(motion_id, Act.ASK_EXTENSION if extension else Act.ASK_TRANSFER, who) as work:
        task = own_task(work, assignment_id)
        if not wish.reason.strip():
            raise WrongInput(_("请写明申请的理由。"))
        if _waiting(work.session, task.id):
            raise NotReady(_("已有一份申请等待审批，请等审批后再提交。"))
        if extension:
            _judge_extension(work, task, wish.until)
        work.session.add(
            HandlingRequest(
                assignment_id=task.id,
                kind=wish.kind.value,
                reason=wish.reason.strip(),
                until=wish.until if extension else None,
                to_unit_id=None if extension else wish.to_unit_id,
                asked_by=who.actor,
                asked_at=clock.now(),
            )
        )
        work.note = f"{task.unit.name}：{wish.reason.strip()}"
    return work.motion


def _judge_extension(work: Work, task: Assignment, until: date | None) -> None:
    settings = settings_of(work.motion.congress_id)
    if until is None or until <= task.due_on:
        raise WrongInput(_("请填写新的答复期限，应晚于现在的期限。"))
    if task.extensions >= settings.extensions:
        raise NotReady(_("延期最多 %(n)s 次，已经用完。", n=settings.extensions))
    last = workdays_after(task.due_on, settings.extension_days, work_calendar())
    if until > last:
        raise WrongInput(
            _(
                "每次延期最多 %(n)s 个工作日，最晚到%(day)s。",
                n=settings.extension_days,
                day=last.isoformat(),
            )
        )


def _waiting(session: Session, assignment_id: int) -> Sequence[HandlingRequest]:
    return (
        session.query(HandlingRequest)
        .filter_by(assignment_id=assignment_id, state=RequestState.ASKED.value)
        .all()
    )


def decide(motion_id: int, request_id: int, answer: str, who: Principal, *, grant: bool) -> Motion:
    """Grant or refuse a request; a granted extension moves the last day, the first one stays."""
    with acting(motion_id, Act.DECIDE_REQUEST, who) as work:
        request = work.session.get(HandlingRequest, request_id, with_for_update=True)
        task = work.session.get(Assignment, request.assignment_id) if request else None
        if request is None or task is None or task.motion_id != work.motion.id:
            raise NotFound(_("没有这份申请，请刷新页面。"))
        if request.state != RequestState.ASKED:
            raise NotReady(_("这份申请已由%(who)s审批。", who=request.decided_by))
        if not grant and not answer.strip():
            raise WrongInput(_("不同意时请写明理由。"))
        request.state = (RequestState.GRANTED if grant else RequestState.REFUSED).value
        request.answer, request.decided_by = answer.strip(), who.actor
        request.decided_at = clock.now()
        if grant:
            if task not in tasks(work.motion):
                raise NotReady(_("这项交办已经改办或办完，申请不能再批准，请选择不同意并说明。"))
            _carry_out(work, task, request)
        work.units.add(task.unit_id)
        work.note = _("同意") if grant else _("不同意：%(why)s", why=answer.strip())
    return work.motion


def _carry_out(work: Work, task: Assignment, request: HandlingRequest) -> None:
    if request.kind == Request.EXTENSION:
        assert request.until is not None
        task.extensions += 1
        task.due_on = request.until
        if task.leads:
            work.motion.due_on = request.until
        return
    task.state = AssignmentState.MOVED.value
    if request.to_unit_id is None:
        return
    at_work = {each.unit_id: each for each in tasks(work.motion)}
    present = at_work.get(request.to_unit_id)
    if present is not None and not task.leads:
        # It is at work already, as the lead even: what it has to do stays as it is.
        return
    calendar, today = work_calendar(), clock.today()
    settings = settings_of(work.motion.congress_id)
    offer_task(
        work,
        present,
        Assignment(
            motion_id=work.motion.id,
            unit_id=request.to_unit_id,
            leads=task.leads,
            round=task.round,
            state=AssignmentState.OFFERED.value,
            assigned_on=today,
            accept_by=workdays_after(today, settings.accept_days, calendar),
            due_on=max(task.due_on, today),
        ),
    )
    # It is told of its task, not of a request it never made.
    work.units.discard(request.to_unit_id)
    work.offered.add(request.to_unit_id)
