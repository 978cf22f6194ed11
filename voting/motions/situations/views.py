"""The pages of a group's reporter: its forms, one form, and handing it in."""

from flask import request

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.office import is_secretary
from voting.motions.situations import filling, queries
from voting.motions.situations.appointing import is_reporter
from voting.motions.situations.forms import ItemForm
from voting.motions.situations.models import SituationForm
from voting.motions.situations.rules import STANDING_LABELS, TOPIC_LABELS, FormState, month_name
from voting.motions.views.blueprint import bp
from voting.web.forms import VersionedForm
from voting.web.pages import page

_FORM = "/situations/forms/<int:form_id>"


@bp.get("/situations")
@signed_in
def own_situations() -> Reply:
    """Show the forms somebody hands in for their group, and what was answered."""
    who = current()
    forms = queries.own_forms(who.person_id) if who.person_id is not None else []
    return page(
        "motions/situations/own.html",
        forms=[(form, queries.how_it_stands(form)) for form in forms],
        lines=[line for line in queries.lines(forms) if line.answer is not None],
        standings=STANDING_LABELS,
        month_name=month_name,
        office=is_secretary(who),
    )


@bp.route(_FORM, methods=["GET", "POST"])
@signed_in
def situation_form(form_id: int) -> Reply:
    """Show a form; its reporter writes matters on it."""
    form = _readable(form_id, current())
    item_id = request.args.get("item", type=int)
    item = next((each for each in form.items if each.id == item_id), None)
    written = ItemForm.from_request(
        **({"topic": item.topic, "text": item.text, "advice": item.advice} if item else {})
    )
    if written.submitted():
        who, changed = current(), item.id if item else None
        made = written.tried(lambda: filling.put_item(form_id, written.facts, who, changed))
        if made is not None:
            return done(f"/situations/forms/{form_id}", _("已保存，还没有提交。"))
        form = _readable(form_id, current())
    return _form_page(form, written, changing=item is not None), written.status


def _form_page(form: SituationForm, written: ItemForm, *, changing: bool) -> str:
    mine = is_reporter(form.period.congress_id, form.group_name, current().person_id)
    return page(
        "motions/situations/form.html",
        form=form,
        lines=queries.lines([form]),
        standing=queries.how_it_stands(form),
        standings=STANDING_LABELS,
        topics=TOPIC_LABELS,
        month=month_name(form.period.month),
        mine=mine,
        writable=mine and form.state != FormState.SUBMITTED,
        written=written,
        changing=changing,
    )


def _readable(form_id: int, who: Principal) -> SituationForm:
    """Return a form for its reporters, or, once it is handed in, for the office."""
    form = queries.form_of(form_id)
    if is_reporter(form.period.congress_id, form.group_name, who.person_id):
        return form
    if is_secretary(who):
        return form
    raise NotFound(_("没有这张情况反馈表，或者它不是您所在小组的。"))


@bp.post(f"{_FORM}/items/<int:item_id>/drop")
@signed_in
def drop_situation(form_id: int, item_id: int) -> Reply:
    """Take a matter off a form."""
    filling.drop_item(form_id, item_id, current())
    return done(f"/situations/forms/{form_id}", _("已删去这一条。"))


@bp.post(f"{_FORM}/submit")
@signed_in
def submit_situation(form_id: int) -> Reply:
    """Hand a form in."""
    nothing = request.form.get("nothing") == "yes"
    version = VersionedForm.from_request().read_version
    filling.submit(form_id, version, current(), nothing=nothing)
    return done("/situations", _("已提交给工会。汇总上报后，答复会显示在这里。"))


@bp.post(f"{_FORM}/take-back")
@signed_in
def take_situation_back(form_id: int) -> Reply:
    """Take a form back to mend it."""
    filling.take_back(form_id, current())
    return done(f"/situations/forms/{form_id}", _("已撤回，改好后请重新提交。"), "warn")
