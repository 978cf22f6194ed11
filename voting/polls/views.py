"""The officers' pages of a poll: list, new, home with to-do list, steps, roll, announcement."""

from collections.abc import Callable

from flask import current_app, flash, redirect, url_for
from werkzeug.wrappers import Response

from voting.access.policy import requires, signed_in
from voting.access.principal import current, may
from voting.access.rules import OFFICE_LABELS, Permission
from voting.congress import queries as congress
from voting.errors import NotAllowed, NotFound
from voting.i18n import _
from voting.polls import (
    chair,
    counting,
    kinds,
    lifecycle,
    phone,
    queries,
    readiness,
    screen,
    scrutiny,
)
from voting.polls.blueprint import IN_MEETING, IN_POLL, bp
from voting.polls.forms import PollForm, ReasonForm, VersionForm
from voting.polls.models import Poll
from voting.polls.paper import queries as paper, views as paper_pages
from voting.polls.rules import (
    BOARD_SHOWN,
    DECLARED,
    STATE_LABELS,
    RollBody,
    State,
    Step,
    steps_from,
)
from voting.web.pages import page

__all__ = ["bp", "chair", "paper_pages", "phone", "screen", "scrutiny"]

PERMISSION_FOR: dict[Step, Permission] = {
    Step.SEAL: Permission.POLL_SEAL,
    Step.OPEN: Permission.POLL_OPEN,
    Step.CLOSE: Permission.POLL_CLOSE,
    Step.OPEN_BOX: Permission.POLL_COUNT,
    Step.COUNT: Permission.POLL_COUNT,
    Step.DECLARE: Permission.POLL_DECLARE,
    Step.PUBLISH: Permission.POLL_PUBLISH,
    Step.ANNUL: Permission.POLL_ANNUL,
}


@bp.get(f"{IN_MEETING}/polls")
@requires(Permission.POLL_READ)
def index(meeting_id: int) -> str:
    """List the polls of a meeting."""
    return page(
        "polls/index.html",
        meeting=congress.meeting(meeting_id),
        polls=queries.polls_of(meeting_id),
        labels=STATE_LABELS,
        kinds=kinds.registered(),
    )


@bp.route(f"{IN_MEETING}/polls/new", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def create(meeting_id: int) -> str | Response:
    """Create a draft and go on to its set-up."""
    form = PollForm.from_request()
    form.kind.choices = [(kind.name, kind.label) for kind in kinds.registered().values()]
    form.committee_poll_id.choices = [(0, _("（不适用）"))] + [
        (poll.id, poll.title) for poll in queries.polls_of(meeting_id) if poll.state in DECLARED
    ]
    if not form.submitted():
        return page("polls/create.html", meeting=congress.meeting(meeting_id), form=form)
    facts = lifecycle.PollFacts(
        form.kind.data,
        form.title.data or "",
        RollBody(form.roll_body.data),
        form.committee_poll_id.data or None,
    )
    poll = lifecycle.create_poll(meeting_id, facts, current().actor)
    return redirect(kinds.kind_of(poll).setup_url(poll))


@bp.get(IN_POLL)
@requires(Permission.POLL_READ)
def show(meeting_id: int, poll_id: int) -> str:
    """Show where a poll stands, what is missing, and what can be done next."""
    poll = queries.poll_in(meeting_id, poll_id)
    kind, state = kinds.kind_of(poll), State(poll.state)
    found = readiness.issues(poll)
    result = counting.result_of(poll.id)
    return page(
        "polls/show.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        kind=kind,
        state_label=STATE_LABELS[state],
        states=[(each.value, STATE_LABELS[each]) for each in State if each != State.ANNULLED],
        issues=found,
        ready=not readiness.blocking(found),
        turnout=queries.shown_turnout(poll),
        steps=[
            step
            for step in steps_from(state)
            if step in PERMISSION_FOR and may(PERMISSION_FOR[step], meeting_id)
        ],
        fingerprint=queries.manifest_of(poll).fingerprint if poll.manifest_hash else "",
        follow_ups=_follow_ups(kind, poll, result[0] if result else None),
        signatures=queries.sign_offs(poll.id),
        missing=[OFFICE_LABELS[office] for office in counting.missing_signatures(poll)],
        office_labels=OFFICE_LABELS,
        setup_url=kind.setup_url(poll),
        version_form=VersionForm(version=poll.version),
        reason_form=ReasonForm(),
    )


def _follow_ups(
    kind: kinds.Kind, poll: Poll, result: dict[str, object] | None
) -> list[kinds.FollowUp]:
    """Return what a result asks for next; an annulled poll asks to be held again."""
    if result is None and poll.state != State.ANNULLED:
        return []
    return kind.follow_ups(poll, result or {})


def _step(meeting_id: int, poll_id: int, done: str, act: Callable[[Poll, int], object]) -> Response:
    """Do one step of a poll of this meeting, say so, and return to where it was asked for."""
    poll = queries.poll_in(meeting_id, poll_id)
    form = VersionForm.from_request()
    if not form.submitted():
        raise NotFound(_("操作不完整，没有生效。请返回上一页刷新后再试。"))
    act(poll, form.version.data or 0)
    flash(done, "ok")
    if form.back.data == "chair":
        return redirect(url_for("polls.chair_page", meeting_id=meeting_id))
    return redirect(url_for("polls.show", meeting_id=meeting_id, poll_id=poll_id))


@bp.post(f"{IN_POLL}/seal")
@requires(Permission.POLL_SEAL)
def seal(meeting_id: int, poll_id: int) -> Response:
    """Freeze roll and ballot."""
    settings = current_app.config["SETTINGS"]
    return _step(
        meeting_id,
        poll_id,
        _("名册和选票已封存，代表现在可以领票。"),
        lambda poll, version: lifecycle.seal(poll.id, version, current().actor, settings),
    )


@bp.post(f"{IN_POLL}/open")
@requires(Permission.POLL_OPEN)
def open_poll(meeting_id: int, poll_id: int) -> Response:
    """Open the voting."""
    return _step(
        meeting_id,
        poll_id,
        _("投票已经开始，所有代表的手机会自动进入选票。"),
        lambda poll, version: lifecycle.open_poll(poll.id, version, current().actor),
    )


@bp.post(f"{IN_POLL}/close")
@requires(Permission.POLL_CLOSE)
def close_poll(meeting_id: int, poll_id: int) -> Response:
    """Close the voting for good."""
    return _step(
        meeting_id,
        poll_id,
        _("投票已经截止，票箱已锁定。请开箱计票。"),
        lambda poll, version: lifecycle.close_poll(poll.id, version, current().actor),
    )


@bp.post(f"{IN_POLL}/open-box")
@requires(Permission.POLL_COUNT)
def open_box(meeting_id: int, poll_id: int) -> Response:
    """Open the sealed ballots."""
    secret = current_app.config["SETTINGS"].secret_key
    return _step(
        meeting_id,
        poll_id,
        _("已开箱。如有另选他人，请监票人先认定姓名，然后计票。"),
        lambda poll, version: counting.open_box(poll.id, version, current().actor, secret),
    )


@bp.post(f"{IN_POLL}/count")
@requires(Permission.POLL_COUNT)
def count(meeting_id: int, poll_id: int) -> Response:
    """Count by the rules."""
    return _step(
        meeting_id,
        poll_id,
        _("计票完成。请监票人、计票人核对并签字，由主持人宣布结果。"),
        lambda poll, version: counting.count(poll.id, version, current().actor),
    )


@bp.post(f"{IN_POLL}/declare")
@requires(Permission.POLL_DECLARE)
def declare(meeting_id: int, poll_id: int) -> Response:
    """Record that the chair announced the result."""
    return _step(
        meeting_id,
        poll_id,
        _("结果已宣布，大屏和代表手机上可以看到。"),
        lambda poll, version: counting.declare(poll.id, version, current().actor),
    )


@bp.post(f"{IN_POLL}/publish")
@requires(Permission.POLL_PUBLISH)
def publish(meeting_id: int, poll_id: int) -> Response:
    """Publish a certified result."""
    return _step(
        meeting_id,
        poll_id,
        _("结果已公布，任何人都可以下载复核包。"),
        lambda poll, version: counting.publish(poll.id, version, current().actor),
    )


@bp.route(f"{IN_POLL}/annul", methods=["GET", "POST"])
@requires(Permission.POLL_ANNUL)
def annul(meeting_id: int, poll_id: int) -> str | Response:
    """Declare a poll void, with a reason, after a page that says what that means."""
    poll = queries.poll_in(meeting_id, poll_id)
    form = ReasonForm.from_request()
    if not form.submitted():
        return page("polls/annul.html", meeting=congress.meeting(meeting_id), poll=poll, form=form)
    lifecycle.annul(poll.id, poll.version, form.reason.data or "", current().actor)
    flash(_("这项投票已作废，理由已写入日志。"), "warn")
    return redirect(url_for("polls.show", meeting_id=meeting_id, poll_id=poll_id))


@bp.get(f"{IN_POLL}/roll")
@signed_in
def taken(meeting_id: int, poll_id: int) -> str:
    """Show the meeting who took a paper; who cast one, nobody knows."""
    poll = queries.poll_in(meeting_id, poll_id)
    _for_the_meeting(meeting_id)
    if poll.state not in BOARD_SHOWN:
        raise NotAllowed(_("投票截止后才公布领票名单。"))
    return page(
        "polls/roll.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        turnout=queries.turnout(poll),
        taken=queries.taken_list(poll),
        on_paper=paper.on_paper(poll.id),
    )


@bp.get(f"{IN_POLL}/announcement")
@signed_in
def announcement(meeting_id: int, poll_id: int) -> str:
    """Show the meeting the declared result, in words to be read out."""
    poll = queries.poll_in(meeting_id, poll_id)
    _for_the_meeting(meeting_id)
    found = counting.result_of(poll.id)
    if poll.state not in DECLARED or found is None:
        raise NotAllowed(_("结果还没有宣布。主持人宣布后，这里会显示。"))
    return page(
        "polls/announcement.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        turnout=queries.turnout(poll),
        result=found[0],
        digest=found[1],
        shown=may_see(poll),
    )


def may_see(poll: Poll) -> bool:
    """Tell whether whoever asks is of the audience that a kind shows its result to."""
    audience = kinds.kind_of(poll).audience(poll)
    return audience is not kinds.Audience.LEADERS or may(Permission.POLL_READ, poll.meeting_id)


def _for_the_meeting(meeting_id: int) -> None:
    if not (may(Permission.MEETING_FOLLOW, meeting_id) or may(Permission.MEETING_READ, meeting_id)):
        raise NotAllowed(_("只有参加这次会议的人可以查看。"))
