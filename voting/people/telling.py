"""What an import would do and has done, and what a person's standing means, in sentences."""

from collections.abc import Iterable

from voting.i18n import _
from voting.people.plan import Counts, ImportPlan
from voting.people.rules import BAR_LABELS, Bar, Field


def warnings(plan: ImportPlan) -> list[str]:
    """Return what should make an officer stop before confirming."""
    told = []
    if plan.removed:
        told.append(
            _(
                "名单中没有的 %(n)s 人将标记为已离开，不再计入应到人数；以前的记录不受影响。"
                "如果这份名单只是一部分人，请取消后重新上传，并选择“只是一部分人”。",
                n=len(plan.removed),
            )
        )
    if pairs := plan.lost_zeros:
        known, entry = pairs[0]
        told.append(
            _(
                "有 %(n)s 人的工号很可能丢了前面的 0：如%(name)s在册的工号是 %(before)s，名单中是"
                " %(after)s。确认后会变成一人离开、一人新增，请先在表格中改正工号。",
                n=len(pairs),
                name=entry.values[Field.NAME],
                before=known.value(Field.NUMBER),
                after=entry.values[Field.NUMBER],
            )
        )
    return told


def would_do(counts: Counts) -> str:
    """Return what confirming will do, as the words of its button."""
    parts = _parts(counts)
    return _("确认导入：%(parts)s", parts="，".join(parts)) if parts else _("没有变化")


def imported(counts: Counts) -> str:
    """Return what an import has done."""
    parts = _parts(counts)
    if not parts:
        return _("名单与花名册一致，没有变化。")
    return _("花名册已更新：%(parts)s。", parts="，".join(parts))


def _parts(counts: Counts) -> list[str]:
    figures = {
        _("新增 %(n)s 人"): counts.added,
        _("更改 %(n)s 人"): counts.changed,
        _("恢复 %(n)s 人"): counts.returned,
        _("标记离开 %(n)s 人"): counts.removed,
    }
    return [words % {"n": count} for words, count in figures.items() if count]


def barred(reasons: Iterable[Bar]) -> str:
    """Return why a person is no full member, as a sentence; empty where they are one."""
    said = "、".join(str(BAR_LABELS[reason]) for reason in reasons)
    if not said:
        return ""
    return _("%(reasons)s，不计入会员应到人数，没有选举权和被选举权。", reasons=said)
