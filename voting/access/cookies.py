"""The two cookies: one names a sign-in, one protects the forms of visitors not signed in.

Nothing else in the code base reads or writes them.
"""

import hashlib
import hmac
import secrets

from flask import Response, current_app, g, request
from itsdangerous import BadSignature, Signer

from voting.access import sessions
from voting.access.principal import NOBODY
from voting.config import Settings


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _name(purpose: str) -> str:
    """Return a cookie's name; browsers keep a ``__Host-`` cookie from being planted by others."""
    return f"__Host-voting-{purpose}" if _settings().secure_cookies else f"voting-{purpose}"


def _key(purpose: str, value: str) -> bytes:
    secret = _settings().secret_key.encode()
    return hmac.digest(secret, f"voting/{purpose}/{value}".encode(), hashlib.sha256)


def _signer() -> Signer:
    return Signer(_settings().secret_key, salt="form-nonce", digest_method=hashlib.sha256)


def start_afresh() -> None:
    """Forget what an earlier request in this context left behind."""
    g.principal = NOBODY
    g.csrf_key = b""
    g.cookies_to_set = {}
    g.pop("offices_in_meetings", None)


def recognise() -> None:
    """Set ``g.principal`` and ``g.csrf_key`` from the cookies: one indexed read, no write."""
    nonce = _visitor_nonce()
    g.csrf_key = _key("visitor-forms", nonce)
    token = request.cookies.get(_name("session"))
    if not token:
        return
    csrf_key = _key("session-forms", token)
    found = sessions.find(token, csrf_key)
    if found.is_known:
        g.principal, g.csrf_key = found, csrf_key
        g.cookies_to_set.pop(_name("form"), None)


def _visitor_nonce() -> str:
    name = _name("form")
    try:
        return _signer().unsign(request.cookies.get(name, "")).decode()
    except BadSignature:
        nonce = secrets.token_urlsafe(16)
        g.cookies_to_set[name] = _signer().sign(nonce).decode()
        return nonce


def keep(token: str) -> None:
    """Send a new sign-in's token with this reply."""
    g.cookies_to_set[_name("session")] = token


def forget() -> None:
    """Take the sign-in's cookie back with this reply."""
    g.cookies_to_set[_name("session")] = None


def hand_out(response: Response) -> Response:
    """Put the cookies on a reply (after every request); anonymous endpoints have none."""
    for name, value in g.get("cookies_to_set", {}).items():
        response.set_cookie(
            name,
            value or "",
            max_age=_settings().session_hours * 3600 if value else 0,
            secure=_settings().secure_cookies,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    return response
