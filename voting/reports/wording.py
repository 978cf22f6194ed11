"""Sentences of all sheets: thresholds, attendance and validity, each figure with its base."""

from collections.abc import Sequence

from voting.congress.rules import chinese_numeral
from voting.i18n import _, lazy
from voting.reports.counts import Counts, Pile, over_sentences
from voting.reports.header import Header

MAJORITY = "1/2"
BASES = {
    "eligible": lazy("应到"),
    "attended": lazy("实到"),
    "returned": lazy("收回"),
    "valid": lazy("有效票"),
}
"""How a base is called in the head of a column: 赞成占应到%."""
_OF = {
    "eligible": lazy("应到 %(n)s 人"),
    "attended": lazy("实到 %(n)s 人"),
    "returned": lazy("收回选票 %(n)s 张"),
    "valid": lazy("有效票 %(n)s 张"),
}


def share_words(share: str, operator: str) -> str:
    """Say a share: 过半数, 半数以上, 三分之二以上, 超过五分之三."""
    numerator, _slash, denominator = share.partition("/")
    if share == MAJORITY:
        return _("过半数") if operator == ">" else _("半数以上")
    if not denominator:
        return _("全数") if numerator == "1" else _("得赞成票")
    part = _(
        "%(of)s分之%(n)s", of=chinese_numeral(int(denominator)), n=chinese_numeral(int(numerator))
    )
    return _("超过%(part)s", part=part) if operator == ">" else _("%(part)s以上", part=part)


def of_words(base: str, of: int) -> str:
    """Say a base with its number: 应到 120 人."""
    return str(_OF[base]) % {"n": of}


def need_words(base: str, of: int, words: str, need: int) -> str:
    """Say how many are needed: 应到 120 人，过半数为 61 票."""
    return _("%(base)s，%(words)s为 %(need)s 票", base=of_words(base, of), words=words, need=need)


def quorum_sentences(header: Header, counts: Counts, *, reached: bool | None) -> tuple[str, ...]:
    """Say whether enough attended, and how many had to; nothing where no attendance is asked."""
    if not header.quorum_share:
        return ()
    if reached is False:
        verdict = _("不足，不能进行%(deed)s", deed=header.deed)
    else:
        verdict = _("符合规定，可以进行%(deed)s", deed=header.deed)
    return (
        _(
            "到会：应到 %(of)s 人，实到须达%(words)s，即 %(need)s 人；实到 %(n)s 人，%(verdict)s。",
            of=counts.eligible,
            words=share_words(header.quorum_share, header.quorum_operator),
            need=needed(counts.eligible, header.quorum_share, header.quorum_operator),
            n=counts.attended,
            verdict=verdict,
        ),
    )


def needed(of: int, share: str, operator: str) -> int:
    """Return the least whole number that reaches (``>=``) or passes (``>``) a share."""
    numerator, _slash, denominator = share.partition("/")
    exact = of * int(numerator)
    whole = int(denominator or 1)
    return exact // whole + 1 if operator == ">" else -(-exact // whole)


def validity_sentences(header: Header, counts: Counts, piles: Sequence[Pile]) -> tuple[str, ...]:
    """Say whether the vote is valid and on what ground (收回等于或少于发出, in each box too)."""
    deed = header.deed
    returned = _("收回选票 %(returned)s 张", returned=counts.returned)
    issued = _("发出选票 %(issued)s 张", issued=counts.issued)
    if counts.returned > counts.issued:
        return (
            _(
                "%(a)s，多于%(b)s，本次%(deed)s无效，应重新%(deed)s。",
                a=returned,
                b=issued,
                deed=deed,
            ),
        )
    if over := over_sentences(piles):
        return (*over, _("本次%(deed)s无效，应重新%(deed)s。", deed=deed))
    if counts.returned == counts.issued:
        return (_("%(a)s，等于%(b)s，本次%(deed)s有效。", a=returned, b=issued, deed=deed),)
    return (_("%(a)s，少于%(b)s，本次%(deed)s有效。", a=returned, b=issued, deed=deed),)
