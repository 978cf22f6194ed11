"""The forms of an evaluation's pages."""

from voting.evaluations.forms.groups import AssignForm, GroupsForm
from voting.evaluations.forms.plan import PlanForm
from voting.evaluations.forms.scheme import SchemeForm
from voting.evaluations.forms.setup import (
    AdvancedForm,
    CopyForm,
    PairForm,
    SeriesForm,
    StartForm,
    VisibilityForm,
)
from voting.evaluations.forms.subjects import (
    BodyForm,
    FindForm,
    NumbersForm,
    OrderForm,
    ReportForm,
    SubjectForm,
)

__all__ = [
    "AdvancedForm",
    "AssignForm",
    "BodyForm",
    "CopyForm",
    "FindForm",
    "GroupsForm",
    "NumbersForm",
    "OrderForm",
    "PairForm",
    "PlanForm",
    "ReportForm",
    "SchemeForm",
    "SeriesForm",
    "StartForm",
    "SubjectForm",
    "VisibilityForm",
]
