"""The head of a poll's sheets, from its frozen documents and the signatures under its result."""

from typing import Any

from voting import clock
from voting.access.rules import OFFICE_LABELS, Office
from voting.congress import queries as congress
from voting.polls import queries as polls
from voting.polls.models import Poll
from voting.reports.bundle_source import Told, log_head
from voting.reports.header import Header, Proofs, Signed


def head(told: Told, deed: str, share: str = "", operator: str = ">=") -> Header:
    """Return the head of a poll; ``share`` of the electors must attend, "" where none must."""
    return Header(**shared(told), deed=deed, quorum_share=share, quorum_operator=operator)


def shared(told: Told) -> dict[str, Any]:
    """Return what the heads of all kinds have in common, by the names of the fields."""
    poll, manifest = told.poll, told.manifest
    return {
        "organisation": manifest.organisation,
        "meeting": manifest.meeting,
        "title": manifest.title,
        "held_on": clock.local(congress.meeting(poll.meeting_id).held_at).date(),
        "closed_at": poll.closed_at,
        "counted_at": poll.counted_at,
        "declared_at": poll.declared_at,
        "degraded": manifest.transport != "https",
        "signed": signatures(poll),
        "proofs": _proofs(told),
    }


def signatures(poll: Poll) -> tuple[Signed, ...]:
    """Return the electronic signatures under a result, in the order they were given."""
    return tuple(
        Signed(line.name, str(OFFICE_LABELS[Office(line.office)]), line.at)
        for line in polls.sign_offs(poll.id)
    )


def group_titles(told: Told) -> dict[str, str]:
    """Return the titles of the voter groups by id; nothing where all vote alike."""
    return {group.id: group.title for group in told.manifest.groups if group.title}


def _proofs(told: Told) -> Proofs:
    return Proofs(
        manifest_hash=told.manifest.hash.hex(),
        fingerprint=told.manifest.fingerprint,
        board_root=told.poll.board_root or "",
        result_hash=told.outcome.digest,
        log_head=log_head(told.poll).head,
    )
