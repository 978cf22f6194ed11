"""Handing out papers: a named request that writes main only and knows no ballot."""

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from voting.ballots.papers import IssuingKey as PaperSigner
from voting.ballots.seal import unwrap_issuing_key
from voting.congress import queries as congress
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, Refusal
from voting.i18n import _
from voting.polls import queries, roll
from voting.polls.models import IssuedPaper, IssuingKey, Poll, RollEntry
from voting.polls.rules import ISSUING, State


class AlreadyIssued(Refusal):
    """This elector took a paper for another ballot key; there is one paper each."""

    code = "already_issued"


class NotIssuing(Refusal):
    """Papers are handed out between sealing and closing only."""

    code = "not_issuing"


def take_paper(meeting_id: int, poll_id: int, person_id: int, blinded: bytes, secret: str) -> bytes:
    """Sign a blinded message for one elector, once; the same again gives the same answer.

    ``blinded`` has the length of the issuing key's modulus (256 bytes). Raises NotAllowed for
    whoever is not on the roll or not checked in, AlreadyIssued for a second, different message.
    """
    entry = roll.entry_of(poll_id, person_id)
    poll = db.session.get(Poll, poll_id)
    if poll is None or poll.meeting_id != meeting_id:
        raise NotFound(_("没有这项投票。"))
    _refuse_outside_issuing(poll)
    if entry is None:
        raise NotAllowed(_("您不在这项投票的选举人名册上，不能领票。如有疑问请找会务人员。"))
    if not congress.is_checked_in(meeting_id, person_id):
        raise NotAllowed(_("请先签到，再领票。"))
    earlier = _earlier(poll_id, entry.elector)
    if earlier is not None:
        return _same_again(earlier, blinded)
    signature = _signer(poll, entry, secret).blind_sign(blinded)
    try:
        return _store(poll_id, entry.elector, blinded, signature)
    except IntegrityError:
        # A twin request was quicker (PostgreSQL lets both reach the insert): it has the answer.
        earlier = _earlier(poll_id, entry.elector)
        assert earlier is not None
        return _same_again(earlier, blinded)


def _refuse_outside_issuing(poll: Poll) -> None:
    if poll.state in ISSUING:
        return
    if poll.state == State.DRAFT:
        raise NotIssuing(_("选票还没有封存，暂时不能领票。请稍候。"))
    raise NotIssuing(_("投票已经截止，不能再领票。"))


def _earlier(poll_id: int, elector: str) -> IssuedPaper | None:
    taken = select(IssuedPaper).where(
        IssuedPaper.poll_id == poll_id, IssuedPaper.elector == elector
    )
    return db.session.execute(taken).scalar_one_or_none()


def _same_again(earlier: IssuedPaper, blinded: bytes) -> bytes:
    if earlier.blinded != blinded:
        raise AlreadyIssued(
            _(
                "您已经用另一部手机（或另一个浏览器）领过选票，每人只有一张。"
                "请用原来的手机投票，或在这部手机上输入领票时保存的十二字凭证。"
            )
        )
    return earlier.signature


def _store(poll_id: int, elector: str, blinded: bytes, signature: bytes) -> bytes:
    """Keep the paper unless the poll closed or a twin request was quicker in the meantime."""
    with unit_of_work() as session:
        poll = session.get(Poll, poll_id, with_for_update={"read": True}, populate_existing=True)
        assert poll is not None
        _refuse_outside_issuing(poll)
        earlier = _earlier(poll_id, elector)
        if earlier is not None:
            return _same_again(earlier, blinded)
        session.add(
            IssuedPaper(poll_id=poll_id, elector=elector, blinded=blinded, signature=signature)
        )
    return signature


def _signer(poll: Poll, entry: RollEntry, secret: str) -> PaperSigner:
    key = db.session.get(IssuingKey, (poll.id, entry.group_id))
    assert key is not None
    group = next(g for g in queries.manifest_of(poll).groups if g.id == entry.group_id)
    return _unwrapped(key.wrapped, group.modulus, secret)


@lru_cache(maxsize=64)
def _unwrapped(wrapped: bytes, modulus: bytes, secret: str) -> PaperSigner:
    """Unwrap a key once a process: it never changes after sealing."""
    return unwrap_issuing_key(wrapped, modulus, secret)
