"""What the office sends while a survey is under way: a round of letters, a plan, whose slips."""

from datetime import datetime

from wtforms import HiddenField
from wtforms.validators import InputRequired

from voting import clock
from voting.i18n import lazy
from voting.surveys.rules import Letter
from voting.web.fields import FILL, Moment
from voting.web.forms import TellingForm


class RoundForm(TellingForm):
    """A round of letters; ``number`` is the one that was to come next on the page."""

    number = HiddenField(default="0")
    kind = HiddenField(default=Letter.REMINDER.value)

    @property
    def read_number(self) -> int:
        """The number that was on the page."""
        text = str(self.number.data or "")
        return int(text) if text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004 - no page has more

    @property
    def read_kind(self) -> Letter:
        """To whom; whatever else was sent, to everybody."""
        given = self.kind.data
        return Letter(given) if given in set(Letter) else Letter.REMINDER


class PlanForm(RoundForm):
    """A reminder to everybody at a later time."""

    due_at = Moment(
        lazy("什么时候提醒"),
        [InputRequired(FILL)],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        description=lazy("到时自动发给所有受邀的人。"),
    )

    @property
    def moment(self) -> datetime | None:
        """The time that was typed."""
        typed = self.due_at.data
        return typed.replace(tzinfo=clock.CHINA) if typed else None
