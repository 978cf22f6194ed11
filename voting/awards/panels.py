"""What awards add to the pages of a meeting."""

from flask import Flask, render_template
from markupsafe import Markup

from voting.awards import queries
from voting.awards.kind import AwardKind
from voting.awards.publicity import publicity
from voting.congress import extensions
from voting.congress.models import Meeting
from voting.polls import kinds


def register(app: Flask) -> None:
    """Make an application know awards: their kind of poll, and their block on every phone."""
    kinds.register(app, AwardKind())
    extensions.add_phone_panel(app, phone_panel)


def phone_panel(meeting: Meeting, _person_id: int) -> Markup:
    """Show a participant which nominees they can read about, and which lists are posted."""
    several = [
        (poll, found)
        for poll, found in queries.awards_of(meeting.id)
        if queries.is_presented(poll, found)
    ]
    if not several:
        return Markup("")
    posted = [
        poll for poll, found in several if found.is_first and publicity(poll).notice is not None
    ]
    shown = render_template(
        "awards/_phone_panel.html",
        meeting=meeting,
        polls=[poll for poll, _found in several],
        posted=posted,
    )
    # The template escapes what it shows.
    return Markup(shown)  # noqa: S704 - rendered by our own template
