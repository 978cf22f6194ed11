"""The page of what a meeting decided by a show of hands."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.resolutions import other_votes, queries, service
from voting.resolutions.forms import HandForm, ReasonForm
from voting.resolutions.rules import readings
from voting.resolutions.views.blueprint import IN_MEETING, bp
from voting.resolutions.wording import BASE_LABELS, CLASS_LABELS
from voting.web.pages import page


@bp.route(f"{IN_MEETING}/hands", methods=["GET", "POST"])
@requires(Permission.HAND_VOTE_RECORD)
def hands(meeting_id: int) -> Reply:
    """Show and record the shows of hands of a meeting."""
    meeting, figures = congress.meeting(meeting_id), congress.attendance(meeting_id)
    form = HandForm.offering(
        queries.usual_preset(meeting_id), figures.present, congress.agenda(meeting_id)
    )
    if form.submitted():
        made = form.tried(lambda: service.record_hand_vote(meeting_id, form.facts, current().actor))
        if made is not None:
            return done(f"/meetings/{meeting_id}/hands", _told(carried=made.carried))
    shown = page(
        "resolutions/hands.html",
        meeting=meeting,
        figures=figures,
        votes=other_votes.hand_votes(meeting_id),
        both=readings(figures.expected),
        classes=CLASS_LABELS,
        bases=BASE_LABELS,
        form=form,
    )
    return shown, form.status


def _told(*, carried: bool) -> str:
    return _("已登记：通过。") if carried else _("已登记：未通过。")


@bp.post(f"{IN_MEETING}/hands/<int:vote_id>/withdraw")
@requires(Permission.HAND_VOTE_RECORD)
def withdraw_hands(meeting_id: int, vote_id: int) -> Reply:
    """Take a wrong record back."""
    form = ReasonForm.from_request()
    service.withdraw_hand_vote(meeting_id, vote_id, form.told(), current().actor)
    return done(f"/meetings/{meeting_id}/hands", _("记录已撤销，理由已写入日志。"), "warn")
