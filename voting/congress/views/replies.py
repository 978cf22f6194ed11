"""What views answer with."""

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from voting.access.principal import current
from voting.errors import NotAllowed
from voting.i18n import _

Reply = Response | str | tuple[str, int]


def done(url: str, message: str, kind: str = "ok") -> Response:
    """Go on to a page and say there what was done."""
    flash(message, kind)
    return redirect(url, 303)


def wants_fragment() -> bool:
    """Tell whether a script of ours asks for a part of the page to put in place."""
    return "X-Fragment" in request.headers


def myself() -> int:
    """Return which person of the roster makes this request."""
    person_id = current().person_id
    if person_id is None:
        raise NotAllowed(_("当前账号没有关联花名册中的人员，请用会议卡登录。"))
    return person_id
