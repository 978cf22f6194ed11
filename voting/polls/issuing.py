"""Handing out papers: a named request that writes main only and knows no ballot."""

from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from voting.ballots.papers import IssuingKey as PaperSigner
from voting.ballots.seal import unwrap_issuing_key
from voting.congress.models import CheckIn
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, Refusal
from voting.i18n import _
from voting.polls import queries
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
    claim = _claim(meeting_id, poll_id, person_id)
    _refuse_outside_issuing(claim.state)
    if claim.elector is None:
        raise NotAllowed(_("您不在这项投票的选举人名册上，不能领票。如有疑问请找会务人员。"))
    if claim.came is None:
        raise NotAllowed(_("请先签到，再领票。"))
    if claim.issued is not None:
        return _same_again(claim.blinded, claim.signature, blinded)
    signer = _signer(claim.manifest_hash, claim.group_id, claim.wrapped, secret)
    signature = signer.blind_sign(blinded)
    try:
        return _store(poll_id, claim.elector, blinded, signature)
    except IntegrityError:
        # A twin request was quicker (PostgreSQL lets both reach the insert): it has the answer.
        twin = db.session.get_one(IssuedPaper, (poll_id, claim.elector), populate_existing=True)
        return _same_again(twin.blinded, twin.signature, blinded)


# Built once: a hall asks for its papers in one minute, and building costs as much as asking.
_CLAIM = (
    select(
        Poll.state,
        Poll.manifest_hash,
        RollEntry.elector,
        RollEntry.group_id,
        IssuingKey.wrapped,
        CheckIn.person_id.label("came"),
        IssuedPaper.elector.label("issued"),
        IssuedPaper.blinded,
        IssuedPaper.signature,
    )
    .outerjoin(
        RollEntry, (RollEntry.poll_id == Poll.id) & (RollEntry.person_id == bindparam("person"))
    )
    .outerjoin(
        IssuingKey, (IssuingKey.poll_id == Poll.id) & (IssuingKey.group_id == RollEntry.group_id)
    )
    .outerjoin(
        CheckIn,
        (CheckIn.meeting_id == Poll.meeting_id) & (CheckIn.person_id == bindparam("person")),
    )
    .outerjoin(
        IssuedPaper,
        (IssuedPaper.poll_id == Poll.id) & (IssuedPaper.elector == RollEntry.elector),
    )
    .where(Poll.id == bindparam("poll"), Poll.meeting_id == bindparam("meeting"))
)
_PRESENT = (
    select(
        Poll.state,
        IssuedPaper.elector.label("issued"),
        IssuedPaper.blinded,
        IssuedPaper.signature,
    )
    .outerjoin(
        IssuedPaper,
        (IssuedPaper.poll_id == Poll.id) & (IssuedPaper.elector == bindparam("elector")),
    )
    .where(Poll.id == bindparam("poll"))
    # Closing waits for this paper, or this paper sees the poll closed.
    .with_for_update(read=True, of=Poll)
)
_KEEP = insert(cast("Table", IssuedPaper.__table__))


def _claim(meeting_id: int, poll_id: int, person_id: int) -> Any:
    """Read everything a paper depends on at once."""
    asked = {"poll": poll_id, "meeting": meeting_id, "person": person_id}
    found = db.session.execute(_CLAIM, asked).one_or_none()
    if found is None:
        raise NotFound(_("没有这项投票。"))
    return found


def _refuse_outside_issuing(state: str) -> None:
    if state in ISSUING:
        return
    if state == State.DRAFT:
        raise NotIssuing(_("选票还没有封存，暂时不能领票。请稍候。"))
    raise NotIssuing(_("投票已经截止，不能再领票。"))


def _same_again(earlier: bytes | None, signature: bytes | None, blinded: bytes) -> bytes:
    if earlier is None or signature is None:
        raise AlreadyIssued(
            _("您已经领过这项投票的纸质选票，每人只有一张，不能再用手机投。如有疑问请找监票人。")
        )
    if earlier != blinded:
        raise AlreadyIssued(
            _(
                "您已经用另一部手机（或另一个浏览器）领过选票，每人只有一张。"
                "请用原来的手机投票，或在这部手机上输入领票时保存的十二字凭证。"
            )
        )
    return signature


def _store(poll_id: int, elector: str, blinded: bytes, signature: bytes) -> bytes:
    """Keep the paper unless the poll closed or a twin request was quicker in the meantime."""
    with unit_of_work() as session:
        now = session.execute(_PRESENT, {"poll": poll_id, "elector": elector}).one()
        _refuse_outside_issuing(now.state)
        if now.issued is not None:
            return _same_again(now.blinded, now.signature, blinded)
        paper = {"blinded": blinded, "signature": signature}
        session.execute(_KEEP, {"poll_id": poll_id, "elector": elector, **paper})
    return signature


def _signer(manifest_hash: str, group_id: str, wrapped: bytes, secret: str) -> PaperSigner:
    groups = queries.manifest(manifest_hash).groups
    group = next(group for group in groups if group.id == group_id)
    return _unwrapped(wrapped, group.modulus, secret)


@lru_cache(maxsize=64)
def _unwrapped(wrapped: bytes, modulus: bytes, secret: str) -> PaperSigner:
    """Unwrap a key once a process: it never changes after sealing."""
    return unwrap_issuing_key(wrapped, modulus, secret)
