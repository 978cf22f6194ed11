"""What the meeting reads before it votes: the documents, and room to comment on them."""

from flask import Response

from voting.access.policy import requires, signed_in
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done, myself
from voting.errors import NotAllowed, NotFound
from voting.i18n import _
from voting.polls import counting
from voting.polls.models import Poll
from voting.polls.rules import DECLARED, State
from voting.resolutions import queries, service
from voting.resolutions.forms import CommentForm
from voting.resolutions.models import ResolutionItem
from voting.resolutions.results import Fate, fates
from voting.resolutions.views.blueprint import DOCUMENT, IN_POLL, bp
from voting.resolutions.wording import CLASS_LABELS, threshold_words
from voting.web.pages import page
from voting.web.uploads import send_upload

_BEFORE = frozenset({State.DRAFT, State.SEALED})


@bp.get(f"{IN_POLL}/documents")
@signed_in
def documents(meeting_id: int, poll_id: int) -> Reply:
    """List what is put to the vote, for whoever takes part in the meeting."""
    poll = _readable(meeting_id, poll_id)
    whole = queries.rules_of(queries.resolution(poll_id))
    given = [each for each in queries.standing_items(poll_id) if each.versions]
    return page(
        "resolutions/documents.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        rows=[(each, queries.item_rules(each, whole)) for each in given],
        fates=_fates(poll),
        classes=CLASS_LABELS,
        threshold_words=threshold_words,
        home_url=_home(meeting_id),
    )


@bp.get(DOCUMENT)
@signed_in
def document(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Show a document: its text, its versions, what was asked and answered."""
    poll = _readable(meeting_id, poll_id)
    return _document_page(poll, _given(poll_id, item_id), CommentForm())


def _document_page(poll: Poll, item: ResolutionItem, form: CommentForm) -> Reply:
    me = current().person_id
    said = [each for each in queries.comments(item.id) if each.withdrawn_at is None]
    whole = queries.rules_of(queries.resolution(poll.id))
    shown = page(
        "resolutions/document.html",
        meeting=congress.meeting(poll.meeting_id),
        poll=poll,
        item=item,
        rules=queries.item_rules(item, whole),
        fate=_fates(poll).get(item.id),
        mine=[each for each in said if each.person_id == me],
        answered=[each for each in said if each.person_id != me and each.reply is not None],
        hearings=queries.hearings(item.id),
        may_comment=poll.state in _BEFORE and may(Permission.MEETING_FOLLOW, poll.meeting_id),
        form=form,
        classes=CLASS_LABELS,
        threshold_words=threshold_words,
    )
    return shown, form.status


@bp.post(f"{DOCUMENT}/comments")
@requires(Permission.MEETING_FOLLOW)
def make_comment(meeting_id: int, poll_id: int, item_id: int) -> Reply:
    """Say something of a document; observers and guests may, too."""
    poll = _readable(meeting_id, poll_id)
    form = CommentForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.make_comment(
                poll_id, item_id, myself(), form.body.data or "", current().actor
            )
        )
        if made is not None:
            return done(_address(poll, item_id), _("意见已提交，会务组答复后会显示在这里。"))
    return _document_page(poll, _given(poll_id, item_id), form)


@bp.post(f"{DOCUMENT}/comments/<int:comment_id>/withdraw")
@requires(Permission.MEETING_FOLLOW)
def withdraw_comment(meeting_id: int, poll_id: int, item_id: int, comment_id: int) -> Reply:
    """Take one's own comment back."""
    poll = _readable(meeting_id, poll_id)
    service.withdraw_comment(poll_id, item_id, comment_id, myself(), current().actor)
    return done(_address(poll, item_id), _("意见已撤回。"))


@bp.get(f"{DOCUMENT}/versions/<int:number>")
@signed_in
def version(meeting_id: int, poll_id: int, item_id: int, number: int) -> Response | str:
    """Send one version of a document: its file, or a page with its text."""
    poll = _readable(meeting_id, poll_id)
    item = _given(poll_id, item_id)
    found = queries.version(item, number)
    if found.file_name is None or found.mime is None:
        return page(
            "resolutions/version.html",
            meeting=congress.meeting(meeting_id),
            poll=poll,
            item=item,
            text=found,
        )
    return send_upload(found.sha256, found.mime, found.file_name, inline=True)


def _address(poll: Poll, item_id: int) -> str:
    return f"/meetings/{poll.meeting_id}/polls/{poll.id}/documents/{item_id}"


def _home(meeting_id: int) -> str:
    return f"/m/{meeting_id}" if may(Permission.MEETING_FOLLOW, meeting_id) else ""


def _readable(meeting_id: int, poll_id: int) -> Poll:
    """Return a vote whose documents this reader may see."""
    poll = queries.resolution_poll(meeting_id, poll_id)
    reader = may(Permission.POLL_READ, meeting_id) or may(Permission.MEETING_FOLLOW, meeting_id)
    if not reader:
        raise NotAllowed(_("只有参加这次会议的人可以查阅要表决的文件。"))
    queries.resolution(poll_id)
    return poll


def _given(poll_id: int, item_id: int) -> ResolutionItem:
    item = queries.item(poll_id, item_id)
    if not item.stands or not item.versions:
        raise NotFound(_("这项议题还没有文本，或已经撤下。"))
    return item


def _fates(poll: Poll) -> dict[int, Fate]:
    """Return what became of each document, once the result is declared."""
    found = counting.result_of(poll.id)
    if poll.state not in DECLARED or found is None:
        return {}
    return {fate.item.id: fate for fate in fates(poll, found[0])}
