"""The reply: written and kept while it is being written, signed, printed, and what follows it."""

from flask import Response, jsonify, request

from voting import clock
from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.errors import NotAllowed, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.motions.forms import handling as forms
from voting.motions.handling_models import Assignment, MotionReply
from voting.motions.queries.seeing import standing_of
from voting.motions.queries_handling import (
    Handling,
    demand_office,
    handling,
    reply_letter,
)
from voting.motions.rules import Act, Class, State
from voting.motions.service import changes, clockwork, feedback, replies, reply_files
from voting.motions.table import demand
from voting.motions.views.blueprint import bp
from voting.motions.views.work import acted, sent, work_url
from voting.web.pages import clock_time, page
from voting.web.uploads import accepts, keep_document

REPLY = "/motions/<int:motion_id>/reply"


@bp.route(REPLY, methods=["GET", "POST"])
@accepts(changes.LARGEST_FILE + 2)
@signed_in
def reply(motion_id: int) -> Reply:
    """Write the reply; it is kept as a draft, or handed to the head to be signed."""
    seen, task = _own_lead(motion_id, current())
    form = forms.ReplyForm.from_request()
    if form.submitted():
        hands_over = request.form.get("then") == "sign"
        if form.tried(lambda: _keep(motion_id, task.id, form, hands_over=hands_over)) is not None:
            if hands_over:
                return done(work_url(motion_id), _("已送负责人签发。"))
            return done(f"/motions/{motion_id}/reply", _("草稿已保存。"))
    elif request.method == "GET" and seen.draft is not None:
        form.fill(seen.draft.row, seen.draft.seen)
    return _reply_page(motion_id, form)


def _own_lead(motion_id: int, who: Principal) -> tuple[Handling, Assignment]:
    """Return the motion and the lead task of somebody who may write its reply."""
    motion = demand_office(motion_id, who)
    demand(State(motion.state), Act.DRAFT_REPLY, standing_of(motion, who))
    seen = handling(motion_id, who, clock.today())
    task = next((each.row for each in seen.own if each.open and each.row.leads), None)
    if task is None:
        raise NotAllowed(_("答复由主办部门起草，请用主办部门承办人的账号登录。"))
    return seen, task


def _keep(motion_id: int, task_id: int, form: forms.ReplyForm, *, hands_over: bool) -> MotionReply:
    """Keep the text, then a file that came with it; hand both over at the end."""
    who, facts = current(), form.facts
    if form.sent is None and hands_over:
        return replies.draft(motion_id, task_id, facts, who, seen_before=form.seen.data)
    kept = replies.keep(motion_id, task_id, facts, who, seen_before=form.seen.data or "")
    form.seen.data = replies.seen(kept)
    if form.sent is not None:
        reply_files.attach(motion_id, keep_document(form.sent), who)
        form.seen.data = replies.seen(kept)
    if hands_over:
        return replies.draft(motion_id, task_id, facts, who, seen_before=form.seen.data)
    return kept


def _reply_page(motion_id: int, form: forms.ReplyForm) -> Reply:
    db.session.rollback()
    seen = handling(motion_id, current(), clock.today())
    stale = isinstance(form.refused, StaleEdit)
    shown = page(
        "motions/handling/reply.html",
        seen=seen.reading,
        work=seen,
        motion=seen.motion,
        form=form,
        elsewhere=seen.draft if stale else None,
        most_files=changes.MOST_FILES,
    )
    return shown, form.status


@bp.post(f"{REPLY}/keep")
@signed_in
def keep_reply(motion_id: int) -> Response:
    """Keep what is being written; the answer names the draft it now is, and the time."""
    _seen, task = _own_lead(motion_id, current())
    form = forms.ReplyForm.from_request()
    if not form.validate():
        problem = next(field.errors[0] for field in form if field.errors)
        raise WrongInput(_("还没有自动保存：%(problem)s", problem=problem))
    kept = replies.keep(motion_id, task.id, form.facts, current(), seen_before=form.seen.data or "")
    return jsonify(seen=replies.seen(kept), at=clock_time(clock.now()))


@bp.post(f"{REPLY}/files/<int:file_id>/remove")
@signed_in
def remove_reply_file(motion_id: int, file_id: int) -> Reply:
    """Take an attachment off the draft."""
    demand_office(motion_id, current())
    reply_files.detach(motion_id, file_id, current())
    return done(f"/motions/{motion_id}/reply", _("附件已删去。"))


@bp.post(f"{REPLY}/sign")
@signed_in
def sign_reply(motion_id: int) -> Reply:
    """Sign the reply that was read."""
    form = sent(forms.SignForm, "sign")
    return acted(
        motion_id,
        form,
        ("sign", 0),
        lambda: replies.sign(
            motion_id, form.seen.data or "", current(), without_co=form.without_co.data or ""
        ),
        _("已签发，提案人会收到通知。"),
    )


@bp.post(f"{REPLY}/send-back")
@signed_in
def send_reply_back(motion_id: int) -> Reply:
    """Send the draft back to the handler."""
    form = sent(forms.SendBackForm, "back")
    return acted(
        motion_id,
        form,
        ("back", 0),
        lambda: replies.send_back(motion_id, form.reason.data or "", current()),
        _("已退回承办人修改。"),
    )


@bp.post("/motions/<int:motion_id>/progress")
@signed_in
def report_progress(motion_id: int) -> Reply:
    """Say what became of a promise."""
    form = sent(forms.ProgressForm, "progress")
    return acted(
        motion_id,
        form,
        ("progress", 0),
        lambda: replies.report_progress(
            motion_id,
            form.note.data or "",
            Class(form.reply_class.data),
            form.promised_on.data,
            current(),
        ),
        _("落实进展已登记，提案人会收到通知。"),
    )


@bp.get("/motions/<int:motion_id>/replies/<int:reply_id>/letter")
@signed_in
def letter(motion_id: int, reply_id: int) -> Reply:
    """Show a signed reply as a letter to print (答复函)."""
    found = reply_letter(motion_id, reply_id, current())
    return page(
        "motions/handling/letter.html",
        letter=found,
        seen=found.reading,
        motion=found.reading.motion,
    )


@bp.route("/motions/<int:motion_id>/meeting", methods=["GET", "POST"])
@signed_in
def face_to_face(motion_id: int) -> Reply:
    """Record the meeting after a second 不满意, and close with its decision."""
    motion = demand_office(motion_id, current())
    demand(State(motion.state), Act.HOLD_MEETING, standing_of(motion, current()))
    form = forms.MeetingForm.from_request(version=motion.version)
    if form.submitted():
        held = form.tried(
            lambda: feedback.hold_meeting(motion_id, form.read_version, form.facts, current())
        )
        if held is not None:
            return done(work_url(motion_id), _("面复会已登记，事项办结。"))
    seen = handling(motion_id, current(), clock.today())
    shown = page("motions/handling/meeting.html", motion=motion, seen=seen.reading, form=form)
    return shown, form.status


@bp.post("/motions/<int:motion_id>/close-unrated")
@signed_in
def close_unrated(motion_id: int) -> Reply:
    """End the feedback of a reply whose movers kept silent."""
    motion = demand_office(motion_id, current())
    version = request.form.get("version", "")
    if not version.isdecimal():
        raise NotReady(_("页面已过期，请刷新后再办。"))
    clockwork.close_without_feedback(motion.id, int(version), current())
    return done(work_url(motion_id), _("已按未反馈办结。"))
