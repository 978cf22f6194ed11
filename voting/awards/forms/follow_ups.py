"""Forms about what follows a section that votes did not settle."""

from voting.awards.service import DecisionFacts
from voting.i18n import lazy
from voting.web.fields import checkboxes, text
from voting.web.forms import TellingForm


class NoteForm(TellingForm):
    """What was decided about empty places, in words."""

    note = text(lazy("决定和依据"), 400, required=True)


class ChoiceForm(NoteForm):
    """Whom people named among the equal, and who they are."""

    chosen = checkboxes(lazy("决定入选"))
    body = text(lazy("由谁决定"), 60, required=True, description=lazy("例如：主席团会议、评审组"))

    @property
    def facts(self) -> DecisionFacts:
        """What was said, for the service."""
        return DecisionFacts(self.chosen.data or (), self.body.data or "", self.note.data or "")
