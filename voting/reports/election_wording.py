"""Sentences of an election's sheets: what is asked, what elects, what became of everybody."""

from voting.i18n import _, lazy
from voting.reports.header import ElectionHeader
from voting.reports.result import Person, Result, Threshold
from voting.reports.wording import MAJORITY, need_words, share_words

STEPS = {
    "runoff": lazy("就得票相等者再次投票"),
    "reballot": lazy("另行选举"),
    "reduce_seats": lazy("减少名额"),
    "leave_vacant": lazy("暂缺"),
}


def order_words(header: ElectionHeader) -> str:
    """Say in what order names stand."""
    return _("按姓氏笔画为序") if header.list_rule == "surname" else _("按姓名笔画为序")


def is_majority(threshold: Threshold) -> bool:
    """Tell whether the threshold is the plain one: more than half."""
    return (threshold.share, threshold.operator) == (MAJORITY, ">")


def threshold_words(threshold: Threshold) -> str:
    """Say what elects: 应到 120 人，过半数为 61 票."""
    if threshold.more_votes:
        return _("得赞成票多的当选")
    words = share_words(threshold.share, threshold.operator)
    return need_words(threshold.base, threshold.of, words, threshold.need)


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


def question_words(header: ElectionHeader, result: Result) -> str:
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
