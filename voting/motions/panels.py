"""The blocks pages of motions are put together from, and what motions show on other pages.

Each part of the work adds its own blocks to the home page and to the page of a motion, so that
those pages need not know them. A block that has nothing to say returns no markup.
"""

from collections.abc import Callable

from flask import Flask, render_template
from markupsafe import Markup

from voting.access.principal import Principal
from voting.congress import extensions
from voting.congress.models import Meeting
from voting.motions import queries
from voting.motions.models import Motion
from voting.motions.settings import call_of

HomeBlock = Callable[[Principal], Markup]
MotionBlock = Callable[[Motion, Principal], Markup]

_HOME: list[tuple[int, HomeBlock]] = []
_OF_A_MOTION: list[tuple[int, MotionBlock]] = []


def home_block(place: int) -> Callable[[HomeBlock], HomeBlock]:
    """Show a block on the home page of motions; lower places come first (movers stand at 50)."""

    def add(block: HomeBlock) -> HomeBlock:
        _HOME.append((place, block))
        return block

    return add


def motion_block(place: int) -> Callable[[MotionBlock], MotionBlock]:
    """Show a block on the page of every motion, below its text; lower places come first."""

    def add(block: MotionBlock) -> MotionBlock:
        _OF_A_MOTION.append((place, block))
        return block

    return add


def home_blocks(who: Principal) -> list[Markup]:
    """Return the blocks of the home page for somebody."""
    placed = sorted(_HOME, key=lambda each: each[0])
    return [shown for _place, block in placed if (shown := block(who))]


def motion_blocks(motion: Motion, who: Principal) -> list[Markup]:
    """Return the blocks of the page of a motion for somebody."""
    placed = sorted(_OF_A_MOTION, key=lambda each: each[0])
    return [shown for _place, block in placed if (shown := block(motion, who))]


def shown(template: str, **context: object) -> Markup:
    """Render a template of a block; the template escapes what it shows."""
    return Markup(render_template(template, **context))  # noqa: S704 - a template of our own


def register(app: Flask) -> None:
    """Let the pages of a meeting lead to its motions."""
    extensions.add_meeting_panel(app, meeting_panel)
    extensions.add_phone_panel(app, phone_panel)


def meeting_panel(meeting: Meeting) -> Markup:
    """Show officers how many motions a meeting has, and the way to them."""
    counted = queries.count_by_state(meeting.id)
    return shown(
        "motions/_meeting_panel.html",
        meeting=meeting,
        call=call_of(meeting.id),
        submitted=sum(counted.values()),
        filed=queries.filed_in(counted),
    )


def phone_panel(meeting: Meeting, person_id: int) -> Markup:
    """Show a participant whether motions are called for, and what waits for them."""
    own = [place for place in queries.places(person_id) if place.meeting is not None]
    here = next((place for place in own if place.meeting == meeting), None)
    return shown(
        "motions/_phone_panel.html",
        call=call_of(meeting.id),
        is_open=here is not None and here.is_open,
        asked=queries.asked_to_second(person_id),
        to_rate=queries.to_rate(person_id),
    )
