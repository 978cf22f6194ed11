"""What elections add to the pages of a meeting."""

from flask import render_template
from markupsafe import Markup

from voting.congress.models import Meeting
from voting.elections import queries


def phone_panel(meeting: Meeting, _person_id: int) -> Markup:
    """Show a participant which candidates they can read about."""
    polls = queries.presented(meeting.id)
    if not polls:
        return Markup("")
    shown = render_template("elections/_phone_panel.html", meeting=meeting, polls=polls)
    # The template escapes what it shows.
    return Markup(shown)  # noqa: S704 - rendered by our own template
