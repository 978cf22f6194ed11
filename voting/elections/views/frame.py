"""What every set-up page of an election shows around its own content."""

from typing import Any

from voting.congress import queries as congress
from voting.elections import queries
from voting.elections.models import Election
from voting.elections.wording import LABELS, ROUND_LABELS
from voting.polls.models import Poll
from voting.polls.rules import State
from voting.web.pages import page


def setup_page(template: str, poll: Poll, found: Election, **context: Any) -> str:
    """Render a set-up page with the poll, its election and the words for both."""
    return page(
        template,
        meeting=congress.meeting(poll.meeting_id),
        poll=poll,
        election=found,
        rules=queries.base_rules(found),
        draft=poll.state == State.DRAFT,
        labels=LABELS,
        rounds=ROUND_LABELS,
        **context,
    )
