"""Sentences of an evaluation's sheets: rates with their definitions, bases, what is withheld."""

from dataclasses import dataclass

from voting.evaluations.wording import FLAG_LABELS, label_of_reason
from voting.i18n import _, lazy
from voting.reports.counts import Counts
from voting.reports.evaluations.result import Figures, Result
from voting.reports.sheet import Share

NOTHING = "—"
"""What stands where a figure is withheld, or where there is none."""
_GOOD_ENOUGH = {"称职", "合格"}
"""Second grades whose name alone means “this one or a better one”: 称职率."""
_TWO_RATES = 3
"""From so many grades on the two best together are worth a column."""
_BASES = {
    "valid": lazy("有效票（各对象自己的 N）"),
    "returned": lazy("收回票"),
    "attended": lazy("到会人数"),
    "eligible": lazy("应到人数"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its name and definition: 称职率＝（优秀＋称职）÷N."""

    title: str
    definition: str
    grade: str
    """The share is that of this grade and all better ones."""

    def of(self, figures: Figures) -> str:
        """Return the rate of somebody."""
        return figures.cumulative.get(self.grade) or NOTHING


def rates(result: Result) -> list[Rate]:
    """Return the rates of a scale: its best grade alone, and its two best together."""
    scale = result.scale
    if len(scale) < _TWO_RATES - 1:
        return []
    best = result.label(scale[0])
    base = "N" if result.base == "valid" else str(_BASES[result.base])
    found = [
        Rate(
            _("%(grade)s率", grade=best),
            _("%(grade)s率＝%(grade)s票数÷%(base)s", grade=best, base=base),
            scale[0],
        )
    ]
    if len(scale) >= _TWO_RATES:
        found.append(_two_best(best, result.label(scale[1]), scale[1], base))
    return found


def _two_best(best: str, next_best: str, grade: str, base: str) -> Rate:
    if next_best in _GOOD_ENOUGH:
        title = _("%(grade)s率", grade=next_best)
    else:
        title = _("%(best)s和%(next)s率", best=best, next=next_best)
    values = {"title": title, "best": best, "next": next_best, "base": base}
    return Rate(title, _("%(title)s＝（%(best)s＋%(next)s）票数÷%(base)s", **values), grade)


def returns_sentence(counts: Counts) -> str:
    """Say how many sheets came back and how many of them are valid, each with its fraction."""
    returned = Share(counts.returned, counts.issued)
    valid = Share(counts.valid, counts.returned)
    return _(
        "回收率＝收回 %(returned)s÷发出 %(issued)s＝%(back)s；"
        "有效率＝有效 %(valid)s÷收回 %(returned)s＝%(good)s。",
        returned=counts.returned,
        issued=counts.issued,
        back=returned.percent,
        valid=counts.valid,
        good=valid.percent,
    )


def rejected_sentences(result: Result) -> list[str]:
    """Say why sheets were rejected."""
    if not result.rejected:
        return []
    listed = _("，").join(
        _("%(reason)s %(n)s 张", reason=label_of_reason(reason), n=number)
        for reason, number in result.rejected.items()
    )
    return [_("无效票的原因：%(listed)s。", listed=listed)]


def definition_sentences(result: Result) -> list[str]:
    """Say what N is, what shares are shares of, how the rates are defined."""
    said = [
        _(
            "N 为该对象的有效票数：未印其姓名的（本人回避）、本行作废的不计，各人可以不同。"
            "占比以%(base)s为基数；弃权计入 N，不计入平均得分。",
            base=_BASES[result.base],
        )
    ]
    if result.dimensions:
        said.append(
            _(
                "分 %(k)s 项测评，每张有效票有 %(k)s 个划票；汇总表中各等次的票数为各项合计。",
                k=len(result.dimensions),
            )
        )
    if found := rates(result):
        said.append(_("；").join(rate.definition for rate in found) + _("。"))
    said.append(_("百分比保留一位小数，四舍五入，各栏相加不一定等于 100.0%。"))
    return said


def withheld_sentences(result: Result) -> list[str]:
    """Say why a group's figures are not shown, where that is so."""
    hidden = any(found is None for one in result.subjects for found in one.by_group.values())
    if not hidden:
        return []
    return [
        _(
            "“—”：有效票不足 %(n)s 张的组，以及能够由此推算出来的组，不单独列出。",
            n=result.min_group,
        )
    ]


def flag_sentences(result: Result) -> tuple[str, ...]:
    """Name those whose shares ask for attention; people decide what follows."""
    return tuple(
        _(
            "%(name)s：%(flags)s。",
            name=one.name,
            flags=_("，").join(str(FLAG_LABELS.get(flag, flag)) for flag in one.flags),
        )
        for one in result.subjects
        if one.flags
    )
