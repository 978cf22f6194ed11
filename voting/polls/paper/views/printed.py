"""The page from which paper ballots are printed."""

from flask import request

from voting.access.policy import requires
from voting.access.rules import Permission
from voting.congress.views.replies import Reply
from voting.polls import queries
from voting.polls.blueprint import bp
from voting.polls.kinds import kind_of
from voting.polls.paper.printed import printed_ballot
from voting.polls.paper.views import loading
from voting.polls.paper.views.loading import IN_PAPER
from voting.web.pages import page


@bp.get(f"{IN_PAPER}/ballot")
@requires(Permission.PAPER_HAND_OUT)
def printed_paper(meeting_id: int, poll_id: int) -> Reply:
    """Show a paper ballot of one voter group, ready to be printed."""
    poll = loading.sealed_poll(meeting_id, poll_id)
    manifest = queries.manifest_of(poll)
    wanted = request.args.get("group", "")
    groups = [group for group in manifest.groups if group.id == wanted] or manifest.groups[:1]
    return page(
        "polls/paper/ballot.html",
        **loading.page_values(poll),
        manifest=manifest,
        groups=manifest.groups,
        group=groups[0],
        ballot=printed_ballot(manifest.contests, kind_of(poll).filling_in(poll)),
    )
