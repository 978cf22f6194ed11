"""From the tables of the other slices to what sheets and bundles are written from; reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from voting import clock
from voting.access.rules import OFFICE_LABELS, Office
from voting.audit import queries as audit
from voting.audit.events import Event
from voting.audit.models import AuditEntry
from voting.ballots import canonical
from voting.ballots.manifest import Manifest
from voting.ballots.tally import Counts as BoxCounts
from voting.congress import queries as congress
from voting.db import db
from voting.elections import queries as elections
from voting.elections.ballot import APPROVE
from voting.elections.models import Decision
from voting.elections.rules import OFFICERS, Body, Mode, Step
from voting.elections.wording import LABELS
from voting.errors import NotFound
from voting.i18n import _
from voting.names import fold_name
from voting.polls import queries as polls, roll
from voting.polls.box import the_box
from voting.polls.lifecycle import subject
from voting.polls.models import Outcome, Poll
from voting.polls.rules import DECLARED, WITH_RESULT
from voting.reports.bundle import BundleSource, LogHead, SignedResult
from voting.reports.header import Header, Proofs, Signed
from voting.reports.letter import Election
from voting.reports.publication import published_names
from voting.reports.result import Counts, read_result

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
_OF_A_RESULT = (
    Event.POLL_COUNTED,
    Event.RESULT_SIGNED,
    Event.POLL_DECLARED,
    Event.POLL_CERTIFIED,
    Event.POLL_PUBLISHED,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A poll's frozen documents, read once."""

    poll: Poll
    manifest: Manifest
    result: dict[str, Any]
    outcome: Outcome


def election(poll: Poll) -> Election:
    """Return what the sheets of a counted election say; refuse anything else."""
    told = _told(poll)
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


def _told(poll: Poll) -> _Told:
    outcome = db.session.get(Outcome, poll.id)
    if outcome is None or poll.state not in WITH_RESULT:
        raise NotFound(_("这项投票还没有计票，没有报告单。请在计票完成后再来。"))
    result: dict[str, Any] = canonical.parse(outcome.result)
    return _Told(poll, polls.manifest_of(poll), result, outcome)


def _header(told: _Told) -> Header:
    poll, manifest = told.poll, told.manifest
    found, contest = elections.election(poll.id), manifest.contests[0]
    body, quorum = Body(found.body), manifest.rules["quorum"]
    decision = elections.decision(poll.id)
    return Header(
        organisation=manifest.organisation,
        meeting=manifest.meeting,
        title=manifest.title,
        held_on=clock.local(congress.meeting(poll.meeting_id).held_at).date(),
        seats=contest.limits[APPROVE],
        quorum_share=quorum["share"],
        quorum_operator=quorum["op"],
        post=poll.title if body is Body.RECALL else str(LABELS[body]),
        officers=body in OFFICERS,
        recall=body is Body.RECALL,
        write_ins=contest.write_ins > 0,
        direct=elections.mode_of(poll) is Mode.DIRECT,
        rank=_RANKS.index(body),
        list_rule=elections.rules_of(found).list_order.names_rule,
        units={option.id: option.note for option in contest.options},
        closed_at=poll.closed_at,
        counted_at=poll.counted_at,
        declared_at=poll.declared_at,
        degraded=manifest.transport != "https",
        signed=_signed(poll),
        decided=_decided(decision),
        chosen=decision.chosen_keys if decision else (),
        proofs=_proofs(told),
    )


def _signed(poll: Poll) -> tuple[Signed, ...]:
    return tuple(
        Signed(line.name, str(OFFICE_LABELS[Office(line.office)]), line.at)
        for line in polls.sign_offs(poll.id)
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


def _proofs(told: _Told) -> Proofs:
    return Proofs(
        manifest_hash=told.manifest.hash.hex(),
        fingerprint=told.manifest.fingerprint,
        board_root=told.poll.board_root or "",
        result_hash=told.outcome.digest,
        log_head=_log_head(told.poll).head,
    )


# --- The bundle ------------------------------------------------------------------------------


def bundle_source(poll: Poll) -> BundleSource:
    """Return everything a bundle of a counted poll is written from."""
    told = _told(poll)
    manifest = told.manifest
    opened = the_box().opened(manifest.hash)
    written = told.result.get("write_ins", ())
    reasons = _reasons(poll.id, [row["name"] for row in written])
    return BundleSource(
        manifest=manifest.encoded,
        entries=the_box().board(manifest.hash),
        root=poll.board_root or "",
        marks={contest.id: opened.table(contest.id) for contest in manifest.contests},
        write_ins={manifest.contests[0].id: published_names(written, reasons)},
        counts=_counts(poll, opened),
        reasons={reason.value: number for reason, number in opened.reasons().items()},
        papers=roll.numbers_issued(poll.id),
        result=told.outcome.result,
        signed=[
            SignedResult(line.name, line.office, line.digest, line.at)
            for line in polls.sign_offs(poll.id)
        ],
        log=_log_head(poll),
    )


def _counts(poll: Poll, opened: BoxCounts) -> Counts:
    turnout = polls.turnout(poll)
    return Counts(
        eligible=turnout.eligible,
        attended=turnout.attended,
        issued=turnout.issued,
        returned=turnout.returned,
        valid=opened.valid(),
        rejected=opened.rejected(),
        blank=opened.blank(),
        not_returned=max(turnout.issued - turnout.returned, 0),
    )


def _reasons(poll_id: int, names: Iterable[str]) -> dict[str, str]:
    """Return why names were ruled void; the rulings are kept by spelling."""
    ruled = {
        fold_name(text): ruling.reason
        for rulings in polls.rulings_of(poll_id).values()
        for text, ruling in rulings.items()
        if ruling.ruling == "void"
    }
    return {name: ruled.get(fold_name(name), "") for name in names}


def _log_head(poll: Poll) -> LogHead:
    """Return where the log stood after the last act on this result.

    Later acts on other matters do not change a bundle: two exports are equal.
    """
    last = (
        select(AuditEntry)
        .where(
            AuditEntry.subject == subject(poll),
            AuditEntry.event.in_([event.value for event in _OF_A_RESULT]),
        )
        .order_by(AuditEntry.number.desc())
        .limit(1)
    )
    entry = db.session.execute(last).scalar_one_or_none()
    if entry is None:
        head = audit.head()
        return LogHead(head.count, head.digest)
    return LogHead(entry.number, entry.digest)
