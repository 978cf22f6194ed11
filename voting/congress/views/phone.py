"""A participant's phone: their meetings, the meeting now, its documents, their own code."""

from flask import Response, redirect

from voting.access.policy import requires, signed_in
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import extensions, queries, tickets
from voting.congress.views.blueprint import bp
from voting.congress.views.replies import Reply, myself
from voting.web.pages import page
from voting.web.uploads import send_upload


@bp.get("/m")
@signed_in
def my_meetings() -> Reply:
    """List the meetings one takes part in; the only one opens by itself."""
    person_id = current().person_id
    meetings = queries.meetings_for(person_id) if person_id is not None else []
    if len(meetings) == 1:
        return redirect(f"/m/{meetings[0].id}", 303)
    return page("congress/my_meetings.html", meetings=meetings)


@bp.get("/m/<int:meeting_id>")
@requires(Permission.MEETING_FOLLOW)
def phone(meeting_id: int) -> Reply:
    """Show the meeting on a participant's phone."""
    meeting, me = queries.meeting(meeting_id), myself()
    return page(
        "congress/phone.html",
        meeting=meeting,
        person=queries.participant(meeting_id, me),
        standing=queries.standing(meeting_id, me),
        check_in=queries.check_in_of(meeting_id, me),
        agenda=queries.agenda(meeting_id),
        panels=extensions.phone_panels(meeting, me),
    )


@bp.get("/m/<int:meeting_id>/my-code")
@requires(Permission.MEETING_FOLLOW)
def my_code(meeting_id: int) -> Reply:
    """Show one's own QR code for the desk."""
    me = myself()
    return page(
        "congress/my_code.html",
        meeting=queries.meeting(meeting_id),
        person=queries.participant(meeting_id, me),
        url=tickets.own_url(meeting_id, me),
        check_in=queries.check_in_of(meeting_id, me),
    )


@bp.get("/m/<int:meeting_id>/documents/<int:document_id>")
@requires(Permission.MEETING_FOLLOW)
def read_document(meeting_id: int, document_id: int) -> Response:
    """Send a document to a participant, to be read in the browser where it can be."""
    found = queries.document(meeting_id, document_id)
    return send_upload(found.sha256, found.mime, found.file_name, inline=True)
