"""What tellers found in a box: two count apart, neither sees the other's figures before."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical
from voting.db import unit_of_work
from voting.errors import NotAllowed, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.polls import queries
from voting.polls.kinds import kind_of
from voting.polls.lifecycle import locked, subject
from voting.polls.models import Poll
from voting.polls.paper.models import PaperBatch, PaperEntry
from voting.polls.paper.queries import TELLERS
from voting.polls.paper.rules import PileCount, Source, faults
from voting.polls.paper.service.boxes import box_of
from voting.polls.rules import State

COUNTING = frozenset({State.CLOSED, State.OPENED})
"""Boxes are counted after the last paper came back, and before the result is worked out."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says what is in a box: an officer's account and the person behind it."""

    account_id: int
    person_id: int | None
    name: str


def enter(
    poll_id: int, batch_id: int, count: PileCount, teller: Teller, source: Source = Source.TYPED
) -> PaperEntry:
    """Keep what a teller counted; entered again, it takes the place of the earlier entry.

    Raises NotReady outside the counting and for a third teller, NotAllowed for whoever is on the
    ballot, WrongInput where a sum does not hold.
    """
    with unit_of_work() as session:
        poll = _counting(session, poll_id)
        box = box_of(session, poll.id, batch_id)
        refuse_candidate(poll, teller)
        if wrong := faults(queries.manifest_of(poll).contests, count):
            raise WrongInput(wrong[0].text)
        return _keep(session, poll, box, count, teller, source)


def confirm(poll_id: int, batch_id: int, digest: str, teller: Teller) -> PaperEntry:
    """Confirm the figures another teller uploaded, having compared them with the ballots."""
    with unit_of_work() as session:
        poll = _counting(session, poll_id)
        box = box_of(session, poll.id, batch_id)
        refuse_candidate(poll, teller)
        first = next(
            (
                entry
                for entry in _entries(session, box)
                if entry.source == Source.FILE and entry.account_id != teller.account_id
            ),
            None,
        )
        if first is None or first.digest != digest:
            raise StaleEdit(_("这些数字刚被改动过，没有确认。请刷新后重新核对。"))
        count = PileCount.of(canonical.parse(first.counts))
        return _keep(session, poll, box, count, teller, Source.CONFIRMED)


def refuse_candidate(poll: Poll, teller: Teller) -> None:
    """Refuse whoever is on the ballot: they may not count it."""
    if teller.person_id in kind_of(poll).candidate_people(poll):
        raise NotAllowed(_("您在这张选票上，不能清点这项投票。请换一名计票人。"))


def _counting(session: Session, poll_id: int) -> Poll:
    poll = locked(session, poll_id)
    if poll.state in COUNTING:
        return poll
    if poll.state in {State.DRAFT, State.SEALED, State.OPEN}:
        raise NotReady(_("投票还没有截止，请在截止之后清点录入。"))
    raise NotReady(_("已经计票，清点数不能再改。"))


def _entries(session: Session, box: PaperBatch) -> Sequence[PaperEntry]:
    wanted = select(PaperEntry).where(PaperEntry.batch_id == box.id)
    return session.execute(wanted).scalars().all()


def _keep(
    session: Session,
    poll: Poll,
    box: PaperBatch,
    count: PileCount,
    teller: Teller,
    source: Source,
) -> PaperEntry:
    entries = _entries(session, box)
    mine = next((one for one in entries if one.account_id == teller.account_id), None)
    if mine is None and len(entries) >= TELLERS:
        names = "、".join(entry.name for entry in entries)
        raise NotReady(
            _("%(names)s已经各录入一次；一个票箱由两人清点，不需要第三人。", names=names)
        )
    if mine is None:
        mine = PaperEntry(batch_id=box.id, account_id=teller.account_id)
        session.add(mine)
    mine.name, mine.source = teller.name, source.value
    mine.counts = canonical.encode(count.document())
    mine.digest = hashlib.sha256(mine.counts).hexdigest()
    mine.entered_at = clock.now()
    session.flush()
    audit.record(
        teller.name,
        Event.PAPER_COUNTED,
        subject(poll),
        box=box.title,
        source=source.value,
        count=mine.digest,
    )
    return mine
