"""Elections as a kind of poll: what the polls slice asks, answered by this one."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from voting.ballots.rules import Contest, Option
from voting.elections import opened, persons, queries, readiness
from voting.elections.ballot import contest
from voting.elections.presets import DEFAULT, as_data, preset
from voting.elections.rules import Blank, ElectionRules, Next, WriteIn
from voting.i18n import _, lazy
from voting.polls.kinds import Counted, FollowUp, Kind, Quorum, Ruling
from voting.polls.models import Poll
from voting.polls.rules import Issue, State

CONTEST = "c1"


class ElectionKind(Kind):
    """The kind ``election`` (选举)."""

    name = queries.KIND
    label = lazy("选举")
    setup_label = lazy("设置名额和候选人")
    sheets = (
        ("box", lazy("清票报告单")),
        ("count", lazy("计票结果报告单")),
        ("elected", lazy("当选名单")),
        ("report", lazy("选举结果报告")),
    )

    @override
    def setup_url(self, poll: Poll) -> str:
        """Return the settings first, the candidates once there is a set-up."""
        done = queries.found_election(poll.id) is not None
        return readiness.page_of(poll, "candidates" if done else "settings")

    @override
    def issues(self, poll: Poll) -> list[Issue]:
        """Return the to-do list of an election."""
        return readiness.issues(poll)

    @override
    def contests(self, poll: Poll) -> Sequence[Contest]:
        """Return the one contest of an election, candidates in their official order."""
        found = queries.election(poll.id)
        options = [
            Option(row.candidate.option_id, row.shown, row.line)
            for row in queries.ballot_rows(found)
        ]
        return [contest(CONTEST, poll.title, options, found.seats, queries.rules_of(found))]

    @override
    def rules(self, poll: Poll) -> dict[str, Any]:
        """Return the resolved rules of this ballot."""
        return as_data(queries.rules_of(queries.election(poll.id)))

    @override
    def quorum(self, poll: Poll) -> Quorum:
        """Return the attendance the rules demand."""
        found = queries.found_election(poll.id)
        rules = queries.rules_of(found) if found else preset(DEFAULT)
        return Quorum(rules.quorum.share.num, rules.quorum.share.den)

    @override
    def outcome(self, poll: Poll, counted: Counted) -> dict[str, Any]:
        """Return the result by the manifest's rules."""
        found = queries.election(poll.id)
        return opened.result_document(opened.outcome_of(poll, counted, found))

    @override
    def filling_in(self, poll: Poll) -> Sequence[str]:
        """Return how a sheet of this election is filled in."""
        found = queries.election(poll.id)
        return _filling_in(found.seats, queries.rules_of(found))

    @override
    def undecided(self, poll: Poll, counted: Counted) -> list[tuple[str, str, int]]:
        """Return the written names that fit nobody or several."""
        return opened.undecided(poll, counted)

    @override
    def suggestion(self, poll: Poll, text: str) -> Ruling | None:
        """Return the only person of the roster a written name fits."""
        return opened.suggestion(poll, text)

    @override
    def elected_people(self, poll: Poll, result: Mapping[str, Any]) -> frozenset[int]:
        """Return the persons elected, later ballots for the same seats included."""
        return persons.elected_people(poll, result)

    @override
    def candidate_people(self, poll: Poll) -> frozenset[int]:
        """Return the persons who stand."""
        return frozenset(one.person_id for one in queries.candidates(poll.id) if one.stands)

    @override
    def follow_ups(self, poll: Poll, result: Mapping[str, Any]) -> list[FollowUp]:
        """Return the ways on from a result that left seats open, or where it went."""
        following = queries.next_poll(poll.id)
        if following is not None:
            url = f"/meetings/{poll.meeting_id}/polls/{following.id}"
            told = _("后续投票“%(title)s”已建立。", title=following.title)
            return [FollowUp(_("打开后续投票"), url, told)]
        if queries.decision(poll.id) is not None:
            url = readiness.page_of(poll, "next")
            return [FollowUp(_("查看决定"), url, _("剩余名额的处理已有决定。"))]
        if poll.state == State.ANNULLED:
            return _after_annulment(poll)
        steps = [Next(step) for step in result.get("next", ())]
        return [_follow_up(poll, step, result) for step in steps]


def _filling_in(seats: int, rules: ElectionRules) -> list[str]:
    """Return the rules of a sheet in sentences (2016 条例, art. 24 and 26)."""
    found = [
        _(
            "应选 %(n)s 人。赞成的（含另选的）等于或少于 %(n)s 人有效，多于 %(n)s 人整张无效。",
            n=seats,
        )
    ]
    if rules.writein is WriteIn.REQUIRES_DISAPPROVE:
        found.append(
            _("可以赞成、不赞成或弃权。不赞成的，可以在“另选他人”处另写一人；弃权的不能另选。")
        )
    elif rules.writein is WriteIn.FREE:
        found.append(_("可以赞成、不赞成或弃权，也可以在“另选他人”处写上其他人的姓名。"))
    else:
        found.append(_("可以赞成、不赞成或弃权，不能另选他人。"))
    if rules.blank is Blank.VOID_BALLOT:
        found.append(_("整张没有画任何符号的，为无效票。"))
    else:
        found.append(_("整张没有画任何符号的，为弃权票，计入有效票。"))
    return found


def _after_annulment(poll: Poll) -> list[FollowUp]:
    repeated = queries.followers(poll)
    if repeated:
        url = f"/meetings/{poll.meeting_id}/polls/{repeated[0].id}"
        return [FollowUp(_("打开重新建立的投票"), url, _("这次选举作废后已经重新建立。"))]
    told = _("可以用同样的规则和候选人重新建立一次选举。")
    return [FollowUp(_("重新建立"), readiness.page_of(poll, "next"), told)]


def _follow_up(poll: Poll, step: Next, result: Mapping[str, Any]) -> FollowUp:
    url = readiness.page_of(poll, "next")
    seats = result["runoff"]["seats"] if step is Next.RUNOFF else result["vacant"]
    told = {
        Next.RUNOFF: (
            _("再次投票"),
            _("得票相等：就票数相等的候选人再次投票，选出余下的 %(n)s 人。", n=seats),
        ),
        Next.REBALLOT: (_("另行选举"), _("还有 %(n)s 个名额没有选出，可以另行选举。", n=seats)),
        Next.REDUCE_SEATS: (
            _("减少名额"),
            _("经大会过半数同意，可以减少名额，不再选举。"),
        ),
        Next.LEAVE_VACANT: (_("名额暂缺"), _("空缺的名额可以暂缺，以后补选。")),
    }
    label, consequence = told[step]
    return FollowUp(label, f"{url}#{step.value}", consequence)
