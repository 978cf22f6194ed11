"""Sentences that stand under the figures on every page and in every file."""

from collections.abc import Mapping
from typing import Any

from voting.i18n import _, lazy
from voting.surveys.results.reading import Results
from voting.surveys.rules import Mode

_MODES = {
    Mode.INVITED: lazy("采取匿名方式，每人一份，不记录任何人答了什么"),
    Mode.OPEN: lazy("采取匿名方式，通过公开链接填写，发出份数无法统计"),
    Mode.NAMED: lazy("采取实名方式"),
}


def withheld(results: Results) -> str:
    """Say what “—” stands for."""
    return _(
        "“—”表示不予列出：没有人、人数不足 %(least)s 人，或列出后能推算出这样的数；"
        "各处一律相同，看不出是哪一种。",
        least=results.least,
    )


def rounding() -> str:
    """Say how shares are rounded."""
    return _("百分比四舍五入保留一位小数，各项相加可能不等于 100.0%。")


def multiple() -> str:
    """Say what the shares of a multiple choice are of."""
    return _("多选题以填写本题的人数为基数，各项比例之和可超过 100%。")


def index() -> str:
    """Say how the index is computed."""
    return _("满意度指数：五档由好到差依次按 100、80、60、30、0 分计算平均。")


def precision(results: Results) -> str:
    """Say whether the figures are of a sample, and how exact they are then."""
    if not results.is_sample:
        return _("本次按全体调查对象统计，不是抽样，不计算抽样误差。")
    return _(
        "本次为抽样调查，总体 %(n)s 人。区间为 95%% 威尔逊置信区间，并作有限总体校正"
        "（只有部分人需要回答的题不作校正）；以样本为随机抽取为前提。",
        n=results.population,
    )


def background(results: Results) -> str:
    """Say who asked whom, when and how."""
    document = results.document
    mode = str(_MODES[Mode(document["mode"])])
    return _(
        "%(organisation)s于%(opened)s至%(closed)s开展“%(title)s”问卷调查，%(mode)s。",
        organisation=results.organisation,
        opened=day(document["opened_on"]),
        closed=day(document["closed_on"]),
        title=results.title,
        mode=mode,
    )


def day(iso: str) -> str:
    """Write a date of the document as 2026年11月25日."""
    year, month, number = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{number}日"


def returns(results: Results) -> str:
    """Say how many questionnaires went out, came back and are valid, with the rates."""
    found = results.rates
    said = []
    if found["issued"] is not None:
        said.append(_("发出 %(n)s 份", n=found["issued"]))
    said.append(_("收回 %(n)s 份", n=found["returned"]))
    said.append(_("有效 %(n)s 份", n=found["valid"]))
    rates = [share(each) for each in found["shares"] if each["percent"] is not None]
    return (
        _("问卷%(numbers)s；%(rates)s。", numbers="、".join(said), rates="，".join(rates))
        if (rates)
        else _("问卷%(numbers)s。", numbers="、".join(said))
    )


def share(rate: Mapping[str, Any]) -> str:
    """Write a rate with both its numbers: 回收率 96.7%（1609/1664）."""
    return _(
        "%(name)s %(percent)s（%(part)s/%(whole)s）",
        name=rate["name"],
        percent=rate["percent"],
        part=rate["numerator"],
        whole=rate["denominator"],
    )


def invalid(results: Results) -> str:
    """Say why responses do not count; nothing where all do."""
    reasons = results.document["invalid"]
    said = "、".join(_("%(why)s %(n)s 份", why=why, n=n) for why, n in reasons)
    return _("无效答卷：%(said)s。", said=said) if said else ""
