"""The forms of the pages about documents put to the vote."""

from voting.resolutions.forms.items import ItemForm, ResubmitForm, TextForm
from voting.resolutions.forms.other_votes import HandForm, JointForm, SettleForm
from voting.resolutions.forms.said import CommentForm, HearingForm, ReplyForm
from voting.resolutions.forms.settings import SettingsForm
from voting.web.fields import ReasonForm

__all__ = [
    "CommentForm",
    "HandForm",
    "HearingForm",
    "ItemForm",
    "JointForm",
    "ReasonForm",
    "ReplyForm",
    "ResubmitForm",
    "SettingsForm",
    "SettleForm",
    "TextForm",
]
