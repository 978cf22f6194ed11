"""What every set-up page of a vote on documents shows around its own content."""

from typing import Any

from voting.congress import queries as congress
from voting.polls.models import Poll
from voting.polls.rules import DECLARED, State
from voting.resolutions import queries
from voting.resolutions.wording import CLASS_LABELS, threshold_words
from voting.web.pages import page


def setup_page(template: str, poll: Poll, **context: Any) -> str:
    """Render a set-up page with the poll, its rules if there are any, and the words for both."""
    found = queries.found_resolution(poll.id)
    return page(
        template,
        meeting=congress.meeting(poll.meeting_id),
        poll=poll,
        rules=queries.rules_of(found) if found else None,
        draft=poll.state == State.DRAFT,
        declared=poll.state in DECLARED,
        classes=CLASS_LABELS,
        threshold_words=threshold_words,
        **context,
    )
