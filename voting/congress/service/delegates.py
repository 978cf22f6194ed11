"""Delegates and delegations: taken from the roster in one step, ended one by one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import claims
from voting.congress.models import Congress, Delegate, Delegation
from voting.congress.rules import DelegateKind
from voting.congress.seats import Changes
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
        _apply(session, congress, found)
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


def _apply(session: Session, congress: Congress, found: Changes) -> None:
    everyone = select(Delegate).where(Delegate.congress_id == congress.id)
    seats = {seat.person_id: seat for seat in session.execute(everyone).scalars()}
    groups = _delegations_named(session, congress, found)
    for change in found.everything:
        if change.after is None:
            _end(seats[change.person_id], _("花名册中不再列为代表"))
            continue
        seat = seats.get(change.person_id)
        if seat is None:
            seat = Delegate(congress_id=congress.id, person_id=change.person_id)
            session.add(seat)
        seat.kind = change.after.kind.value
        seat.delegation_id = groups.get(change.after.delegation)
        seat.ended_on = seat.ended_reason = None


def _end(seat: Delegate, reason: str) -> None:
    seat.ended_on = clock.today()
    seat.ended_reason = reason


def _delegations_named(session: Session, congress: Congress, found: Changes) -> dict[str, int]:
    """Return the delegations by name, made where the changes name one that is new."""
    known = {each.name for each in _delegations(session, congress.id)}
    named = {change.after.delegation for change in found.everything if change.after} - {""}
    session.add_all(
        Delegation(congress_id=congress.id, name=name) for name in sorted(named - known)
    )
    session.flush()
    return {each.name: each.id for each in _delegations(session, congress.id)}


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
