"""Evaluations as a kind of poll: what the polls slice asks, answered by this one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from typing_extensions import override

from voting.ballots.rules import Contest
from voting.congress import queries as congress
from voting.evaluations import queries, readiness
from voting.evaluations.answer import result_document
from voting.evaluations.comments import with_slots
from voting.evaluations.contests import contests
from voting.evaluations.figures import figures_of, tallies_of
from voting.evaluations.models import Evaluation
from voting.evaluations.rules import Plan, plan_data
from voting.evaluations.sealed import sealed_plan, sealed_subjects
from voting.evaluations.visibility import Visibility
from voting.evaluations.wording import filling_in
from voting.i18n import _, lazy
from voting.polls.kinds import ALL, Audience, Counted, FollowUp, Kind, Quorum, VoterGroup
from voting.polls.models import Poll
from voting.polls.rules import Issue, State

_AUDIENCE: dict[Visibility, Audience] = {
    Visibility.LEADERS: Audience.LEADERS,
    # The bodies' figures alone are on this slice's own page; a whole result is not for the meeting.
    Visibility.BODIES: Audience.LEADERS,
    Visibility.MEETING: Audience.MEETING,
    Visibility.PUBLIC: Audience.PUBLIC,
}


class EvaluationKind(Kind):
    """The kind ``evaluation`` (民主测评)."""

    name = queries.KIND
    label = lazy("民主测评")
    setup_label = lazy("设置测评方案和对象")
    sheets = (
        ("summary", lazy("民主测评汇总表")),
        ("dimensions", lazy("分项统计表")),
        ("comments", lazy("意见建议汇总")),
        ("subjects", lazy("个人测评结果")),
    )

    @override
    def setup_url(self, poll: Poll) -> str:
        """Return the choice of a form first, the subjects once there is a plan."""
        done = queries.found_evaluation(poll.id) is not None
        return readiness.page_of(poll, "subjects" if done else "start")

    @override
    def issues(self, poll: Poll) -> list[Issue]:
        """Return the to-do list of an evaluation."""
        return readiness.issues(poll)

    @override
    def contests(self, poll: Poll) -> Sequence[Contest]:
        """Return one contest a dimension, or the only one; a line a subject, in their order."""
        found = queries.evaluation(poll.id)
        rows = [row.on_sheet for row in queries.sheet_rows(found)]
        made = with_slots(contests(_plan(poll, found), rows), found.slots)
        return made if found.own_rows else [replace(contest, own=None) for contest in made]

    @override
    def rules(self, poll: Poll) -> dict[str, Any]:
        """Return the plan, and which row is an elector's own: their phone leaves it out."""
        found = queries.evaluation(poll.id)
        return plan_data(_plan(poll, found)) | {"own_rows": queries.own_rows(poll, found)}

    @override
    def quorum(self, poll: Poll) -> Quorum:
        """Return the attendance the plan demands, else the one of the meeting."""
        found = queries.found_evaluation(poll.id)
        share = _quorum(poll, queries.plan_of(found) if found else Plan())
        return Quorum(share.numerator, share.denominator)

    @override
    def groups(self, poll: Poll) -> Sequence[VoterGroup]:
        """Return the voter groups, or the only one."""
        groups = [VoterGroup(row.id, row.title) for row in queries.group_rows(poll.id)]
        return groups or (VoterGroup(ALL, ""),)

    @override
    def group_of(self, poll: Poll, person_ids: Iterable[int]) -> Mapping[int, str]:
        """Return the group of everybody who was put into one."""
        return queries.members(poll.id)

    @override
    def audience(self, poll: Poll) -> Audience:
        """Return who may see the whole result once it is declared."""
        found = queries.found_evaluation(poll.id)
        return _AUDIENCE[Visibility(found.visibility)] if found else Audience.LEADERS

    @override
    def filling_in(self, poll: Poll) -> Sequence[str]:
        """Return how a sheet is filled in."""
        found = queries.evaluation(poll.id)
        own = [_("您本人如是测评对象，不评自己。")] if found.own_rows else []
        return [*filling_in(_plan(poll, found)), *own]

    @override
    def outcome(self, poll: Poll, counted: Counted) -> dict[str, Any]:
        """Return the result by the manifest's plan."""
        plan, subjects = sealed_plan(poll), sealed_subjects(poll)
        return result_document(plan, subjects, figures_of(counted), tallies_of(counted))

    @override
    def candidate_people(self, poll: Poll) -> frozenset[int]:
        """Return the persons who are judged."""
        judged = queries.subjects(poll.id)
        return frozenset(one.person_id for one in judged if one.person_id is not None)

    @override
    def follow_ups(self, poll: Poll, result: Mapping[str, Any]) -> list[FollowUp]:
        """Lead to the result in tables and charts, and to the poll held together with this one."""
        if poll.state == State.ANNULLED or not result:
            return []
        told = _("按对象、组别和分项查看票数、图表、意见，以及与上一次的比较。")
        found = [FollowUp(_("查看测评结果"), readiness.page_of(poll, "results"), told)]
        if linked := queries.linked_poll(queries.evaluation(poll.id)):
            told = _("与这一项同时进行的测评：“%(title)s”。", title=linked.title)
            url = f"/meetings/{linked.meeting_id}/polls/{linked.id}"
            found.append(FollowUp(_("打开另一项测评"), url, told))
        return found


def _plan(poll: Poll, found: Evaluation) -> Plan:
    """Return the plan as it is frozen: under the poll's title, with the attendance demanded."""
    plan = queries.plan_of(found)
    return replace(plan, title=poll.title[:60], quorum=_quorum(poll, plan))


def _quorum(poll: Poll, plan: Plan) -> Fraction:
    if plan.quorum is not None:
        return plan.quorum
    share = congress.meeting(poll.meeting_id).congress.preset.quorum
    return Fraction(share.num, share.den)
