"""Delegates and delegations: taken from the roster in one step, ended one by one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import claims
from voting.congress.models import Congress, Delegate, Delegation
from voting.congress.rules import DelegateKind
from voting.congress.seats import Change, Changes, Seat
from voting.congress.service.locks import congress_subject, locked_congress
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotFound, StaleEdit, WrongInput
from voting.i18n import _


def update_delegates_from_roster(congress_id: int, digest: str, actor: str) -> Changes:
    """Make the seats what the roster's columns 代表身份 and 代表团 say, as it was previewed.

    ``digest`` names the differences that were shown; if others would be applied, none is.
    """
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        found = claims.differences(session, congress)
        if found.digest != digest:
            raise StaleEdit(_("花名册或代表名单刚被改动，与刚才预览的不同。请重新查看后再确认。"))
        for change in found.everything:
            _apply(session, congress, change)
        session.flush()
        _drop_misplaced_leaders(session, congress)
        audit.record(
            actor,
            Event.DELEGATES_UPDATED,
            congress_subject(congress),
            added=len(found.added),
            changed=len(found.changed),
            ended=len(found.ended),
        )
    return found


def _apply(session: Session, congress: Congress, change: Change) -> None:
    seat = session.execute(
        select(Delegate).where(
            Delegate.congress_id == congress.id, Delegate.person_id == change.person_id
        )
    ).scalar_one_or_none()
    if change.after is None:
        assert seat is not None
        _end(seat, _("花名册中不再列为代表"))
        return
    if seat is None:
        seat = Delegate(congress_id=congress.id, person_id=change.person_id)
        session.add(seat)
    _fill(session, congress, seat, change.after)


def _fill(session: Session, congress: Congress, seat: Delegate, wanted: Seat) -> None:
    seat.kind = wanted.kind.value
    seat.delegation_id = _delegation(session, congress, wanted.delegation)
    seat.ended_on = seat.ended_reason = None


def _end(seat: Delegate, reason: str) -> None:
    seat.ended_on = clock.today()
    seat.ended_reason = reason


def _delegation(session: Session, congress: Congress, name: str) -> int | None:
    if not name:
        return None
    known = select(Delegation).where(Delegation.congress_id == congress.id, Delegation.name == name)
    delegation = session.execute(known).scalar_one_or_none()
    if delegation is None:
        delegation = Delegation(congress_id=congress.id, name=name)
        session.add(delegation)
        session.flush()
    return delegation.id


def _drop_misplaced_leaders(session: Session, congress: Congress) -> None:
    """Leave a delegation without a leader when its leader no longer sits in it."""
    for delegation in _delegations(session, congress.id):
        if delegation.leader_id is not None and not _sits_in(
            session, delegation, delegation.leader_id
        ):
            delegation.leader_id = None


def _delegations(session: Session, congress_id: int) -> list[Delegation]:
    all_of_them = select(Delegation).where(Delegation.congress_id == congress_id)
    return list(session.execute(all_of_them).scalars())


def _sits_in(session: Session, delegation: Delegation, person_id: int) -> bool:
    seat = select(Delegate.id).where(
        Delegate.delegation_id == delegation.id,
        Delegate.person_id == person_id,
        Delegate.kind == DelegateKind.FULL.value,
        Delegate.ended_on.is_(None),
    )
    return session.execute(seat).scalar_one_or_none() is not None


def end_delegate(delegate_id: int, congress_id: int, reason: str, actor: str) -> Delegate:
    """End a delegate's seat, for a reason; meetings already examined keep their 应到."""
    if not reason.strip():
        raise WrongInput(_("请写明终止代表资格的理由，如调离、退休、撤换。"))
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        seat = session.get(Delegate, delegate_id)
        if seat is None or seat.congress_id != congress_id:
            raise NotFound(_("没有这名代表，可能名单刚被更新。请刷新页面。"))
        if seat.ended_on is not None:
            raise IllegalStep(_("这名代表的资格已经终止，不必重复办理。"))
        _end(seat, reason.strip())
        session.flush()
        _drop_misplaced_leaders(session, congress)
        audit.record(
            actor,
            Event.DELEGATES_UPDATED,
            congress_subject(congress),
            ended=1,
            person=seat.person_id,
            reason=reason.strip(),
        )
    return seat


def name_leader(
    congress_id: int, delegation_id: int, person_id: int | None, actor: str
) -> Delegation:
    """Name the leader of a delegation (团长), one of its full delegates, or nobody."""
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        delegation = session.get(Delegation, delegation_id)
        if delegation is None or delegation.congress_id != congress_id:
            raise NotFound(_("没有这个代表团，可能名单刚被更新。请刷新页面。"))
        if person_id is not None and not _sits_in(session, delegation, person_id):
            raise WrongInput(_("团长须是本代表团的正式代表，请重新选择。"))
        delegation.leader_id = person_id
        audit.record(
            actor,
            Event.DELEGATES_UPDATED,
            congress_subject(congress),
            delegation=delegation.name,
            leader=person_id,
        )
    return delegation
