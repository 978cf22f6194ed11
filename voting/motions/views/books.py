"""Books and forms to keep: ordered, made in the background, looked after, downloaded."""

from flask import Response, jsonify, url_for

from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound, NotReady
from voting.i18n import _
from voting.motions import jobs as work, queries
from voting.motions.books import forms_of
from voting.motions.books_docx import form_docx
from voting.motions.books_pdf import form_pdf
from voting.motions.books_words import Form
from voting.motions.forms.books import OrderForm
from voting.motions.jobs_models import KIND_LABELS, STATE_LABELS, JobKind, JobState, MotionJob
from voting.motions.models import Motion
from voting.motions.reporting_access import demand_reviewer
from voting.motions.service import jobs
from voting.motions.views.blueprint import bp
from voting.motions.views.report import attachment
from voting.web.pages import page
from voting.web.typeset import MIME as PDF
from voting.web.uploads import send_made
from voting.web.word import MIME as DOCX

_LABELS = {"kinds": KIND_LABELS, "states": STATE_LABELS}


@bp.route("/motions/books/<int:congress_id>", methods=["GET", "POST"])
@signed_in
def books(congress_id: int) -> Reply:
    """List the books of a congress, and order one."""
    demand_reviewer(congress_id, current())
    term = congress.congress(congress_id)
    form = OrderForm.from_request()
    form.meeting.choices = [
        (0, _("本届全部")),
        *((each.id, each.name) for each in congress.meetings_of(congress_id)),
    ]
    if form.submitted():
        job = form.tried(
            lambda: jobs.order(
                JobKind(form.kind.data), congress_id, form.meeting.data or None, current().actor
            )
        )
        if job is not None:
            work.ensure_work()
            return done(url_for(".job", job_id=job.id), _("已开始生成，可以离开，稍后再回来。"))
    work.ensure_work()
    shown = page(
        "motions/books/list.html",
        term=term,
        form=form,
        jobs=jobs.jobs_of(congress_id),
        labels=_LABELS,
    )
    return shown, form.status


def _job(job_id: int) -> MotionJob:
    found = jobs.found(job_id)
    demand_reviewer(found.congress_id, current())
    return found


@bp.get("/motions/jobs/<int:job_id>")
@signed_in
def job(job_id: int) -> Reply:
    """Show how far a book is; the page can be left and come back to."""
    found = _job(job_id)
    work.ensure_work()
    return page(
        "motions/books/job.html",
        job=found,
        going_on=found.state in {JobState.WAITING, JobState.RUNNING},
        labels=_LABELS,
    )


@bp.get("/motions/jobs/<int:job_id>/state.json")
@signed_in
def job_state(job_id: int) -> Response:
    """Say how far a book is, for the script of its page."""
    found = _job(job_id)
    work.ensure_work()
    reply = jsonify(state=found.state, done=found.done, total=found.total)
    reply.headers["Cache-Control"] = "no-store"
    return reply


@bp.get("/motions/jobs/<int:job_id>/file")
@signed_in
def job_file(job_id: int) -> Response:
    """Send a book that is done."""
    found = _job(job_id)
    if found.state != JobState.DONE:
        raise NotReady(_("还没有生成完，请在进度页面等候。"))
    return send_made(found.sha256, found.mime, found.file_name)


@bp.get("/motions/<int:motion_id>/form.docx")
@signed_in
def motion_docx(motion_id: int) -> Response:
    """Send the form of one motion (提案表) for Word."""
    form, heading = _form(motion_id)
    return attachment(form_docx(form, heading), f"{heading}.docx", DOCX)


@bp.get("/motions/<int:motion_id>/form.pdf")
@signed_in
def motion_pdf(motion_id: int) -> Response:
    """Send the form of one motion (提案表) as PDF."""
    form, heading = _form(motion_id)
    return attachment(form_pdf(form, heading), f"{heading}.pdf", PDF)


def _form(motion_id: int) -> tuple[Form, str]:
    """Return the form of a motion as its reader may see it, and what it is called."""
    seen = queries.read(motion_id, current())
    forms = forms_of(Motion.id == motion_id, names_hidden=not seen.names_shown)
    if not forms:
        raise NotFound(_("没有这件事项，可能已被删除。请返回列表。"))
    return forms[0], _("提案表")
