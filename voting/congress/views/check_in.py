"""Pages of the check-in: the desk, the hall's code, one's own phone, who has come."""

from flask import Response, jsonify, redirect, request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries, service, tickets
from voting.congress.forms import DeskForm, ReasonForm
from voting.congress.service import Outcome, Reception
from voting.congress.views.blueprint import bp
from voting.congress.views.figures import figures
from voting.congress.views.replies import Reply, done, myself, wants_fragment
from voting.i18n import _
from voting.web.pages import page
from voting.web.qr import svg


@bp.get("/meetings/<int:meeting_id>/check-in")
@requires(Permission.CHECK_IN_RECORD)
def desk(meeting_id: int) -> Reply:
    """Show the desk; a delegate's own code opened by a phone's camera fills the field."""
    given = request.url if request.args.get("who") else ""
    return _desk_page(meeting_id, DeskForm(given=given), None)


@bp.post("/meetings/<int:meeting_id>/check-in")
@requires(Permission.CHECK_IN_RECORD)
def receive(meeting_id: int) -> Reply:
    """Check in whoever was scanned or typed, and show the answer large."""
    form = DeskForm.from_request()
    reception = service.receive(meeting_id, form.given.data or "", current().actor)
    if wants_fragment():
        meeting = queries.meeting(meeting_id)
        return page("congress/_reception.html", meeting=meeting, reception=reception)
    return _desk_page(meeting_id, DeskForm(), reception)


def _desk_page(meeting_id: int, form: DeskForm, reception: Reception | None) -> Reply:
    return page(
        "congress/check_in.html",
        meeting=queries.meeting(meeting_id),
        figures=figures(meeting_id),
        form=form,
        reception=reception,
    )


@bp.post("/meetings/<int:meeting_id>/check-in/<int:person_id>/undo")
@requires(Permission.CHECK_IN_RECORD)
def undo_check_in(meeting_id: int, person_id: int) -> Reply:
    """Take a check-in back, for a reason."""
    reason = ReasonForm.from_request().told()
    service.undo_check_in(meeting_id, person_id, reason, current().actor)
    return done(f"/meetings/{meeting_id}/check-in", _("签到已撤销。"), "warn")


@bp.get("/meetings/<int:meeting_id>/attendance")
@requires(Permission.MEETING_READ)
def attendance(meeting_id: int) -> Reply:
    """Show who has come and who has not."""
    rows = queries.arrivals(meeting_id)
    absent_only = request.args.get("show") == "absent"
    return page(
        "congress/attendance.html",
        meeting=queries.meeting(meeting_id),
        figures=figures(meeting_id),
        shown=queries.page_of(rows, request.args.get("page", 1, int), absent_only=absent_only),
        turnout=queries.turnout_by_delegation(rows),
        absent_only=absent_only,
        everybody=len(rows),
    )


@bp.get("/meetings/<int:meeting_id>/attendance.json")
@requires(Permission.MEETING_READ)
def attendance_figures(meeting_id: int) -> Response:
    """Send the figures that the officers' pages keep up to date."""
    return jsonify(figures(meeting_id))


@bp.get("/meetings/<int:meeting_id>/hall-code")
@requires(Permission.CHECK_IN_RECORD)
def hall_code(meeting_id: int) -> Reply:
    """Show the rotating code for the projector, or only the code to a page that shows it."""
    code = svg(tickets.hall_url(meeting_id), 8)
    if wants_fragment():
        return code
    return page(
        "congress/hall_code.html",
        meeting=queries.meeting(meeting_id),
        figures=figures(meeting_id),
        code=code,
        seconds=tickets.WINDOW_SECONDS,
    )


@bp.get("/meetings/<int:meeting_id>/join")
@requires(Permission.CHECK_IN_SELF)
def join(meeting_id: int) -> Reply:
    """Ask the delegate who scanned the hall's code to check in; nothing is done yet."""
    meeting, me = queries.meeting(meeting_id), myself()
    if queries.is_checked_in(meeting_id, me):
        return redirect(f"/m/{meeting_id}", 303)
    person = queries.participant(meeting_id, me)
    ticket = tickets.ticket_for(request.args.get("code", ""), meeting_id, me)
    return page("congress/join.html", meeting=meeting, person=person, ticket=ticket)


@bp.post("/meetings/<int:meeting_id>/join")
@requires(Permission.CHECK_IN_SELF)
def join_now(meeting_id: int) -> Reply:
    """Check the delegate in."""
    code = request.form.get("code", "")
    reception = service.check_in_self(meeting_id, myself(), code)
    kind = "ok" if reception.outcome is Outcome.WELCOME else "warn"
    return done(f"/m/{meeting_id}", reception.sentence, kind)
