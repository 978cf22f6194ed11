"""The secretary's pages of what was said of a document: comments with replies, hearings."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.errors import WrongInput
from voting.i18n import _
from voting.resolutions import queries, service
from voting.resolutions.forms import HearingForm, ReplyForm
from voting.resolutions.readiness import page_of
from voting.resolutions.views.blueprint import ITEM, bp
from voting.resolutions.views.frame import setup_page


@bp.get(f"{ITEM}/comments")
@requires(Permission.POLL_EDIT)
def comments(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Show what was said of a document, to be answered."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    return setup_page(
        "resolutions/comments.html",
        poll,
        item=queries.item(poll_id, item_id),
        comments=queries.comments(item_id),
        form=ReplyForm(),
    )


@bp.post(f"{ITEM}/comments/<int:comment_id>/reply")
@requires(Permission.POLL_EDIT)
def answer(meeting_id: int, poll_id: int, item_id: int, comment_id: int) -> Reply:
    """Answer a comment."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    form = ReplyForm.from_request()
    if not form.submitted():
        raise WrongInput(_("请填写答复（最多 2000 个字），不要使用表情符号。"))
    service.reply(poll_id, item_id, comment_id, form.body.data or "", current().actor)
    return done(page_of(poll, f"items/{item_id}/comments"), _("答复已发出，代表可以看到。"))


@bp.route(f"{ITEM}/hearings", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def hearings(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Show and record the hearings on a document."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    found = queries.item(poll_id, item_id)
    form = HearingForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.record_hearing(poll_id, item_id, form.facts, current().actor)
        )
        if made is not None:
            return done(page_of(poll, f"items/{item_id}/hearings"), _("听证已登记。"))
    shown = setup_page(
        "resolutions/hearings.html",
        poll,
        item=found,
        hearings=queries.hearings(item_id),
        form=form,
    )
    return shown, form.status
