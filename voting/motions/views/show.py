"""The page of a motion: its text, where it stands, its replies; and what its movers do with it."""

from collections.abc import Callable

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.i18n import _
from voting.motions import panels, queries
from voting.motions.forms.drafting import AnswerForm, RateForm, WhyForm
from voting.motions.models import Motion
from voting.motions.queries.submitting import Window, readiness
from voting.motions.rules import Grade, SecondState, State
from voting.motions.service import drafting, feedback, review
from voting.motions.views.blueprint import bp
from voting.web.forms import TellingForm
from voting.web.pages import page


@bp.get("/motions/<int:motion_id>")
@signed_in
def show(motion_id: int) -> Reply:
    """Show a motion to whoever may read it."""
    return show_page(motion_id)


def show_page(
    motion_id: int,
    *,
    answer: AnswerForm | None = None,
    why: WhyForm | None = None,
    rate: RateForm | None = None,
) -> Reply:
    """Show a motion; a form that was refused is shown with what was typed."""
    db.session.rollback()
    who = current()
    seen = queries.read(motion_id, who)
    given: list[TellingForm] = [form for form in (answer, why, rate) if form is not None]
    shown = page(
        "motions/show.html",
        seen=seen,
        motion=seen.motion,
        blocks=panels.motion_blocks(seen.motion, who),
        answer=answer or AnswerForm(),
        why=why or WhyForm(),
        rate=rate or RateForm(),
        asked=_asked(seen, who),
        may_rate=_may_rate(seen.motion, who),
        ready=readiness(seen.motion) if seen.is_mover else None,
        windows=Window,
    )
    return shown, max((form.status for form in given), default=200)


def _asked(seen: queries.Reading, who: Principal) -> SecondState | None:
    """Tell how an invited seconder answered, while an answer still counts."""
    if State(seen.motion.state) not in {State.SECONDING, State.RETURNED}:
        return None
    return queries.answer_of(seen.motion.id, who.person_id)


def _may_rate(motion: Motion, who: Principal) -> bool:
    return motion.state == State.REPLIED and who.person_id in feedback.waiting_movers(motion)


@bp.post("/motions/<int:motion_id>/rate")
@signed_in
def rate(motion_id: int) -> Reply:
    """Say how satisfied one is with the reply."""
    queries.readable(motion_id, current())
    form = RateForm.from_request()
    if form.submitted():
        grade = Grade(form.grade.data)
        rated = form.tried(
            lambda: feedback.rate(motion_id, grade, form.reason.data or "", current())
        )
        if rated is not None:
            return done(f"/motions/{motion_id}", _after(State(rated.state)))
    return show_page(motion_id, rate=form)


def _after(state: State) -> str:
    """Say what comes of the feedback."""
    if state is State.HANDLING:
        return _("反馈已提交，将退回承办部门重新办理。")
    if state is State.ESCALATED:
        return _("反馈已提交，委员会将安排面复会，当面听取您的意见。")
    return _("反馈已提交，谢谢。")


@bp.post("/motions/<int:motion_id>/withdraw")
@signed_in
def withdraw(motion_id: int) -> Reply:
    """Take a motion back."""
    return _with_reason(motion_id, drafting.withdraw, _("已撤案。"))


@bp.post("/motions/<int:motion_id>/appeal")
@signed_in
def appeal(motion_id: int) -> Reply:
    """Ask once for another review of a motion that was not filed."""
    return _with_reason(motion_id, review.appeal, _("复议申请已提交。"))


def _with_reason(
    motion_id: int, act: Callable[[int, int, str, Principal], Motion], told: str
) -> Reply:
    queries.readable(motion_id, current())
    form = WhyForm.from_request()
    if form.submitted():
        acted = form.tried(
            lambda: act(motion_id, form.read_version, form.reason.data or "", current())
        )
        if acted is not None:
            return done(f"/motions/{motion_id}", told)
    return show_page(motion_id, why=form)


@bp.get("/motions/<int:motion_id>/sheet")
@signed_in
def sheet(motion_id: int) -> Reply:
    """Show the printable form of a motion (提案表)."""
    seen = queries.read(motion_id, current())
    return page("motions/sheet.html", seen=seen, motion=seen.motion)
