"""Sentences of a vote on documents: what carries them, and whether the sums hold."""

from voting.i18n import _, lazy
from voting.reports.resolutions.result import Check, Item, Result

CHECK_LABELS = {
    "quorum": lazy("到会人数"),
    "base": lazy("计算基数"),
    "threshold": lazy("通过比例"),
    "secrecy": lazy("投票方式"),
    "materials": lazy("会议文件"),
}
"""What each line of the checklist is about."""


def finding(check: Check) -> str:
    """Say a finding in a word."""
    if check.ok is None:
        return _("无此要求")
    return _("符合") if check.ok else _("须说明")


def verdict(item: Item) -> str:
    """Say whether a document was carried."""
    return _("通过") if item.carried else _("未通过")


def need_sentences(result: Result) -> list[str]:
    """Say what carries the documents; where they differ, which ones by their places."""
    rules: dict[tuple[str, int, int], list[int]] = {}
    for place, item in enumerate(result.items, 1):
        rules.setdefault((item.threshold_words, item.of, item.need), []).append(place)
    if len(rules) == 1:
        ((words, of, need),) = rules
        return [
            _(
                "通过要求：%(words)s；基数 %(of)s，须 %(need)s 票同意。",
                words=words,
                of=of,
                need=need,
            )
        ]
    return [
        _(
            "第 %(places)s 项的通过要求：%(words)s；基数 %(of)s，须 %(need)s 票同意。",
            places="、".join(map(str, places)),
            words=words,
            of=of,
            need=need,
        )
        for (words, of, need), places in rules.items()
    ]


def sums_sentence(result: Result) -> str:
    """State the sums that must hold, and name the document for which one does not."""
    counts = result.counts
    wrong = [
        item.title
        for item in result.items
        if item.agree + item.oppose + item.abstain + item.void != counts.valid
    ]
    if wrong or counts.valid + counts.rejected != counts.returned:
        return _(
            "核对不符：%(who)s，请监票人查明。",
            who="、".join(wrong) or _("有效票、无效票与收回票数"),
        )
    values = {
        "valid": counts.valid,
        "rejected": counts.rejected,
        "returned": counts.returned,
    }
    if any(item.void for item in result.items):
        return _(
            "核对：有效 %(valid)s 张＋无效 %(rejected)s 张＝收回 %(returned)s 张；"
            "每项的同意、不同意、弃权、本项作废之和均为有效票 %(valid)s 张。",
            **values,
        )
    return _(
        "核对：有效 %(valid)s 张＋无效 %(rejected)s 张＝收回 %(returned)s 张；"
        "每项的同意、不同意、弃权之和均为有效票 %(valid)s 张。",
        **values,
    )


def summary_sentence(result: Result) -> str:
    """Say how many documents were put to the vote and how many were carried."""
    return _(
        "分项表决 %(n)s 项，通过 %(carried)s 项。",
        n=len(result.items),
        carried=len(result.carried),
    )
