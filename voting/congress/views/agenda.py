"""Pages of the agenda and its documents."""

from flask import Response, request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries, service
from voting.congress.forms import DocumentForm, ItemForm
from voting.congress.views.blueprint import bp
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.web.pages import page
from voting.web.uploads import accepts, keep_document, send_upload


@bp.get("/meetings/<int:meeting_id>/agenda")
@requires(Permission.MEETING_READ)
def agenda(meeting_id: int) -> Reply:
    """Show the agenda."""
    return page(
        "congress/agenda.html",
        meeting=queries.meeting(meeting_id),
        items=queries.agenda(meeting_id),
    )


@bp.route("/meetings/<int:meeting_id>/agenda/new", methods=["GET", "POST"])
@requires(Permission.MEETING_EDIT)
def new_item(meeting_id: int) -> Reply:
    """Put an item on the agenda."""
    meeting = queries.meeting(meeting_id)
    form = ItemForm.from_request()
    if form.submitted():
        item = service.add_agenda_item(meeting_id, form.facts, current().actor)
        return done(_item_url(meeting_id, item.id), _("已列入议程，可以上传文件。"))
    return page("congress/agenda_new.html", meeting=meeting, form=form), form.status


def _item_url(meeting_id: int, item_id: int) -> str:
    return f"/meetings/{meeting_id}/agenda/{item_id}"


@bp.route("/meetings/<int:meeting_id>/agenda/<int:item_id>", methods=["GET", "POST"])
@requires(Permission.MEETING_EDIT)
def item(meeting_id: int, item_id: int) -> Reply:
    """Show an item with its documents, and change it."""
    found = queries.agenda_item(meeting_id, item_id)
    form = ItemForm.from_request(found)
    if form.submitted():
        service.change_agenda_item(meeting_id, item_id, form.facts, current().actor)
        return done(f"/meetings/{meeting_id}/agenda", _("已保存。"))
    return _item_page(meeting_id, item_id, form, DocumentForm())


def _item_page(meeting_id: int, item_id: int, form: ItemForm, document: DocumentForm) -> Reply:
    return page(
        "congress/agenda_item.html",
        meeting=queries.meeting(meeting_id),
        item=queries.agenda_item(meeting_id, item_id),
        form=form,
        document_form=document,
    ), max(form.status, document.status)


@bp.post("/meetings/<int:meeting_id>/agenda/<int:item_id>/move")
@requires(Permission.MEETING_EDIT)
def move_item(meeting_id: int, item_id: int) -> Reply:
    """Move an item up or down."""
    steps = -1 if request.form.get("direction") == "up" else 1
    service.move_agenda_item(meeting_id, item_id, steps, current().actor)
    return done(f"/meetings/{meeting_id}/agenda", _("议程顺序已调整。"))


@bp.post("/meetings/<int:meeting_id>/agenda/<int:item_id>/mark")
@requires(Permission.MEETING_EDIT)
def mark_item(meeting_id: int, item_id: int) -> Reply:
    """Say that an item is dealt with, or is not."""
    finished = request.form.get("done") == "yes"
    service.mark_agenda_item(meeting_id, item_id, current().actor, done=finished)
    return done(f"/meetings/{meeting_id}/agenda", _("议程进度已更新。"))


@bp.post("/meetings/<int:meeting_id>/agenda/<int:item_id>/remove")
@requires(Permission.MEETING_EDIT)
def remove_item(meeting_id: int, item_id: int) -> Reply:
    """Take an item off the agenda."""
    service.remove_agenda_item(meeting_id, item_id, current().actor)
    return done(f"/meetings/{meeting_id}/agenda", _("已从议程中删除。"))


@bp.post("/meetings/<int:meeting_id>/agenda/<int:item_id>/documents")
@accepts(20)
@requires(Permission.MEETING_EDIT)
def add_document(meeting_id: int, item_id: int) -> Reply:
    """Attach a document to an item."""
    form = DocumentForm.from_request()
    if form.submitted():
        title, actor = form.title.data or "", current().actor
        made = form.tried(
            lambda: service.add_document(
                meeting_id, item_id, title, keep_document(form.sent), actor
            )
        )
        if made is not None:
            return done(_item_url(meeting_id, item_id), _("文件已上传，代表现在可以查阅。"))
    item_form = ItemForm(obj=queries.agenda_item(meeting_id, item_id))
    return _item_page(meeting_id, item_id, item_form, form)


@bp.get("/meetings/<int:meeting_id>/documents/<int:document_id>")
@requires(Permission.MEETING_READ)
def document(meeting_id: int, document_id: int) -> Response:
    """Send a document to an officer."""
    found = queries.document(meeting_id, document_id)
    return send_upload(found.sha256, found.mime, found.file_name)


@bp.post("/meetings/<int:meeting_id>/documents/<int:document_id>/remove")
@requires(Permission.MEETING_EDIT)
def remove_document(meeting_id: int, document_id: int) -> Reply:
    """Take a document back."""
    service.remove_document(meeting_id, document_id, current().actor)
    return done(f"/meetings/{meeting_id}/agenda", _("文件已移除。"))
