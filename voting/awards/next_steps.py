"""The ways on from an award's result, as the poll's page offers them."""

from voting.awards import queries
from voting.awards.follow_up import OpenSection, Prospect, prospect
from voting.awards.publicity import publicity, state_words
from voting.awards.readiness import page_of
from voting.i18n import _
from voting.polls.kinds import FollowUp
from voting.polls.models import Poll
from voting.polls.rules import DECLARED


def follow_ups(poll: Poll) -> list[FollowUp]:
    """Return the ways on: the same again, run-offs, what is still open, the posting."""
    ahead = prospect(poll)
    if ahead.again:
        return [_again(poll, ahead)]
    later = {one.following.id: one.following for one in ahead.sections if one.following}
    unsettled = [one for one in ahead.sections if not one.settled]
    return [
        *map(_run_off, later.values()),
        *(_open(poll, one) for one in unsettled),
        *_posting(poll),
    ]


def _again(poll: Poll, ahead: Prospect) -> FollowUp:
    if ahead.following is not None:
        url = f"/meetings/{poll.meeting_id}/polls/{ahead.following.id}"
        return FollowUp(_("打开重新建立的投票"), url, _("这次评选已经重新建立。"))
    told = _("可以用同样的奖项、规则和候选对象重新建立一次评选。")
    return FollowUp(_("重新建立"), page_of(poll, "next"), told)


def _run_off(following: Poll) -> FollowUp:
    url = f"/meetings/{following.meeting_id}/polls/{following.id}"
    told = _("再次投票“%(title)s”已建立。", title=following.title)
    return FollowUp(_("打开再次投票"), url, told)


def _open(poll: Poll, one: OpenSection) -> FollowUp:
    url = f"{page_of(poll, 'next')}#s{one.section.id}"
    if not one.tied:
        told = _(
            "“%(title)s”有 %(n)s 个名额没有评出，可以空缺。",
            title=one.section.title,
            n=one.seats,
        )
        return FollowUp(_("登记空缺"), url, told)
    told = _(
        "“%(title)s”有票数或得分相等者，还剩 %(n)s 个名额：再次投票，或由主席团、评审组决定。",
        title=one.section.title,
        n=one.seats,
    )
    return FollowUp(_("处理并列"), url, told)


def _posting(poll: Poll) -> list[FollowUp]:
    root = queries.root_of(poll)
    if root.state not in DECLARED:
        return []
    url = page_of(root, "publicity")
    return [FollowUp(_("获奖名单公示"), url, state_words(publicity(root)))]
