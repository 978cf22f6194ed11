"""Whom an act on a motion concerns, and the letter they get in the same transaction."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from voting.i18n import _
from voting.motions.due import feedback_until
from voting.motions.letters import Letter, post
from voting.motions.recipients import movers_of, over, secretaries
from voting.motions.roles import tasks
from voting.motions.rules import ACT_LABELS, STATE_LABELS, Act, Seat, State
from voting.motions.service import letters_to_departments as to
from voting.motions.service.letters_to_departments import Told, desk, subject

if TYPE_CHECKING:
    from voting.motions.service.acting import Work


def tell(work: "Work", act: Act) -> None:
    """Put the letters of an act into the outbox; who acts is not told of the own act."""
    told = _TOLD.get(act)
    if told is None:
        return
    for number, (people, letter) in enumerate(told(work, act)):
        others = people - {work.who.person_id}
        post(work.motion, f"{act.value}:v{work.motion.version}.{number}", others, letter)


def _page(work: "Work") -> str:
    return f"/motions/{work.motion.id}"


# --- To the office -----------------------------------------------------------------------------


def _office(work: "Work", *seats: Seat) -> set[int]:
    return over(work.motion, *seats) | secretaries()


def _declined(work: "Work", _act: Act) -> Iterator[Told]:
    letter = Letter(
        subject=subject(work, _("部门退回交办")),
        told=_("一个部门退回了交办，请重新交办。"),
        path=desk(work),
        button=_("重新交办"),
        quoted=work.note,
    )
    yield _office(work, Seat.COMMITTEE), letter


def _asked(work: "Work", act: Act) -> Iterator[Told]:
    letter = Letter(
        subject=subject(work, str(ACT_LABELS[act])),
        told=_("一个部门提出了申请，请审批。"),
        path=desk(work),
        button=_("审批申请"),
        quoted=work.note,
        until=work.motion.due_on,
    )
    yield _office(work, Seat.COMMITTEE, Seat.LEADER), letter


# --- To the movers -----------------------------------------------------------------------------


def _replied(work: "Work", _act: Act) -> Iterator[Told]:
    letter = Letter(
        subject=subject(work, _("已答复，请反馈")),
        told=_("您提出的事项已有答复。请看过后告诉我们是否满意；不满意的，请写明原因。"),
        path=_page(work),
        button=_("查看答复并反馈"),
        until=feedback_until(work.motion),
    )
    yield movers_of(work.motion), letter


def _rated(work: "Work", _act: Act) -> Iterator[Told]:
    """Tell the department of a first 不满意, the committee of a second one."""
    motion = work.motion
    if work.after is State.HANDLING:
        letter = Letter(
            subject=subject(work, _("提案人不满意，请重新办理")),
            told=_("提案人对答复不满意。请与提案人沟通，重新办理后再次答复。"),
            path=desk(work),
            button=_("重新办理"),
            quoted=work.note,
            until=motion.due_on,
        )
        yield to.department(work, [task.unit_id for task in tasks(motion)]), letter
    elif work.after is State.ESCALATED:
        letter = Letter(
            subject=subject(work, _("再次不满意，请组织面复会")),
            told=_("提案人对第二次答复仍不满意。请组织提案人与承办部门当面沟通，并登记处理决定。"),
            path=desk(work),
            button=_("登记面复会"),
            quoted=work.note,
        )
        yield _office(work, Seat.COMMITTEE, Seat.LEADER), letter


def _news(work: "Work", act: Act) -> Iterator[Told]:
    """Tell the movers what was decided or done, and why."""
    letter = Letter(
        subject=subject(work, str(ACT_LABELS[act])),
        told=_(
            "您提出的事项有新的进展：%(act)s。现在的状态是“%(state)s”。",
            act=ACT_LABELS[act],
            state=STATE_LABELS[State(work.motion.state)],
        ),
        path=_page(work),
        button=_("查看办理过程"),
        quoted=work.note,
    )
    yield movers_of(work.motion), letter


def _withdrawn(work: "Work", act: Act) -> Iterator[Told]:
    """Tell the movers, and the departments that they need not go on."""
    yield from _news(work, act)
    letter = Letter(
        subject=subject(work, _("已撤案")),
        told=_("这件事项已撤案，本部门不必再办理。"),
        path=desk(work),
        button=_("查看"),
        quoted=work.note,
    )
    yield to.department(work, [task.unit_id for task in tasks(work.motion)]), letter


def _invited(work: "Work", _act: Act) -> Iterator[Told]:
    letter = Letter(
        subject=subject(work, _("请您附议")),
        told=_("%(who)s请您附议下面这件提案。请看过正文后决定是否附议。", who=work.who.actor),
        path=_page(work),
        button=_("查看并决定"),
    )
    yield work.people, letter


_TOLD: dict[Act, "Callable[[Work, Act], Iterator[Told]]"] = {
    Act.EDIT: _invited,
    Act.INVITE: _invited,
    Act.WITHDRAW: _withdrawn,
    Act.FILE: _news,
    Act.CONVERT: _news,
    Act.MERGE: _news,
    Act.UNMERGE: _news,
    Act.REJECT: _news,
    Act.SEND_BACK: _news,
    Act.REFER: _news,
    Act.ASSIGN: to.assigned,
    Act.ACCEPT: to.accepted,
    Act.DECLINE: _declined,
    Act.COUNTERSIGN: to.countersigned,
    Act.URGE: to.urged,
    Act.ASK_EXTENSION: _asked,
    Act.ASK_TRANSFER: _asked,
    Act.DECIDE_REQUEST: to.decided,
    Act.DRAFT_REPLY: to.drafted,
    Act.SIGN_REPLY: _replied,
    Act.REFUSE_REPLY: to.draft_refused,
    Act.RATE: _rated,
    Act.CLOSE_UNRATED: _news,
    Act.HOLD_MEETING: _news,
    Act.REPORT_PROGRESS: _news,
    Act.HAND_OVER: _news,
}
