"""What higher slices add to the pages and acts of a meeting, without being imported here."""

from collections.abc import Callable

from flask import Flask, current_app
from markupsafe import Markup

from voting.congress.models import Meeting

MeetingPanel = Callable[[Meeting], Markup]
PhonePanel = Callable[[Meeting, int], Markup]
AttendanceGuard = Callable[[int, "int | None"], "str | None"]
NewMeetingAct = Callable[[Meeting, str], None]

_MEETING_PANELS = "voting.meeting_panels"
_PHONE_PANELS = "voting.phone_panels"
_ATTENDANCE_GUARDS = "voting.attendance_guards"
_NEW_MEETING_ACTS = "voting.new_meeting_acts"


def init_app(app: Flask) -> None:
    """Give an application its empty lists; those that are there already stay."""
    for name in (_MEETING_PANELS, _PHONE_PANELS, _ATTENDANCE_GUARDS, _NEW_MEETING_ACTS):
        app.extensions.setdefault(name, [])


def add_meeting_panel(app: Flask, panel: MeetingPanel) -> None:
    """Show a block on the officers' page of every meeting."""
    app.extensions.setdefault(_MEETING_PANELS, []).append(panel)


def add_phone_panel(app: Flask, panel: PhonePanel) -> None:
    """Show a block on the phone of everybody who takes part: meeting, person id → markup."""
    app.extensions.setdefault(_PHONE_PANELS, []).append(panel)


def add_attendance_guard(app: Flask, guard: AttendanceGuard) -> None:
    """Let a slice object to taking back an attendance figure a vote already rests on.

    It is asked with (meeting id, person id) before a check-in is undone and with
    (meeting id, None) before the frozen credentials are reopened; a sentence is a refusal.
    """
    app.extensions.setdefault(_ATTENDANCE_GUARDS, []).append(guard)


def add_new_meeting_act(app: Flask, act: NewMeetingAct) -> None:
    """Do something in the transaction in which a meeting is created: meeting, actor."""
    app.extensions.setdefault(_NEW_MEETING_ACTS, []).append(act)


def meeting_panels(meeting: Meeting) -> list[Markup]:
    """Return the blocks of the officers' page of a meeting."""
    panels: list[MeetingPanel] = current_app.extensions.get(_MEETING_PANELS, [])
    return [panel(meeting) for panel in panels]


def phone_panels(meeting: Meeting, person_id: int) -> list[Markup]:
    """Return the blocks of a participant's page of a meeting."""
    panels: list[PhonePanel] = current_app.extensions.get(_PHONE_PANELS, [])
    return [panel(meeting, person_id) for panel in panels]


def objection_to_undoing(meeting_id: int, person_id: int | None = None) -> str | None:
    """Return why an attendance figure must stay as it is, or None."""
    guards: list[AttendanceGuard] = current_app.extensions.get(_ATTENDANCE_GUARDS, [])
    return next(filter(None, (guard(meeting_id, person_id) for guard in guards)), None)


def meeting_created(meeting: Meeting, actor: str) -> None:
    """Let the slices do what a new meeting asks of them."""
    acts: list[NewMeetingAct] = current_app.extensions.get(_NEW_MEETING_ACTS, [])
    for act in acts:
        act(meeting, actor)
