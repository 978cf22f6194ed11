"""Sentences of the sheets: thresholds, validity and sums in words, each figure with its base."""

from voting.congress.rules import chinese_numeral
from voting.i18n import _, lazy
from voting.reports.header import Header
from voting.reports.result import Counts, Person, Result, Threshold
from voting.reports.sheet import Share

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
STEPS = {
    "runoff": lazy("就得票相等者再次投票"),
    "reballot": lazy("另行选举"),
    "reduce_seats": lazy("减少名额"),
    "leave_vacant": lazy("暂缺"),
}


def order_words(header: Header) -> str:
    """Say in what order names stand."""
    return _("按姓氏笔画为序") if header.list_rule == "surname" else _("按姓名笔画为序")


def is_majority(threshold: Threshold) -> bool:
    """Tell whether the threshold is the plain one: more than half."""
    return (threshold.share, threshold.operator) == (MAJORITY, ">")


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


def threshold_words(threshold: Threshold) -> str:
    """Say what elects: 应到 120 人，过半数为 61 票."""
    if threshold.more_votes:
        return _("得赞成票多的当选")
    base = str(_OF[threshold.base]) % {"n": threshold.of}
    words = share_words(threshold.share, threshold.operator)
    return _("%(base)s，%(words)s为 %(need)s 票", base=base, words=words, need=threshold.need)


def quorum_sentence(result: Result, share: str, operator: str) -> str:
    """Say whether enough attended, and how many had to."""
    counts = result.counts
    need = _needed(counts.eligible, share, operator)
    verdict = _("符合规定，可以进行选举") if result.quorum else _("不足，不能进行选举")
    return _(
        "到会：应到 %(of)s 人，实到须达%(words)s，即 %(need)s 人；实到 %(n)s 人，%(verdict)s。",
        of=counts.eligible,
        words=share_words(share, operator),
        need=need,
        n=counts.attended,
        verdict=verdict,
    )


def _needed(of: int, share: str, operator: str) -> int:
    numerator, _slash, denominator = share.partition("/")
    exact = of * int(numerator)
    whole = int(denominator or 1)
    return exact // whole + 1 if operator == ">" else -(-exact // whole)


def validity_sentence(counts: Counts) -> str:
    """Say whether the election is valid and on what ground (收回等于或少于发出)."""
    returned = _("收回选票 %(returned)s 张", returned=counts.returned)
    issued = _("发出选票 %(issued)s 张", issued=counts.issued)
    if counts.returned > counts.issued:
        return _("%(a)s，多于%(b)s，本次选举无效，应重新选举。", a=returned, b=issued)
    if counts.returned == counts.issued:
        return _("%(a)s，等于%(b)s，本次选举有效。", a=returned, b=issued)
    return _("%(a)s，少于%(b)s，本次选举有效。", a=returned, b=issued)


def sums_sentence(result: Result) -> str:
    """State the sums that must hold, and name the candidate for whom one does not."""
    counts = result.counts
    wrong = [
        result.called(votes.person)
        for votes in result.tally
        if votes.approve + votes.oppose + votes.abstain != counts.valid
    ]
    if wrong or counts.valid + counts.rejected != counts.returned:
        return _(
            "核对不符：%(who)s，请监票人查明。",
            who="、".join(wrong) or _("有效票、无效票与收回票数"),
        )
    return _(
        "核对：有效 %(valid)s 张＋无效 %(rejected)s 张＝收回 %(returned)s 张；"
        "每名候选人的赞成、不赞成、弃权之和均为有效票 %(valid)s 张。",
        valid=counts.valid,
        rejected=counts.rejected,
        returned=counts.returned,
    )


def share_sentence(share: Share, of: str) -> str:
    """Say a share with its base: 占应到 96.0%（96/100）."""
    return _("占%(of)s %(share)s", of=of, share=str(share))


def question_words(header: Header, result: Result) -> str:
    """Say how many are to be elected out of how many: 差额 or 等额."""
    surplus = len(result.tally) - header.seats
    values = {"seats": header.seats, "n": len(result.tally), "more": surplus}
    if header.recall:
        return _("提请罢免 %(n)s 人；无记名投票。", **values)
    if surplus > 0:
        return _("应选 %(seats)s 人，候选人 %(n)s 人，差额 %(more)s 人；无记名投票。", **values)
    if surplus == 0:
        return _("应选 %(seats)s 人，候选人 %(n)s 人，等额选举；无记名投票。", **values)
    return _("应选 %(seats)s 人，候选人 %(n)s 人；无记名投票。", **values)


def standing(result: Result, person: Person, *, passed: bool, recall: bool = False) -> str:
    """Say what became of somebody: 当选, 未过半数, or waiting for another ballot."""
    if person in result.elected:
        return _("罢免通过") if recall else _("当选")
    if person in result.tied:
        return _("待再次投票")
    if result.threshold.more_votes:
        return _("未当选")
    if passed:
        return _("名额已满")
    return _("未过半数") if is_majority(result.threshold) else _("未达所需票数")


def open_seats(result: Result) -> list[str]:
    """Say what is left to do: a ballot between the tied, and seats nobody fills."""
    said = []
    if result.tied:
        said.append(
            _(
                "%(who)s得票相等，尚有 %(seats)s 个名额，"
                "须就票数相等者再次投票，得赞成票多的当选。",
                who="、".join(result.called(person) for person in result.tied),
                seats=result.tied_seats,
            )
        )
    if result.vacant:
        steps = "、".join(str(STEPS[step]) for step in result.next_steps)
        said.append(
            _("尚有 %(n)s 个名额没有选出，可以%(steps)s。", n=result.vacant, steps=steps)
            if steps
            else _("尚有 %(n)s 个名额没有选出。", n=result.vacant)
        )
    return said
