"""Reading polls: typed rows for pages, the state document of a meeting, the counted box."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from voting.ballots.manifest import Manifest, b64url
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.polls import roll
from voting.polls.box import the_box
from voting.polls.counted import Ruling
from voting.polls.models import Poll, SignOff, WriteInRuling
from voting.polls.paper import queries as paper
from voting.polls.rules import State, Turnout, in_steps


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: an officer's account and the person behind it."""

    account_id: int
    person_id: int | None
    name: str


def poll_in(meeting_id: int, poll_id: int) -> Poll:
    """Return a poll of a meeting, or refuse: a poll of another meeting is not there."""
    poll = db.session.get(Poll, poll_id)
    if poll is None or poll.meeting_id != meeting_id:
        raise NotFound(_("没有这项投票，或它不属于这次会议。"))
    return poll


def poll_by_hash(manifest_hash: str) -> Poll:
    """Return the poll with a manifest of this hash."""
    wanted = select(Poll).where(Poll.manifest_hash == manifest_hash)
    poll = db.session.execute(wanted).scalar_one_or_none()
    if poll is None:
        raise NotFound(_("没有这张选票，请检查地址是否完整。"))
    return poll


def polls_of(meeting_id: int) -> list[Poll]:
    """Return all polls of a meeting in the order of their creation."""
    wanted = select(Poll).where(Poll.meeting_id == meeting_id).order_by(Poll.position, Poll.id)
    return list(db.session.execute(wanted).scalars())


def manifest_of(poll: Poll) -> Manifest:
    """Return the frozen manifest of a sealed poll."""
    if poll.manifest_hash is None:
        raise NotFound(_("选票还没有封存。"))
    return manifest(poll.manifest_hash)


@lru_cache(maxsize=16)
def manifest(manifest_hash: str) -> Manifest:
    """Return the manifest with a hash; read once a process, as it can never change."""
    wanted = select(Poll.manifest).where(Poll.manifest_hash == manifest_hash)
    raw = db.session.execute(wanted).scalar_one_or_none()
    if raw is None:
        raise NotFound(_("没有这张选票，请检查地址是否完整。"))
    return Manifest.decode(raw)


def turnout(poll: Poll) -> Turnout:
    """Return the exact counts 应到/到会/发出/收回 (for officers after closing, and for sheets).

    Paper ballots come back when two tellers have counted their box alike.
    """
    returned = _in_box(poll) if poll.returned is None else poll.returned
    returned += paper.returned(poll.id)
    return Turnout(roll.eligible(poll), roll.attended(poll), roll.issued(poll), returned)


def _in_box(poll: Poll) -> int:
    if poll.manifest_hash is None:
        return 0
    return the_box().returned(bytes.fromhex(poll.manifest_hash))


def shown_turnout(poll: Poll) -> Turnout:
    """Return the counts as the hall may see them: in steps of five while papers move."""
    exact = turnout(poll)
    if poll.state not in {State.SEALED, State.OPEN}:
        return exact
    return Turnout(exact.eligible, exact.attended, in_steps(exact.issued), in_steps(exact.returned))


def rulings_of(poll_id: int) -> dict[str, dict[str, Ruling]]:
    """Return what the scrutineers decided, by contest and text."""
    wanted = select(WriteInRuling).where(WriteInRuling.poll_id == poll_id)
    found: dict[str, dict[str, Ruling]] = {}
    for line in db.session.execute(wanted).scalars():
        found.setdefault(line.contest_id, {})[line.text] = Ruling(
            line.ruling, line.name, line.unit, line.person_id, line.reason
        )
    return found


def board_document(poll: Poll) -> dict[str, object]:
    """Return the board (公告板) of a closed poll as it is published: every ballot's public part."""
    manifest = manifest_of(poll)
    return {
        "manifest_hash": poll.manifest_hash,
        "root": poll.board_root,
        "entries": [
            {
                "group": entry.group,
                "public_key": b64url(entry.public_key),
                "paper": b64url(entry.paper),
                "digest": b64url(entry.digest),
                "code": entry.code,
            }
            for entry in the_box().board(manifest.hash)
        ],
    }


def sign_offs(poll_id: int) -> list[SignOff]:
    """Return the signatures under a result, in the order they were given."""
    wanted = select(SignOff).where(SignOff.poll_id == poll_id).order_by(SignOff.id)
    return list(db.session.execute(wanted).scalars())


def taken_list(poll: Poll) -> list[roll.Elector]:
    """Return who took a paper (by name; the list is published to the meeting)."""
    return roll.named(roll.numbers_issued(poll.id))
