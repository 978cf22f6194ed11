"""Answers on paper: who takes them, batches from files, their preview and their removal."""

from http import HTTPStatus

from flask import Response, redirect, url_for

from voting.access.policy import requires
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound, NotReady
from voting.i18n import _
from voting.polls.reading import Problem, WrongDocument
from voting.surveys import batch_template, queries
from voting.surveys.forms.batches import BatchForm, KeepForm, PaperListForm
from voting.surveys.models import Survey
from voting.surveys.responses import Batch
from voting.surveys.rules import Mode, State
from voting.surveys.service import batching, paper_list
from voting.surveys.service.batching import BatchFacts
from voting.surveys.service.publishing import close_if_due
from voting.surveys.views.blueprint import ONE, bp
from voting.web.fields import ReasonForm
from voting.web.pages import page
from voting.web.put_aside import Shelf
from voting.web.uploads import accepts

BATCHES = f"{ONE}/batches"
SHELF = Shelf(folder="responses", salt="survey-responses-import")
# A file of 20 MB, and what a form wraps around it.
_LARGEST_BODY = 21
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(BATCHES)
@requires(Permission.SURVEY_READ)
def batches(survey_id: int) -> Reply:
    """List the batches of a survey."""
    return _batches(_published(survey_id))


def _published(survey_id: int) -> Survey:
    found = close_if_due(survey_id)
    if found.state == State.DRAFT:
        raise NotReady(_("问卷还没有发布，题目可能还会改，不能录入纸质答卷。请先发布。"))
    return found


def _batches(found: Survey, removal: ReasonForm | None = None, removing: int = 0) -> str:
    every = queries.batches(found.id)
    listed = queries.on_paper(found.id)
    return page(
        "surveys/batches/list.html",
        survey=found,
        batches=every,
        invalid_rows=batching.invalid_rows,
        listed=listed,
        issued=sum(each.issued or 0 for each in every),
        removal=removal or ReasonForm(None, version=found.version),
        removing=removing,
        may_edit=may(Permission.SURVEY_EDIT) and found.state in batching.OPEN_TO_BATCHES,
        has_list=found.mode != Mode.OPEN,
    )


@bp.get(f"{BATCHES}/template.xlsx")
@requires(Permission.SURVEY_READ)
def batch_workbook(survey_id: int) -> Response:
    """Send the workbook that responses from paper are typed into."""
    found = _published(survey_id)
    reply = Response(batch_template.workbook(queries.manifest_of(found).program), mimetype=_XLSX)
    name = _("纸质答卷录入表-%(title)s.xlsx", title=found.title[:40])
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply


@bp.route(f"{BATCHES}/new", methods=["GET", "POST"])
@accepts(_LARGEST_BODY)
@requires(Permission.SURVEY_EDIT)
def new_batch(survey_id: int) -> Reply:
    """Take a file of responses; what is wrong with it is shown at once, else its preview."""
    found = _published(survey_id)
    batching.demand_open(found)
    form = BatchForm.from_request()
    problems: tuple[Problem, ...] = ()
    if form.submitted():
        token = form.tried(lambda: _put_aside(found, form))
        if token is not None:
            url = url_for(".preview_batch", survey_id=survey_id, token=token)
            return redirect(url, HTTPStatus.SEE_OTHER)
        if isinstance(form.refused, WrongDocument):
            problems = form.refused.problems
            form.form_errors.clear()
    return page("surveys/batches/new.html", survey=found, form=form, problems=problems), form.status


def _put_aside(found: Survey, form: BatchForm) -> str:
    sent = form.file.data
    content, name, facts = sent.stream.read(), sent.filename or "", form.facts
    batching.check(found, facts, batching.read(found, content, name))
    return SHELF.keep(
        content,
        {"survey": found.id, "name": name[-80:], "title": facts.title, "issued": facts.issued},
    )


@bp.route(f"{BATCHES}/new/<token>", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def preview_batch(survey_id: int, token: str) -> Reply:
    """Show what a file holds, and keep it when it is confirmed."""
    found = _published(survey_id)
    batch, facts = _opened(found, token)
    form = KeepForm.from_request()
    if form.submitted():
        made = form.tried(lambda: batching.keep(survey_id, facts, batch, current().actor))
        if made is not None:
            SHELF.forget(token)
            told = _("已录入“%(title)s”：有效 %(n)s 份。", title=made.title, n=made.valid)
            return done(f"/surveys/{survey_id}/batches", told)
    return page(
        "surveys/batches/preview.html",
        survey=found,
        form=form,
        token=token,
        batch=batch,
        facts=facts,
    ), form.status


def _opened(found: Survey, token: str) -> tuple[Batch, BatchFacts]:
    facts = SHELF.facts(token)
    if facts["survey"] != found.id:
        raise NotFound(_("这份文件是为另一份问卷上传的，请重新上传。"))
    batch = batching.read(found, SHELF.content(token), facts["name"])
    return batch, BatchFacts(facts["title"], facts["issued"])


@bp.post(f"{BATCHES}/new/<token>/discard")
@requires(Permission.SURVEY_EDIT)
def discard_batch(survey_id: int, token: str) -> Reply:
    """Put a file aside."""
    SHELF.forget(token)
    return done(f"/surveys/{survey_id}/batches", _("已取消，没有录入任何答卷。"))


@bp.post(f"{BATCHES}/<int:batch_id>/remove")
@requires(Permission.SURVEY_EDIT)
def remove_batch(survey_id: int, batch_id: int) -> Reply:
    """Remove a batch that was kept by mistake."""
    found = _published(survey_id)
    form = ReasonForm.from_request()
    if form.submitted():
        form.tried(
            lambda: batching.remove(
                survey_id, batch_id, form.read_version, form.told(), current().actor
            )
        )
        if form.refused is None:
            return done(f"/surveys/{survey_id}/batches", _("这一批答卷已移除，不会计入结果。"))
    return _batches(found, form, batch_id), form.status


@bp.route(f"{ONE}/paper-list", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def paper_list_page(survey_id: int) -> Reply:
    """Say who answers on paper."""
    found = _published(survey_id)
    form = PaperListForm.from_request()
    if form.submitted():
        n = form.tried(lambda: paper_list.give(survey_id, form.read_numbers, current().actor))
        if n is not None:
            return done(f"/surveys/{survey_id}/paper-list", _("已登记 %(n)s 人领纸质问卷。", n=n))
    return page(
        "surveys/batches/paper_list.html",
        survey=found,
        form=form,
        people=paper_list.listed(survey_id),
        many=paper_list.may_list_many(found),
        is_open=found.state == State.OPEN and found.mode != Mode.OPEN,
    ), form.status


@bp.post(f"{ONE}/paper-list/<number>/take-back")
@requires(Permission.SURVEY_EDIT)
def take_back_paper(survey_id: int, number: str) -> Reply:
    """Take somebody off the list of those who answer on paper."""
    paper_list.take_back(survey_id, number, current().actor)
    return done(f"/surveys/{survey_id}/paper-list", _("已撤销登记，这位可以在手机上作答。"))
