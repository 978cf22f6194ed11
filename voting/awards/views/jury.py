"""The pages of the jury: its names, and a sheet of scores for each section that counts them."""

from flask import request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.awards import jury, queries, service
from voting.awards.forms import JurorsForm, ScoresForm
from voting.awards.models import AwardSection
from voting.awards.readiness import page_of
from voting.awards.views.blueprint import SETUP, bp
from voting.awards.views.frame import award_page
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.rules import WITH_RESULT, State


@bp.route(f"{SETUP}/jury", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def jurors(meeting_id: int, poll_id: int) -> Reply:
    """Say who sits on the jury, and show how far the scores have come."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = JurorsForm.from_request(names="\n".join(one.name for one in jury.jurors(poll_id)))
    if form.submitted():
        form.tried(lambda: service.name_jurors(poll_id, form.listed, current().actor))
        if form.refused is None:
            return done(page_of(poll, "jury"), _("评审名单已保存。"))
    shown = award_page(
        "awards/jury.html",
        poll,
        form=form,
        sheets=[jury.sheet(section) for section in jury.weighed(poll_id)],
        nominated=jury.jurors_nominated(poll_id),
        may_enter=_may_enter(poll),
    )
    return shown, form.status


def _may_enter(poll: Poll) -> bool:
    return poll.state not in WITH_RESULT and poll.state != State.ANNULLED


@bp.route(f"{SETUP}/jury/<int:section_id>", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def scores(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Enter the jury's scores of one section."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    form = ScoresForm.from_request(seen=jury.sheet(section).mark)
    if form.submitted():
        made = form.tried(lambda: _enter(section, form))
        if made is not None:
            return done(f"{page_of(poll, 'jury')}/{section_id}", _("评审分已保存。"))
    sheet = jury.sheet(section)
    shown = award_page(
        "awards/scores.html",
        poll,
        form=form,
        sheet=sheet,
        cells=form.cells_of(sheet, request.form),
        may_enter=_may_enter(poll),
    )
    return shown, form.status


def _enter(section: AwardSection, form: ScoresForm) -> AwardSection:
    given = form.scores_in(jury.sheet(section), request.form)
    return service.enter_scores(
        section.poll_id, section.id, given, form.seen.data or "", current().actor
    )
