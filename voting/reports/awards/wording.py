"""Sentences of an award's sheets: what is honoured by what, what became of everybody."""

from fractions import Fraction

from voting.i18n import _
from voting.reports.awards.result import Honours, Nominee, Section
from voting.reports.wording import need_words, share_words


def section_words(section: Section) -> str:
    """Say how many are honoured, how many a sheet might tick, and what ranks them."""
    values = {"quota": section.quota, "n": len(section.nominees), "limit": section.limit}
    said = (
        _("名额 %(quota)s 个，候选 %(n)s 个，每张票须推荐 %(limit)s 个。", **values)
        if section.exact
        else _("名额 %(quota)s 个，候选 %(n)s 个，每张票最多推荐 %(limit)s 个。", **values)
    )
    return said + _ranking(section) + _least(section)


def _ranking(section: Section) -> str:
    if section.jury_weight is None:
        return _("以得票多少为序。")
    jury = Fraction(section.jury_weight)
    return _(
        "以综合得分为序：综合得分＝得票分×%(votes)s＋评审平均分×%(jury)s，"
        "得票分＝得票÷有效票×100。",
        votes=str(1 - jury),
        jury=str(jury),
    )


def _least(section: Section) -> str:
    least = section.threshold
    if least is None:
        return ""
    words = share_words(least.share, least.operator)
    return _("最低得票：%(words)s。", words=need_words(least.base, least.of, words, least.need))


def standing(section: Section, one: Nominee) -> str:
    """Say what became of a nominee."""
    if one.winner:
        return _("获奖")
    if one.id in section.tied:
        return _("并列待定")
    if not one.passed:
        return _("无票") if section.threshold is None else _("未达最低得票")
    return _("未入选")


def open_sentences(found: Honours) -> tuple[str, ...]:
    """Say who is still equal, and how many places nobody holds."""
    said = []
    if found.open:
        said.append(
            _(
                "%(who)s票数或得分相等，须再次投票或由会议决定。",
                who="、".join(found.open),
            )
        )
    if found.vacant and not found.open:
        said.append(_("名额空缺 %(n)s 个。", n=found.vacant))
    return tuple(said)
