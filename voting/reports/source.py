"""From the tables of the elections slice to what its sheets are written from; reads only."""

from voting.elections import queries as elections
from voting.elections.ballot import APPROVE
from voting.elections.models import Decision
from voting.elections.rules import Body, Mode, Step
from voting.elections.wording import LABELS
from voting.errors import NotFound
from voting.i18n import _
from voting.polls import queries as polls
from voting.polls.models import Poll
from voting.polls.rules import DECLARED
from voting.reports.bundle_source import Told, told_of
from voting.reports.header import ElectionHeader
from voting.reports.heads import shared
from voting.reports.letter import Election
from voting.reports.result import read_result

_RANKS = (
    Body.CHAIR,
    Body.VICE_CHAIR,
    Body.STANDING,
    Body.COMMITTEE,
    Body.AUDIT_HEAD,
    Body.AUDIT,
    Body.WOMEN_HEAD,
    Body.WOMEN,
    Body.DELEGATES,
    Body.RECALL,
)
"""The order of posts in a letter to the upper union."""


def election(poll: Poll) -> Election:
    """Return what the sheets of a counted election say; refuse anything else."""
    told = told_of(poll)
    if poll.kind != elections.KIND:
        raise NotFound(_("这项投票不是选举，没有选举报告单。"))
    header = _header(told)
    return Election(header, read_result(told.result, header.units))


def elections_of(poll: Poll) -> list[Election]:
    """Return this election and the others of its meeting that are declared, for one letter."""
    told = [
        each
        for each in polls.polls_of(poll.meeting_id)
        if each.id == poll.id or (each.kind == elections.KIND and each.state in DECLARED)
    ]
    return [election(each) for each in told]


def _header(told: Told) -> ElectionHeader:
    poll, manifest = told.poll, told.manifest
    found, contest = elections.election(poll.id), manifest.contests[0]
    body, quorum = Body(found.body), manifest.rules["quorum"]
    decision = elections.decision(poll.id)
    return ElectionHeader(
        **shared(told),
        seats=contest.limits[APPROVE],
        quorum_share=quorum["share"],
        quorum_operator=quorum["op"],
        post=poll.title if body is Body.RECALL else str(LABELS[body]),
        recall=body is Body.RECALL,
        write_ins=contest.write_ins > 0,
        direct=elections.mode_of(poll) is Mode.DIRECT,
        rank=_RANKS.index(body),
        list_rule=elections.rules_of(found).list_order.names_rule,
        units={option.id: option.note for option in contest.options},
        decided=_decided(decision),
        chosen=decision.chosen_keys if decision else (),
    )


def _decided(decision: Decision | None) -> str:
    if decision is None:
        return ""
    if decision.step == Step.REDUCE_SEATS:
        return _(
            "经大会 %(agreed)s 人同意，名额减为 %(seats)s 个，不再选举。",
            agreed=decision.agreed,
            seats=decision.seats,
        )
    if decision.step == Step.TIE:
        return _("得票再次相等，由主席团决定：%(note)s", note=decision.note)
    if decision.step == Step.LEAVE_VACANT:
        return _("没有选出的名额暂缺。")
    return _("余下的名额另行投票。")
