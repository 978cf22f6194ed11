"""Excellent motions (优秀提案): the nominated, the committee's scores, publication, a vote."""

from flask import Response, url_for
from markupsafe import Markup

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.i18n import _
from voting.motions import excellent, panels
from voting.motions.excellent_models import Nomination
from voting.motions.forms.excellent import (
    NominateForm,
    PollForm,
    PublishForm,
    ScoreForm,
    WithdrawForm,
)
from voting.motions.models import Motion
from voting.motions.office import demand_secretary, is_secretary
from voting.motions.reporting_access import (
    demand_reader,
    demand_reviewer,
    is_reviewer,
    on_committee,
)
from voting.motions.reporting_xlsx import workbook
from voting.motions.roles import roles_of
from voting.motions.rules import Act, State
from voting.motions.service import excellent as service
from voting.motions.table import acts_for
from voting.motions.views.blueprint import bp
from voting.motions.views.report import XLSX, attachment
from voting.web.forms import TellingForm
from voting.web.pages import page


@bp.get("/motions/excellent/<int:congress_id>")
@signed_in
def excellent_motions(congress_id: int) -> Reply:
    """Show who was named; to the committee and the secretary also who is nominated."""
    demand_reader(current())
    return _list(congress_id)


def _list(
    congress_id: int, refused: TellingForm | None = None, poll: PollForm | None = None
) -> Reply:
    db.session.rollback()
    who = current()
    found = poll or PollForm()
    found.meeting.choices = [(each.id, each.name) for each in congress.meetings_of(congress_id)]
    reviewer = is_reviewer(congress_id, who)
    several = excellent.nominees(congress_id, who)
    shown = page(
        "motions/excellent/list.html",
        term=congress.congress(congress_id),
        named=excellent.published(several),
        waiting=excellent.waiting(several) if reviewer else [],
        reviewer=reviewer,
        judge=on_committee(congress_id, who),
        secretary=is_secretary(who),
        refused=refused,
        poll=found,
    )
    return shown, (refused or found).status


@bp.post("/motions/<int:motion_id>/nominate")
@signed_in
def nominate(motion_id: int) -> Reply:
    """Nominate a closed motion."""
    form = NominateForm.from_request()
    reason = form.reason.data or ""
    made = service.nominate(
        motion_id, form.read_version, reason if form.validate() else "", current()
    )
    return done(
        url_for(".excellent_motions", congress_id=made.congress_id), _("已推荐为优秀提案候选。")
    )


@bp.post("/motions/excellent/<int:congress_id>/score/<int:motion_id>")
@signed_in
def score_nominee(congress_id: int, motion_id: int) -> Reply:
    """Take one's points for a nominated motion."""
    demand_reviewer(congress_id, current())
    form = ScoreForm.from_request()
    if form.submitted():
        given = form.tried(lambda: service.score(motion_id, form.points.data or 0, current()))
        if given is not None:
            return done(
                url_for(".excellent_motions", congress_id=congress_id),
                _("已评 %(n)s 分，公布前可以修改。", n=given.points),
            )
    return _list(congress_id, form)


@bp.post("/motions/excellent/<int:congress_id>/withdraw/<int:motion_id>")
@signed_in
def withdraw_nominee(congress_id: int, motion_id: int) -> Reply:
    """Take a nomination back."""
    demand_reviewer(congress_id, current())
    form = WithdrawForm.from_request()
    if form.submitted():
        form.tried(lambda: service.withdraw(motion_id, form.reason.data or "", current()))
        if form.refused is None:
            return done(url_for(".excellent_motions", congress_id=congress_id), _("已撤回推荐。"))
    return _list(congress_id, form)


@bp.post("/motions/excellent/<int:congress_id>/publish")
@signed_in
def publish_excellent(congress_id: int) -> Reply:
    """Name those that were ticked."""
    demand_secretary(current())
    form = PublishForm.from_request()
    known = excellent.nominees(congress_id, current())
    form.motions.choices = [(one.motion.id, one.motion.title) for one in known]
    if form.submitted():
        named = form.tried(lambda: service.publish(congress_id, form.motions.data or [], current()))
        if named is not None:
            told = _("已公布 %(n)s 件优秀提案。", n=len(named))
            return done(url_for(".excellent_motions", congress_id=congress_id), told)
    return _list(congress_id, form)


@bp.post("/motions/excellent/<int:congress_id>/poll")
@signed_in
def make_poll(congress_id: int) -> Reply:
    """Make a vote on the nominated, with their names filled in, and go on to it."""
    demand_secretary(current())
    form = PollForm.from_request()
    form.meeting.choices = [(each.id, each.name) for each in congress.meetings_of(congress_id)]
    if form.submitted():
        url = form.tried(
            lambda: excellent.make_award(
                congress_id, form.meeting.data, form.quota.data or 0, current()
            )
        )
        if url is not None:
            return done(url, _("评选投票已建立，候选提案已填好，请核对后封存。"))
    return _list(congress_id, poll=form)


@bp.get("/motions/excellent/<int:congress_id>/list.xlsx")
@signed_in
def nominee_list(congress_id: int) -> Response:
    """Send the list of the nominated as a workbook."""
    demand_reviewer(congress_id, current())
    table = excellent.table_of(excellent.nominees(congress_id, current()))
    about = congress.congress(congress_id).name
    return attachment(workbook(table.title, about, [table]), f"{table.title}.xlsx", XLSX)


@panels.motion_block(90)
def nominate_block(motion: Motion, who: Principal) -> Markup:
    """Offer the nomination of a closed motion, and say of a named one that it is."""
    if motion.kind not in service.NOMINATED:
        return Markup("")
    found = db.session.get(Nomination, motion.id)
    may = Act.NOMINATE in acts_for(State(motion.state), roles_of(motion, who))
    named = found is not None and found.published_at is not None
    if not named and not may:
        return Markup("")
    return panels.shown(
        "motions/excellent/_nominate.html",
        motion=motion,
        nomination=found,
        named=named,
        form=NominateForm(version=str(motion.version)),
    )
