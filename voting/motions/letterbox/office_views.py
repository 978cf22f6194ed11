"""The pages of who answers letters: the desk, assigning, messages, and the boxes' settings."""

from flask import request

from voting.access.policy import requires, signed_in
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.errors import NotAllowed, WrongInput
from voting.i18n import _
from voting.motions.letterbox import boxes, queries, service
from voting.motions.letterbox.forms import BoxForm, MessageForm
from voting.motions.letterbox.models import LetterBox
from voting.motions.letterbox.rules import KEEPER_LABELS
from voting.motions.office import is_secretary
from voting.motions.queries.places import departments
from voting.motions.rules import STATE_LABELS
from voting.motions.service import handling
from voting.motions.service.handling import Order
from voting.motions.views.blueprint import bp
from voting.web.pages import page


@bp.get("/letters/desk")
@signed_in
def letters_desk() -> Reply:
    """Show the letters that are not done, those to be assigned first."""
    _demand_desk()
    return page(
        "motions/letterbox/desk.html",
        letters=queries.desk(current()),
        secretary=is_secretary(current()),
        ripe=queries.ripe(),
        units=departments(),
        states=STATE_LABELS,
        congresses=[row.congress for row in congress.congresses()],
    )


def _demand_desk() -> None:
    if not is_secretary(current()) and not queries.led_by(current()):
        raise NotAllowed(_("只有秘书和分管领导可以查看来信。"))


@bp.post("/letters/take-out")
@signed_in
def take_letters_out() -> Reply:
    """Take the letters of earlier days out of their boxes."""
    _demand_desk()
    number = service.take_out()
    return done("/letters/desk", _("已开箱，取出 %(n)s 封来信。", n=number))


@bp.post("/letters/desk/<int:motion_id>/assign")
@signed_in
def assign_letter(motion_id: int) -> Reply:
    """Give a letter to the department that is to answer it."""
    unit_id, version = (request.form.get(name, 0, type=int) for name in ("unit_id", "version"))
    if not unit_id:
        raise WrongInput(_("请选择交给哪个部门办理。"))
    handling.assign(motion_id, version, Order(unit_id), current())
    return done("/letters/desk", _("已交办。"))


@bp.post("/letters/desk/<int:motion_id>/message")
@signed_in
def answer_letter(motion_id: int) -> Reply:
    """Leave a message for the sender without a name."""
    form = MessageForm.from_request()
    if not form.submitted():
        raise WrongInput(_("留言最多 1000 个字，不能含有表情符号。"))
    service.answer(motion_id, form.text.data or "", current())
    return done(f"/motions/{motion_id}", _("已留言，来信人凭回执码可以看到。"))


@bp.route("/letters/boxes/<int:congress_id>", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def letter_box_settings(congress_id: int) -> Reply:
    """Show the boxes of a congress, and put up another."""
    form = BoxForm.offering(departments())
    if form.submitted():
        made = form.tried(lambda: boxes.add_box(congress_id, form.facts, current().actor))
        if made is not None:
            return done(f"/letters/boxes/{congress_id}", _("信箱已设。"))
    return _settings_page(congress_id, form, None)


@bp.route("/letters/boxes/<int:congress_id>/<int:box_id>", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def change_letter_box(congress_id: int, box_id: int) -> Reply:
    """Change a box."""
    found = queries.box_in(congress_id, box_id)
    form = BoxForm.offering(departments(), found)
    if form.submitted():
        made = form.tried(
            lambda: boxes.change_box(box_id, form.read_version, form.facts, current().actor)
        )
        if made is not None:
            return done(f"/letters/boxes/{congress_id}", _("信箱设置已保存。"))
    return _settings_page(congress_id, form, found)


def _settings_page(congress_id: int, form: BoxForm, changing: LetterBox | None) -> Reply:
    shown = page(
        "motions/letterbox/settings.html",
        congress=congress.congress(congress_id),
        boxes=queries.boxes_of(congress_id),
        keepers=KEEPER_LABELS,
        form=form,
        changing=changing,
    )
    return shown, form.status
