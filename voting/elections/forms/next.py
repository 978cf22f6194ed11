"""Forms about what follows a result that did not fill the seats."""

from wtforms.validators import InputRequired, NumberRange

from voting.elections.service import Consent
from voting.i18n import lazy
from voting.web.fields import FILL, WholeNumber, checkboxes, text
from voting.web.forms import VersionedForm


class ReduceForm(VersionedForm):
    """The meeting's vote on fewer seats."""

    present = WholeNumber(
        lazy("表决时到会人数"), [InputRequired(FILL), NumberRange(0, 100_000, FILL)]
    )
    agreed = WholeNumber(
        lazy("同意减少名额的人数"), [InputRequired(FILL), NumberRange(0, 100_000, FILL)]
    )
    note = text(lazy("说明"), 400)

    @property
    def consent(self) -> Consent:
        """The vote, for the service."""
        return Consent(self.present.data or 0, self.agreed.data or 0)


class NoteForm(VersionedForm):
    """What the meeting or its presidium decided, in words."""

    note = text(lazy("决定和依据"), 400, required=True)


class TieForm(NoteForm):
    """Whom the presidium named among the tied."""

    chosen = checkboxes(lazy("主席团决定当选"))
