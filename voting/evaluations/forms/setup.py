"""Forms of the beginning and the end of a set-up: a plan to begin with, who sees the result."""

import json
from collections.abc import Sequence
from typing import Any, Self

from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Optional

from voting.errors import WrongInput
from voting.evaluations.models import Evaluation
from voting.evaluations.plan_fields import PLAN_KEYS
from voting.evaluations.service import SeriesFacts, VisibilityFacts
from voting.evaluations.starting_plans import STARTING_PLANS, Start, StartingPlan
from voting.evaluations.visibility import VISIBILITY_LABELS, Visibility
from voting.i18n import _, lazy
from voting.web.fields import CHOOSE, at_most, text
from voting.web.forms import TellingForm, VersionedForm, plain_text

Choices = Sequence[tuple[int, str]]
_NONE = (0, lazy("（没有）"))


class StartForm(VersionedForm):
    """Which form in common use an evaluation begins with."""

    start = RadioField(
        lazy("测评的种类"),
        [InputRequired(CHOOSE)],
        choices=[(start.value, plan.title) for start, plan in STARTING_PLANS.items()],
    )

    @property
    def chosen(self) -> StartingPlan:
        """The plan that was chosen."""
        return STARTING_PLANS[Start(self.start.data)]


class CopyForm(VersionedForm):
    """Which earlier evaluation to take the set-up of."""

    earlier = SelectField(lazy("照哪一次"), coerce=int)

    @classmethod
    def among(cls, choices: Choices, version: int) -> Self:
        """Offer earlier evaluations."""
        form = cls.from_request(version=version)
        form.earlier.choices = list(choices)
        return form


class VisibilityForm(VersionedForm):
    """Who will see the result."""

    visibility = RadioField(
        lazy("结果宣布后，除会议工作人员外谁可以看"),
        [InputRequired(CHOOSE)],
        choices=[(one.value, label) for one, label in VISIBILITY_LABELS.items()],
    )
    own_sheet = BooleanField(lazy("测评对象本人可以看自己的结果"))
    comments_shown = BooleanField(lazy("本人还可以看对自己的意见（打乱顺序，不显示是谁写的）"))

    @classmethod
    def of(cls, found: Evaluation, version: int) -> Self:
        """Fill the form with a set-up, or with what was sent."""
        return cls.from_request(obj=found, version=version)

    @property
    def facts(self) -> VisibilityFacts:
        """What was said, for the service."""
        return VisibilityFacts(
            Visibility(self.visibility.data),
            own_sheet=bool(self.own_sheet.data),
            comments_shown=bool(self.comments_shown.data),
        )


class SeriesForm(TellingForm):
    """Which series an evaluation belongs to, and what it stands beside."""

    series = text(lazy("系列"), 60, description=lazy("如：工会主席述职测评。"))
    period = text(lazy("期次"), 40, description=lazy("如：2026年上半年。"))
    previous = SelectField(lazy("与哪一次比较"), coerce=int, validators=[Optional()], default=0)
    linked = SelectField(lazy("与哪一项同时进行"), coerce=int, validators=[Optional()], default=0)

    @staticmethod
    def stored(found: Evaluation) -> dict[str, Any]:
        """Return a set-up as the fields show it."""
        return {
            "series": found.series,
            "period": found.period,
            "previous": found.previous_poll_id or 0,
            "linked": found.linked_poll_id or 0,
        }

    def offering(self, choices: Choices) -> Self:
        """Offer other evaluations."""
        self.previous.choices = self.linked.choices = [_NONE, *choices]
        return self

    @property
    def facts(self) -> SeriesFacts:
        """What was said, for the service."""
        return SeriesFacts(
            series=self.series.data or "",
            period=self.period.data or "",
            previous_poll_id=self.previous.data or None,
            linked_poll_id=self.linked.data or None,
        )


class AdvancedForm(VersionedForm):
    """The whole plan as JSON, for circles of raters and whatever no field is made for."""

    plan = TextAreaField(
        lazy("方案"),
        [InputRequired(), at_most(20_000), plain_text],
        render_kw={"rows": 24, "spellcheck": "false"},
    )

    @property
    def data_typed(self) -> dict[str, Any]:
        """The plan as data; what is no JSON is refused."""
        try:
            found = json.loads(self.plan.data or "")
        except (ValueError, RecursionError):
            raise WrongInput(_("这不是完整的 JSON，请检查括号、引号和逗号。")) from None
        if not isinstance(found, dict):
            raise WrongInput(_("方案应是一个对象：以 { 开头，以 } 结尾。"))
        # What was deleted is left out, not kept from before.
        return dict.fromkeys(PLAN_KEYS) | found


class PairForm(TellingForm):
    """Two evaluations held together: 双评, or 一报告两评议."""

    kind = RadioField(
        lazy("哪一种"),
        [InputRequired(CHOOSE)],
        choices=[
            ("both_ways", lazy("双评：会员评主席，会员代表评组织")),
            ("report", lazy("一报告两评议：选人用人工作，新选拔任用干部")),
        ],
    )
    first_title = text(lazy("第一项的名称"), 80, required=True)
    first_meeting = SelectField(lazy("第一项由哪次会议的人员投票"), coerce=int)
    second_title = text(lazy("第二项的名称"), 80, required=True)
    second_meeting = SelectField(lazy("第二项由哪次会议的人员投票"), coerce=int)

    @classmethod
    def among(cls, meetings: Choices, meeting_id: int) -> Self:
        """Offer meetings for both ballots, this one first."""
        form = cls.from_request(first_meeting=meeting_id, second_meeting=meeting_id)
        form.first_meeting.choices = form.second_meeting.choices = list(meetings)
        return form
