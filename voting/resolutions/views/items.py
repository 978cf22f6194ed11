"""The pages of the items: list, add, change, order, withdraw."""

from flask import request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.polls.models import Poll
from voting.resolutions import queries, service
from voting.resolutions.forms import ItemForm, ReasonForm, TextForm
from voting.resolutions.models import ResolutionItem
from voting.resolutions.readiness import page_of
from voting.resolutions.views.blueprint import ITEM, SETUP, bp
from voting.resolutions.views.frame import setup_page


@bp.get(f"{SETUP}/items")
@requires(Permission.POLL_EDIT)
def items(meeting_id: int, poll_id: int) -> Reply:
    """List what is put to the vote."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    return _list_page(poll, ItemForm(version=poll.version))


@bp.post(f"{SETUP}/items")
@requires(Permission.POLL_EDIT)
def add_item(meeting_id: int, poll_id: int) -> Reply:
    """Put another document on the ballot."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    form = ItemForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.add_item(poll_id, form.read_version, form.facts, current().actor)
        )
        if made is not None:
            return done(page_of(poll, f"items/{made.id}"), _("已列入选票。请上传文本。"))
    return _list_page(poll, form)


def _list_page(poll: Poll, form: ItemForm) -> Reply:
    whole = queries.rules_of(queries.resolution(poll.id))
    everything = queries.items(poll.id)
    shown = setup_page(
        "resolutions/items.html",
        poll,
        rows=[(each, queries.item_rules(each, whole)) for each in everything if each.stands],
        withdrawn=[each for each in everything if not each.stands],
        waiting=queries.unanswered(poll.id),
        form=form,
    )
    return shown, form.status


@bp.route(ITEM, methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def item(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Show a document with its versions, and change what is said of it."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    found = queries.item(poll_id, item_id)
    form = ItemForm.of(found, poll.version)
    if form.submitted():
        made = form.tried(
            lambda: service.change_item(
                poll_id, form.read_version, item_id, form.facts, current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "items"), _("已保存。"))
    return item_page(poll, queries.item(poll_id, item_id), form, TextForm())


def item_page(poll: Poll, found: ResolutionItem, form: ItemForm, text: TextForm) -> Reply:
    """Render the page of a document."""
    if not text.refused and not text.errors:
        text.after.data = str(found.text_now.number if found.text_now else 0)
    shown = setup_page(
        "resolutions/item.html",
        poll,
        item=found,
        item_rules=queries.item_rules(found, queries.rules_of(queries.resolution(poll.id))),
        form=form,
        text_form=text,
    )
    return shown, max(form.status, text.status)


@bp.post(f"{ITEM}/move")
@requires(Permission.POLL_EDIT)
def move_item(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Move a document up or down."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    version = ReasonForm.from_request().read_version
    steps = -1 if request.form.get("direction") == "up" else 1
    service.move_item(poll_id, version, item_id, steps, current().actor)
    return done(page_of(poll, "items"), _("议题顺序已调整。"))


@bp.post(f"{ITEM}/withdraw")
@requires(Permission.POLL_EDIT)
def withdraw_item(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Take a document off the ballot."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    service.withdraw_item(poll_id, form.read_version, item_id, form.told(), current().actor)
    return done(page_of(poll, "items"), _("议题已撤下，理由已写入日志。"), "warn")
