"""Addresses of the sheets, the spreadsheet, the bundle, and the public page of a result."""

from flask import Blueprint, Response, request

from voting.access.policy import anonymous, public, requires
from voting.access.principal import may
from voting.access.rules import Permission
from voting.polls import queries as polls
from voting.polls.models import Poll
from voting.reports import documents, public_result
from voting.reports.announced import Viewer
from voting.web.pages import page

bp = Blueprint("reports", __name__)
_IN_POLL = "/meetings/<int:meeting_id>/polls/<int:poll_id>"
_RESULT = "/results/<manifest_hash>"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(f"{_IN_POLL}/sheets/<name>")
@requires(Permission.POLL_READ)
def sheet(meeting_id: int, poll_id: int, name: str) -> str:
    """Show one result sheet as it is printed, or the sheets of that name."""
    poll = polls.poll_in(meeting_id, poll_id)
    return page(
        "reports/sheet.html",
        meeting_id=meeting_id,
        poll_id=poll_id,
        sheets=documents.sheet_of(poll, name),
    )


@bp.get(f"{_IN_POLL}/result.xlsx")
@requires(Permission.POLL_READ)
def spreadsheet(meeting_id: int, poll_id: int) -> Response:
    """Send all sheets as one spreadsheet."""
    poll = polls.poll_in(meeting_id, poll_id)
    return _file(documents.workbook_of(poll), _XLSX, f"result-{poll.id}.xlsx")


@bp.get(f"{_IN_POLL}/bundle.zip")
@requires(Permission.POLL_READ)
def bundle(meeting_id: int, poll_id: int) -> Response:
    """Send the bundle to an officer, before it is published too."""
    return _bundle(polls.poll_in(meeting_id, poll_id))


@bp.get(f"{_IN_POLL}/archive.zip")
@requires(Permission.POLL_READ)
def archive(meeting_id: int, poll_id: int) -> Response:
    """Send everything of one poll in one file."""
    poll = polls.poll_in(meeting_id, poll_id)
    return _file(documents.archive_of_poll(poll), "application/zip", f"archive-{poll.id}.zip")


@bp.get(_RESULT)
@public
def result(manifest_hash: str) -> str:
    """Show what may be seen of a poll: its result once published, before that the board alone."""
    poll = polls.poll_by_hash(manifest_hash)
    shown = public_result.shown(poll, _viewer(poll.meeting_id))
    return page("reports/result.html", shown=shown, poll=poll)


def _viewer(meeting_id: int) -> Viewer:
    if may(Permission.POLL_READ, meeting_id):
        return Viewer.OFFICER
    return Viewer.PARTICIPANT if may(Permission.MEETING_FOLLOW, meeting_id) else Viewer.STRANGER


@bp.post(f"{_RESULT}/receipt")
@anonymous
def receipt(manifest_hash: str) -> str:
    """Look a receipt's code up on the board; who asks is not known, and nothing is written."""
    poll = polls.poll_by_hash(manifest_hash)
    answer = public_result.find(poll, request.form.get("code", ""))
    return page("reports/receipt.html", answer=answer, poll=poll)


@bp.get(f"{_RESULT}/bundle.zip")
@anonymous
def published_bundle(manifest_hash: str) -> Response:
    """Send the bundle of a poll whose result is published to everybody."""
    poll = polls.poll_by_hash(manifest_hash)
    public_result.refuse_bundle(poll)
    return _bundle(poll)


def _bundle(poll: Poll) -> Response:
    return _file(documents.bundle_of_poll(poll), "application/zip", f"bundle-{poll.id}.zip")


def _file(data: bytes, kind: str, name: str) -> Response:
    reply = Response(data, mimetype=kind)
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply
