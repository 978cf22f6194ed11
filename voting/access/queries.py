"""Typed rows of accounts for pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from voting import clock
from voting.access import sources
from voting.access.models import Account
from voting.access.rules import Office, seconds_left
from voting.access.sources import PersonView
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account for a reader."""

    id: int
    login: str
    name: str
    offices: tuple[Office, ...]
    person: PersonView | None
    has_password: bool
    disabled_at: datetime | None
    locked_until: datetime | None
    """Until when it rests after failed tries; None if it does not rest now."""


def accounts() -> Sequence[AccountRow]:
    """Return all accounts: open ones first, then by login."""
    rows = db.session.scalars(
        select(Account).order_by(Account.disabled_at.is_not(None), Account.login)
    )
    return [_row(account) for account in rows]


def account(account_id: int) -> AccountRow:
    """Return one account, or refuse."""
    found = db.session.get(Account, account_id)
    if found is None:
        raise NotFound(_("没有这个账号。"))
    return _row(found)


def account_id_of(login: str) -> int | None:
    """Return the id of the account with a (folded) login."""
    return db.session.scalar(select(Account.id).where(Account.login == login))


def _row(found: Account) -> AccountRow:
    rests = seconds_left(found.locked_until, clock.now()) > 0
    return AccountRow(
        id=found.id,
        login=found.login,
        name=found.display_name,
        offices=tuple(office for office in Office if office in found.offices),
        person=sources.person_by_id(found.person_id) if found.person_id else None,
        has_password=found.password_hash is not None,
        disabled_at=found.disabled_at,
        locked_until=found.locked_until if rests else None,
    )
