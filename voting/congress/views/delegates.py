"""Pages of delegates, delegations, and the composition of the delegates."""

from flask import request

from voting import clock
from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries, service
from voting.congress.forms import LeaderForm, ReasonForm
from voting.congress.rules import Body
from voting.congress.views.blueprint import bp
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.web.pages import page


@bp.get("/meetings/<int:meeting_id>/delegates")
@requires(Permission.MEETING_READ)
def delegates(meeting_id: int) -> Reply:
    """Show who has a seat, by delegation."""
    meeting = queries.meeting(meeting_id)
    rows = queries.delegates(meeting.congress_id)
    return page(
        "congress/delegates.html",
        meeting=meeting,
        groups=queries.delegations(meeting.congress_id, rows),
        ended=[row for row in rows if row.ended_on is not None],
        preview=queries.roster_preview(meeting.congress),
        attendance=queries.attendance(meeting_id),
        of_delegates=meeting.congress.body == Body.DELEGATES,
    )


@bp.get("/meetings/<int:meeting_id>/delegates/update")
@requires(Permission.MEETING_EDIT)
def preview_delegates(meeting_id: int) -> Reply:
    """Show what an update from the roster would change."""
    meeting = queries.meeting(meeting_id)
    preview = queries.roster_preview(meeting.congress)
    return page("congress/delegates_update.html", meeting=meeting, preview=preview)


@bp.post("/meetings/<int:meeting_id>/delegates/update")
@requires(Permission.MEETING_EDIT)
def update_delegates(meeting_id: int) -> Reply:
    """Make the seats what the roster says, as previewed."""
    meeting = queries.meeting(meeting_id)
    digest = request.form.get("digest", "")
    found = service.update_delegates_from_roster(meeting.congress_id, digest, current().actor)
    message = _(
        "代表名单已更新：新增 %(added)s 人，调整 %(changed)s 人，终止 %(ended)s 人。",
        added=len(found.added),
        changed=len(found.changed),
        ended=len(found.ended),
    )
    return done(f"/meetings/{meeting_id}/delegates", message)


@bp.route("/meetings/<int:meeting_id>/delegates/<int:delegate_id>/end", methods=["GET", "POST"])
@requires(Permission.MEETING_EDIT)
def end_delegate(meeting_id: int, delegate_id: int) -> Reply:
    """Ask for the reason and end a seat."""
    congress_id = queries.meeting(meeting_id).congress_id
    form = ReasonForm.from_request()
    if form.submitted():
        reason, actor = form.told(), current().actor
        form.tried(lambda: service.end_delegate(delegate_id, congress_id, reason, actor))
        if form.refused is None:
            return done(f"/meetings/{meeting_id}/delegates", _("已终止代表资格。"))
    seat, meeting = queries.delegate(congress_id, delegate_id), queries.meeting(meeting_id)
    return page("congress/delegate_end.html", meeting=meeting, seat=seat, form=form), form.status


@bp.post("/meetings/<int:meeting_id>/delegations/<int:delegation_id>/leader")
@requires(Permission.MEETING_EDIT)
def name_leader(meeting_id: int, delegation_id: int) -> Reply:
    """Name the leader of a delegation."""
    meeting = queries.meeting(meeting_id)
    chosen = LeaderForm.from_request().person_id.data
    service.name_leader(meeting.congress_id, delegation_id, chosen, current().actor)
    return done(f"/meetings/{meeting_id}/delegates", _("团长已登记。"))


@bp.get("/meetings/<int:meeting_id>/composition")
@requires(Permission.MEETING_READ)
def composition(meeting_id: int) -> Reply:
    """Show the composition of the delegates against the rules."""
    meeting = queries.meeting(meeting_id)
    day = clock.local(meeting.held_at).date()
    report = queries.composition_report(meeting.congress, day)
    return page(
        "congress/composition.html",
        meeting=meeting,
        report=report,
        day=day,
        of_delegates=meeting.congress.body == Body.DELEGATES,
    )
