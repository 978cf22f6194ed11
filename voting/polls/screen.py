"""The projector: how to enter, who is here, the fingerprint, turnout, and the declared result."""

from flask import Response, current_app, url_for
from itsdangerous import BadData, URLSafeTimedSerializer

from voting import clock
from voting.access.policy import public, requires
from voting.access.rules import Permission
from voting.congress import queries as congress, tickets
from voting.errors import NotAllowed
from voting.i18n import _
from voting.polls import counting, queries
from voting.polls.blueprint import IN_MEETING, bp
from voting.polls.kinds import kind_of
from voting.polls.models import Poll
from voting.polls.rules import DECLARED, STATE_LABELS, State
from voting.web.pages import page
from voting.web.qr import svg

_DAYS = 30


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key, salt="screen")  # type: ignore[arg-type]


def screen_url(meeting_id: int) -> str:
    """Return the address for the hall's projector; whoever has it sees what the hall sees."""
    return url_for("polls.screen", token=_serializer().dumps(meeting_id))


@bp.get(f"{IN_MEETING}/screen")
@requires(Permission.MEETING_READ)
def screen_link(meeting_id: int) -> str:
    """Show the projector's page to an officer who is signed in."""
    return _screen(meeting_id)


@bp.get("/screen/<token>")
@public
def screen(token: str) -> str:
    """Show the projector's page to whoever holds its address."""
    return _screen(_meeting_of(token))


@bp.get("/screen/<token>/entry.svg")
@public
def entry_code(token: str) -> Response:
    """Send the hall's code as it is at this moment; the projector asks for a new one in time."""
    drawn = svg(tickets.hall_url(_meeting_of(token)), 8)
    return Response(drawn, mimetype="image/svg+xml")


def _meeting_of(token: str) -> int:
    try:
        return int(_serializer().loads(token, max_age=_DAYS * 24 * 3600))
    except (BadData, ValueError, TypeError):
        raise NotAllowed(_("大屏地址无效或已过期，请会务人员重新打开大屏页面。")) from None


def _screen(meeting_id: int) -> str:
    meeting = congress.meeting(meeting_id)
    active = _at_hand(queries.polls_of(meeting_id))
    return page(
        "polls/screen.html",
        meeting=meeting,
        attendance=congress.attendance(meeting_id),
        poll=active,
        state_label=STATE_LABELS[State(active.state)] if active else "",
        turnout=queries.shown_turnout(active) if active else None,
        fingerprint=queries.manifest_of(active).fingerprint if active else "",
        result=counting.result_of(active.id) if active and active.state in DECLARED else None,
        audience=kind_of(active).audience(active).value if active else "",
        entry_url=tickets.hall_url(meeting_id),
        entry_code_url=url_for("polls.entry_code", token=_serializer().dumps(meeting_id)),
        state_url=url_for("polls.state", meeting_id=meeting_id),
        now=clock.now(),
    )


def _at_hand(polls: list[Poll]) -> Poll | None:
    """Return the poll the hall is at: the first one under way, else the latest that is over."""
    under_way = {State.SEALED, State.OPEN, State.CLOSED, State.OPENED, State.COUNTED}
    for poll in polls:
        if poll.state in under_way:
            return poll
    over = [poll for poll in polls if poll.state != State.DRAFT]
    return over[-1] if over else None
