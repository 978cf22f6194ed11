"""Pages of a meeting: the officers' home, its set-up, its approval, its credentials."""

from flask import Response

from voting.access.policy import requires, signed_in
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.congress import extensions, queries, service
from voting.congress.forms import ApprovalForm, MeetingForm, ReasonForm
from voting.congress.models import Meeting
from voting.congress.views.blueprint import bp
from voting.congress.views.figures import figures
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.i18n import _
from voting.web.pages import page
from voting.web.uploads import accepts, send_upload


@bp.get("/meetings")
@signed_in
def meetings() -> Reply:
    """List the meetings an officer may look at."""
    rows = [each for each in queries.meetings() if may(Permission.MEETING_READ, each.id)]
    return page("congress/meetings.html", meetings=rows)


@bp.route("/congresses/<int:congress_id>/meetings/new", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def new_meeting(congress_id: int) -> Reply:
    """Create a meeting of a congress."""
    congress = queries.congress(congress_id)
    form = MeetingForm.from_request(ordinal=queries.next_ordinal(congress_id))
    if form.submitted():
        made = form.tried(lambda: service.create_meeting(congress_id, form.facts, current().actor))
        if made is not None:
            return done(f"/meetings/{made.id}", _("会议已建立，请按清单逐项办理。"))
    return page("congress/meeting_new.html", form=form, congress=congress), form.status


@bp.get("/meetings/<int:meeting_id>")
@requires(Permission.MEETING_READ)
def meeting(meeting_id: int) -> Reply:
    """Show what stands and what is to be done."""
    found = queries.meeting(meeting_id)
    return page(
        "congress/meeting.html",
        meeting=found,
        tasks=queries.todo(found),
        figures=figures(meeting_id),
        agenda=queries.agenda(meeting_id),
        offices=[row for row in queries.appointments(meeting_id) if row.ended_at is None],
        panels=extensions.meeting_panels(found),
    )


@bp.route("/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEETING_EDIT)
def edit_meeting(meeting_id: int) -> Reply:
    """Change when and where a meeting is."""
    found = queries.meeting(meeting_id)
    form = MeetingForm.of(found)
    if form.submitted():
        version = int(form.version.data or 0)
        changed = form.tried(
            lambda: service.change_meeting(meeting_id, version, form.facts, current().actor)
        )
        if changed is not None:
            return done(f"/meetings/{meeting_id}", _("已保存。"))
    return page("congress/meeting_edit.html", form=form, meeting=found), form.status


@bp.get("/meetings/<int:meeting_id>/approval")
@requires(Permission.MEETING_READ)
def approval(meeting_id: int) -> Reply:
    """Show the approval record."""
    found = queries.meeting(meeting_id)
    return _approval_page(found, ApprovalForm.of(found))


@bp.post("/meetings/<int:meeting_id>/approval")
@accepts(20)
@requires(Permission.MEETING_EDIT)
def record_approval(meeting_id: int) -> Reply:
    """Record the application and the reply to it."""
    form = ApprovalForm.from_request()
    if form.submitted():
        version = int(form.version.data or 0)
        form.tried(
            lambda: service.record_approval(meeting_id, version, form.facts(), current().actor)
        )
        if form.refused is None:
            return done(f"/meetings/{meeting_id}/approval", _("已登记。"))
    return _approval_page(queries.meeting(meeting_id), form)


def _approval_page(found: Meeting, form: ApprovalForm) -> Reply:
    return page("congress/approval.html", meeting=found, form=form), form.status


@bp.post("/meetings/<int:meeting_id>/approval/override")
@requires(Permission.POLL_OPEN)
def override_approval(meeting_id: int) -> Reply:
    """Let the chair go on without an approval, for a reason that is logged."""
    form = ReasonForm.from_request()
    service.override_approval(meeting_id, form.told(), current().actor)
    return done(f"/meetings/{meeting_id}/approval", _("理由已记入日志，可以开始投票。"), "warn")


@bp.get("/meetings/<int:meeting_id>/approval/scan")
@requires(Permission.MEETING_READ)
def approval_scan(meeting_id: int) -> Response:
    """Send the scan of the approval."""
    found = queries.meeting(meeting_id)
    if not (found.scan_sha256 and found.scan_mime and found.scan_name):
        raise NotFound(_("还没有上传批复扫描件。"))
    return send_upload(found.scan_sha256, found.scan_mime, found.scan_name)


@bp.post("/meetings/<int:meeting_id>/freeze")
@requires(Permission.MEETING_EDIT)
def freeze(meeting_id: int) -> Reply:
    """Examine the credentials: 应到 is fixed."""
    count = service.freeze_delegates(meeting_id, current().actor)
    message = _("资格审查完成，本次会议应到 %(n)s 人。", n=count)
    return done(f"/meetings/{meeting_id}/delegates", message)


@bp.post("/meetings/<int:meeting_id>/unfreeze")
@requires(Permission.MEETING_EDIT)
def unfreeze(meeting_id: int) -> Reply:
    """Take the examined credentials back, for a reason."""
    service.reopen_credentials(meeting_id, ReasonForm.from_request().told(), current().actor)
    message = _("已撤回资格审查，应到人数重新按代表名单计算。")
    return done(f"/meetings/{meeting_id}/delegates", message, "warn")
