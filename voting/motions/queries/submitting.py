"""What a mover is told before submitting: what is missing, and what happens after the last day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voting import clock
from voting.motions.models import Motion, MotionCall
from voting.motions.rules import Kind, Late
from voting.motions.service.drafting import seconds_given
from voting.motions.settings import call_of, settings_of


class Window(StrEnum):
    """How the call for motions stands for a motion that is submitted today."""

    FREE = "free"
    """It knows no last day: no motion, no call, or sent back to be mended."""
    NOT_YET = "not_yet"
    OPEN = "open"
    SUGGESTION = "suggestion"
    """Over: it becomes a suggestion, which is answered all the same."""
    REFUSED = "refused"


def window_of(motion: Motion) -> Window:
    """Tell how the call stands for a motion today."""
    call = call_of(motion.meeting_id)
    if motion.kind != Kind.MOTION or motion.submitted_at is not None or call is None:
        return Window.FREE
    return window(call, Late(settings_of(motion.congress_id).late), clock.today())


def window(call: MotionCall, late: Late, today: date) -> Window:
    """Tell how a call stands on a day."""
    if today < call.opens_on:
        return Window.NOT_YET
    if today <= call.closes_on:
        return Window.OPEN
    return Window.REFUSED if late is Late.REFUSED else Window.SUGGESTION


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between a draft and its submission."""

    window: Window
    call: MotionCall | None
    missing: tuple[str, ...]
    """The parts that are empty: title, cause, advice."""
    needed: int
    """How many must second; none for what is no motion, or will be none."""
    given: int

    @property
    def seconded(self) -> bool:
        """Whether enough have seconded."""
        return self.given >= self.needed

    @property
    def can_be_sent(self) -> bool:
        """Whether submitting would be accepted now."""
        open_now = self.window not in {Window.NOT_YET, Window.REFUSED}
        return open_now and self.seconded and not self.missing


def readiness(motion: Motion) -> Readiness:
    """Return what is missing before a motion can be submitted."""
    now = window_of(motion)
    parts = ("title", "cause", "advice")
    counts = motion.kind == Kind.MOTION and now is not Window.SUGGESTION
    return Readiness(
        now,
        call_of(motion.meeting_id),
        tuple(part for part in parts if not getattr(motion, part).strip()),
        settings_of(motion.congress_id).seconders if counts else 0,
        seconds_given(motion.id),
    )
