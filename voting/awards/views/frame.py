"""What every set-up page of an award shows around its own content."""

from typing import Any

from voting.awards import queries
from voting.awards.wording import STEP_LABELS, SUBJECT_LABELS, UNIT_LABELS
from voting.congress import queries as congress
from voting.polls.models import Poll
from voting.polls.rules import State
from voting.web.pages import page


def award_page(template: str, poll: Poll, **context: Any) -> str:
    """Render a set-up page with the poll, its award (or none yet) and the words for both."""
    found = queries.found_award(poll.id)
    return page(
        template,
        meeting=congress.meeting(poll.meeting_id),
        poll=poll,
        award=found,
        fixed=found is not None and not found.is_first,
        draft=poll.state == State.DRAFT,
        subjects=SUBJECT_LABELS,
        steps=STEP_LABELS,
        units=UNIT_LABELS,
        **context,
    )
