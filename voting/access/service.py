"""Officers: their accounts, invitations, passwords and signing in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from voting import clock
from voting.access import links, passwords, sessions, throttle
from voting.access.models import Account
from voting.access.rules import GLOBAL_OFFICES, Office, folded, login_is_well_formed
from voting.audit.events import Event
from voting.audit.service import record
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotFound, Refusal, WrongInput
from voting.i18n import _


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What an administrator decides about an account."""

    name: str
    offices: frozenset[Office]
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new link by which an officer sets a password."""

    account_id: int
    login: str
    url: str


def create_account(login: str, facts: AccountFacts, actor: str) -> Invitation:
    """Create an officer's account without a password; return the link to set one."""
    login = folded(login)
    if not login_is_well_formed(login):
        raise WrongInput(_("登录名请用 2 至 32 个汉字、字母或数字，可含 . _ -，不含空格。"))
    with unit_of_work() as session:
        account = Account(login=login, created_at=clock.now(), failures=0, invite_epoch=0)
        _demand_free_login(session, login)
        _apply(session, account, facts)
        session.add(account)
        _flush_unique(session)
        record(
            actor,
            Event.ACCOUNT_CREATED,
            f"account:{login}",
            name=account.display_name,
            offices=sorted(facts.offices),
        )
        return _invitation(account)


def change_account(account_id: int, facts: AccountFacts, actor: str) -> None:
    """Change an account's name, offices and person."""
    with unit_of_work() as session:
        account = _locked(session, account_id)
        if Office.ADMINISTRATOR in account.offices - facts.offices:
            _demand_another_administrator(session, account)
        _apply(session, account, facts)
        _flush_unique(session)
        record(
            actor,
            Event.ACCOUNT_CHANGED,
            f"account:{account.login}",
            name=account.display_name,
            offices=sorted(facts.offices),
        )


def invite_again(account_id: int, actor: str) -> Invitation:
    """Take an account's password and sign-ins back and return a new link to set a password."""
    with unit_of_work() as session:
        account = _locked(session, account_id)
        if account.disabled_at:
            raise IllegalStep(_("这个账号已停用，请先恢复再邀请。"))
        account.password_hash = account.password_set_at = None
        account.invite_epoch += 1
        throttle.succeeded(account)
        sessions.end_of_account(account.id)
        record(actor, Event.ACCOUNT_INVITED, f"account:{account.login}")
        return _invitation(account)


def disable_account(account_id: int, actor: str) -> None:
    """Close an account: its sign-ins end, its invitation and password let nobody in."""
    with unit_of_work() as session:
        account = _locked(session, account_id)
        if account.disabled_at:
            return
        if Office.ADMINISTRATOR in account.offices:
            _demand_another_administrator(session, account)
        account.disabled_at = clock.now()
        account.invite_epoch += 1
        sessions.end_of_account(account.id)
        record(actor, Event.ACCOUNT_DISABLED, f"account:{account.login}")


def enable_account(account_id: int, actor: str) -> None:
    """Open a closed account again; its password is as before."""
    with unit_of_work() as session:
        account = _locked(session, account_id)
        if account.disabled_at:
            account.disabled_at = None
            record(actor, Event.ACCOUNT_ENABLED, f"account:{account.login}")


def end_sessions(account_id: int, actor: str) -> int:
    """End all sign-ins of an account; return how many."""
    with unit_of_work() as session:
        account = _locked(session, account_id)
        ended = sessions.end_of_account(account.id)
        record(actor, Event.SESSIONS_REVOKED, f"account:{account.login}", sessions=ended)
        return ended


def invited(token: str) -> Account:
    """Return the account an invitation is for, or refuse one that is over or already used."""
    claim = links.read_invite_token(token)
    return _demand_open(db.session.get(Account, claim.account_id), claim)


def _demand_open(account: Account | None, claim: links.InviteClaim) -> Account:
    if account is None or account.disabled_at or account.invite_epoch != claim.epoch:
        raise links.LinkRevoked(_("这个邀请链接已经用过或已作废，请向系统管理员索取新的链接。"))
    return account


def accept_invitation(token: str, password: str, replaced: int | None) -> str:
    """Set an officer's first password, sign them in and return the token of the sign-in."""
    claim = links.read_invite_token(token)
    with unit_of_work() as session:
        account = _demand_open(session.get(Account, claim.account_id, with_for_update=True), claim)
        passwords.demand_good(password, account.login, account.display_name)
        _set_password(account, password)
        record(account.display_name, Event.ACCOUNT_PASSWORD_SET, f"account:{account.login}")
        return sessions.start_for_officer(session, account, replaced)


def change_password(account_id: int, present: str, password: str, replaced: int | None) -> str:
    """Change one's own password; all other sign-ins end; return the token of a new one."""
    kept = db.session.scalar(select(Account.password_hash).where(Account.id == account_id))
    right = passwords.matches(kept, present)
    with unit_of_work() as session:
        account = _locked(session, account_id)
        refusal = _judged(account, right=right and account.password_hash == kept)
        if refusal is None:
            passwords.demand_good(password, account.login, account.display_name)
            _set_password(account, password)
            sessions.end_of_account(account.id)
            record(account.display_name, Event.ACCOUNT_PASSWORD_SET, f"account:{account.login}")
            return sessions.start_for_officer(session, account, replaced)
    raise refusal


def sign_in(login: str, password: str, replaced: int | None) -> str:
    """Sign an officer in by password; return the token of the new sign-in.

    The password is checked before the transaction: hashing takes long on purpose and would keep
    others from writing. What was found then is checked against what is there now.
    """
    known = db.session.execute(
        select(Account.id, Account.password_hash).where(Account.login == folded(login))
    ).one_or_none()
    right = passwords.matches(known.password_hash if known else None, password)
    if known is None:
        raise _wrong()
    with unit_of_work() as session:
        account = _locked(session, known.id)
        refusal = _judged(account, right=right and account.password_hash == known.password_hash)
        if refusal is None:
            if passwords.is_outdated(known.password_hash):
                account.password_hash = passwords.hashed(password)
            sessions.forget_old(session)
            return sessions.start_for_officer(session, account, replaced)
    raise refusal


def _judged(account: Account, *, right: bool) -> Refusal | None:
    """Return the refusal due to a try, counting it; None lets the officer in.

    A refusal is returned, not raised: the count must be kept.
    """
    moment = clock.now()
    if refusal := throttle.resting(account, moment):
        return refusal
    if not right:
        if rest := throttle.failed(account, moment):
            seconds = int(rest.total_seconds())
            record(
                account.display_name,
                Event.SIGN_IN_REFUSED,
                f"account:{account.login}",
                failures=account.failures,
                seconds=seconds,
            )
            return throttle.resting(account, moment)
        return _wrong()
    if account.disabled_at:
        return NotAllowed(_("这个账号已停用，请联系系统管理员。"))
    throttle.succeeded(account)
    return None


def _wrong() -> WrongInput:
    return WrongInput(_("登录名或密码不对，请检查后再试。"))


def _set_password(account: Account, password: str) -> None:
    account.password_hash = passwords.hashed(password)
    account.password_set_at = clock.now()
    account.invite_epoch += 1
    throttle.succeeded(account)


def _invitation(account: Account) -> Invitation:
    url = links.invite_url(account.id, account.invite_epoch)
    return Invitation(account.id, account.login, url)


def _locked(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFound(_("没有这个账号。"))
    return account


def _apply(session: Session, account: Account, facts: AccountFacts) -> None:
    if facts.offices - GLOBAL_OFFICES:
        raise WrongInput(_("主持人、监票人、计票人由会议任命，不能在账号里设置。"))
    if facts.person_id is not None:
        taken = select(Account.id).where(
            Account.person_id == facts.person_id, Account.id.is_distinct_from(account.id)
        )
        if session.scalar(taken) is not None:
            raise WrongInput(_("这位人员已经关联了另一个账号，一人只能有一个账号。"))
    account.display_name = facts.name.strip()
    account.offices = facts.offices
    account.person_id = facts.person_id


def _demand_free_login(session: Session, login: str) -> None:
    if session.scalar(select(Account.id).where(Account.login == login)) is not None:
        raise WrongInput(_("登录名“%(login)s”已有人使用，请换一个。", login=login))


def _flush_unique(session: Session) -> None:
    """Write the account; the database has the last word where two administrators race."""
    try:
        session.flush()
    except IntegrityError:
        raise WrongInput(_("登录名或关联人员刚刚被另一个账号占用，请刷新后再试。")) from None


def _demand_another_administrator(session: Session, account: Account) -> None:
    held = session.scalars(
        select(Account.offices).where(Account.id != account.id, Account.disabled_at.is_(None))
    )
    if not any(Office.ADMINISTRATOR in offices for offices in held):
        raise IllegalStep(_("这是最后一个系统管理员，请先让另一个账号担任系统管理员。"))
