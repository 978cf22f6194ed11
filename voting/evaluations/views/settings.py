"""The pages of the voter groups, of who sees the result, of the series, and of two together."""

from voting.access.policy import requires
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.errors import NotAllowed
from voting.evaluations import queries, service
from voting.evaluations.forms import (
    AssignForm,
    GroupsForm,
    PairForm,
    SeriesForm,
    VisibilityForm,
)
from voting.evaluations.forms.lines import group_lines, listed
from voting.evaluations.readiness import page_of
from voting.evaluations.rules import Plan
from voting.evaluations.service import NewEvaluation
from voting.evaluations.starting_plans import STARTING_PLANS, Start
from voting.evaluations.views.blueprint import SETUP, bp
from voting.evaluations.views.frame import beside, setup_page
from voting.evaluations.wording import percent
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.setup_forms import PersonForm
from voting.web.pages import page


@bp.route(f"{SETUP}/groups", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def groups(meeting_id: int, poll_id: int) -> Reply:
    """Say which voter groups there are."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    whole = queries.plan_of(queries.evaluation(poll_id))
    form = GroupsForm.of(whole, poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.set_groups(
                poll_id,
                form.read_version,
                group_lines(form.groups.data),
                current().actor,
                min_group=form.min_group.data or 1,
                small_groups=form.what_of_small,
            )
        )
        if made is not None:
            return done(page_of(poll, "groups"), _("组别已保存，请分配人员。"))
    assigning = AssignForm(version=poll.version).among(whole)
    return _groups_page(poll, whole, form, assigning)


def _groups_page(poll: Poll, whole: Plan, form: GroupsForm, assigning: AssignForm) -> Reply:
    shown = setup_page(
        "evaluations/groups.html",
        poll,
        queries.evaluation(poll.id),
        form=form,
        assigning=assigning,
        plan=whole,
        percent=percent,
        sizes=queries.group_sizes(poll),
    )
    return shown, max(form.status, assigning.status)


@bp.post(f"{SETUP}/groups/assign")
@requires(Permission.POLL_EDIT)
def assign(meeting_id: int, poll_id: int) -> Reply:
    """Put electors into a group by their staff numbers."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    whole = queries.plan_of(queries.evaluation(poll_id))
    form = AssignForm.from_request(version=poll.version).among(whole)
    if form.submitted():
        made = form.tried(
            lambda: service.assign(
                poll_id,
                form.read_version,
                form.group.data,
                listed(form.numbers.data),
                current().actor,
            )
        )
        if made is not None:
            return done(page_of(poll, "groups"), _("已分组 %(n)s 人。", n=len(made)))
    # The other form of the page holds what is stored, not what was sent to this one.
    stored = GroupsForm(**GroupsForm.stored(whole, poll.version))
    return _groups_page(poll, whole, stored, form)


@bp.post(f"{SETUP}/groups/<group_id>/with-post")
@requires(Permission.POLL_EDIT)
def assign_with_post(meeting_id: int, poll_id: int, group_id: str) -> Reply:
    """Put everybody with a post into a group."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = PersonForm.from_request()
    names = service.assign_with_post(poll_id, form.read_version, group_id, current().actor)
    told = _("名册上有职务的 %(n)s 人已分到这一组。", n=len(names))
    return done(page_of(poll, "groups"), told)


@bp.route(f"{SETUP}/visibility", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def visibility(meeting_id: int, poll_id: int) -> Reply:
    """Say who will see the result."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = VisibilityForm.of(queries.evaluation(poll_id), poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.set_visibility(poll_id, form.read_version, form.facts, current().actor)
        )
        if made is not None:
            return done(page_of(poll, "visibility"), _("已保存。封存后不能再改。"))
    return _visibility_page(poll, form, _series(poll))


def _series(poll: Poll) -> SeriesForm:
    found = queries.evaluation(poll.id)
    form = SeriesForm(**SeriesForm.stored(found))
    return form.offering(beside(poll))


def _visibility_page(poll: Poll, form: VisibilityForm, series_form: SeriesForm) -> Reply:
    shown = setup_page(
        "evaluations/visibility.html",
        poll,
        queries.evaluation(poll.id),
        form=form,
        series=series_form,
    )
    return shown, max(form.status, series_form.status)


@bp.post(f"{SETUP}/series")
@requires(Permission.POLL_EDIT)
def series(meeting_id: int, poll_id: int) -> Reply:
    """Place the evaluation in a series and beside others."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    found = queries.evaluation(poll_id)
    form = SeriesForm.from_request().offering(beside(poll))
    if form.submitted():
        made = form.tried(lambda: service.set_series(poll_id, form.facts, current().actor))
        if made is not None:
            return done(page_of(poll, "visibility"), _("已保存。"))
    return _visibility_page(poll, VisibilityForm(obj=found, version=poll.version), form)


@bp.route("/meetings/<int:meeting_id>/evaluations/pair", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def pair(meeting_id: int) -> Reply:
    """Create two evaluations that are held together."""
    meeting = congress.meeting(meeting_id)
    choices = [(each.id, each.name) for each in congress.meetings()]
    form = PairForm.among(choices, meeting_id)
    if form.submitted():
        made = form.tried(lambda: _created(form))
        if made is not None:
            told = _("两项测评已建立并关联，请分别加入对象，再各自封存、投票。")
            return done(page_of(made[0], "subjects"), told)
    return page("evaluations/pair.html", meeting=meeting, form=form), form.status


def _created(form: PairForm) -> tuple[Poll, Poll]:
    first, second = form.first_meeting.data, form.second_meeting.data
    if not all(may(Permission.POLL_EDIT, each) for each in (first, second)):
        raise NotAllowed(_("您不能在所选的会议中建立投票，请联系那次会议的秘书。"))
    plans = {
        "both_ways": (Start.SATISFACTION, Start.SATISFACTION, (), (_("工会组织"),)),
        "report": (Start.SELECTION, Start.PROMOTED, (_("选人用人工作"),), ()),
    }
    one, other, bodies, other_bodies = plans[form.kind.data]
    return service.create_pair(
        NewEvaluation(first, form.first_title.data or "", STARTING_PLANS[one], bodies),
        NewEvaluation(second, form.second_title.data or "", STARTING_PLANS[other], other_bodies),
        current().actor,
    )
