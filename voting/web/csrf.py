"""Every request that changes something carries a token only our own pages can know."""

import hashlib
import hmac
from collections.abc import Callable

from flask import Flask, g, request
from markupsafe import Markup

from voting.errors import NotAllowed
from voting.i18n import _

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def token() -> str:
    """Return this visitor's token; ``g.csrf_key`` is set when the visitor is recognised."""
    key: bytes = g.csrf_key
    return hmac.new(key, b"voting/csrf", hashlib.sha256).hexdigest()


def field() -> Markup:
    """Return the hidden field that every posting form holds."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def init_app(app: Flask, exempt: Callable[[str], bool]) -> None:
    """Check the token before every unsafe request except where the endpoint is anonymous.

    ``exempt`` tells whether an endpoint never reads a cookie: there a forged request has
    nobody's authority to borrow.
    """

    @app.before_request
    def demand_token() -> None:
        if request.method in _SAFE_METHODS or not request.endpoint or exempt(request.endpoint):
            return
        given = request.headers.get(HEADER) or request.form.get(FIELD, "")
        if not hmac.compare_digest(given.encode(), token().encode()):
            raise NotAllowed(_("页面已过期或来源不明，操作没有生效。请返回上一页刷新后再试。"))

    app.jinja_env.globals["csrf"] = field
    app.jinja_env.globals["csrf_value"] = token
