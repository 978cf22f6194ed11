"""What the office types: what a survey is, when it ends, how a comment is printed."""

from datetime import datetime

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from voting import clock
from voting.i18n import _, lazy
from voting.surveys.models import Survey
from voting.surveys.rules import (
    BODY_LABELS,
    LEAST_MAXIMUM,
    LEAST_MINIMUM,
    MODE_LABELS,
    VISIBILITY_LABELS,
    Body,
    Mode,
    Visibility,
)
from voting.surveys.service.drafts import Facts, facts_of
from voting.web.fields import (
    CHOOSE,
    FILL,
    Moment,
    WholeNumber,
    checkboxes,
    paragraph,
    text,
)
from voting.web.forms import TellingForm, VersionedForm

TITLE_LENGTH = 100
IMPORT = "import"
"""To begin with a spreadsheet, which is asked for next."""
_RANGE = NumberRange(LEAST_MINIMUM, LEAST_MAXIMUM, message=lazy("请填写 3 到 20 之间的整数。"))
_COMMENTS = NumberRange(LEAST_MINIMUM, 100, message=lazy("请填写 3 到 100 之间的整数。"))


class NewForm(TellingForm):
    """A survey to begin: its title, how it is answered, and what to begin with."""

    title = text(lazy("问卷标题"), TITLE_LENGTH, required=True)
    mode = RadioField(
        lazy("作答方式"),
        [InputRequired(CHOOSE)],
        choices=[(mode.value, MODE_LABELS[mode]) for mode in Mode],
        default=Mode.INVITED.value,
        description=lazy("发布以后不能再改。"),
    )
    source = SelectField(lazy("从哪里开始"), default="")

    def offer(self, templates: list[tuple[str, str]], earlier: list[Survey]) -> None:
        """Offer templates and earlier surveys to begin with."""
        self.source.choices = [
            ("", _("空白问卷")),
            (IMPORT, _("导入表格（XLSForm）")),
            *((f"template:{key}", _("模板：%(title)s", title=title)) for key, title in templates),
            *((f"copy:{each.id}", _("复制：%(title)s", title=each.title)) for each in earlier),
        ]


class SettingsForm(VersionedForm):
    """What a draft is besides its questionnaire."""

    title = text(lazy("问卷标题"), TITLE_LENGTH, required=True)
    mode = RadioField(
        lazy("作答方式"),
        [InputRequired(CHOOSE)],
        choices=[(mode.value, MODE_LABELS[mode]) for mode in Mode],
        description=lazy("发布以后不能再改。"),
    )
    body = RadioField(
        lazy("调查谁"),
        [InputRequired(CHOOSE)],
        choices=[(body.value, BODY_LABELS[body]) for body in Body],
        description=lazy("按发布那一天的花名册。公开链接不用选。"),
    )
    units = checkboxes(
        lazy("只调查这些部门"), coerce=int, description=lazy("一个也不选，就是全部部门。")
    )
    opens_at = Moment(
        lazy("开始时间"),
        [Optional()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        description=lazy("不填，发布后马上开始。"),
    )
    closes_at = Moment(
        lazy("截止时间"),
        [Optional()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        description=lazy("到时自动截止；不填，由秘书或问卷负责人手动截止。"),
    )
    least = WholeNumber(
        lazy("最小分组人数"),
        [InputRequired(FILL), _RANGE],
        description=lazy("少于这么多人的组，结果不单独列出。一般 5，敏感内容 10。"),
    )
    comment_least = WholeNumber(
        lazy("至少收到多少条意见才公布"),
        [InputRequired(FILL), _COMMENTS],
    )
    small_cells = BooleanField(
        lazy("总体结果里，少于最小分组人数的选项也不列出"),
        description=lazy("人数少的单位建议勾选。"),
    )
    visibility = RadioField(
        lazy("公布以后谁能看结果"),
        [InputRequired(CHOOSE)],
        choices=[(each.value, VISIBILITY_LABELS[each]) for each in Visibility],
    )
    welcome = paragraph(lazy("开头语"), 2000, 5)
    thanks = paragraph(lazy("结束语"), 500, 3)

    @classmethod
    def of(cls, survey: Survey, units: list[tuple[int, str]]) -> "SettingsForm":
        """Return the form as it was sent, or filled with what is set."""
        told = facts_of(survey)
        form = cls.from_request(
            version=survey.version,
            title=told.title,
            mode=told.mode.value,
            body=told.body.value,
            units=list(told.unit_ids),
            opens_at=_by_the_clock(told.opens_at),
            closes_at=_by_the_clock(told.closes_at),
            least=told.least,
            comment_least=told.comment_least,
            small_cells=told.small_cells,
            visibility=told.visibility.value,
            welcome=told.welcome,
            thanks=told.thanks,
        )
        form.units.choices = units
        return form

    @property
    def facts(self) -> Facts:
        """What was typed."""
        return Facts(
            title=self.title.data or "",
            mode=Mode(self.mode.data),
            body=Body(self.body.data),
            unit_ids=tuple(self.units.data or ()),
            least=self.least.data or 0,
            comment_least=self.comment_least.data or 0,
            small_cells=bool(self.small_cells.data),
            visibility=Visibility(self.visibility.data),
            opens_at=_moment(self.opens_at.data),
            closes_at=_moment(self.closes_at.data),
            welcome=self.welcome.data or "",
            thanks=self.thanks.data or "",
        )


class ExtendForm(VersionedForm):
    """A new end of a survey that is under way."""

    closes_at = Moment(
        lazy("新的截止时间"),
        [Optional()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        description=lazy("不填，由秘书或问卷负责人手动截止。"),
    )

    @classmethod
    def of(cls, survey: Survey) -> "ExtendForm":
        """Return the form as it was sent, or filled with the present end."""
        return cls.from_request(version=survey.version, closes_at=_by_the_clock(survey.closes_at))

    @property
    def moment(self) -> datetime | None:
        """The new end."""
        return _moment(self.closes_at.data)


class StepForm(VersionedForm):
    """A step that needs nothing but the version of the page it was asked for on."""


class CommentForm(VersionedForm):
    """How a comment is printed; nothing: it is left out."""

    printed = paragraph(lazy("公布的文字"), 2000, 3)


class CopyForm(TellingForm):
    """The title of a copy."""

    title = text(lazy("新问卷的标题"), TITLE_LENGTH, required=True)


def _by_the_clock(moment: datetime | None) -> datetime | None:
    return clock.local(moment).replace(tzinfo=None) if moment else None


def _moment(typed: datetime | None) -> datetime | None:
    return typed.replace(tzinfo=clock.CHINA) if typed else None
