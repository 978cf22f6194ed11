"""The pages of the subjects: find and add, tell of them, their reports, their order."""

from flask import Response, request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.evaluations import queries, service
from voting.evaluations.forms import (
    BodyForm,
    FindForm,
    NumbersForm,
    OrderForm,
    ReportForm,
    SubjectForm,
)
from voting.evaluations.forms.lines import number_lines
from voting.evaluations.models import EvaluationSubject
from voting.evaluations.readiness import page_of
from voting.evaluations.views.blueprint import SETUP, bp
from voting.evaluations.views.frame import setup_page
from voting.evaluations.visibility import ORDER_LABELS, OrderRule
from voting.i18n import _
from voting.people import queries as people
from voting.people.models import Person
from voting.polls.models import Poll
from voting.polls.setup_forms import PersonForm
from voting.web.forms import TellingForm
from voting.web.uploads import accepts, send_upload


@bp.get(f"{SETUP}/subjects")
@requires(Permission.POLL_EDIT)
def subjects(meeting_id: int, poll_id: int) -> Reply:
    """List who is judged, and find whom to add."""
    return _list(queries.evaluation_poll(meeting_id, poll_id))


def _list(poll: Poll, tried: TellingForm | None = None) -> Reply:
    found = queries.evaluation(poll.id)
    rows = queries.sheet_rows(found)
    find = FindForm.from_query()
    shown = setup_page(
        "evaluations/subjects.html",
        poll,
        found,
        rows=rows,
        order=ORDER_LABELS[OrderRule(found.order_rule)],
        find=find,
        matches=_matches(find.wanted, {row.subject.person_id for row in rows}),
        add=PersonForm(version=poll.version),
        numbers=tried if isinstance(tried, NumbersForm) else NumbersForm(version=poll.version),
        body=tried if isinstance(tried, BodyForm) else BodyForm(version=poll.version),
    )
    return shown, tried.status if tried else 200


def _matches(wanted: str, judged: set[int | None]) -> list[tuple[Person, bool]]:
    """Return the people found, each with whether they are on the sheet already."""
    found = people.search(wanted).people if wanted else []
    return [(person, person.id in judged) for person in found]


@bp.post(f"{SETUP}/subjects")
@requires(Permission.POLL_EDIT)
def add(meeting_id: int, poll_id: int) -> Reply:
    """Put a person of the roster on the sheet."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = PersonForm.from_request()
    one = service.add_subject(poll_id, form.read_version, form.chosen, current().actor)
    told = _("%(name)s已加入名单，请核对职务并上传述职报告。", name=one.name)
    return done(page_of(poll, f"subjects/{one.id}"), told)


@bp.post(f"{SETUP}/subjects/numbers")
@requires(Permission.POLL_EDIT)
def add_numbers(meeting_id: int, poll_id: int) -> Reply:
    """Put several persons on the sheet by their staff numbers."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = NumbersForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.add_subjects(
                poll_id, form.read_version, number_lines(form.numbers.data), current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "subjects"), _("已加入 %(n)s 人。", n=len(made)))
    return _list(poll, form)


@bp.post(f"{SETUP}/subjects/body")
@requires(Permission.POLL_EDIT)
def add_body(meeting_id: int, poll_id: int) -> Reply:
    """Put a body on the sheet."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = BodyForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.add_body(
                poll_id,
                form.read_version,
                form.name.data or "",
                form.note.data or "",
                current().actor,
            )
        )
        if made is not None:
            return done(page_of(poll, "subjects"), _("“%(name)s”已加入名单。", name=made.name))
    return _list(poll, form)


@bp.route(f"{SETUP}/subjects/<int:subject_id>", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def subject(meeting_id: int, poll_id: int, subject_id: int) -> Reply:
    """Show what the sheet says of a subject, to be changed."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    one = queries.subject(poll_id, subject_id)
    form = SubjectForm.of(one, poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.change_subject(
                poll_id, form.read_version, subject_id, form.facts, current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "subjects"), _("已保存。"))
    return _subject_page(poll, one, form, ReportForm())


def _subject_page(
    poll: Poll, one: EvaluationSubject, form: SubjectForm, report: ReportForm
) -> Reply:
    shown = setup_page(
        "evaluations/subject.html",
        poll,
        queries.evaluation(poll.id),
        subject=one,
        form=form,
        report=report,
    )
    return shown, max(form.status, report.status)


@bp.post(f"{SETUP}/subjects/<int:subject_id>/remove")
@requires(Permission.POLL_EDIT)
def remove(meeting_id: int, poll_id: int, subject_id: int) -> Reply:
    """Take a subject off the sheet."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = PersonForm.from_request()
    name = service.remove_subject(poll_id, form.read_version, subject_id, current().actor)
    return done(page_of(poll, "subjects"), _("%(name)s已移出名单。", name=name))


@bp.post(f"{SETUP}/subjects/<int:subject_id>/report")
@accepts(20)
@requires(Permission.POLL_EDIT)
def attach(meeting_id: int, poll_id: int, subject_id: int) -> Reply:
    """Attach a subject's report."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    one = queries.subject(poll_id, subject_id)
    form = ReportForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.attach_report(poll_id, subject_id, form.sent, current().actor)
        )
        if made is not None:
            told = _("述职报告已上传，代表现在可以阅读。")
            return done(page_of(poll, f"subjects/{subject_id}"), told)
    return _subject_page(poll, one, SubjectForm(obj=one, version=poll.version), form)


@bp.post(f"{SETUP}/subjects/<int:subject_id>/report/remove")
@requires(Permission.POLL_EDIT)
def detach(meeting_id: int, poll_id: int, subject_id: int) -> Reply:
    """Take a report back."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    service.remove_report(poll_id, subject_id, current().actor)
    return done(page_of(poll, f"subjects/{subject_id}"), _("述职报告已移除。"))


@bp.get(f"{SETUP}/subjects/<int:subject_id>/report")
@requires(Permission.POLL_READ)
def report(meeting_id: int, poll_id: int, subject_id: int) -> Response:
    """Send a report to an officer."""
    queries.evaluation_poll(meeting_id, poll_id)
    return sent_report(queries.subject(poll_id, subject_id))


def sent_report(one: EvaluationSubject) -> Response:
    """Send a subject's report, to be read in the browser where it can be."""
    if one.report_sha256 is None or one.report_mime is None or one.report_name is None:
        raise NotFound(_("还没有上传述职报告。"))
    return send_upload(one.report_sha256, one.report_mime, one.report_name, inline=True)


@bp.route(f"{SETUP}/order", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def order(meeting_id: int, poll_id: int) -> Reply:
    """Say in which order the subjects stand on the sheet."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    found = queries.evaluation(poll_id)
    form = OrderForm.from_request(
        version=poll.version, rule=found.order_rule, reason=found.order_reason
    )
    if form.submitted():
        made = form.tried(
            lambda: service.order_by(
                poll_id,
                form.read_version,
                form.chosen,
                form.order_in(request.form),
                form.reason.data or "",
                current().actor,
            )
        )
        if made is not None:
            return done(page_of(poll, "order"), _("顺序已保存。"))
    rows = queries.sheet_rows(found)
    shown = setup_page(
        "evaluations/order.html",
        poll,
        found,
        form=form,
        rows=rows,
        places=form.places_of([row.subject.id for row in rows]),
        strange=queries.unknown_signs(rows),
    )
    return shown, form.status
