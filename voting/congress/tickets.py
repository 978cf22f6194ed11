"""Codes of the check-in: the hall's rotating code, the ticket it turns into, a person's own code.

The hall's code only proves that a phone saw the screen a moment ago. Scanning it gives the
signed-in delegate a ticket of their own, so that nobody is hurried while reading the page. A
person's own code is for the desk alone: unlike the link on the card it lets nobody in.
"""

import hashlib
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from voting.access import links, passes
from voting.access.links import LinkExpired, LinkForged
from voting.errors import NotAllowed
from voting.i18n import _

WINDOW_SECONDS = 30
"""How often the code on the screen changes."""
HALL_SECONDS = 90
"""How long a code that was on the screen is accepted."""
TICKET_SECONDS = 180
"""How long the page with the button may be looked at."""
OWN_CODE_SECONDS = 24 * 3600


class _Salt(StrEnum):
    TICKET = "hall-ticket"
    OWN_CODE = "desk-check-in"


def _serializer(salt: _Salt) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"],
        salt=salt.value,
        signer_kwargs={"digest_method": hashlib.sha256},
    )


def hall_url(meeting_id: int) -> str:
    """Return the address in the hall's QR code at this moment."""
    return links.url(f"/meetings/{meeting_id}/join?code={links.hall_token(meeting_id)}")


def ticket_for(code: str, meeting_id: int, person_id: int) -> str:
    """Turn the hall's code, fresh and of this meeting, into a ticket for one person."""
    links.read_hall_token(code, meeting_id, HALL_SECONDS)
    return str(_serializer(_Salt.TICKET).dumps([meeting_id, person_id]))


def admit(code: str, meeting_id: int, person_id: int) -> None:
    """Refuse whoever shows neither a ticket of their own nor the hall's code itself."""
    try:
        claim = _serializer(_Salt.TICKET).loads(code, max_age=TICKET_SECONDS)
    except SignatureExpired:
        raise LinkExpired(_("这个页面停留太久，请重新扫描屏幕上的签到码。")) from None
    except BadData:
        links.read_hall_token(code, meeting_id, HALL_SECONDS)
        return
    if claim != [meeting_id, person_id]:
        raise LinkForged(_("这是另一个人或另一场会议的签到页，请重新扫描屏幕上的签到码。"))


def own_url(meeting_id: int, person_id: int) -> str:
    """Return the address in a person's own QR code, to be scanned at the desk."""
    token = _serializer(_Salt.OWN_CODE).dumps([meeting_id, person_id])
    return links.url(f"/meetings/{meeting_id}/check-in?who={token}")


def looks_like_link(given: str) -> bool:
    """Tell a scanned address, or its token alone, from a staff number."""
    return "/" in given or given.count(".") > 1


def holder(given: str, meeting_id: int) -> int:
    """Return whose link or own code was scanned; raises NotAllowed when it is no good."""
    if who := parse_qs(urlsplit(given).query).get("who"):
        return _owner(who[0], meeting_id)
    return passes.person_of_link(given).id


def _owner(token: str, meeting_id: int) -> int:
    try:
        claim: Any = _serializer(_Salt.OWN_CODE).loads(token, max_age=OWN_CODE_SECONDS)
    except BadData:
        raise NotAllowed(_("这个签到二维码已过期或不完整，请刷新手机页面，或录入工号。")) from None
    if claim[0] != meeting_id:
        raise NotAllowed(_("这是另一场会议的签到二维码，请打开本次会议的页面。"))
    person_id: int = claim[1]
    return person_id
