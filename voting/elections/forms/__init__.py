"""The forms of an election's pages."""

from voting.elections.forms.candidates import AddForm, CandidateForm, OrderForm
from voting.elections.forms.next import NoteForm, ReduceForm, TieForm
from voting.elections.forms.notices import ApprovalForm, NoticeForm, ObjectionsForm
from voting.elections.forms.settings import SettingsForm
from voting.web.fields import ReasonForm

__all__ = [
    "AddForm",
    "ApprovalForm",
    "CandidateForm",
    "NoteForm",
    "NoticeForm",
    "ObjectionsForm",
    "OrderForm",
    "ReasonForm",
    "ReduceForm",
    "SettingsForm",
    "TieForm",
]
