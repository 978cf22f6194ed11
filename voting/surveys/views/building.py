"""The builder: the questionnaire as a list, its acts, its preview, its spreadsheet."""

from flask import Response, make_response, redirect, request, url_for

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done, wants_fragment
from voting.i18n import _
from voting.surveys import editing, outline, queries
from voting.surveys.completeness import flaws
from voting.surveys.form import Form
from voting.surveys.forms.building_pages import ConfirmForm, MoveForm
from voting.surveys.makes import MAKE_HINTS, MAKE_LABELS, Make
from voting.surveys.models import Survey
from voting.surveys.rules import State
from voting.surveys.service import building
from voting.surveys.views.blueprint import ONE, bp
from voting.surveys.xlsform.exporting import export_form
from voting.web.headers import CONTENT_POLICY
from voting.web.pages import page

BUILD = f"{ONE}/build"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(BUILD)
@requires(Permission.SURVEY_EDIT)
def build(survey_id: int) -> Reply:
    """List the pages and questions, with what is still missing."""
    return _listed(queries.survey(survey_id), request.args.get("undo", ""))


def _listed(found: Survey, undo: str = "") -> str:
    form = queries.form_of(found)
    wrong = flaws(form)
    pages = outline.pages(form, wrong, queries.breakdowns_of(found))
    template = "_outline" if wants_fragment() else "list"
    return page(
        f"surveys/building/{template}.html",
        survey=found,
        pages=pages,
        asked=sum(1 for each in pages for line in each.lines if line.number),
        flaws=wrong,
        known={line.name for each in pages for line in each.lines},
        editable=found.state == State.DRAFT,
        makes=[(make.value, str(MAKE_LABELS[make]), str(MAKE_HINTS[make])) for make in Make],
        breakdowns=len(queries.breakdowns_of(found)),
        undo=undo,
        confirm=ConfirmForm(None, version=found.version),
    )


@bp.post(f"{BUILD}/act")
@requires(Permission.SURVEY_EDIT)
def act(survey_id: int) -> Reply:
    """Move, copy or take out what a button stands beside."""
    which, _colon, target = request.form.get("act", "").partition(":")
    version = ConfirmForm.from_request().read_version
    made = building.act(survey_id, version, which, target, current().actor)
    if wants_fragment():
        return _listed(made.survey, made.undo)
    anchor = "" if made.undo or not made.name else f"i-{made.name}"
    url = url_for(".build", survey_id=survey_id, undo=made.undo or None, _anchor=anchor or None)
    return redirect(url, 303)


@bp.post(f"{BUILD}/restore")
@requires(Permission.SURVEY_EDIT)
def restore(survey_id: int) -> Reply:
    """Bring back what was just taken out."""
    building.restore(survey_id, request.form.get("undo", ""), current().actor)
    return done(url_for(".build", survey_id=survey_id), _("已恢复。"))


@bp.route(f"{BUILD}/items/<name>/move", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def move_item(survey_id: int, name: str) -> Reply:
    """Move a question to another place or page."""
    found = building.draft(survey_id)
    asked = queries.form_of(found)
    form = MoveForm.of(asked, name, found.version)
    if form.submitted():
        to, at = form.spot
        kept = form.tried(
            lambda: building.edit(
                survey_id,
                form.read_version,
                lambda current_form: editing.move(current_form, name, to, at),
                current().actor,
            )
        )
        if kept is not None:
            url = url_for(".build", survey_id=survey_id, _anchor=f"i-{name}")
            return done(url, _("题目已移动。"))
    item = editing.item(asked, name)
    return page("surveys/building/move.html", survey=found, form=form, item=item), form.status


@bp.get(f"{ONE}/preview")
@requires(Permission.SURVEY_EDIT)
def preview(survey_id: int) -> Response:
    """Show the questionnaire in the frame of a phone."""
    shown = page("surveys/building/preview.html", survey=queries.survey(survey_id))
    response = make_response(shown)
    response.headers["Content-Security-Policy"] = f"{CONTENT_POLICY}; frame-src 'self'"
    return response


@bp.get(f"{ONE}/form.xlsx")
@requires(Permission.SURVEY_EDIT)
def form_workbook(survey_id: int) -> Response:
    """Send the questionnaire as a spreadsheet that can be taken in again."""
    found = queries.survey(survey_id)
    return workbook(queries.form_of(found), found.title)


def workbook(form: Form, title: str) -> Response:
    """Return a questionnaire as a spreadsheet to keep."""
    reply = Response(export_form(form), mimetype=_XLSX)
    reply.headers.set("Content-Disposition", "attachment", filename=f"{title}.xlsx")
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reply
