"""What officers type about congresses and meetings: the shape of it, and how it becomes facts."""

from voting.congress.forms.agenda import DocumentForm, ItemForm
from voting.congress.forms.congresses import CongressForm
from voting.congress.forms.entry import CardsForm, DeskForm
from voting.congress.forms.meetings import (
    AppointmentForm,
    ApprovalForm,
    LeaderForm,
    MeetingForm,
    ReasonForm,
)

__all__ = [
    "AppointmentForm",
    "ApprovalForm",
    "CardsForm",
    "CongressForm",
    "DeskForm",
    "DocumentForm",
    "ItemForm",
    "LeaderForm",
    "MeetingForm",
    "ReasonForm",
]
