"""Writing a motion: begun, kept while it is being written, with attachments."""

from flask import Response, jsonify, request

from voting import clock
from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.errors import NotAllowed, StaleEdit, WrongInput
from voting.i18n import _
from voting.motions import queries
from voting.motions.forms.drafting import DraftForm, NewForm
from voting.motions.models import Motion
from voting.motions.queries.places import Place, departments, places
from voting.motions.queries.submitting import readiness
from voting.motions.rules import STATE_LABELS, Act, State
from voting.motions.service import changes, drafting
from voting.motions.service.drafting import Content, content_of
from voting.motions.settings import categories_of
from voting.motions.table import demand
from voting.motions.views.blueprint import bp
from voting.web.pages import clock_time, page
from voting.web.uploads import accepts, keep_document, send_upload

_AFTER_SAVING = {"seconds": "seconds", "submit": "submit"}


@bp.route("/motions/new", methods=["GET", "POST"])
@signed_in
def new() -> Reply:
    """Choose what to write and for which meeting, and begin a draft."""
    offered = _own_places()
    form = NewForm.from_request()
    form.offer(offered)
    if form.submitted():
        made = form.tried(lambda: _begin(form))
        if made is not None:
            return done(f"/motions/{made.id}/edit", _("草稿已建立，写的内容会自动保存。"))
    elif request.method == "GET":
        form.place.data = offered[0].key
    return page("motions/new.html", form=form, places=offered), form.status


def _own_places() -> list[Place]:
    person_id = current().person_id
    if person_id is None:
        raise NotAllowed(_("请用会议卡登录后再提交，系统需要知道提案人是谁。"))
    found = places(person_id)
    if not found:
        raise NotAllowed(_("您不在任何一届大会的代表名单上，不能提交。如有疑问请联系工会办公室。"))
    return found


def _begin(form: NewForm) -> Motion:
    kind, place = form.chosen()
    meeting_id = place.meeting.id if place.meeting else None
    return drafting.create(kind, place.congress.id, meeting_id, Content(), current())


@bp.route("/motions/<int:motion_id>/edit", methods=["GET", "POST"])
@accepts(changes.LARGEST_FILE + 2)
@signed_in
def edit(motion_id: int) -> Reply:
    """Write a draft, or mend a motion that was sent back."""
    motion = _editable(motion_id)
    form = _form_for(motion)
    if request.method == "GET":
        form.fill(motion)
    elif form.validate() and _is_kept(motion, form):
        after = _AFTER_SAVING.get(request.form.get("then", ""), "edit")
        return done(f"/motions/{motion_id}/{after}", _("已保存。"))
    return _edit_page(motion_id, form)


def _editable(motion_id: int) -> Motion:
    motion, roles = queries.readable(motion_id, current())
    demand(State(motion.state), Act.EDIT, roles)
    return motion


def _form_for(motion: Motion) -> DraftForm:
    form = DraftForm.from_request()
    form.offer(categories_of(motion.congress_id), departments(), motion.category)
    return form


def _is_kept(motion: Motion, form: DraftForm) -> bool:
    return form.tried(lambda: _keep(motion, form)) is not None


def _keep(motion: Motion, form: DraftForm) -> Motion:
    """Keep the text, then a file that came with it; a refused file leaves the text kept."""
    motion_id = motion.id
    if form.read_version != motion.version or form.content != content_of(motion):
        motion = drafting.save(motion_id, form.read_version, form.content, current())
    if form.upload is not None:
        kept = keep_document(form.upload)
        motion = changes.attach(motion_id, motion.version, kept, current())
    return motion


def _edit_page(motion_id: int, form: DraftForm) -> Reply:
    """Show the draft as it was typed; on a refusal a second press meets the newest version."""
    db.session.rollback()
    seen = queries.read(motion_id, current())
    motion, kept = seen.motion, content_of(seen.motion)
    elsewhere = isinstance(form.refused, StaleEdit) and kept.texts != form.content.texts
    form.version.data = str(motion.version)
    shown = page(
        "motions/draft.html",
        seen=seen,
        motion=motion,
        form=form,
        kept=kept if elsewhere else None,
        ready=readiness(motion),
        likes=queries.similar_to(motion.title, but=motion_id),
        autosaves=motion.state == State.DRAFT and form.refused is None,
        unsaved=bool(form.errors),
        most_files=changes.MOST_FILES,
        longest=drafting.TEXT_LENGTH,
    )
    return shown, form.status


@bp.post("/motions/<int:motion_id>/autosave")
@signed_in
def autosave(motion_id: int) -> Response:
    """Keep what is being written; the reply names the new version and the time."""
    form = _form_for(_editable(motion_id))
    if not form.validate():
        name, problems = next(iter(form.errors.items()))
        label = form[name].label.text if name else ""
        raise WrongInput(_("%(field)s：%(problem)s", field=label, problem=next(iter(problems))))
    version = drafting.autosave(motion_id, form.read_version, form.content, current())
    return jsonify(version=version, at=clock_time(clock.now()))


@bp.get("/motions/similar")
@signed_in
def similar() -> Response:
    """Name public motions like a title that is being written."""
    if not queries.is_reader(current()):
        return jsonify(likes=[])
    title = request.args.get("title", "")[:120]
    found = queries.similar_to(title, but=request.args.get("but", 0, int))
    return jsonify(
        likes=[
            {
                "url": f"/motions/{like.id}",
                "title": like.title,
                "note": f"{like.number or ''} {STATE_LABELS[like.state]}".strip(),
            }
            for like in found
        ]
    )


@bp.post("/motions/<int:motion_id>/delete")
@signed_in
def delete(motion_id: int) -> Reply:
    """Throw a draft away."""
    queries.readable(motion_id, current())
    drafting.delete(motion_id, request.form.get("version", 0, int), current())
    return done("/motions", _("草稿已删除。"))


@bp.get("/motions/<int:motion_id>/files/<int:file_id>")
@signed_in
def attachment(motion_id: int, file_id: int) -> Response:
    """Send an attachment of a motion or of its reply."""
    found = queries.file_of(motion_id, file_id, current())
    return send_upload(found.sha256, found.mime, found.file_name)


@bp.post("/motions/<int:motion_id>/files/<int:file_id>/remove")
@signed_in
def remove_attachment(motion_id: int, file_id: int) -> Reply:
    """Take an attachment back."""
    _editable(motion_id)
    changes.detach(motion_id, file_id, current())
    return done(f"/motions/{motion_id}/edit", _("附件已删除。"))
