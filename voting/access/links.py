"""Signed links and codes: each purpose has its own salt, so none can stand in for another."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from voting.access.rules import token_in
from voting.errors import NotAllowed
from voting.i18n import _


class Purpose(StrEnum):
    """What a token is for; the value is its salt."""

    DELEGATE_ENTRY = "delegate-entry"
    HALL_CHECK_IN = "hall-check-in"
    OFFICER_INVITE = "officer-invite"


class LinkRefused(NotAllowed):
    """A token that lets nobody in; never raised itself."""


class LinkForged(LinkRefused):
    """A token that this service did not sign, or for another purpose."""

    code = "link_forged"


class LinkExpired(LinkRefused):
    """A token whose time is over."""

    code = "link_expired"


class LinkRevoked(LinkRefused):
    """A token that was taken back, or already served its purpose."""

    code = "link_revoked"


DAY = 24 * 3600
INVITE_DAYS = 7


@dataclass(frozen=True, slots=True)
class EntryClaim:
    """What a personal link says; the number guards against a restored roster with other ids."""

    person_id: int
    number: str
    epoch: int


@dataclass(frozen=True, slots=True)
class InviteClaim:
    """What an officer's invitation says."""

    account_id: int
    epoch: int


def _serializer(purpose: Purpose) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"],
        salt=purpose.value,
        signer_kwargs={"digest_method": hashlib.sha256},
    )


def _read(purpose: Purpose, token: str, seconds: int) -> Any:
    try:
        return _serializer(purpose).loads(token, max_age=seconds)
    except SignatureExpired:
        raise LinkExpired(_expired_sentence(purpose)) from None
    except BadData:
        raise LinkForged(_forged_sentence(purpose)) from None


def _expired_sentence(purpose: Purpose) -> str:
    if purpose is Purpose.HALL_CHECK_IN:
        return _("签到码已更新，请重新扫描屏幕上的签到码。")
    return _("这个链接已过期，请到会务处领取新的会议卡或链接。")


def _forged_sentence(purpose: Purpose) -> str:
    if purpose is Purpose.HALL_CHECK_IN:
        return _("签到码无效，请重新扫描屏幕上的签到码。")
    return _("这个链接不完整或不是本系统发出的。请重新扫描会议卡上的二维码。")


def _entry_seconds() -> int:
    days: int = current_app.config["SETTINGS"].entry_link_days
    return days * DAY


def url(path: str) -> str:
    """Return the address at which a phone reaches a path."""
    base: str = current_app.config["SETTINGS"].public_url
    return base.rstrip("/") + path


def entry_token(person_id: int, number: str, epoch: int) -> str:
    """Return the token of a person's link, good for ``entry_link_days``."""
    return str(_serializer(Purpose.DELEGATE_ENTRY).dumps([person_id, number, epoch]))


def entry_url(person_id: int, number: str, epoch: int) -> str:
    """Return a person's link, for a message or the QR code on their card."""
    return url(f"/enter/{entry_token(person_id, number, epoch)}")


def read_entry_token(scanned: str) -> EntryClaim:
    """Read a personal link's token, bare or within its address (what a QR code holds)."""
    person_id, number, epoch = _read(
        Purpose.DELEGATE_ENTRY, token_in(scanned, "/enter/"), _entry_seconds()
    )
    return EntryClaim(person_id, number, epoch)


def invite_url(account_id: int, epoch: int) -> str:
    """Return the link by which an officer sets a password, good for seven days, once."""
    token = _serializer(Purpose.OFFICER_INVITE).dumps([account_id, epoch])
    return url(f"/invite/{token}")


def read_invite_token(token: str) -> InviteClaim:
    """Read an invitation's token."""
    account_id, epoch = _read(Purpose.OFFICER_INVITE, token, INVITE_DAYS * DAY)
    return InviteClaim(account_id, epoch)


def hall_token(meeting_id: int) -> str:
    """Return the token on the hall's screen by which present delegates check themselves in."""
    return str(_serializer(Purpose.HALL_CHECK_IN).dumps(meeting_id))


def read_hall_token(token: str, meeting_id: int, seconds: int) -> None:
    """Refuse a hall token of another meeting or older than so many seconds."""
    if _read(Purpose.HALL_CHECK_IN, token, seconds) != meeting_id:
        raise LinkForged(_("这是另一场会议的签到码，请扫描本次会议屏幕上的签到码。"))
