"""The forms of an award's pages."""

from voting.awards.forms.follow_ups import ChoiceForm, NoteForm
from voting.awards.forms.jury import JurorsForm, ScoresForm
from voting.awards.forms.nominees import NomineeForm, OrderForm
from voting.awards.forms.publicity import ConclusionForm, NoticeForm, ObjectionForm
from voting.awards.forms.sections import PlanForm, SectionForm, SettingsForm
from voting.web.fields import ReasonForm

__all__ = [
    "ChoiceForm",
    "ConclusionForm",
    "JurorsForm",
    "NomineeForm",
    "NoteForm",
    "NoticeForm",
    "ObjectionForm",
    "OrderForm",
    "PlanForm",
    "ReasonForm",
    "ScoresForm",
    "SectionForm",
    "SettingsForm",
]
