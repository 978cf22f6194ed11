"""What participants see: reports before they vote, results as far as they reach, their own."""

from flask import Response

from voting.access.policy import signed_in
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply
from voting.errors import NotAllowed, NotFound
from voting.evaluations import queries, shown
from voting.evaluations.models import Evaluation
from voting.evaluations.views.blueprint import SETUP, bp
from voting.evaluations.views.subjects import sent_report
from voting.evaluations.visibility import Line, Viewer, Visibility, lines_shown
from voting.evaluations.wording import FLAG_LABELS
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.rules import DECLARED, State
from voting.web.pages import page


@bp.get(f"{SETUP}/reports")
@signed_in
def reports(meeting_id: int, poll_id: int) -> Reply:
    """Let the meeting read the reports of those it is going to judge."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    _for_the_meeting(poll)
    return page(
        "evaluations/reports.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        rows=queries.sheet_rows(queries.evaluation(poll_id)),
        home_url=_home(poll),
    )


@bp.get(f"{SETUP}/reports/<int:subject_id>")
@signed_in
def read_report(meeting_id: int, poll_id: int, subject_id: int) -> Response:
    """Send a report to a participant."""
    _for_the_meeting(queries.evaluation_poll(meeting_id, poll_id))
    return sent_report(queries.subject(poll_id, subject_id))


def _for_the_meeting(poll: Poll) -> None:
    if _viewer(poll) is Viewer.STRANGER:
        raise NotAllowed(_("只有参加这次会议的人可以查看。"))
    if poll.state == State.ANNULLED and _viewer(poll) is not Viewer.OFFICER:
        raise NotFound(_("这项测评已作废。"))


def _viewer(poll: Poll) -> Viewer:
    if may(Permission.POLL_READ, poll.meeting_id):
        return Viewer.OFFICER
    if may(Permission.MEETING_FOLLOW, poll.meeting_id):
        return Viewer.PARTICIPANT
    return Viewer.STRANGER


def _home(poll: Poll) -> str:
    following = may(Permission.MEETING_FOLLOW, poll.meeting_id)
    return f"/m/{poll.meeting_id}" if following else ""


@bp.get(f"{SETUP}/summary")
@signed_in
def summary(meeting_id: int, poll_id: int) -> Reply:
    """Show the declared result as far as it reaches."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    found, viewer = queries.evaluation(poll_id), _viewer(poll)
    _refuse_undeclared(poll)
    visibility = Visibility(found.visibility)
    seen = lines_shown(viewer, visibility, _lines(poll), published=poll.state == State.PUBLISHED)
    if not seen:
        raise NotAllowed(_("按本次设置，这项测评的结果不向您公布。"))
    whole = shown.result(poll)
    lines = shown.lines_of(whole, seen)
    return page(
        "evaluations/summary.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        evaluation=found,
        result=whole,
        lines=lines,
        chart=shown.chart(whole, lines),
        partly=len(lines) < len(whole["subjects"]),
        home_url=_home(poll),
    )


def _lines(poll: Poll) -> list[Line]:
    return [Line(one.option_id, one.is_body) for one in queries.subjects(poll.id)]


def _refuse_undeclared(poll: Poll) -> None:
    if poll.state not in DECLARED:
        raise NotAllowed(_("结果还没有宣布。主持人宣布后，这里会显示。"))


@bp.get("/my/evaluations/<int:poll_id>")
@signed_in
def own_sheet(poll_id: int) -> Reply:
    """Show a subject the figures about them, and nobody else's."""
    poll, found = _own(poll_id)
    one = queries.subject_of(poll_id, current().person_id or 0)
    assert one is not None
    whole = shown.result(poll)
    line = shown.line_of(whole, one.option_id)
    before = _own_before(found)
    return page(
        "evaluations/own_sheet.html",
        meeting=congress.meeting(poll.meeting_id),
        poll=poll,
        evaluation=found,
        subject=one,
        result=whole,
        line=line,
        chart=shown.chart(whole, [line]),
        dimension_chart=shown.dimension_chart(whole, line),
        remarks=shown.remarks(poll, whole, line) if found.comments_shown else (),
        before=before,
        change=shown.change_of(one, whole, before),
        flags=FLAG_LABELS,
        home_url=_home(poll),
    )


def _own(poll_id: int) -> tuple[Poll, Evaluation]:
    """Return an evaluation in which whoever asks is judged and may see it; else it is not there."""
    person_id, found = current().person_id, queries.found_evaluation(poll_id)
    if person_id is None or found is None or queries.subject_of(poll_id, person_id) is None:
        raise NotFound(_("没有您的测评结果。"))
    if not found.own_sheet:
        raise NotAllowed(_("按本次设置，测评结果不向本人公布；如需了解请联系组织部门。"))
    poll = queries.poll_of(poll_id)
    if poll is None:
        raise NotFound(_("这项测评已作废。"))
    _refuse_undeclared(poll)
    return poll, found


def _own_before(found: Evaluation) -> shown.Earlier | None:
    """Return the earlier evaluation, where the subject may see that one, too."""
    before = shown.earlier(found)
    if before is None or not before.evaluation.own_sheet or before.poll.state not in DECLARED:
        return None
    return before
