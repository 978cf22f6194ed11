"""The pages of what joint meetings decided: recorded, put on an agenda, confirmed."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.errors import WrongInput
from voting.i18n import _
from voting.resolutions import other_votes, service
from voting.resolutions.forms import JointForm, SettleForm
from voting.resolutions.rules import Confirmation
from voting.resolutions.views.blueprint import IN_MEETING, bp
from voting.web.pages import page


@bp.route("/congresses/<int:congress_id>/joint-decisions", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def joint_decisions(congress_id: int) -> Reply:
    """Show and record what joint meetings decided between the meetings of a congress."""
    found = congress.congress(congress_id)
    form = JointForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.record_joint_decision(congress_id, form.facts, current().actor)
        )
        if made is not None:
            told = _("已登记，将在下一次会议的议程上提请确认。")
            return done(f"/congresses/{congress_id}/joint-decisions", told)
    shown = page(
        "resolutions/joint_decisions.html",
        congress=found,
        decisions=other_votes.decisions_of(congress_id),
        meetings={each.id: each for each in congress.meetings_of(congress_id)},
        form=form,
    )
    return shown, form.status


@bp.post(f"{IN_MEETING}/joint-decisions/<int:decision_id>/agenda")
@requires(Permission.MEETING_EDIT)
def put_on_agenda(meeting_id: int, decision_id: int) -> Reply:
    """Put a decision that waits for confirmation on this meeting's agenda."""
    service.put_on_agenda(meeting_id, decision_id, current().actor)
    return done(f"/meetings/{meeting_id}", _("已列入议程，提请大会确认。"))


@bp.post(f"{IN_MEETING}/joint-decisions/<int:decision_id>/settle")
@requires(Permission.MEETING_EDIT)
def settle(meeting_id: int, decision_id: int) -> Reply:
    """Record what the meeting said to a decision."""
    form = SettleForm.from_request()
    if not form.submitted():
        raise WrongInput(_("请选择“予以确认”或“不予确认”；说明最多 400 个字。"))
    outcome = Confirmation(form.outcome.data)
    service.settle_joint_decision(
        meeting_id, decision_id, outcome, form.note.data or "", current().actor
    )
    return done(f"/meetings/{meeting_id}", _("大会的意见已登记。"))
