"""What resolutions add to the pages and acts of a meeting."""

from flask import Flask, render_template
from markupsafe import Markup

from voting.congress import extensions
from voting.congress.models import Meeting
from voting.polls import kinds
from voting.resolutions import queries, service
from voting.resolutions.kind import ResolutionKind
from voting.resolutions.other_votes import hand_votes, joint_decisions


def register(app: Flask) -> None:
    """Make an application know resolutions: their kind of poll, their panels, new meetings."""
    kinds.register(app, ResolutionKind())
    extensions.add_meeting_panel(app, meeting_panel)
    extensions.add_phone_panel(app, phone_panel)
    extensions.add_new_meeting_act(app, service.on_new_meeting)


def meeting_panel(meeting: Meeting) -> Markup:
    """Show officers what was decided by hands, and what the meeting has to confirm."""
    return _shown(
        "resolutions/_meeting_panel.html",
        meeting=meeting,
        hands=hand_votes(meeting.id),
        decisions=joint_decisions(meeting),
    )


def phone_panel(meeting: Meeting, _person_id: int) -> Markup:
    """Show a participant the documents to read and comment on, and what hands decided."""
    votes = queries.readable(meeting.id)
    hands = [each for each in hand_votes(meeting.id) if each.withdrawn_at is None]
    return _shown("resolutions/_phone_panel.html", meeting=meeting, votes=votes, hands=hands)


def _shown(template: str, **context: object) -> Markup:
    # The template escapes what it shows.
    return Markup(render_template(template, **context))  # noqa: S704 - a template of our own
