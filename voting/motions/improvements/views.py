"""The pages of the improvements."""

from typing import Any

from flask import request

from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.errors import NotAllowed
from voting.i18n import _
from voting.motions.improvements import queries, service
from voting.motions.improvements.forms import AwardForm, DecisionForm, ProposalForm
from voting.motions.improvements.rules import DECISION_LABELS, TAKEN, Decision
from voting.motions.reporting_access import is_reviewer
from voting.motions.rules import STATE_LABELS, State
from voting.motions.settings import categories_of
from voting.motions.views.blueprint import bp
from voting.web.pages import page

_MOST_SHOWN = 200


@bp.get("/improvements")
@signed_in
def improvements() -> Reply:
    """Show the adopted improvements, the counts, and one's own."""
    who, term = current(), queries.serving_congress()
    text = request.args.get("q", "").strip()[:60]
    return page(
        "motions/improvements/list.html",
        congress=term,
        found=queries.adopted(term.id, text, request.args.get("page", 1, type=int)),
        text=text,
        own=queries.own(who.person_id) if who.person_id is not None else [],
        decides=is_reviewer(term.id, who),
        **_figures(term.id),
    )


def _figures(congress_id: int) -> dict[str, Any]:
    return {
        "counts": queries.counts(congress_id),
        "categories": queries.by_category(congress_id),
        "decisions": DECISION_LABELS,
        "states": STATE_LABELS,
    }


@bp.get("/improvements/<int:congress_id>/print")
@signed_in
def improvements_sheet(congress_id: int) -> Reply:
    """Show what was decided as a sheet."""
    _demand(congress_id)
    return page(
        "motions/improvements/sheet.html",
        congress=congress.congress(congress_id),
        rows=queries.decided(congress_id),
        **_figures(congress_id),
    )


@bp.route("/improvements/new", methods=["GET", "POST"])
@signed_in
def new_improvement() -> Reply:
    """Take an improvement."""
    term = queries.serving_congress()
    form = ProposalForm.offering(categories_of(term.id))
    if form.submitted():
        made = form.tried(lambda: service.propose(term.id, form.proposal, current()))
        if made is not None:
            return done("/improvements", _("已提交，等待评审。评审意见会显示在这里。"))
    return page("motions/improvements/new.html", congress=term, form=form), form.status


@bp.get("/improvements/review")
@signed_in
def review_improvements() -> Reply:
    """Show what is to be decided about."""
    term = queries.serving_congress()
    _demand(term.id)
    return page(
        "motions/improvements/review.html",
        congress=term,
        waiting=queries.waiting(term.id),
        rows=queries.decided(term.id, _MOST_SHOWN),
        **_figures(term.id),
    )


def _demand(congress_id: int) -> None:
    if not is_reviewer(congress_id, current()):
        raise NotAllowed(_("只有秘书和提案工作委员会可以评审合理化建议。"))


@bp.route("/improvements/<int:motion_id>", methods=["GET", "POST"])
@signed_in
def improvement(motion_id: int) -> Reply:
    """Show one improvement to whoever decides, and take the decision."""
    row = queries.row_of(motion_id)
    _demand(row.motion.congress_id)
    form = DecisionForm.from_request(version=row.motion.version)
    if form.submitted():
        version, reason = form.read_version, form.reason.data or ""
        made = form.tried(
            lambda: service.decide(motion_id, version, form.chosen, reason, current())
        )
        if made is not None:
            return done("/improvements/review", _("评审意见已登记，提出人会看到。"))
    return _one_page(motion_id, form, None)


@bp.post("/improvements/<int:motion_id>/award")
@signed_in
def reward_improvement(motion_id: int) -> Reply:
    """Write down the benefit and the award."""
    row = queries.row_of(motion_id)
    _demand(row.motion.congress_id)
    form = AwardForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.reward(motion_id, form.read_version, form.award, current())
        )
        if made is not None:
            return done(f"/improvements/{motion_id}", _("效益和奖励已登记。"))
    return _one_page(motion_id, DecisionForm(version=row.motion.version), form)


def _one_page(motion_id: int, form: DecisionForm, award: AwardForm | None) -> Reply:
    row = queries.row_of(motion_id)
    adoption = row.adoption
    taken = adoption is not None and Decision(adoption.decision) in TAKEN
    shown = page(
        "motions/improvements/one.html",
        row=row,
        motion=row.motion,
        decisions=DECISION_LABELS,
        states=STATE_LABELS,
        undecided=row.motion.state == State.REVIEW,
        taken=taken,
        form=form,
        award=award or AwardForm(obj=adoption),
    )
    return shown, max(form.status, award.status if award else form.status)
