"""Letters to the departments: what is asked of them until when, and what became of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from voting.i18n import _
from voting.motions.handling_models import Assignment
from voting.motions.letters import Letter
from voting.motions.recipients import of_departments
from voting.motions.roles import tasks
from voting.motions.rules import KIND_LABELS, Act, AssignmentState, Kind, Seat, State

if TYPE_CHECKING:
    from voting.motions.service.acting import Work

Told = tuple[set[int], Letter]
"""Who is told, by person, and what."""


def subject(work: "Work", what: str) -> str:
    """Return the subject of a letter: what it is about, and the title of the motion."""
    kind = KIND_LABELS[Kind(work.motion.kind)]
    return _("【%(kind)s】%(what)s：%(title)s", kind=kind, what=what, title=work.motion.title)


def desk(work: "Work") -> str:
    """Return where the offices work on a motion."""
    return f"/motions/{work.motion.id}/handling"


def department(work: "Work", units: set[int] | list[int], *seats: Seat) -> set[int]:
    """Return those who handle motions in departments, or only those in some of the seats."""
    return of_departments(work.motion.congress_id, units, seats or (Seat.HANDLER, Seat.HEAD))


def _lead_units(work: "Work") -> list[int]:
    return [task.unit_id for task in tasks(work.motion) if task.leads]


def assigned(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell each department that got a task what is asked of it until when."""
    for task in tasks(work.motion):
        if task.unit_id in work.offered:
            yield department(work, [task.unit_id]), _offer(work, task)
        elif task.unit_id in work.units:
            yield department(work, [task.unit_id]), _changed(work, task)


def _offer(work: "Work", task: Assignment) -> Letter:
    told = (
        _(
            "下面这件事项交由%(unit)s主办，请按期答复；不属于本部门职责的，请在%(day)s前说明理由退回。"
        )
        if task.leads
        else _("下面这件事项由%(unit)s协办，请按期会签；不属于本部门职责的，请在%(day)s前退回。")
    )
    return Letter(
        subject=subject(work, _("新交办")),
        told=told % {"unit": task.unit.name, "day": task.accept_by.isoformat()},
        path=desk(work),
        button=_("查看并接收"),
        quoted=work.note,
        until=task.due_on,
    )


def _changed(work: "Work", task: Assignment) -> Letter:
    told = (
        _("这件事项的分工或期限有调整，现由%(unit)s主办。")
        if task.leads
        else _("这件事项的分工或期限有调整，现由%(unit)s协办。")
    )
    return Letter(
        subject=subject(work, _("分工调整")),
        told=told % {"unit": task.unit.name},
        path=desk(work),
        button=_("查看"),
        quoted=work.note,
        until=task.due_on,
    )


def accepted(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell a department whose silence was taken as acceptance; its own word it knows."""
    letter = Letter(
        subject=subject(work, _("视为接收")),
        told=_(
            "退回期限已过，这件事项视为由本部门接收，请按期办理。如确需改办，可以提交改办申请。"
        ),
        path=desk(work),
        button=_("去办理"),
        until=work.motion.due_on,
    )
    yield department(work, work.units), letter


def countersigned(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell the lead department that a co-handler has given its opinion."""
    letter = Letter(
        subject=subject(work, _("已会签")),
        told=_("%(unit)s已提出会签意见，请在答复中采用或说明。", unit=work.note),
        path=desk(work),
        button=_("查看会签意见"),
        until=work.motion.due_on,
    )
    yield department(work, _lead_units(work)), letter


def urged(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell the departments that are still at work that they are pressed."""
    open_states = {AssignmentState.OFFERED, AssignmentState.ACCEPTED}
    if work.motion.state == State.FOLLOW_UP:
        open_states = {AssignmentState.REPLIED}
    units = [task.unit_id for task in tasks(work.motion) if task.state in open_states]
    letter = Letter(
        subject=subject(work, _("催办")),
        told=_("%(who)s提醒抓紧办理下面这件事项。", who=work.who.actor),
        path=desk(work),
        button=_("去办理"),
        quoted=work.note,
        until=work.motion.due_on if work.motion.state == State.HANDLING else None,
    )
    yield department(work, units), letter


def decided(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell the department that asked, and the one that got the task by it."""
    letter = Letter(
        subject=subject(work, _("申请已审批")),
        told=_("本部门的申请已由%(who)s审批。", who=work.who.actor),
        path=desk(work),
        button=_("查看"),
        quoted=work.note,
        until=work.motion.due_on,
    )
    yield department(work, work.units), letter
    for task in tasks(work.motion):
        if task.unit_id in work.offered:
            yield department(work, [task.unit_id]), _offer(work, task)


def drafted(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell the head that a reply waits to be signed."""
    letter = Letter(
        subject=subject(work, _("答复待签发")),
        told=_("%(who)s已写好答复稿，请审阅后签发或退回。", who=work.who.actor),
        path=desk(work),
        button=_("审阅答复稿"),
        until=work.motion.due_on,
    )
    yield department(work, _lead_units(work), Seat.HEAD), letter


def draft_refused(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell the handler why the head sent the draft back."""
    letter = Letter(
        subject=subject(work, _("答复稿被退回")),
        told=_("%(who)s退回了答复稿，请修改后再送签。", who=work.who.actor),
        path=desk(work),
        button=_("修改答复稿"),
        quoted=work.note,
        until=work.motion.due_on,
    )
    yield department(work, _lead_units(work), Seat.HANDLER), letter
