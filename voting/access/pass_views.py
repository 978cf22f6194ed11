"""One delegate's pass: take a lost card back and make a new one at the desk."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from voting.access import passes, sources
from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.access.sources import PersonView
from voting.errors import NotFound
from voting.i18n import _
from voting.web.pages import page

Reply = BaseResponse | str

bp = Blueprint("passes", __name__)


def _person(person_id: int) -> PersonView:
    person = sources.person_by_id(person_id)
    if person is None:
        raise NotFound(_("花名册里没有这个人。"))
    return person


@bp.get("/passes/<int:person_id>")
@requires(Permission.CARD_PRINT)
def show(person_id: int) -> Reply:
    """Show the state of a person's pass."""
    person = _person(person_id)
    return page("access/pass.html", person=person, state=passes.state_of(person_id))


@bp.post("/passes/<int:person_id>/renew")
@requires(Permission.CARD_PRINT)
def renew(person_id: int) -> Reply:
    """Take back a person's card and show a new one; its code is shown this once."""
    return page("access/card.html", card=passes.renew_card(person_id, current().actor))


@bp.post("/passes/<int:person_id>/revoke")
@requires(Permission.CARD_PRINT)
def revoke(person_id: int) -> Reply:
    """Take back a person's card."""
    passes.revoke(person_id, current().actor)
    flash(_("这张会议卡已作废，用它进入的手机已全部退出。"), "ok")
    return redirect(url_for("access.passes.show", person_id=person_id), 303)
