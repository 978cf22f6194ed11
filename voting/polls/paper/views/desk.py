"""The desk where paper ballots are handed out, one after another."""

from http import HTTPStatus

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, wants_fragment
from voting.polls.blueprint import bp
from voting.polls.models import Poll
from voting.polls.paper.forms import GivenForm
from voting.polls.paper.queries import Pile
from voting.polls.paper.service import handing
from voting.polls.paper.service.handing import Handed
from voting.polls.paper.views import loading
from voting.polls.paper.views.loading import IN_BOX
from voting.web.pages import page


@bp.get(f"{IN_BOX}/hand-out")
@requires(Permission.PAPER_HAND_OUT)
def paper_desk(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Show the desk of a box."""
    poll, pile = loading.box_of(meeting_id, poll_id, batch_id)
    return _desk_page(poll, pile, GivenForm(), None, "")


@bp.post(f"{IN_BOX}/hand-out")
@requires(Permission.PAPER_HAND_OUT)
def hand_out_paper(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Hand a paper to whoever was scanned or typed, and show the answer large."""
    poll, pile = loading.box_of(meeting_id, poll_id, batch_id)
    form = GivenForm.from_request()
    handed = None
    if form.submitted():
        given, actor = form.given.data or "", current().actor
        handed = form.tried(lambda: handing.hand_out(poll.id, batch_id, given, actor))
    refused = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if wants_fragment():
        values = loading.page_values(poll)
        fragment = "polls/paper/_handed.html"
        return page(fragment, **values, box=pile.batch, handed=handed, refused=refused)
    shown = _desk_page(poll, pile, GivenForm(), handed, refused)
    return shown, form.status if refused else HTTPStatus.OK


def _desk_page(poll: Poll, pile: Pile, form: GivenForm, handed: Handed | None, refused: str) -> str:
    return page(
        "polls/paper/desk.html",
        **loading.page_values(poll),
        line=loading.line(poll, pile),
        box=pile.batch,
        issued=handed.issued if handed else pile.issued,
        form=form,
        handed=handed,
        refused=refused,
    )
