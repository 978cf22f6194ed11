"""The chair's page: the agenda of votes, and for each one big button that says what will happen."""

from dataclasses import dataclass

from voting.access.policy import requires
from voting.access.principal import may
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.i18n import _
from voting.polls import counting, queries, readiness
from voting.polls.blueprint import IN_MEETING, bp
from voting.polls.models import Poll
from voting.polls.paper.queries import unsettled
from voting.polls.rules import STATE_LABELS, Issue, State, Turnout
from voting.polls.screen import screen_url
from voting.web.pages import page


@dataclass(frozen=True, slots=True)
class Act:
    """One button: where it posts, what it says, and what will happen."""

    url: str
    label: str
    consequence: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Line:
    """One poll on the chair's page."""

    poll: Poll
    state_label: str
    turnout: Turnout
    issues: list[Issue]
    act: Act | None
    waiting: str
    fingerprint: str
    result: dict[str, object] | None


@bp.get(f"{IN_MEETING}/chair")
@requires(Permission.POLL_OPEN)
def chair_page(meeting_id: int) -> str:
    """Show the chair what can be done now."""
    return page(
        "polls/chair.html",
        meeting=congress.meeting(meeting_id),
        attendance=congress.attendance(meeting_id),
        lines=[line(poll) for poll in queries.polls_of(meeting_id)],
        agenda=congress.agenda(meeting_id),
        screen_url=screen_url(meeting_id),
        state_url=f"/meetings/{meeting_id}/state.json",
    )


def line(poll: Poll) -> Line:
    """Describe a poll for the chair."""
    found = [*readiness.issues(poll), *_about_paper(poll)]
    act = _next_act(poll)
    allowed = act is not None and may(act.permission, poll.meeting_id)
    result = counting.result_of(poll.id)
    return Line(
        poll=poll,
        state_label=STATE_LABELS[State(poll.state)],
        turnout=queries.shown_turnout(poll),
        issues=found,
        act=act if allowed and not readiness.blocking(found) else None,
        waiting=_waiting_for(poll),
        fingerprint=queries.manifest_of(poll).fingerprint if poll.manifest_hash else "",
        result=result[0] if result else None,
    )


def _next_act(poll: Poll) -> Act | None:
    base = f"/meetings/{poll.meeting_id}/polls/{poll.id}"
    acts = {
        State.DRAFT: Act(
            f"{base}/seal",
            _("封存名册和选票"),
            _("封存后候选人、名册不能再改；代表签到后即可领票。"),
            Permission.POLL_SEAL,
        ),
        State.SEALED: Act(
            f"{base}/open",
            _("开始投票"),
            _("所有已签到代表的手机将自动显示选票，可以投票。"),
            Permission.POLL_OPEN,
        ),
        State.OPEN: Act(
            f"{base}/close",
            _("截止投票"),
            _("票箱立即锁定，之后送到的票一律不收。此操作不能撤回。"),
            Permission.POLL_CLOSE,
        ),
        State.CLOSED: Act(
            f"{base}/open-box",
            _("开箱"),
            _("解开全部选票并打散成单项记录；此时仍不显示得票。"),
            Permission.POLL_COUNT,
        ),
        State.OPENED: Act(
            f"{base}/count",
            _("计票"),
            _("按选举办法计算结果，供监票人、计票人核对签字。"),
            Permission.POLL_COUNT,
        ),
        State.COUNTED: Act(
            f"{base}/declare",
            _("宣布结果"),
            _("请先当场宣读。确认后，大屏和代表手机上将显示结果。"),
            Permission.POLL_DECLARE,
        ),
        State.CERTIFIED: Act(
            f"{base}/publish",
            _("公布结果"),
            _("结果页和复核包将对所有人开放。"),
            Permission.POLL_PUBLISH,
        ),
    }
    return acts.get(State(poll.state))


def _about_paper(poll: Poll) -> list[Issue]:
    """Tell of boxes that two tellers have not counted alike: nothing is counted before."""
    if poll.state not in {State.CLOSED, State.OPENED}:
        return []
    url = f"/meetings/{poll.meeting_id}/polls/{poll.id}/paper"
    return [
        Issue(
            "paper_unsettled",
            _("“%(title)s”还没有两名计票人一致的清点数。", title=pile.batch.title),
            url,
            blocking=poll.state == State.OPENED,
        )
        for pile in unsettled(poll.id)
    ]


def _waiting_for(poll: Poll) -> str:
    if poll.state == State.OPENED and unsettled(poll.id):
        return _("由计票人清点录入纸质选票，两人一致后计票。")
    if poll.state == State.DECLARED:
        return _("等待监票人、计票人签字。")
    if poll.state == State.PUBLISHED:
        return _("全部完成。")
    return ""
