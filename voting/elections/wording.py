"""How the rules are called on pages and sheets, in words."""

from enum import StrEnum

from voting.elections.rules import (
    ANY_VOTE,
    Bar,
    Body,
    ElectionRules,
    Level,
    ListOrder,
    Mode,
    Next,
    Round,
    Step,
    WriteIn,
)
from voting.i18n import _, lazy
from voting.polls.sheets import Base, Threshold
from voting.workdays.rules import DayUnit

LABELS: dict[StrEnum, str] = {
    Body.COMMITTEE: lazy("工会委员会委员"),
    Body.STANDING: lazy("工会常务委员会委员"),
    Body.AUDIT: lazy("经费审查委员会委员"),
    Body.WOMEN: lazy("女职工委员会委员"),
    Body.CHAIR: lazy("工会主席"),
    Body.VICE_CHAIR: lazy("工会副主席"),
    Body.AUDIT_HEAD: lazy("经费审查委员会主任"),
    Body.WOMEN_HEAD: lazy("女职工委员会主任"),
    Body.DELEGATES: lazy("代表"),
    Body.RECALL: lazy("罢免"),
    Mode.DIRECT: lazy("由大会直接选举"),
    Mode.BY_COMMITTEE: lazy("由新一届工会委员会选举"),
    Level.PARTY: lazy("同级党组织"),
    Level.UPPER: lazy("上一级工会"),
    Base.ELIGIBLE: lazy("应到会人数"),
    Base.ATTENDED: lazy("参加选举人数"),
    Base.RETURNED: lazy("收回选票数"),
    Base.VALID: lazy("有效票数"),
    WriteIn.REQUIRES_DISAPPROVE: lazy("投不赞成票者可以另选他人"),
    WriteIn.FREE: lazy("可以另选他人"),
    WriteIn.NONE: lazy("不设另选他人"),
    Next.RUNOFF: lazy("就得票相等者再次投票"),
    Next.REBALLOT: lazy("另行选举"),
    Next.REDUCE_SEATS: lazy("减少名额"),
    Next.LEAVE_VACANT: lazy("暂缺"),
    Step.RUNOFF: lazy("就得票相等者再次投票"),
    Step.REBALLOT: lazy("另行选举"),
    Step.REDUCE_SEATS: lazy("减少名额"),
    Step.LEAVE_VACANT: lazy("暂缺"),
    Step.TIE: lazy("由主席团决定"),
    ListOrder.SURNAME_STROKES: lazy("按姓氏笔画为序"),
    ListOrder.FULL_STROKES: lazy("按姓名笔画为序"),
    DayUnit.WORKDAYS: lazy("个工作日"),
    DayUnit.DAYS: lazy("天"),
    Bar.ADMIN_HEAD: lazy("行政主要负责人"),
    Bar.DEPUTY: lazy("行政副职"),
    Bar.LEGAL_REPRESENTATIVE: lazy("法定代表人"),
    Bar.PARTNER: lazy("合伙人"),
    Bar.KIN: lazy("行政主要负责人等的近亲属"),
    Bar.HR_HEAD: lazy("人力资源部门负责人"),
    Bar.FOREIGNER: lazy("外籍职工"),
}


# Apart from the others: words of different enumerations that are spelled alike are one key.
ROUND_LABELS: dict[Round, str] = {
    Round.FIRST: lazy("首次投票"),
    Round.RUNOFF: lazy("再次投票"),
    Round.REBALLOT: lazy("另行选举"),
}


def deviations(rules: ElectionRules, standard: ElectionRules) -> list[str]:
    """Say where local rules leave the norm: a different quorum, base, share or operator."""
    found = []
    if rules.quorum != standard.quorum:
        found.append(
            _(
                "到会要求为%(mine)s，与规定的%(norm)s不同，请核对选举办法。",
                mine=threshold_words(rules.quorum),
                norm=threshold_words(standard.quorum),
            )
        )
    if rules.elect != standard.elect:
        found.append(
            _(
                "当选要求为%(mine)s，与规定的%(norm)s不同，请核对选举办法。",
                mine=threshold_words(rules.elect),
                norm=threshold_words(standard.elect),
            )
        )
    return found


def threshold_words(threshold: Threshold) -> str:
    """Say a threshold in words: 超过应到会人数的 1/2."""
    if threshold.share == ANY_VOTE:
        return _("得赞成票多者")
    relation = _("超过") if threshold.share.op == ">" else _("达到")
    return f"{relation}{LABELS[threshold.base]}的 {threshold.text}"


# What titles call the bodies; the longer words first, as they contain the shorter ones.
_IN_TITLES = (
    ("罢免", Body.RECALL),
    ("经费审查委员会主任", Body.AUDIT_HEAD),
    ("经审委主任", Body.AUDIT_HEAD),
    ("女职工委员会主任", Body.WOMEN_HEAD),
    ("女工委主任", Body.WOMEN_HEAD),
    ("经费审查", Body.AUDIT),
    ("经审", Body.AUDIT),
    ("女职工", Body.WOMEN),
    ("女工", Body.WOMEN),
    ("副主席", Body.VICE_CHAIR),
    ("主席", Body.CHAIR),
    ("常务委员", Body.STANDING),
    ("常委", Body.STANDING),
    ("代表选举", Body.DELEGATES),
)


def body_in_title(title: str) -> Body:
    """Guess from a poll's title what is filled; the committee where nothing else is named."""
    return next((body for words, body in _IN_TITLES if words in title), Body.COMMITTEE)
