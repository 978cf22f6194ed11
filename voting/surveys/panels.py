"""What surveys show on other pages: on the phone of whoever is asked something."""

from flask import Flask, render_template
from markupsafe import Markup
from sqlalchemy import select

from voting import clock
from voting.congress import extensions
from voting.congress.models import Meeting
from voting.db import db
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.rules import Mode, State, Window, window


def register(app: Flask) -> None:
    """Show surveys on the pages of the slices below."""
    extensions.add_phone_panel(app, phone_panel)


def phone_panel(_meeting: Meeting, person_id: int) -> Markup:
    """Show which surveys somebody is asked to answer now."""
    waiting = to_answer(person_id)
    if not waiting:
        return Markup()
    return Markup(  # noqa: S704 - a template of ours, escaped by itself
        render_template("surveys/_phone_panel.html", surveys=waiting)
    )


def to_answer(person_id: int) -> list[Survey]:
    """Return the open surveys somebody is invited to, but for signed ones they have answered.

    Of an anonymous one nobody knows whether it was answered: it stays until it is closed.
    """
    answered = select(NamedResponse.survey_id).where(NamedResponse.person_id == person_id)
    wanted = (
        select(Survey)
        .join(Invitation, Invitation.survey_id == Survey.id)
        .where(
            Invitation.person_id == person_id,
            Survey.state == State.OPEN.value,
            (Survey.mode != Mode.NAMED.value) | Survey.id.not_in(answered),
        )
        .order_by(Survey.id)
    )
    now = clock.now()
    return [
        each
        for each in db.session.execute(wanted).scalars()
        if window(each.opens_at, each.closes_at, now) is Window.OPEN
    ]
