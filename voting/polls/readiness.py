"""What must be done before a poll may be sealed or opened: a to-do list, not a boolean."""

from collections import Counter

from voting.access.rules import Office
from voting.congress import queries as congress
from voting.i18n import _
from voting.polls import roll
from voting.polls.kinds import kind_of
from voting.polls.models import Poll
from voting.polls.rules import SMALL_GROUP, Issue, State, quorum_needed, quorum_reached


def issues(poll: Poll) -> list[Issue]:
    """Return everything that is missing or remarkable before the poll's next step."""
    if poll.state == State.DRAFT:
        return before_sealing(poll)
    if poll.state == State.SEALED:
        return before_opening(poll)
    return []


def blocking(found: list[Issue]) -> list[Issue]:
    """Return those that stop the step; the others inform."""
    return [issue for issue in found if issue.blocking]


def before_sealing(poll: Poll) -> list[Issue]:
    """Return what stands between a draft and its sealed roll and ballot."""
    return [
        *kind_of(poll).issues(poll),
        *_about_roll(poll),
        *_about_groups(poll),
        *_about_approval(poll),
        *_about_offices(poll),
    ]


def _about_groups(poll: Poll) -> list[Issue]:
    """Tell of voter groups without anybody, and of groups too small to hide in."""
    groups = kind_of(poll).groups(poll)
    sizes = Counter(elector.group for elector in roll.electors(poll))
    found = []
    for group in groups if len(groups) > 1 else ():
        number = sizes[group.id]
        if number == 0:
            text = _("“%(group)s”组里还没有人，请先分组，或去掉这一组。", group=group.title)
            found.append(Issue("empty_group", text, kind_of(poll).setup_url(poll)))
        elif number < SMALL_GROUP:
            text = _(
                "“%(group)s”只有 %(n)d 人，单独公布可能看得出是谁投的；结果中不单独列出这一组。",
                group=group.title,
                n=number,
            )
            found.append(Issue("small_group", text, blocking=False))
    return found


def before_opening(poll: Poll) -> list[Issue]:
    """Return what stands between a sealed poll and its first vote."""
    rule = kind_of(poll).quorum(poll)
    entitled, present = roll.eligible(poll), roll.attended(poll)
    found = _about_approval(poll)
    if not quorum_reached(present, entitled, rule.numerator, rule.denominator):
        needed = quorum_needed(entitled, rule.numerator, rule.denominator)
        found.append(
            Issue(
                "quorum",
                _(
                    "到会人数不足：应到 %(entitled)d 人，须到会 %(needed)d 人以上"
                    "（%(n)d/%(d)d），现到会 %(present)d 人。",
                    entitled=entitled,
                    needed=needed,
                    n=rule.numerator,
                    d=rule.denominator,
                    present=present,
                ),
                f"/meetings/{poll.meeting_id}/check-in",
            )
        )
    return found


def _about_roll(poll: Poll) -> list[Issue]:
    entitled = roll.eligible(poll)
    if entitled == 0:
        return [
            Issue(
                "empty_roll",
                _("名册是空的：没有人可以投票。请先确定代表名单。"),
                f"/meetings/{poll.meeting_id}/delegates",
            )
        ]
    if entitled < SMALL_GROUP:
        return [
            Issue(
                "small_roll",
                _(
                    "只有 %(n)d 人投票：结果若一致，就等于公开了每个人的选择。请考虑改用其他方式。",
                    n=entitled,
                ),
                blocking=False,
            )
        ]
    return []


def _about_approval(poll: Poll) -> list[Issue]:
    meeting = congress.meeting(poll.meeting_id)
    if congress.approval_ready(meeting):
        return []
    return [
        Issue(
            "approval",
            _("还没有登记上级对召开会议的批复。请登记批复文号，或由主持人写明理由后继续。"),
            f"/meetings/{poll.meeting_id}/approval",
        )
    ]


def _about_offices(poll: Poll) -> list[Issue]:
    found = []
    url = f"/meetings/{poll.meeting_id}/appointments"
    scrutineers = congress.appointed_people(
        poll.meeting_id, {Office.HEAD_SCRUTINEER, Office.SCRUTINEER}
    )
    tellers = congress.appointed_people(poll.meeting_id, {Office.TELLER})
    if not scrutineers:
        found.append(Issue("no_scrutineer", _("还没有监票人。请先通过并登记监票人名单。"), url))
    if not tellers:
        found.append(Issue("no_teller", _("还没有计票人。请先登记计票人。"), url))
    both = kind_of(poll).candidate_people(poll) & (scrutineers | tellers)
    if both:
        found.append(
            Issue(
                "candidate_counts",
                _(
                    "有 %(n)d 名候选人同时是监票人或计票人。候选人不能监票或计票，请更换。",
                    n=len(both),
                ),
                url,
            )
        )
    return found
