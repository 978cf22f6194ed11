"""From the tables of the other slices to what a bundle is written from; reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from voting.audit import queries as audit
from voting.audit.events import Event
from voting.audit.models import AuditEntry
from voting.ballots import canonical
from voting.ballots.manifest import Manifest
from voting.ballots.tally import Counts as BallotCounts
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.names import fold_name
from voting.polls import queries as polls, roll
from voting.polls.box import the_box
from voting.polls.lifecycle import subject
from voting.polls.models import Outcome, Poll
from voting.polls.opened import group_number
from voting.polls.paper import queries as paper
from voting.polls.rules import WITH_RESULT
from voting.reports.bundle import BundleSource, LogHead, SignedResult
from voting.reports.publication import LEAST_HEAP, PaperBox, published_marks, published_names
from voting.reports.result import Counts

_OF_A_RESULT = (
    Event.POLL_COUNTED,
    Event.RESULT_SIGNED,
    Event.POLL_DECLARED,
    Event.POLL_CERTIFIED,
    Event.POLL_PUBLISHED,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A poll's frozen documents, read once."""

    poll: Poll
    manifest: Manifest
    result: dict[str, Any]
    outcome: Outcome


def told_of(poll: Poll) -> Told:
    """Return the frozen documents of a counted poll; refuse one that has no result yet."""
    outcome = db.session.get(Outcome, poll.id)
    if outcome is None or poll.state not in WITH_RESULT:
        raise NotFound(_("这项投票还没有计票，没有报告单。请在计票完成后再来。"))
    result: dict[str, Any] = canonical.parse(outcome.result)
    return Told(poll, polls.manifest_of(poll), result, outcome)


def bundle_source(poll: Poll) -> BundleSource:
    """Return everything a bundle of a counted poll is written from."""
    told = told_of(poll)
    manifest = told.manifest
    boxes = _boxes(poll, manifest)
    written = told.result.get("write_ins", ())
    reasons = _reasons(poll.id, [row["name"] for row in written])
    marks = published_marks(
        the_box().opened(manifest.hash),
        boxes,
        manifest,
        manifest.rules.get("min_group", LEAST_HEAP),
    )
    return BundleSource(
        manifest=manifest.encoded,
        entries=the_box().board(manifest.hash),
        root=poll.board_root or "",
        marks=marks,
        write_ins={manifest.contests[0].id: published_names(written, reasons)},
        counts=_counts(poll, sum((box.counts for box in boxes), marks.phones)),
        papers=roll.numbers_issued(poll.id),
        result=told.outcome.result,
        signed=[
            SignedResult(line.name, line.office, line.digest, line.at)
            for line in polls.sign_offs(poll.id)
        ],
        log=log_head(poll),
    )


def _boxes(poll: Poll, manifest: Manifest) -> list[PaperBox]:
    """Return the settled paper boxes in the order they were made."""
    found = []
    for pile in paper.piles(poll.id):
        if count := pile.agreed:
            box = PaperBox(
                title=pile.batch.title,
                kind=pile.batch.kind,
                group=group_number(manifest, pile.batch.group_id),
                electors=tuple(paper.electors_of(poll.id, pile.batch.id)),
                tellers=tuple(entry.name for entry in pile.entries),
                count=count,
            )
            found.append(box)
    return found


def _counts(poll: Poll, all_ballots: BallotCounts) -> Counts:
    turnout = polls.turnout(poll)
    return Counts(
        eligible=turnout.eligible,
        attended=turnout.attended,
        issued=turnout.issued,
        returned=turnout.returned,
        valid=all_ballots.valid(),
        rejected=all_ballots.rejected(),
        blank=all_ballots.blank(),
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


def log_head(poll: Poll) -> LogHead:
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
