"""The pages of what is filled, and of the order of the ballot."""

from flask import request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.elections import queries, service
from voting.elections.forms import OrderForm, ReasonForm, SettingsForm
from voting.elections.readiness import page_of
from voting.elections.views.blueprint import SETUP, bp
from voting.elections.views.frame import setup_page
from voting.elections.wording import LABELS, body_in_title
from voting.i18n import _
from voting.polls.models import Poll
from voting.polls.rules import State
from voting.web.pages import page


@bp.route(f"{SETUP}/settings", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def settings(meeting_id: int, poll_id: int) -> Reply:
    """Set what is filled, how many seats, by which rules."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = _form(poll)
    if form.submitted():
        made = form.tried(
            lambda: service.set_up(poll_id, form.read_version, form.facts, current().actor)
        )
        if made is not None:
            return done(page_of(poll, *_after(form)), _said(form))
    return _shown(poll, form), form.status


def _form(poll: Poll) -> SettingsForm:
    found = queries.found_election(poll.id)
    if found is not None:
        return SettingsForm.of(found, poll.version)
    members = congress.people_stood_for(congress.meeting(poll.meeting_id).congress)
    return SettingsForm.fresh(body_in_title(poll.title), members, poll.version)


def _after(form: SettingsForm) -> tuple[str]:
    return ("settings",) if form.other_preset else ("candidates",)


def _said(form: SettingsForm) -> str:
    if form.other_preset:
        return _("已保存，规则已换成所选的一套，请核对下面各项。")
    return _("已保存。请加入候选人。")


def _shown(poll: Poll, form: SettingsForm) -> str:
    found = queries.found_election(poll.id)
    if found is not None:
        return setup_page("elections/settings.html", poll, found, form=form)
    return page(
        "elections/settings.html",
        meeting=congress.meeting(poll.meeting_id),
        poll=poll,
        election=None,
        draft=poll.state == State.DRAFT,
        labels=LABELS,
        form=form,
    )


@bp.get(f"{SETUP}/order")
@requires(Permission.POLL_EDIT)
def order(meeting_id: int, poll_id: int) -> Reply:
    """Show the order of the ballot and how it came about."""
    poll = queries.election_poll(meeting_id, poll_id)
    return _order_page(poll, OrderForm(version=poll.version))


def _order_page(poll: Poll, form: OrderForm) -> Reply:
    found = queries.election(poll.id)
    rows = queries.ballot_rows(found)
    shown = setup_page(
        "elections/order.html",
        poll,
        found,
        form=form,
        rows=rows,
        places=form.places_of([row.candidate.id for row in rows]),
        strange=queries.unknown_signs(found),
    )
    return shown, form.status


@bp.post(f"{SETUP}/order")
@requires(Permission.POLL_EDIT)
def reorder(meeting_id: int, poll_id: int) -> Reply:
    """Put the candidates in an order of one's own."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = OrderForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.order_by_hand(
                poll_id,
                form.read_version,
                form.order_in(request.form),
                form.reason.data or "",
                current().actor,
            )
        )
        if made is not None:
            return done(page_of(poll, "order"), _("已按手工顺序排列，理由已写入日志。"))
    return _order_page(poll, form)


@bp.post(f"{SETUP}/order/strokes")
@requires(Permission.POLL_EDIT)
def order_by_strokes(meeting_id: int, poll_id: int) -> Reply:
    """Go back to the order of the strokes."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    service.order_by_strokes(poll_id, form.read_version, current().actor)
    return done(page_of(poll, "order"), _("已恢复按笔画排列。"))
