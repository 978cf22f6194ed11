"""What the meeting reads about the candidates before it votes: names, units, portraits, CVs."""

from flask import Response

from voting.access.policy import signed_in
from voting.access.principal import may
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.views.replies import Reply
from voting.elections import queries
from voting.elections.models import Election
from voting.elections.views.blueprint import IN_POLL, bp
from voting.elections.wording import LABELS
from voting.errors import NotAllowed, NotFound
from voting.i18n import _
from voting.polls.models import Poll
from voting.web.pages import page
from voting.web.uploads import send_upload


@bp.get(f"{IN_POLL}/candidates")
@signed_in
def introduce(meeting_id: int, poll_id: int) -> Reply:
    """Introduce the candidates to whoever takes part in the meeting."""
    poll, found = _presented(meeting_id, poll_id)
    return page(
        "elections/introduction.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        election=found,
        rows=queries.ballot_rows(found),
        rules=queries.rules_of(found),
        labels=LABELS,
        home_url=f"/m/{meeting_id}" if may(Permission.MEETING_FOLLOW, meeting_id) else "",
    )


@bp.get(f"{IN_POLL}/candidates/<int:candidate_id>/photo")
@signed_in
def photo(meeting_id: int, poll_id: int, candidate_id: int) -> Response:
    """Send a candidate's portrait."""
    _presented(meeting_id, poll_id)
    one = queries.candidate(poll_id, candidate_id)
    if one.photo is None:
        raise NotFound(_("这名候选人没有照片。"))
    return send_upload(one.photo, "image/jpeg", "portrait.jpg", inline=True)


def _presented(meeting_id: int, poll_id: int) -> tuple[Poll, Election]:
    """Return an election whose list is public, or that its officers may see before."""
    poll = queries.election_poll(meeting_id, poll_id)
    found = queries.election(poll_id)
    if may(Permission.POLL_READ, meeting_id):
        return poll, found
    if not may(Permission.MEETING_FOLLOW, meeting_id):
        raise NotAllowed(_("只有参加这次会议的人可以查看候选人介绍。"))
    if not queries.is_presented(poll, found):
        raise NotAllowed(_("候选人名单还没有公示，公示后可以查看。"))
    return poll, found
