"""What a reader of the log asks for."""

from wtforms import SelectField

from voting.audit.events import EVENT_LABELS, Event
from voting.i18n import lazy
from voting.web.forms import PageForm


class LogForm(PageForm):
    """Which acts to show."""

    event = SelectField(
        lazy("事项"),
        choices=[("", lazy("全部事项")), *((event.value, EVENT_LABELS[event]) for event in Event)],
    )

    @property
    def chosen(self) -> Event | None:
        """The event asked for; None for all, and for one that does not exist."""
        known = {event.value: event for event in Event}
        return known.get(self.event.data or "")
