"""How the rules are called on pages and sheets, in words."""

from collections.abc import Mapping
from typing import Any

from voting.awards.rules import SectionRules, Step, Subject
from voting.i18n import _, lazy
from voting.polls.sheets import Base, Threshold
from voting.workdays.rules import DayUnit

SUBJECT_LABELS: dict[Subject, str] = {
    Subject.PERSON: lazy("个人"),
    Subject.GROUP: lazy("集体"),
    Subject.WORK: lazy("提案、作品等"),
}
BASE_LABELS: dict[Base, str] = {
    Base.ELIGIBLE: lazy("应到会人数"),
    Base.ATTENDED: lazy("到会人数"),
    Base.RETURNED: lazy("收回选票数"),
    Base.VALID: lazy("有效票数"),
}
STEP_LABELS: dict[Step, str] = {
    Step.RUNOFF: lazy("就票数相等者再次投票"),
    Step.DECISION: lazy("由主席团或评审组决定"),
    Step.LEAVE_VACANT: lazy("名额空缺"),
}
UNIT_LABELS: dict[DayUnit, str] = {
    DayUnit.WORKDAYS: lazy("个工作日"),
    DayUnit.DAYS: lazy("天"),
}


def labels(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """Return words as the choices of a field."""
    return [(value.value, label) for value, label in words.items()]


def threshold_words(threshold: Threshold) -> str:
    """Say a least share in words: 达到有效票数的 1/2."""
    relation = _("超过") if threshold.share.op == ">" else _("达到")
    return f"{relation}{BASE_LABELS[threshold.base]}的 {threshold.text}"


def ranking_words(rules: SectionRules) -> str:
    """Say how a section is ranked: 按得票数 or 按综合得分."""
    if rules.jury_weight is None:
        return _("按得票从多到少取前 %(n)s 名", n=rules.quota)
    return _(
        "按综合得分从高到低取前 %(n)s 名；综合得分 = 得票分 × %(votes)s + 评审分 × %(jury)s，"
        "得票分 = 得票数 ÷ 有效票数 × 100",
        n=rules.quota,
        votes=str(1 - rules.jury_weight),
        jury=str(rules.jury_weight),
    )
