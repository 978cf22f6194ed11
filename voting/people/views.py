"""Pages of the roster: the list, a person, and an import from upload to confirmation."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from voting import clock
from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.i18n import _
from voting.people import export, queries, sentences, submission, telling
from voting.people.forms import COMPLETE, ConfirmForm, SearchForm, UploadForm
from voting.people.rules import Field, word_for
from voting.web.pages import page
from voting.web.uploads import accepts

Reply = BaseResponse | str | tuple[str, int]

bp = Blueprint("people", __name__, url_prefix="/people")

# A file of 20 MB, and what a form wraps around it.
_LARGEST_BODY = 21
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.app_template_filter("roster_word")
def roster_word(value: str | None, field: str) -> str:
    """Show a value as the roster writes it: male as 男."""
    return word_for(Field(field), value)


@bp.get("")
@requires(Permission.ROSTER_READ)
def index() -> Reply:
    """List the people of the roster, page by page."""
    form = SearchForm(request.args)
    number = request.args.get("page", 1, type=int)
    found = queries.search(form.words, number, form.presence)
    return page("people/index.html", form=form, found=found, figures=queries.figures())


@bp.get("/<int:person_id>")
@requires(Permission.ROSTER_READ)
def show(person_id: int) -> Reply:
    """Show a person."""
    found = queries.person(person_id)
    return page("people/show.html", person=found, barred=telling.barred(found.barred_reasons))


@bp.get("/export.xlsx")
@requires(Permission.ROSTER_READ)
def download() -> Response:
    """Send the roster as a workbook."""
    day = f"{clock.today():%Y%m%d}"
    return _workbook(export.roster(queries.all_present()), _("花名册%(day)s.xlsx", day=day))


@bp.get("/template.xlsx")
@requires(Permission.ROSTER_READ)
def template() -> Response:
    """Send an empty workbook to fill in."""
    return _workbook(export.template(), _("花名册模板.xlsx"))


def _workbook(content: bytes, name: str) -> Response:
    reply = Response(content, mimetype=_XLSX)
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply


@bp.route("/import", methods=["GET", "POST"])
@accepts(_LARGEST_BODY)
@requires(Permission.ROSTER_EDIT)
def upload() -> Reply:
    """Take a file; what is wrong with it is shown at once, else its preview."""
    form = UploadForm.from_request()
    if not form.submitted():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return page("people/upload.html", form=form, reading=None), status
    sent: FileStorage = form.file.data
    complete = form.extent.data == COMPLETE
    reading, token = submission.submit(sent.stream.read(), sent.filename or "", complete=complete)
    if token:
        return redirect(url_for(".preview", token=token), HTTPStatus.SEE_OTHER)
    shown = page("people/upload.html", form=form, reading=reading, say=sentences)
    return shown, HTTPStatus.UNPROCESSABLE_ENTITY


@bp.route("/import/<token>", methods=["GET", "POST"])
@requires(Permission.ROSTER_EDIT)
def preview(token: str) -> Reply:
    """Show what an import would do, and do it when it is confirmed."""
    form = ConfirmForm.from_request()
    if form.submitted():
        done = form.tried(lambda: submission.confirm(token, current().actor))
        if done:
            flash(telling.imported(done), "ok")
            return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
    found = submission.opened(token)
    renewed = submission.renewed(found)
    says = {"say": sentences, "tell": telling}
    return page("people/preview.html", form=form, found=found, token=renewed, **says), form.status


@bp.post("/import/<token>/discard")
@requires(Permission.ROSTER_EDIT)
def discard(token: str) -> Reply:
    """Put an upload aside."""
    submission.discard(token)
    flash(_("已取消，花名册没有变化。"), "ok")
    return redirect(url_for(".index"), HTTPStatus.SEE_OTHER)
