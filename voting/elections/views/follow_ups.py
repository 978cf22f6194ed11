"""The page of what follows a result that left seats open: one step each, asked for first."""

from collections.abc import Callable

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.elections import queries, service
from voting.elections.follow_up import prospect
from voting.elections.forms import NoteForm, ReduceForm, TieForm
from voting.elections.readiness import page_of
from voting.elections.views.blueprint import SETUP, bp
from voting.elections.views.frame import setup_page
from voting.i18n import _
from voting.polls.models import Poll


@bp.get(f"{SETUP}/next")
@requires(Permission.POLL_EDIT)
def follow_up(meeting_id: int, poll_id: int) -> Reply:
    """Show what the result asks for next."""
    poll = queries.election_poll(meeting_id, poll_id)
    return _next_page(poll, reduce=ReduceForm(), vacant=NoteForm(), tie=_empty_tie(poll))


def _tie_form(poll: Poll) -> TieForm:
    form = TieForm.from_request()
    form.chosen.choices = [(one.key, one.shown) for one in prospect(poll).tied]
    return form


def _next_page(poll: Poll, *, reduce: ReduceForm, vacant: NoteForm, tie: TieForm) -> Reply:
    found = queries.election(poll.id)
    shown = setup_page(
        "elections/next.html",
        poll,
        found,
        prospect=prospect(poll),
        reduce=reduce,
        vacant=vacant,
        tie=tie,
    )
    return shown, max(form.status for form in (reduce, vacant, tie))


def _create(meeting_id: int, poll_id: int, act: Callable[[int, str], Poll]) -> Reply:
    """Create a following ballot and go to its set-up."""
    queries.election_poll(meeting_id, poll_id)
    following = act(poll_id, current().actor)
    return done(
        page_of(following, "candidates"),
        _("“%(title)s”已建立，请核对后封存。", title=following.title),
    )


@bp.post(f"{SETUP}/next/run-off")
@requires(Permission.POLL_EDIT)
def create_run_off(meeting_id: int, poll_id: int) -> Reply:
    """Create the ballot between the tied."""
    return _create(meeting_id, poll_id, service.create_run_off)


@bp.post(f"{SETUP}/next/reballot")
@requires(Permission.POLL_EDIT)
def create_reballot(meeting_id: int, poll_id: int) -> Reply:
    """Create the re-election for the open seats."""
    return _create(meeting_id, poll_id, service.create_reballot)


@bp.post(f"{SETUP}/next/again")
@requires(Permission.POLL_EDIT)
def create_again(meeting_id: int, poll_id: int) -> Reply:
    """Create an annulled election anew."""
    return _create(meeting_id, poll_id, service.create_again)


@bp.post(f"{SETUP}/next/reduce")
@requires(Permission.POLL_EDIT)
def reduce_seats(meeting_id: int, poll_id: int) -> Reply:
    """Reduce the seats by consent of the meeting."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = ReduceForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.reduce_seats(
                poll_id, form.consent, form.note.data or "", current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "next"), _("减少名额已登记。"))
    return _next_page(poll, reduce=form, vacant=NoteForm(), tie=_empty_tie(poll))


def _empty_tie(poll: Poll) -> TieForm:
    form = TieForm()
    form.chosen.choices = [(one.key, one.shown) for one in prospect(poll).tied]
    return form


@bp.post(f"{SETUP}/next/vacant")
@requires(Permission.POLL_EDIT)
def leave_vacant(meeting_id: int, poll_id: int) -> Reply:
    """Leave the open seats empty for now."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = NoteForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.leave_vacant(poll_id, form.note.data or "", current().actor)
        )
        if made is not None:
            return done(page_of(poll, "next"), _("名额暂缺已登记。"))
    return _next_page(poll, reduce=ReduceForm(), vacant=form, tie=_empty_tie(poll))


@bp.post(f"{SETUP}/next/tie")
@requires(Permission.POLL_EDIT)
def decide_tie(meeting_id: int, poll_id: int) -> Reply:
    """Record whom the presidium named after a second tie."""
    poll = queries.election_poll(meeting_id, poll_id)
    form = _tie_form(poll)
    if form.submitted():
        made = form.tried(
            lambda: service.decide_tie(
                poll_id, form.chosen.data or (), form.note.data or "", current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "next"), _("主席团的决定已登记。"))
    return _next_page(poll, reduce=ReduceForm(), vacant=NoteForm(), tie=form)
