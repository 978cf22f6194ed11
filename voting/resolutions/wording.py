"""How the rules are called on pages and sheets, in words."""

from voting.congress.rules import chinese_numeral
from voting.i18n import _, lazy
from voting.polls.sheets import Base, Threshold
from voting.resolutions.rules import ItemClass, ResolutionRules, Secrecy

CLASS_LABELS: dict[ItemClass, str] = {
    ItemClass.WELFARE: lazy("福利"),
    ItemClass.DISTRIBUTION: lazy("分配方案"),
    ItemClass.APPOINTMENT: lazy("聘任办法"),
    ItemClass.ASSESSMENT: lazy("考核办法"),
    ItemClass.DISCIPLINE: lazy("奖惩办法"),
    ItemClass.REGULATION: lazy("规章制度"),
    ItemClass.COLLECTIVE_CONTRACT: lazy("集体合同、专项集体合同草案"),
    ItemClass.SETTLEMENT: lazy("职工安置方案"),
    ItemClass.WORK_REPORT: lazy("工作报告"),
    ItemClass.FINANCE_REPORT: lazy("财务报告"),
    ItemClass.MOTIONS_REPORT: lazy("提案办理情况报告"),
    ItemClass.PROCEDURE: lazy("程序性事项（议程、名单、办法）"),
    ItemClass.OTHER: lazy("其他事项"),
}
BASE_LABELS: dict[Base, str] = {
    Base.ELIGIBLE: lazy("应到会人数"),
    Base.ATTENDED: lazy("到会人数"),
    Base.RETURNED: lazy("收回票数"),
    Base.VALID: lazy("有效票数"),
}
SECRECY_LABELS: dict[Secrecy, str] = {
    Secrecy.ALL: lazy("一律无记名投票"),
    Secrecy.ALL_APPROVAL_ITEMS: lazy("审议通过的事项一律无记名投票"),
    Secrecy.IMPORTANT_ITEMS: lazy("重要事项无记名投票、分项表决"),
    Secrecy.ELECTIONS_AND_MAJOR: lazy("重大事项无记名投票"),
    Secrecy.NONE: lazy("不作要求"),
}
_HALF = "1/2"
_MOST_NUMERAL = 99


def share_words(threshold: Threshold) -> str:
    """Say a share with what it includes: 半数以上（含本数）, 过半数, 三分之二以上（含本数）."""
    including = threshold.share.op == ">="
    if threshold.text == _HALF:
        return _("半数以上（含本数）") if including else _("过半数")
    num, den = threshold.share.num, threshold.share.den
    if num == den:
        return _("全数")
    part = _fraction_words(num, den)
    if including:
        return _("%(part)s以上（含本数）", part=part)
    return _("超过%(part)s", part=part)


def _fraction_words(num: int, den: int) -> str:
    if den > _MOST_NUMERAL or num < 1:
        return f"{num}/{den}"
    return _("%(of)s分之%(n)s", of=chinese_numeral(den), n=chinese_numeral(num))


def threshold_words(threshold: Threshold) -> str:
    """Say a threshold: 应到会人数的过半数."""
    return _(
        "%(base)s的%(share)s",
        base=BASE_LABELS[threshold.base],
        share=share_words(threshold),
    )


def deviations(rules: ResolutionRules, standard: ResolutionRules, title: str = "") -> list[str]:
    """Say where local rules leave the norm: a different quorum, base, share or operator."""
    of = _("“%(title)s”的", title=title) if title else ""
    found = []
    if rules.quorum != standard.quorum:
        found.append(
            _(
                "%(item)s到会要求为%(mine)s，与规定的%(norm)s不同，请核对依据。",
                item=of,
                mine=threshold_words(rules.quorum),
                norm=threshold_words(standard.quorum),
            )
        )
    if rules.passes != standard.passes:
        found.append(
            _(
                "%(item)s通过要求为%(mine)s，与规定的%(norm)s不同，请核对依据。",
                item=of,
                mine=threshold_words(rules.passes),
                norm=threshold_words(standard.passes),
            )
        )
    return found
