"""The forms of the pages about monthly forms."""

from typing import Any

from wtforms import Field, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from voting.i18n import _, lazy
from voting.motions.situations.filling import ItemFacts
from voting.motions.situations.rolling import Summary
from voting.motions.situations.rules import TEXT_LENGTH, TOPIC_LABELS, Topic, is_month
from voting.web.fields import CHOOSE, FILL, Day, paragraph, text
from voting.web.forms import TellingForm, plain_text

_TITLE_LENGTH = 60
_SUMMARY_LENGTH = 3000


class MonthForm(TellingForm):
    """A month that is asked for, and its last day."""

    month = StringField(
        lazy("月份"),
        [DataRequired(FILL), Length(max=7, message=FILL), plain_text],
        render_kw={"type": "month"},
        description=lazy("例如 2026-11。"),
    )
    due_on = Day(lazy("截止日"), [DataRequired(lazy("请填写截止日。"))])

    def validate_month(self, field: Field) -> None:
        """Read the month."""
        if not is_month(str(field.data or "")):
            raise ValidationError(_("月份无法识别，请按 2026-11 的格式填写。"))


class ReporterForm(TellingForm):
    """Who hands in for a group."""

    group = SelectField(lazy("工会小组"), [DataRequired(CHOOSE)])
    person = text(
        lazy("信息员"),
        60,
        required=True,
        description=lazy("本组成员的工号，或不与别人重名的姓名。"),
    )

    @classmethod
    def offering(cls, groups: list[str]) -> "ReporterForm":
        """Fill the form from what was sent, with the groups to choose from."""
        made = cls.from_request()
        made.group.choices = [(name, name) for name in groups]
        return made


class ItemForm(TellingForm):
    """One matter of a monthly form."""

    topic = SelectField(
        lazy("类别"), choices=[(topic.value, label) for topic, label in TOPIC_LABELS.items()]
    )
    text = paragraph(
        lazy("情况"), TEXT_LENGTH, 4, description=lazy("一条只写一件事。尽量不写个人姓名。")
    )
    advice = paragraph(lazy("建议"), TEXT_LENGTH, 3)

    @property
    def facts(self) -> ItemFacts:
        """What was said, for the service."""
        topic = Topic(self.topic.data or Topic.DIFFICULTY)
        return ItemFacts(topic, self.text.data or "", self.advice.data or "")


class SummaryForm(TellingForm):
    """What the office makes of the ticked items."""

    names: frozenset[str] = frozenset()
    """The categories that are offered."""

    title = text(
        lazy("标题"),
        _TITLE_LENGTH,
        required=True,
        description=lazy("例如：关于教师午休场所的情况反馈。"),
    )
    category = SelectField(lazy("类别"), validate_choice=False)
    cause = paragraph(lazy("情况"), _SUMMARY_LENGTH, 8)
    advice = paragraph(lazy("建议"), _SUMMARY_LENGTH, 5)

    @classmethod
    def offering(cls, categories: list[str], summary: Summary) -> "SummaryForm":
        """Fill the form with a first text, or with what was sent."""
        values: dict[str, Any] = {"cause": summary.cause, "advice": summary.advice}
        made = cls.from_request(**values)
        made.names = frozenset(categories)
        made.category.choices = [(name, name) for name in categories]
        return made

    @property
    def summary(self) -> Summary:
        """What was said, for the service."""
        chosen = str(self.category.data or "")
        return Summary(
            self.title.data or "",
            self.cause.data or "",
            self.advice.data or "",
            chosen if chosen in self.names else "",
        )
