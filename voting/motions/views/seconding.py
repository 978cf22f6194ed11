"""Asking for seconds, answering when asked, and the last step: submitting."""

from flask import request

from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.i18n import _
from voting.motions import queries
from voting.motions.forms.drafting import AnswerForm, FindForm, InviteForm, SubmitForm
from voting.motions.queries.seconding import candidates
from voting.motions.queries.submitting import readiness
from voting.motions.rules import Act, Kind, State
from voting.motions.service import changes, drafting
from voting.motions.table import demand
from voting.motions.views.blueprint import bp
from voting.motions.views.show import show_page
from voting.web.pages import page


@bp.route("/motions/<int:motion_id>/seconds", methods=["GET", "POST"])
@signed_in
def seconds(motion_id: int) -> Reply:
    """Show who was asked to second and what they said; ask others."""
    motion, roles = queries.readable(motion_id, current())
    demand(State(motion.state), Act.INVITE, roles)
    find = FindForm(request.args)
    text = (find.q.data or "") if find.validate() else ""
    found = candidates(motion, text)
    form = InviteForm.from_request()
    form.people.choices = [(each.person_id, each.name) for each in found]
    if form.submitted():
        sent = form.tried(
            lambda: drafting.invite(motion_id, form.read_version, form.chosen(), current())
        )
        if sent is not None:
            return done(f"/motions/{motion_id}/seconds", _("邀请已发出，对方登录后就能看到。"))
    db.session.rollback()
    seen = queries.read(motion_id, current())
    form.version.data = str(seen.motion.version)
    shown = page(
        "motions/seconds.html",
        seen=seen,
        motion=seen.motion,
        find=find,
        form=form,
        found=found,
        ready=readiness(seen.motion),
    )
    return shown, form.status


@bp.post("/motions/<int:motion_id>/second")
@signed_in
def second(motion_id: int) -> Reply:
    """Second a motion, or decline."""
    queries.readable(motion_id, current())
    form = AnswerForm.from_request()
    if form.submitted():
        given = form.given.data == "yes"
        answered = form.tried(
            lambda: drafting.answer_invitation(motion_id, form.read_text, current(), given=given)
        )
        if answered is not None:
            said = _("您已附议。正文如有改动，会请您重新确认。") if given else _("已回复不附议。")
            return done(f"/motions/{motion_id}", said)
    return show_page(motion_id, answer=form)


@bp.route("/motions/<int:motion_id>/submit", methods=["GET", "POST"])
@signed_in
def submit(motion_id: int) -> Reply:
    """Look over everything once more and submit."""
    motion, roles = queries.readable(motion_id, current())
    demand(State(motion.state), Act.SUBMIT, roles)
    form = SubmitForm.from_request()
    if form.submitted():
        late = bool(form.late_is_fine.data)
        sent = form.tried(
            lambda: drafting.submit(motion_id, form.read_version, current(), late_is_fine=late)
        )
        if sent is not None:
            return done(f"/motions/{motion_id}", _("已提交，审查结果会显示在这里。"))
    db.session.rollback()
    seen = queries.read(motion_id, current())
    form.version.data = str(seen.motion.version)
    shown = page(
        "motions/submit.html",
        seen=seen,
        motion=seen.motion,
        form=form,
        ready=readiness(seen.motion),
        is_motion=seen.motion.kind == Kind.MOTION,
    )
    return shown, form.status


@bp.post("/motions/<int:motion_id>/suggestion")
@signed_in
def become_suggestion(motion_id: int) -> Reply:
    """Turn a motion that comes too late into a suggestion, to be submitted next."""
    queries.readable(motion_id, current())
    changes.become_suggestion(motion_id, request.form.get("version", 0, int), current())
    return done(f"/motions/{motion_id}/submit", _("已改为意见建议，可以直接提交。"))
