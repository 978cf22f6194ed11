"""A questionnaire from a spreadsheet: upload, preview, confirmation; templates to begin with."""

from http import HTTPStatus
from pathlib import Path

from flask import Response, redirect, url_for

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.i18n import _
from voting.polls.reading import Problem, WrongDocument
from voting.surveys import outline, queries, templates
from voting.surveys.form import Form
from voting.surveys.forms.building_pages import ConfirmForm, SpreadsheetForm
from voting.surveys.service import building
from voting.surveys.views.blueprint import bp
from voting.surveys.views.building import BUILD, workbook
from voting.surveys.xlsform.importing import Imported, import_form
from voting.web.pages import page
from voting.web.put_aside import Shelf
from voting.web.uploads import accepts

SHELF = Shelf(folder="questionnaires", salt="survey-questionnaire-import")
# A file of 2 MB, and what a form wraps around it.
_LARGEST_BODY = 3


@bp.get("/surveys/new/templates")
@requires(Permission.SURVEY_EDIT)
def list_templates() -> Reply:
    """Show the questionnaires to begin with."""
    found = [(each, _outlined(templates.form(each.key))) for each in templates.all()]
    return page("surveys/building/templates.html", templates=found)


@bp.get("/surveys/new/templates/<key>.xlsx")
@requires(Permission.SURVEY_EDIT)
def template_workbook(key: str) -> Response:
    """Send a template as a spreadsheet, to see how one is written."""
    found = templates.form(key)
    return workbook(found, found.title)


@bp.route(f"{BUILD}/import", methods=["GET", "POST"])
@accepts(_LARGEST_BODY)
@requires(Permission.SURVEY_EDIT)
def upload_form(survey_id: int) -> Reply:
    """Take a spreadsheet; what is wrong with it is shown at once, else its preview."""
    found = building.draft(survey_id)
    form = SpreadsheetForm.from_request()
    problems: tuple[Problem, ...] = ()
    if form.submitted():
        sent = form.file.data
        with sent.stream as stream:
            content, name = stream.read(), Path(sent.filename or "").name
        read = form.tried(lambda: import_form(content, name))
        if read is not None:
            token = SHELF.keep(content, {"survey": survey_id, "name": name[-80:]})
            url = url_for(".preview_import", survey_id=survey_id, token=token)
            return redirect(url, HTTPStatus.SEE_OTHER)
        if isinstance(form.refused, WrongDocument):
            problems = form.refused.problems
            form.form_errors.clear()
    return page(
        "surveys/building/upload.html", survey=found, form=form, problems=problems
    ), form.status


@bp.route(f"{BUILD}/import/<token>", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def preview_import(survey_id: int, token: str) -> Reply:
    """Show what was read, and put it in the place of the questionnaire when it is confirmed."""
    found = building.draft(survey_id)
    read, name = _opened(survey_id, token)
    form = ConfirmForm.from_request(version=found.version)
    replaced = _asked(queries.form_of(found))
    if form.submitted():
        made = form.tried(
            lambda: building.replace_all(survey_id, form.read_version, read.form, current().actor)
        )
        if made is not None:
            SHELF.forget(token)
            told = _("已导入 %(n)s 道题。", n=_asked(read.form))
            return done(
                url_for(".build", survey_id=survey_id, undo=made.undo if replaced else None), told
            )
    return page(
        "surveys/building/imported.html",
        survey=found,
        form=form,
        token=token,
        name=name,
        read=read,
        asked=_asked(read.form),
        pages=_outlined(read.form),
        replaced=replaced,
    ), form.status


@bp.post(f"{BUILD}/import/<token>/discard")
@requires(Permission.SURVEY_EDIT)
def discard_import(survey_id: int, token: str) -> Reply:
    """Put a spreadsheet aside."""
    SHELF.forget(token)
    return done(url_for(".build", survey_id=survey_id), _("已取消，没有导入任何内容。"))


def _opened(survey_id: int, token: str) -> tuple[Imported, str]:
    facts = SHELF.facts(token)
    if facts["survey"] != survey_id:
        raise NotFound(_("这份文件是为另一份问卷上传的，请重新上传。"))
    return import_form(SHELF.content(token), facts["name"]), facts["name"]


def _asked(form: Form) -> int:
    return sum(1 for each in form.questions() if each.is_answered)


def _outlined(form: Form) -> tuple[outline.Page, ...]:
    return outline.pages(form, (), ())
