"""Sign-ins as the server keeps them: found by the hash of a token, ended at any time."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlalchemy.orm import Session

from voting import clock
from voting.access.models import Account, SignInSession
from voting.access.principal import NOBODY, Kind, Principal
from voting.access.sources import PersonView
from voting.db import db, unit_of_work

# An ended sign-in is kept for a day, so that its owner can still be told when it ended.
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One sign-in for the page that lists them."""

    id: int
    created_at: datetime
    expires_at: datetime


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _live(moment: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SignInSession.revoked_at.is_(None), SignInSession.expires_at > moment


# Built once, as every request asks it.
_FOUND = (
    select(
        SignInSession.id,
        SignInSession.kind,
        SignInSession.person_id,
        SignInSession.name,
        Account.id.label("account_id"),
        Account.display_name,
        Account.person_id.label("officer_person_id"),
        Account.offices,
        Account.disabled_at,
    )
    .outerjoin(Account, Account.id == SignInSession.account_id)
    .where(
        SignInSession.token_hash == bindparam("token"),
        SignInSession.revoked_at.is_(None),
        SignInSession.expires_at > bindparam("moment"),
    )
)


def find(token: str, csrf_key: bytes) -> Principal:
    """Return who signed in with a token; nobody if it is unknown, ended or of no use any more."""
    asked = {"token": hashed(token), "moment": clock.now()}
    row = db.session.execute(_FOUND, asked).one_or_none()
    if row is None or row.disabled_at is not None:
        return NOBODY
    if row.kind == Kind.DELEGATE:
        return Principal(
            kind=Kind.DELEGATE,
            person_id=row.person_id,
            name=row.name,
            session_id=row.id,
            csrf_key=csrf_key,
        )
    return Principal(
        kind=Kind.OFFICER,
        account_id=row.account_id,
        person_id=row.officer_person_id,
        name=row.display_name,
        session_id=row.id,
        offices=row.offices,
        csrf_key=csrf_key,
    )


def start_for_officer(session: Session, account: Account, replaced: int | None) -> str:
    """Begin an officer's sign-in in place of the one this device had; return its token."""
    return _start(
        session, SignInSession(account_id=account.id, name=account.display_name), replaced
    )


def start_for_delegate(session: Session, person: PersonView, replaced: int | None) -> str:
    """Begin a delegate's sign-in in place of the one this device had; return its token."""
    return _start(session, SignInSession(person_id=person.id, name=person.name), replaced)


def _start(session: Session, made: SignInSession, replaced: int | None) -> str:
    token = secrets.token_urlsafe(32)
    moment = clock.now()
    made.kind = Kind.OFFICER if made.account_id is not None else Kind.DELEGATE
    made.token_hash = hashed(token)
    made.created_at = moment
    made.expires_at = moment + timedelta(hours=current_app.config["SETTINGS"].session_hours)
    if replaced is not None:
        _end(session, SignInSession.id == replaced)
    session.add(made)
    return token


def _end(session: Session, *which: ColumnElement[bool]) -> int:
    """End live sign-ins; return how many."""
    moment = clock.now()
    ended = session.execute(
        update(SignInSession)
        .where(*which, *_live(moment))
        .values(revoked_at=moment)
        .returning(SignInSession.id)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())


def end_one(session_id: int) -> None:
    """End one sign-in (signing out)."""
    with unit_of_work() as session:
        _end(session, SignInSession.id == session_id)


def end_own(account_id: int, session_id: int) -> int:
    """End one sign-in of an account, if it is this account's; return how many were ended."""
    with unit_of_work() as session:
        return _end(session, SignInSession.id == session_id, SignInSession.account_id == account_id)


def end_of_account(account_id: int) -> int:
    """End all sign-ins of an account; return how many."""
    with unit_of_work() as session:
        return _end(session, SignInSession.account_id == account_id)


def end_of_person(person_id: int) -> int:
    """End all sign-ins a person made by link or code; return how many."""
    with unit_of_work() as session:
        return _end(session, SignInSession.person_id == person_id)


def of_account(account_id: int) -> Sequence[SessionRow]:
    """Return the live sign-ins of an account, newest first."""
    rows = db.session.scalars(
        select(SignInSession)
        .where(SignInSession.account_id == account_id, *_live(clock.now()))
        .order_by(SignInSession.created_at.desc(), SignInSession.id.desc())
    )
    return [SessionRow(row.id, row.created_at, row.expires_at) for row in rows]


def forget_old(session: Session) -> None:
    """Remove sign-ins that ended more than a day ago."""
    past = clock.now() - _KEPT
    session.execute(
        delete(SignInSession)
        .where(SignInSession.expires_at < past)
        .execution_options(synchronize_session=False)
    )
