"""The pages of approvals, of the public notice, and of the calendar behind it."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.elections import queries, service
from voting.elections.forms import (
    ApprovalForm,
    NoticeForm,
    ObjectionsForm,
    ReasonForm,
)
from voting.elections.models import Election
from voting.elections.readiness import page_of
from voting.elections.views.blueprint import SETUP, bp
from voting.elections.views.frame import setup_page
from voting.i18n import _
from voting.polls.models import Poll
from voting.workdays import queries as workdays
from voting.workdays.forms import CalendarForm
from voting.workdays.rules import notice as posted_notice
from voting.workdays.service import correct_calendar


@bp.route(f"{SETUP}/approvals", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def approvals(meeting_id: int, poll_id: int) -> Reply:
    """Record who approved of the candidates."""
    poll = queries.election_poll(meeting_id, poll_id)
    found = queries.election(poll_id)
    rows = queries.ballot_rows(found)
    form = ApprovalForm.for_candidates(
        [(row.candidate.id, row.shown) for row in rows], poll.version
    )
    if form.submitted():
        made = form.tried(
            lambda: service.record_approval(
                poll_id, form.read_version, form.facts(), current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "approvals"), _("批复已登记。"))
    shown = setup_page(
        "elections/approvals.html", poll, found, rows=rows, form=form, waive=_reason(poll)
    )
    return shown, form.status


def _reason(poll: Poll) -> ReasonForm:
    return ReasonForm(version=poll.version)


@bp.post(f"{SETUP}/approvals/waive")
@requires(Permission.POLL_EDIT)
def waive_approvals(meeting_id: int, poll_id: int) -> Reply:
    """Go on without approvals, for a reason."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    service.waive_approvals(poll_id, form.read_version, form.told(), current().actor)
    return done(page_of(poll, "approvals"), _("理由已写入日志，不再要求批复。"), "warn")


@bp.route(f"{SETUP}/notice", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def notice(meeting_id: int, poll_id: int) -> Reply:
    """Record the public notice of the list."""
    poll = queries.election_poll(meeting_id, poll_id)
    found = queries.election(poll_id)
    form = NoticeForm.of(found, poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.record_notice(poll_id, form.read_version, form.facts(), current().actor)
        )
        if made is not None:
            return done(page_of(poll, "notice"), _("公示已登记，截止日期已按规则算出。"))
    return _notice_page(poll, found, form, ObjectionsForm.of(found, poll.version))


def _notice_page(
    poll: Poll, found: Election, form: NoticeForm, objections: ObjectionsForm
) -> Reply:
    calendar = workdays.work_calendar()
    term, first = queries.base_rules(found).publicity, found.notice_from
    posted = posted_notice(first, term, calendar) if first else None
    shown = setup_page(
        "elections/notice.html",
        poll,
        found,
        form=form,
        objections=objections,
        warnings=posted.warnings if posted else [],
        waive=_reason(poll),
    )
    return shown, max(form.status, objections.status)


@bp.post(f"{SETUP}/notice/objections")
@requires(Permission.POLL_EDIT)
def objections(meeting_id: int, poll_id: int) -> Reply:
    """Record what was objected and how that was settled."""
    poll = queries.election_poll(meeting_id, poll_id)
    found = queries.election(poll_id)
    form = ObjectionsForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.record_objections(
                poll_id,
                form.read_version,
                form.objections.data or "",
                form.settled.data or "",
                current().actor,
            )
        )
        if made is not None:
            return done(page_of(poll, "notice"), _("已保存。"))
    return _notice_page(poll, found, NoticeForm.stored(found, poll.version), form)


@bp.post(f"{SETUP}/notice/waive")
@requires(Permission.POLL_EDIT)
def waive_notice(meeting_id: int, poll_id: int) -> Reply:
    """Go on without the full notice, for a reason."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    service.waive_notice(poll_id, form.read_version, form.told(), current().actor)
    return done(page_of(poll, "notice"), _("理由已写入日志，不再要求公示期满。"), "warn")


@bp.route(f"{SETUP}/calendar", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def calendar(meeting_id: int, poll_id: int) -> Reply:
    """Correct the holidays the notice is counted by."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = CalendarForm.of(workdays.corrections(), poll.version)
    if form.submitted():
        off, work = form.days
        form.tried(lambda: correct_calendar(off, work, current().actor))
        if form.refused is None:
            return done(
                page_of(poll, "notice"), _("日历已保存。请重新登记公示，以便重算截止日期。")
            )
    shown = setup_page(
        "elections/calendar.html",
        poll,
        queries.election(poll_id),
        form=form,
        years=sorted(workdays.work_calendar().years),
    )
    return shown, form.status
