"""What evaluations add to the pages of a meeting."""

from flask import Flask, render_template
from markupsafe import Markup

from voting.access.principal import may
from voting.access.rules import Permission
from voting.congress import extensions
from voting.congress.models import Meeting
from voting.evaluations import queries
from voting.evaluations.kind import EvaluationKind
from voting.evaluations.visibility import Visibility
from voting.polls import kinds
from voting.polls.rules import DECLARED, WITH_RESULT


def register(app: Flask) -> None:
    """Make an application know evaluations: their kind of poll, their block on every phone."""
    kinds.register(app, EvaluationKind())
    extensions.add_meeting_panel(app, meeting_panel)
    extensions.add_phone_panel(app, phone_panel)


def meeting_panel(meeting: Meeting) -> Markup:
    """Show officers the counted evaluations, and where two are made at once."""
    counted = [
        poll for poll, _found in queries.evaluations_of(meeting.id) if poll.state in WITH_RESULT
    ]
    if not counted and not may(Permission.POLL_EDIT, meeting.id):
        return Markup("")
    return _rendered("evaluations/_meeting_panel.html", meeting=meeting, counted=counted)


def phone_panel(meeting: Meeting, person_id: int) -> Markup:
    """Show a participant what to read, which results they may see, and their other ballot."""
    held = queries.evaluations_of(meeting.id)
    if not held:
        return Markup("")
    shown = {
        "reports": queries.with_reports(meeting.id),
        "results": [
            poll
            for poll, found in held
            if poll.state in DECLARED and found.visibility != Visibility.LEADERS
        ],
        "own": [
            poll
            for poll, found in queries.own_sheets(meeting.id, person_id)
            if poll.state in DECLARED and found.own_sheet
        ],
        "elsewhere": queries.linked_elsewhere(meeting.id, person_id),
    }
    if not any(shown.values()):
        return Markup("")
    return _rendered("evaluations/_phone_panel.html", meeting=meeting, **shown)


def _rendered(template: str, **context: object) -> Markup:
    # The template escapes what it shows.
    return Markup(render_template(template, **context))  # noqa: S704 - a template of our own
