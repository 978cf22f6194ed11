"""Pages of the offices of a meeting."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Office, Permission
from voting.congress import queries, service
from voting.congress.forms import AppointmentForm
from voting.congress.rules import Approval
from voting.congress.views.blueprint import bp
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.web.pages import page


@bp.get("/meetings/<int:meeting_id>/appointments")
@requires(Permission.MEETING_READ)
def appointments(meeting_id: int) -> Reply:
    """Show who holds which office."""
    return _appointments_page(meeting_id, AppointmentForm())


@bp.post("/meetings/<int:meeting_id>/appointments")
@requires(Permission.MEETING_EDIT)
def appoint(meeting_id: int) -> Reply:
    """Give somebody an office."""
    form = AppointmentForm.from_request()
    if form.submitted():
        form.tried(lambda: _appoint(meeting_id, form))
        if form.refused is None:
            return done(f"/meetings/{meeting_id}/appointments", _("已登记。"))
    return _appointments_page(meeting_id, form)


def _appoint(meeting_id: int, form: AppointmentForm) -> None:
    service.appoint(
        meeting_id,
        queries.person_named(form.person.data or ""),
        Office(form.office.data),
        current().actor,
        approval=Approval(form.approval.data),
        note=form.note.data or "",
    )


def _appointments_page(meeting_id: int, form: AppointmentForm) -> Reply:
    return page(
        "congress/appointments.html",
        meeting=queries.meeting(meeting_id),
        rows=queries.appointments(meeting_id),
        suggestions=queries.suggestions(meeting_id),
        form=form,
    ), form.status


@bp.post("/meetings/<int:meeting_id>/appointments/<int:appointment_id>/end")
@requires(Permission.MEETING_EDIT)
def end_appointment(meeting_id: int, appointment_id: int) -> Reply:
    """End an office."""
    service.end_appointment(meeting_id, appointment_id, current().actor)
    return done(f"/meetings/{meeting_id}/appointments", _("任职已结束，相应权限立即收回。"))
