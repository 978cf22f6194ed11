"""Handing out papers of a survey: a named request that writes main only and knows no answer.

By an open link nobody is named, and nothing is written at all.
"""

from functools import lru_cache

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from voting.ballots.papers import IssuingKey
from voting.ballots.seal import unwrap_issuing_key
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, Refusal
from voting.i18n import _
from voting.polls.box import the_box
from voting.surveys import queries
from voting.surveys.models import Invitation, Survey, SurveyKey
from voting.surveys.rules import Mode, State, Window
from voting.surveys.service.publishing import close_if_due

MOST_BY_OPEN_LINK = 100_000
"""So many responses an open link takes in; more than any house has staff."""


class AlreadyTaken(Refusal):
    """This person took a paper on another phone; there is one each."""

    code = "already_issued"


class NotAsking(Refusal):
    """The survey takes no answers now."""

    code = "not_issuing"


def take_paper(public_id: str, person_id: int, blinded: bytes, secret: str) -> bytes:
    """Sign a blinded message for one who is invited, once; the same again: the same answer."""
    found = _asking(public_id, Mode.INVITED)
    mine = queries.invitation(found.id, person_id)
    if mine is None:
        raise NotAllowed(_("您不在这份问卷的邀请名单上，不能作答。如有疑问请联系工会办公室。"))
    demand_no_paper(mine)
    if mine.signature is not None:
        return _same_again(mine, blinded)
    signature = _signer(found, secret).blind_sign(blinded)
    with unit_of_work() as session:
        _demand_open(session, found.id)
        session.execute(
            update(Invitation)
            .where(
                Invitation.survey_id == found.id,
                Invitation.person_id == person_id,
                Invitation.signature.is_(None),
                Invitation.on_paper.is_(False),
            )
            .values(blinded=blinded, signature=signature)
        )
        kept = session.get_one(Invitation, (found.id, person_id), populate_existing=True)
        demand_no_paper(kept)
        return _same_again(kept, blinded)


def take_open_paper(public_id: str, blinded: bytes, secret: str) -> bytes:
    """Sign a blinded message for anybody who has the open link; nothing is written."""
    found = _asking(public_id, Mode.OPEN)
    if the_box().returned(queries.manifest_of(found).hash) >= MOST_BY_OPEN_LINK:
        raise NotAsking(_("这份问卷收到的答卷已经达到上限，不能再作答。请联系工会办公室。"))
    return _signer(found, secret).blind_sign(blinded)


def demand_no_paper(mine: Invitation) -> None:
    """Refuse one who answers on paper: there is one answer each."""
    if mine.on_paper:
        raise NotAllowed(
            _("您领的是纸质问卷，请填好交回，不用在手机上再答。如果登记有误，请联系工会办公室。")
        )


def demand_window(found: Survey) -> None:
    """Refuse to take answers before the beginning and after the end."""
    now = queries.window_of(found)
    if now is Window.BEFORE:
        raise NotAsking(_("问卷还没有开始，请在开始时间以后再来。"))
    if now is Window.AFTER:
        raise NotAsking(_("问卷已经截止，不能再作答。感谢您的关心。"))


def _asking(public_id: str, mode: Mode) -> Survey:
    found = close_if_due(queries.by_public_id(public_id).id)
    if found.mode != mode:
        raise NotAllowed(_("这份问卷不是这样作答的，请从收到的链接重新打开。"))
    demand_window(found)
    return found


def _demand_open(session: Session, survey_id: int) -> None:
    """Refuse a survey that closed meanwhile; closing waits for this paper otherwise."""
    state = session.execute(
        select(Survey.state).where(Survey.id == survey_id).with_for_update(read=True)
    ).scalar_one()
    if state != State.OPEN:
        raise NotAsking(_("问卷已经截止，不能再作答。感谢您的关心。"))


def _same_again(mine: Invitation, blinded: bytes) -> bytes:
    if mine.blinded != blinded or mine.signature is None:
        raise AlreadyTaken(
            _(
                "您已经在另一部手机（或另一个浏览器）上领取过这份问卷，每人只有一份。"
                "请在原来的手机上继续作答。"
            )
        )
    return mine.signature


def _signer(found: Survey, secret: str) -> IssuingKey:
    wrapped = db.session.execute(
        select(SurveyKey.issuing).where(SurveyKey.survey_id == found.id)
    ).scalar_one_or_none()
    if wrapped is None:
        raise NotAsking(_("问卷已经截止，不能再作答。感谢您的关心。"))
    return _unwrapped(wrapped, queries.manifest_of(found).paper_keys[0].n, secret)


@lru_cache(maxsize=32)
def _unwrapped(wrapped: bytes, modulus: bytes, secret: str) -> IssuingKey:
    """Unwrap a key once a process: it never changes after publication."""
    return unwrap_issuing_key(wrapped, modulus, secret)
