"""Receipt codes and the slips of the forms: keyed with the service's secret, nothing stored.

A form carries a slip: a random number, signed. The code is made of that number, so sending the
same form twice (a shaky network) gives the same code and no second letter.
"""

import hashlib
import hmac
import secrets

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from voting import clock
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.motions.letterbox.rules import FORM_HOURS, QUICKEST, code_from

_HOUR = 3600


def _secret() -> bytes:
    key: str = current_app.config["SECRET_KEY"]
    return key.encode()


def _slips() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        _secret(), salt="letter-slip", signer_kwargs={"digest_method": hashlib.sha256}
    )


def new_slip(box_id: int) -> str:
    """Return the slip of a form that is about to be filled in."""
    return str(_slips().dumps([box_id, secrets.token_urlsafe(16)]))


def code_of_slip(box_id: int, slip: str) -> str:
    """Return the code that the sender of a form gets.

    Refuses a slip that is not ours or of another box, one that is too old, and one that was
    filled in faster than anybody writes.
    """
    try:
        (box, number), made = _slips().loads(
            slip, max_age=FORM_HOURS * _HOUR, return_timestamp=True
        )
    except BadData:
        box, number, made = 0, "", clock.now()
    if box != box_id:
        raise WrongInput(_("这个页面打开得太久，信还没有投入信箱。请再点一次“投入信箱”。"))
    if (clock.now() - made).total_seconds() < QUICKEST:
        raise NotReady(_("提交得太快了，信还没有投入信箱。请过几秒再点一次“投入信箱”。"))
    return code_from(hmac.digest(_secret(), f"voting/letter-code/{number}".encode(), "sha256"))


def digest_of(code: str) -> str:
    """Return what is kept of a code: keyed, so a copy of the database gives no code away."""
    return hmac.digest(_secret(), f"voting/letter-digest/{code}".encode(), "sha256").hex()
