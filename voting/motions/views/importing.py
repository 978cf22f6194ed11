"""Taking registers of earlier years over: upload, preview, confirmation; and our own register."""

from http import HTTPStatus

from flask import Response, redirect, url_for
from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.i18n import _
from voting.motions import importing, panels, register_export
from voting.motions.forms.importing import ConfirmForm, RegisterForm
from voting.motions.models import Motion
from voting.motions.register_models import RegisterEntry
from voting.motions.reporting_access import demand_secretary
from voting.motions.rules import GRADE_LABELS, STATE_LABELS, Grade
from voting.motions.service.importing import store
from voting.motions.views.blueprint import bp
from voting.motions.views.report import XLSX, attachment
from voting.web.pages import page
from voting.web.uploads import accepts

# A file of 20 MB, and what a form wraps around it.
_LARGEST_BODY = 21
_MOST_SHOWN = 100


@bp.route("/motions/import", methods=["GET", "POST"])
@accepts(_LARGEST_BODY)
@signed_in
def upload_register() -> Reply:
    """Take a register; what is wrong with it is shown at once, else its preview."""
    demand_secretary(current())
    form = RegisterForm.from_request()
    meetings = congress.meetings()
    form.meeting.choices = [(each.id, each.name) for each in meetings]
    found = None
    if form.submitted():
        found = form.tried(lambda: _read(form))
        if found is not None and not found[0].problems:
            token = importing.keep(found[1], found[0])
            return redirect(url_for(".preview_register", token=token), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if found is not None else form.status
    register = found[0] if found is not None else None
    return page(
        "motions/import/upload.html",
        form=form,
        register=register,
        most=_MOST_SHOWN,
        any_meeting=bool(meetings),
    ), status


def _read(form: RegisterForm) -> tuple[importing.Register, bytes]:
    sent: FileStorage = form.file.data
    content = sent.stream.read()
    return importing.checked(content, sent.filename or "", form.meeting.data), content


@bp.route("/motions/import/<token>", methods=["GET", "POST"])
@signed_in
def preview_register(token: str) -> Reply:
    """Show what an import would do, and do it when it is confirmed."""
    demand_secretary(current())
    form = ConfirmForm.from_request()
    found = importing.opened(token)
    if form.submitted():
        stored = form.tried(lambda: store(found.plan, found.name, found.sha256, current().actor))
        if stored is not None:
            importing.forget(token)
            told = _("已导入 %(n)s 件，历史记录中注明“导入”。", n=sum(stored.values()))
            url = url_for(
                ".report", congress_id=found.meeting.congress_id, meeting=found.meeting.id
            )
            return done(url, told)
    return page(
        "motions/import/preview.html",
        form=form,
        register=found,
        token=token,
        states=STATE_LABELS,
        most=_MOST_SHOWN,
    ), form.status


@bp.post("/motions/import/<token>/discard")
@signed_in
def discard_register(token: str) -> Reply:
    """Put an upload aside."""
    demand_secretary(current())
    importing.forget(token)
    return done(url_for(".upload_register"), _("已取消，没有导入任何内容。"))


@bp.get("/motions/import/template.xlsx")
@signed_in
def register_template() -> Response:
    """Send an empty register to fill in."""
    demand_secretary(current())
    return attachment(register_export.template(), _("提案登记册模板.xlsx"), XLSX)


@bp.get("/motions/register/<int:meeting_id>.xlsx")
@signed_in
def register_workbook(meeting_id: int) -> Response:
    """Send the register of a meeting's motions."""
    demand_secretary(current())
    held = congress.meeting(meeting_id)
    name = _("%(meeting)s提案登记册.xlsx", meeting=held.short_name)
    return attachment(register_export.register(held), name, XLSX)


@panels.motion_block(60)
def register_block(motion: Motion, _who: Principal) -> Markup:
    """Show what the register says of a motion that was taken over from one."""
    entry = db.session.get(RegisterEntry, motion.id)
    if entry is None:
        return Markup("")
    grade = str(GRADE_LABELS[Grade(entry.grade)]) if entry.grade else ""
    return panels.shown("motions/import/_entry.html", entry=entry, grade=grade)
