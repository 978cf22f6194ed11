"""The words of motions: kinds, states, acts and roles, and what each is called.

Three machines stand side by side: the motion, each department's assignment, each mover's
feedback. Who may do what in which state is one table (:mod:`voting.motions.table`).
"""

from enum import StrEnum

from voting.i18n import lazy


class Kind(StrEnum):
    """What is handled (事项类别); only a motion needs seconders and gets a number."""

    MOTION = "motion"
    SUGGESTION = "suggestion"
    IMPROVEMENT = "improvement"
    SITUATION = "situation"
    LETTER = "letter"


class State(StrEnum):
    """Where a motion stands."""

    DRAFT = "draft"
    SECONDING = "seconding"
    REVIEW = "review"
    RETURNED = "returned"
    PRESIDIUM = "presidium"
    FILED = "filed"
    NOT_FILED = "not_filed"
    MERGED = "merged"
    HANDLING = "handling"
    REPLIED = "replied"
    FOLLOW_UP = "follow_up"
    ESCALATED = "escalated"
    CLOSED = "closed"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What somebody does to a motion."""

    EDIT = "edit"
    DELETE = "delete"
    INVITE = "invite"
    SECOND = "second"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    FILE = "file"
    CONVERT = "convert"
    MERGE = "merge"
    UNMERGE = "unmerge"
    REJECT = "reject"
    SEND_BACK = "send_back"
    REFER = "refer"
    APPEAL = "appeal"
    ASSIGN = "assign"
    ACCEPT = "accept"
    DECLINE = "decline"
    COUNTERSIGN = "countersign"
    CONTACT = "contact"
    URGE = "urge"
    ASK_EXTENSION = "ask_extension"
    ASK_TRANSFER = "ask_transfer"
    DECIDE_REQUEST = "decide_request"
    DRAFT_REPLY = "draft_reply"
    SIGN_REPLY = "sign_reply"
    REFUSE_REPLY = "refuse_reply"
    RATE = "rate"
    CLOSE_UNRATED = "close_unrated"
    HOLD_MEETING = "hold_meeting"
    REPORT_PROGRESS = "report_progress"
    HAND_OVER = "hand_over"
    NOMINATE = "nominate"
    ARCHIVE = "archive"
    IMPORT = "import"
    """Taken over from a register of earlier years; in no line of the table."""


class Role(StrEnum):
    """Who acts: an office of the congress, or what somebody is to this very motion."""

    MOVER = "mover"
    SECONDER = "seconder"
    SECRETARY = "secretary"
    COMMITTEE = "committee"
    PRESIDIUM = "presidium"
    LEADER = "leader"
    HANDLER = "handler"
    CO_HANDLER = "co_handler"
    HEAD = "head"
    READER = "reader"


class Seat(StrEnum):
    """An office somebody holds in a congress for its motions."""

    COMMITTEE = "committee"
    PRESIDIUM = "presidium"
    LEADER = "leader"
    HANDLER = "handler"
    HEAD = "head"


class SecondState(StrEnum):
    """Where an invitation to second stands; editing the text sets given ones back."""

    INVITED = "invited"
    GIVEN = "given"
    DECLINED = "declined"


class AssignmentState(StrEnum):
    """Where one department stands with a motion."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLIED = "replied"
    COUNTERSIGNED = "countersigned"
    MOVED = "moved"


class Request(StrEnum):
    """What a department asks for, with a reason."""

    EXTENSION = "extension"
    TRANSFER = "transfer"


class RequestState(StrEnum):
    """What became of a request."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Class(StrEnum):
    """How far a reply solves the matter (办理类型)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


PROMISED = frozenset({Class.B, Class.C})
"""Classes that need a date by which it will be done, and are followed up until it is."""


class Grade(StrEnum):
    """A mover's feedback (反馈); silence is none of these and is never counted as satisfied."""

    SATISFIED = "satisfied"
    BASICALLY = "basically"
    DISSATISFIED = "dissatisfied"


class Late(StrEnum):
    """What becomes of a motion sent after the last day."""

    SUGGESTION = "suggestion"
    REFUSED = "refused"


KIND_LABELS: dict[Kind, str] = {
    Kind.MOTION: lazy("提案"),
    Kind.SUGGESTION: lazy("意见建议"),
    Kind.IMPROVEMENT: lazy("合理化建议"),
    Kind.SITUATION: lazy("情况反馈"),
    Kind.LETTER: lazy("来信"),
}
STATE_LABELS: dict[State, str] = {
    State.DRAFT: lazy("草稿"),
    State.SECONDING: lazy("征集附议"),
    State.REVIEW: lazy("待审查"),
    State.RETURNED: lazy("退回修改"),
    State.PRESIDIUM: lazy("待主席团裁定"),
    State.FILED: lazy("已立案，待交办"),
    State.NOT_FILED: lazy("不予立案"),
    State.MERGED: lazy("已并案"),
    State.HANDLING: lazy("办理中"),
    State.REPLIED: lazy("已答复，待反馈"),
    State.FOLLOW_UP: lazy("跟踪落实"),
    State.ESCALATED: lazy("再次不满意，待面复"),
    State.CLOSED: lazy("办结"),
    State.ARCHIVED: lazy("已归档"),
    State.WITHDRAWN: lazy("已撤案"),
}
ACT_LABELS: dict[Act, str] = {
    Act.EDIT: lazy("修改"),
    Act.DELETE: lazy("删除草稿"),
    Act.INVITE: lazy("邀请附议"),
    Act.SECOND: lazy("附议"),
    Act.SUBMIT: lazy("提交"),
    Act.WITHDRAW: lazy("撤案"),
    Act.FILE: lazy("立案"),
    Act.CONVERT: lazy("转为意见建议"),
    Act.MERGE: lazy("并案"),
    Act.UNMERGE: lazy("撤销并案"),
    Act.REJECT: lazy("不予立案"),
    Act.SEND_BACK: lazy("退回修改"),
    Act.REFER: lazy("提请主席团裁定"),
    Act.APPEAL: lazy("申请复议"),
    Act.ASSIGN: lazy("交办"),
    Act.ACCEPT: lazy("接收"),
    Act.DECLINE: lazy("退回交办"),
    Act.COUNTERSIGN: lazy("会签"),
    Act.CONTACT: lazy("记录沟通"),
    Act.URGE: lazy("催办"),
    Act.ASK_EXTENSION: lazy("申请延期"),
    Act.ASK_TRANSFER: lazy("申请改办"),
    Act.DECIDE_REQUEST: lazy("审批申请"),
    Act.DRAFT_REPLY: lazy("起草答复"),
    Act.SIGN_REPLY: lazy("签发答复"),
    Act.REFUSE_REPLY: lazy("退回答复"),
    Act.RATE: lazy("反馈"),
    Act.CLOSE_UNRATED: lazy("按未反馈办结"),
    Act.HOLD_MEETING: lazy("登记面复会"),
    Act.REPORT_PROGRESS: lazy("更新落实进展"),
    Act.HAND_OVER: lazy("移交提案人"),
    Act.NOMINATE: lazy("推荐优秀提案"),
    Act.ARCHIVE: lazy("归档"),
    Act.IMPORT: lazy("导入"),
}
ROLE_LABELS: dict[Role, str] = {
    Role.MOVER: lazy("提案人"),
    Role.SECONDER: lazy("附议人"),
    Role.SECRETARY: lazy("秘书"),
    Role.COMMITTEE: lazy("提案工作委员会"),
    Role.PRESIDIUM: lazy("主席团"),
    Role.LEADER: lazy("分管领导"),
    Role.HANDLER: lazy("主办部门承办人"),
    Role.CO_HANDLER: lazy("协办部门承办人"),
    Role.HEAD: lazy("主办部门负责人"),
    Role.READER: lazy("代表"),
}
GRADE_LABELS: dict[Grade, str] = {
    Grade.SATISFIED: lazy("满意"),
    Grade.BASICALLY: lazy("基本满意"),
    Grade.DISSATISFIED: lazy("不满意"),
}
CLASS_LABELS: dict[Class, str] = {
    Class.A: lazy("A 已经解决或基本解决"),
    Class.B: lazy("B 正在解决或列入规划逐步解决"),
    Class.C: lazy("C 因条件限制需以后解决"),
    Class.D: lazy("D 留作参考"),
}
ASSIGNMENT_LABELS: dict[AssignmentState, str] = {
    AssignmentState.OFFERED: lazy("待接收"),
    AssignmentState.ACCEPTED: lazy("办理中"),
    AssignmentState.DECLINED: lazy("已退回"),
    AssignmentState.REPLIED: lazy("已答复"),
    AssignmentState.COUNTERSIGNED: lazy("已会签"),
    AssignmentState.MOVED: lazy("已改办"),
}

OPEN_STATES = frozenset(
    {
        State.REVIEW,
        State.RETURNED,
        State.PRESIDIUM,
        State.FILED,
        State.HANDLING,
        State.REPLIED,
        State.FOLLOW_UP,
        State.ESCALATED,
    }
)
"""Submitted and not done: they stay open between meetings and return in the next report."""
PUBLIC_STATES = frozenset(
    {
        State.FILED,
        State.MERGED,
        State.HANDLING,
        State.REPLIED,
        State.FOLLOW_UP,
        State.ESCALATED,
        State.CLOSED,
        State.ARCHIVED,
    }
)
"""What all delegates may read: filed motions with their replies."""
MOST_ROUNDS = 2
"""A motion is handled once more after 不满意; a second 不满意 is escalated, never a third round."""
