"""What is sent to order a book of motions."""

from wtforms import RadioField, SelectField

from voting.i18n import lazy
from voting.motions.jobs_models import KIND_LABELS, JobKind
from voting.web.forms import TellingForm


class OrderForm(TellingForm):
    """Of which meeting, and in which format."""

    meeting = SelectField(lazy("哪次会议"), coerce=int)
    kind = RadioField(
        lazy("格式"),
        choices=[(kind.value, KIND_LABELS[kind]) for kind in JobKind],
        default=JobKind.BOOK_DOCX.value,
    )
