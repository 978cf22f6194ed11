"""What every set-up page of an evaluation shows around its own content."""

from typing import Any

from voting.congress import queries as congress
from voting.evaluations import queries
from voting.evaluations.models import Evaluation
from voting.polls.models import Poll
from voting.polls.rules import WITH_RESULT, State
from voting.web.pages import page


def setup_page(template: str, poll: Poll, found: Evaluation | None, **context: Any) -> str:
    """Render a set-up page with the poll and its evaluation, if it has one already."""
    return page(
        template,
        meeting=congress.meeting(poll.meeting_id),
        poll=poll,
        evaluation=found,
        draft=poll.state == State.DRAFT,
        counted=poll.state in WITH_RESULT,
        linked=queries.linked_poll(found) if found else None,
        **context,
    )


def titled(poll: Poll, found: Evaluation) -> str:
    """Name an evaluation in a list of several: its meeting, its title, its period."""
    meeting = congress.meeting(poll.meeting_id)
    return " · ".join(filter(None, (meeting.name, poll.title, found.period)))


def beside(poll: Poll) -> list[tuple[int, str]]:
    """Return the other evaluations as choices, the latest first."""
    return [(other.id, titled(other, found)) for other, found in queries.others(poll.id)]
