"""The versions of a document, and what became of each text after the vote."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.polls import counting
from voting.polls.models import Poll
from voting.polls.rules import State
from voting.resolutions import queries, service
from voting.resolutions.forms import ItemForm, ResubmitForm, TextForm
from voting.resolutions.readiness import page_of
from voting.resolutions.results import Fate, fates, follower_url
from voting.resolutions.views.blueprint import ITEM, SETUP, bp
from voting.resolutions.views.frame import setup_page
from voting.resolutions.views.items import item_page
from voting.web.uploads import accepts, keep_document


@bp.post(f"{ITEM}/versions")
@accepts(20)
@requires(Permission.POLL_EDIT)
def add_version(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Register the next version of a document."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    form = TextForm.from_request()
    if form.submitted():
        form.tried(lambda: _add(poll_id, item_id, form))
        if form.refused is None:
            told = _("文本已登记，代表现在可以查阅。")
            return done(page_of(poll, f"items/{item_id}"), told)
    found = queries.item(poll_id, item_id)
    return item_page(poll, found, ItemForm.stored(found, poll.version), form)


def _add(poll_id: int, item_id: int, form: TextForm) -> None:
    note, actor = form.note.data or "", current().actor
    if form.sent is not None:
        service.add_file(poll_id, item_id, form.seen, keep_document(form.sent), note, actor)
    else:
        service.add_text(poll_id, item_id, form.seen, form.body.data or "", note, actor)


@bp.route(f"{SETUP}/texts", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def texts(meeting_id: int, poll_id: int) -> Reply:
    """Show what was voted on and what the texts are now; put some to the vote again."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    lines = _fates(poll)
    open_to = [f for f in lines if f.follower_url is None and (f.needs_new_vote or not f.carried)]
    form = ResubmitForm.offering(open_to, _meetings(poll))
    if form.submitted():
        made = form.tried(
            lambda: service.resubmit(
                poll_id, form.items.data or (), form.meeting.data, current().actor
            )
        )
        if made is not None:
            return done(page_of(made, "items"), _("新的表决已建立；原来的结果不变。"))
    shown = setup_page(
        "resolutions/texts.html",
        poll,
        fates=lines,
        open_to=open_to,
        form=form,
        void=_is_void(poll),
        followed=_followed(poll),
    )
    return shown, form.status


def _fates(poll: Poll) -> list[Fate]:
    found = counting.result_of(poll.id)
    return fates(poll, found[0]) if found else []


def _is_void(poll: Poll) -> bool:
    if poll.state == State.ANNULLED:
        return True
    found = counting.result_of(poll.id)
    return found is not None and (not found[0]["valid_vote"] or found[0]["quorum"] is False)


def _followed(poll: Poll) -> str | None:
    """Return the address of the vote in which the items of a void one are taken up again."""
    followers = (follower_url(item.id) for item in queries.standing_items(poll.id))
    return next(filter(None, followers), None)


def _meetings(poll: Poll) -> list[tuple[int, str]]:
    own = congress.meeting(poll.meeting_id)
    later = [each for each in congress.meetings_of(own.congress_id) if each.held_at >= own.held_at]
    return [(each.id, each.name) for each in sorted(later, key=lambda m: m.held_at)]


@bp.post(f"{SETUP}/again")
@requires(Permission.POLL_EDIT)
def create_again(meeting_id: int, poll_id: int) -> Reply:
    """Create an annulled or void vote anew."""
    queries.resolution_poll(meeting_id, poll_id)
    made = service.create_again(poll_id, current().actor)
    told = _("“%(title)s”已建立，请核对后封存。", title=made.title)
    return done(page_of(made, "items"), told)
