"""A poll from draft to closed: create, seal, open, close, annul.

The box is the authority on open and closed. Every step asks it first and main second: killed
between the two, the same step can simply be repeated.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots.box import BoxState
from voting.ballots.contest_documents import plaintext_size
from voting.ballots.manifest import Group, Manifest
from voting.ballots.opening import poll_of
from voting.ballots.papers import IssuingKey as PaperSigner
from voting.ballots.seal import ReceiptKey, SealingKey, wrap_issuing_key
from voting.config import Settings
from voting.congress import queries as congress
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.polls import readiness, roll
from voting.polls.box import the_box
from voting.polls.kinds import kind_of, registered
from voting.polls.models import IssuingKey, Poll, PollSecret, RollEntry
from voting.polls.rules import STATE_LABELS, Issue, RollBody, State, Step, advance


def locked(session: Session, poll_id: int) -> Poll:
    """Return a poll that nobody else can change until the work is done."""
    poll = session.get(Poll, poll_id, with_for_update=True, populate_existing=True)
    if poll is None:
        raise NotFound(_("没有这项投票。"))
    return poll


def step(session: Session, poll_id: int, which: Step, version: int | None = None) -> Poll:
    """Lock a poll and move it on by the table; refuse if it changed since it was read."""
    poll = locked(session, poll_id)
    _move(poll, _reached(poll, which, version))
    return poll


def _reached(poll: Poll, which: Step, version: int | None) -> State:
    """Return the state a step leads to; refuse a step that was asked for on an old page."""
    if version is not None and version != poll.version:
        raise StaleEdit(
            _(
                "这项投票刚被别人修改过，现在是“%(state)s”。请查看最新内容后再操作。",
                state=STATE_LABELS[State(poll.state)],
            )
        )
    return advance(State(poll.state), which)


def _move(poll: Poll, state: State) -> None:
    poll.state = state.value
    poll.version += 1


def subject(poll: Poll) -> str:
    """Return how the log names a poll."""
    return f"poll:{poll.id} {poll.title}"


@dataclass(frozen=True, slots=True)
class PollFacts:
    """What a new poll is: its kind, its title, whose roll it uses, and what it follows."""

    kind: str
    title: str
    roll_body: RollBody = RollBody.EXPECTED
    committee_poll_id: int | None = None
    previous_poll_id: int | None = None


def create_poll(meeting_id: int, facts: PollFacts, actor: str) -> Poll:
    """Create a draft."""
    if facts.kind not in registered():
        raise WrongInput(_("没有这种投票，请重新选择类别。"))
    if (facts.roll_body is RollBody.COMMITTEE) != (facts.committee_poll_id is not None):
        raise WrongInput(_("由委员会选举时，请选择委员会是由哪一项选举产生的。"))
    with unit_of_work() as session:
        congress.meeting(meeting_id)
        last = select(func.max(Poll.position)).where(Poll.meeting_id == meeting_id)
        poll = Poll(
            meeting_id=meeting_id,
            kind=facts.kind,
            title=facts.title,
            roll_body=facts.roll_body.value,
            committee_poll_id=facts.committee_poll_id,
            previous_poll_id=facts.previous_poll_id,
            position=(session.execute(last).scalar() or 0) + 1,
            created_at=clock.now(),
        )
        session.add(poll)
        session.flush()
        audit.record(actor, Event.POLL_CREATED, subject(poll), kind=facts.kind)
    return poll


def touch(session: Session, poll_id: int, version: int) -> Poll:
    """Lock a draft for a change of its set-up; refuse once sealed or changed by another."""
    poll = locked(session, poll_id)
    if poll.state != State.DRAFT:
        raise NotReady(_("选票已经封存，不能再修改。如必须修改，请作废后重新建立一项投票。"))
    if poll.version != version:
        raise StaleEdit(_("这项投票的设置刚被别人修改过，您的修改没有保存。请刷新后再改。"))
    poll.version += 1
    return poll


def seal(poll_id: int, version: int, actor: str, settings: Settings) -> Poll:
    """Freeze the roll and the ballot, make the keys, and prepare the box."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        reached = _reached(poll, Step.SEAL, version)
        _refuse_while(readiness.blocking(readiness.before_sealing(poll)))
        electors = roll.electors(poll)
        keys = _Keys(
            {group.id: PaperSigner.generate() for group in kind_of(poll).groups(poll)},
            SealingKey.generate(),
            ReceiptKey.generate(),
        )
        manifest = _manifest(poll, electors, keys, settings)
        the_box().prepare(poll_of(manifest), keys.receipt)
        poll.manifest, poll.manifest_hash = manifest.encoded, manifest.hash.hex()
        poll.sealed_at = clock.now()
        _move(poll, reached)
        session.flush()
        _keep(session, poll, electors, keys, settings.secret_key)
        audit.record(
            actor,
            Event.POLL_SEALED,
            subject(poll),
            manifest=poll.manifest_hash,
            electors=len(electors),
        )
    return poll


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of a poll: one that signs papers for each voter group, and the two of the box."""

    issuing: Mapping[str, PaperSigner]
    sealing: SealingKey
    receipt: ReceiptKey


def _keep(
    session: Session, poll: Poll, electors: Sequence[roll.Elector], keys: _Keys, secret: str
) -> None:
    """Write down the roll, and the keys under the service's secret."""
    session.execute(
        insert(RollEntry),
        [
            {
                "poll_id": poll.id,
                "elector": elector.number,
                "person_id": elector.person_id,
                "group_id": elector.group,
            }
            for elector in electors
        ],
    )
    session.add_all(
        IssuingKey(poll_id=poll.id, group_id=group, wrapped=wrap_issuing_key(key, secret))
        for group, key in keys.issuing.items()
    )
    session.add(PollSecret(poll_id=poll.id, sealing=keys.sealing.wrap(secret)))


def _manifest(
    poll: Poll, electors: Sequence[roll.Elector], keys: _Keys, settings: Settings
) -> Manifest:
    meeting, kind = congress.meeting(poll.meeting_id), kind_of(poll)
    contests = tuple(kind.contests(poll))
    return Manifest(
        poll=secrets.token_hex(16),
        title=poll.title,
        kind=poll.kind,
        organisation=meeting.congress.organisation,
        meeting=meeting.name,
        rules=kind.rules(poll),
        contests=contests,
        groups=tuple(
            Group(
                group.id,
                group.title,
                tuple(each.number for each in electors if each.group == group.id),
                keys.issuing[group.id].public.n,
            )
            for group in kind.groups(poll)
        ),
        sealing_key=keys.sealing.public,
        receipt_key=keys.receipt.public,
        plaintext_size=plaintext_size(contests),
        transport=urlsplit(settings.public_url).scheme,
    )


def open_poll(poll_id: int, version: int, actor: str) -> Poll:
    """Open the box for ballots."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state == State.SEALED:
            _refuse_while(readiness.blocking(readiness.before_opening(poll)))
        poll = step(session, poll_id, Step.OPEN, version)
        the_box().open(_hash(poll))
        poll.opened_at = clock.now()
        audit.record(
            actor,
            Event.POLL_OPENED,
            subject(poll),
            eligible=roll.eligible(poll),
            attended=roll.attended(poll),
        )
    return poll


def close_poll(poll_id: int, version: int, actor: str) -> Poll:
    """Close the box for good; whatever arrives later is refused there."""
    with unit_of_work() as session:
        poll = step(session, poll_id, Step.CLOSE, version)
        root = the_box().close(_hash(poll))
        poll.attended, poll.board_root = roll.attended(poll), root.hex()
        poll.returned = the_box().returned(_hash(poll))
        poll.closed_at = clock.now()
        audit.record(
            actor,
            Event.POLL_CLOSED,
            subject(poll),
            attended=poll.attended,
            issued=roll.issued(poll),
            returned=poll.returned,
            board_root=poll.board_root,
        )
    return poll


def annul(poll_id: int, version: int, reason: str, actor: str) -> Poll:
    """Declare a poll void for good, with the reason; its ballots stay closed away."""
    with unit_of_work() as session:
        poll = step(session, poll_id, Step.ANNUL, version)
        if the_box().state(_hash(poll)) is BoxState.OPEN:
            the_box().close(_hash(poll))
        poll.annul_reason = reason
        audit.record(actor, Event.POLL_ANNULLED, subject(poll), reason=reason)
    return poll


def _hash(poll: Poll) -> bytes:
    assert poll.manifest_hash is not None
    return bytes.fromhex(poll.manifest_hash)


def _refuse_while(blocking: Sequence[Issue]) -> None:
    if blocking:
        raise NotReady(
            _(
                "还有 %(n)d 件事没有办完：%(first)s",
                n=len(blocking),
                first=str(blocking[0].text),
            )
        )
