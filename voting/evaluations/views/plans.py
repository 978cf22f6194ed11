"""The pages of the plan: a form to begin with, grades and items, the scoring, the whole as JSON."""

import json

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.evaluations import queries, service
from voting.evaluations.comments import slots
from voting.evaluations.example import example
from voting.evaluations.forms import AdvancedForm, CopyForm, PlanForm, SchemeForm, StartForm
from voting.evaluations.forms.scheme import EXPLANATIONS, chosen, offered
from voting.evaluations.models import Evaluation
from voting.evaluations.readiness import page_of
from voting.evaluations.rules import Plan
from voting.evaluations.service import SheetFacts
from voting.evaluations.starting_plans import STARTING_PLANS
from voting.evaluations.views.blueprint import SETUP, bp
from voting.evaluations.views.frame import beside, setup_page
from voting.evaluations.wording import filling_in, scheme_words
from voting.i18n import _
from voting.polls.models import Poll


@bp.route(f"{SETUP}/start", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def start(meeting_id: int, poll_id: int) -> Reply:
    """Choose a form in common use to begin with."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = StartForm.from_request(version=poll.version)
    if form.submitted():
        plan = form.chosen
        made = form.tried(
            lambda: service.set_up(
                poll_id,
                form.read_version,
                plan.data(),
                SheetFacts(plan.slots()),
                current().actor,
            )
        )
        if made is not None:
            return done(page_of(poll, "subjects"), _("方案已选好，请加入测评对象。"))
    return _start_page(poll, form, CopyForm.among(beside(poll), poll.version))


@bp.post(f"{SETUP}/copy")
@requires(Permission.POLL_EDIT)
def copy(meeting_id: int, poll_id: int) -> Reply:
    """Take over the set-up of an earlier evaluation."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    form = CopyForm.among(beside(poll), poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.copy_from(
                poll_id, form.read_version, form.earlier.data, current().actor
            )
        )
        if made is not None:
            told = _("已照上一次复制方案、分组和名单，离开的人已略去；请核对并换上新的述职报告。")
            return done(page_of(poll, "subjects"), told)
    return _start_page(poll, StartForm(version=poll.version), form)


def _start_page(poll: Poll, form: StartForm, copying: CopyForm) -> Reply:
    shown = setup_page(
        "evaluations/start.html",
        poll,
        queries.found_evaluation(poll.id),
        form=form,
        copying=copying,
        starts=STARTING_PLANS,
    )
    return shown, max(form.status, copying.status)


@bp.route(f"{SETUP}/plan", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def plan(meeting_id: int, poll_id: int) -> Reply:
    """Set grades, items, limits and remarks."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    found = queries.evaluation(poll_id)
    whole = queries.plan_of(found)
    form = PlanForm.of(found, whole, found.slots, poll.version)
    if form.submitted():
        given_up = form.tried(lambda: _change(poll, whole, form))
        if given_up is not None:
            return done(page_of(poll, "plan"), *_said(given_up=given_up))
    shown = setup_page(
        "evaluations/plan.html",
        poll,
        found,
        form=form,
        filling_in=filling_in(whole),
    )
    return shown, form.status


def _change(poll: Poll, whole: Plan, form: PlanForm) -> bool:
    data = form.data_on(whole)
    asked = slots(remarks=bool(form.remarks.data), reason_for=form.reasons_on(data["labels"]))
    sheet = SheetFacts(asked, bool(form.own_rows.data))
    return service.change_plan(poll.id, form.read_version, data, sheet, current().actor)


def _said(*, given_up: bool) -> tuple[str, str]:
    if given_up:
        return _(
            "已保存。原来的计分办法不适用于新的等次或分项，已改为只列票数，请重新选择。"
        ), "warn"
    return _("已保存。"), "ok"


@bp.route(f"{SETUP}/scheme", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def scheme(meeting_id: int, poll_id: int) -> Reply:
    """Choose how the evaluation is scored, or that it is not."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    found = queries.evaluation(poll_id)
    whole = queries.plan_of(found)
    kind = chosen(whole)
    form = SchemeForm.of_plan(whole, kind, poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.change_scheme(
                poll_id, form.read_version, {"scheme": form.data_on(whole)}, current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "scheme"), _("计分办法已保存。"))
    shown = setup_page(
        "evaluations/scheme.html",
        poll,
        found,
        form=form,
        kind=kind,
        offered=offered(whole),
        explanations=EXPLANATIONS,
        plan=whole,
        words=scheme_words(whole),
        example=example(whole),
    )
    return shown, form.status


@bp.route(f"{SETUP}/advanced", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def advanced(meeting_id: int, poll_id: int) -> Reply:
    """Show and change the whole plan as JSON, for what no field is made for."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    found = queries.evaluation(poll_id)
    form = AdvancedForm.from_request(version=poll.version, plan=_as_text(found))
    if form.submitted():
        sheet = SheetFacts(found.slots, found.own_rows)
        made = form.tried(
            lambda: service.change_plan(
                poll_id, form.read_version, form.data_typed, sheet, current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "advanced"), *_said(given_up=made))
    return setup_page("evaluations/advanced.html", poll, found, form=form), form.status


def _as_text(found: Evaluation) -> str:
    hidden = ("groups", "extra", "name", "title")
    data = {key: value for key, value in found.plan_data.items() if key not in hidden}
    return json.dumps(data, ensure_ascii=False, indent=2)
