"""Forms of the settings: categories and deadlines, the call of a meeting, the offices."""

from typing import Any, Self

from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from voting.i18n import _, lazy
from voting.motions.models import MotionCall, MotionSettings
from voting.motions.rules import Late, Seat
from voting.motions.service.seats import SEAT_LABELS
from voting.motions.service.settings import (
    LIMITS,
    NUMBER_LABELS,
    CallFacts,
    SettingsFacts,
)
from voting.web.fields import FILL, Day, WholeNumber, at_most, text
from voting.web.forms import TellingForm, VersionedForm, plain_text, trimmed


def _number(key: str, hint: str = "") -> WholeNumber:
    most = LIMITS[key]
    return WholeNumber(
        NUMBER_LABELS[key],
        [InputRequired(FILL), NumberRange(0, most, lazy("须在 %(min)s 至 %(max)s 之间。"))],
        description=hint,
        render_kw={"inputmode": "numeric"},
    )


class SettingsForm(VersionedForm):
    """How a congress handles its motions; days are working days."""

    categories = TextAreaField(
        lazy("类别"),
        [DataRequired(FILL), at_most(1000), plain_text],
        filters=[trimmed],
        description=lazy("每行一个，按列表中的顺序；每个最多 20 个字。"),
        render_kw={"rows": 8},
    )
    seconders = _number("seconders", lazy("提案须有这么多名正式代表附议；0 为不需要。"))
    late = RadioField(
        lazy("截止后提交的提案"),
        choices=[
            (Late.SUGGESTION.value, lazy("转为意见建议，同样办理和答复")),
            (Late.REFUSED.value, lazy("不再接收")),
        ],
    )
    review_days = _number("review_days", lazy("从提交之日起。"))
    accept_days = _number("accept_days", lazy("部门在此期限内可以退回交办，逾期视为接收。"))
    countersign_days = _number("countersign_days", lazy("从交办之日起。"))
    reply_days = _number("reply_days", lazy("从交办之日起；设有统一答复日的以它为准。"))
    second_reply_days = _number("second_reply_days", lazy("提案人不满意、退回重办之后。"))
    extension_days = _number("extension_days", lazy("每次延期最多这么多个工作日。"))
    extensions = _number("extensions", lazy("一件最多延期几次。"))
    feedback_days = _number("feedback_days", lazy("从答复之日起，逾期按未反馈办结，不算满意。"))
    co_replies_needed = BooleanField(lazy("协办部门全部会签后，主办部门才能答复"))

    @classmethod
    def of(cls, settings: MotionSettings) -> Self:
        """Fill the form with the settings there are, or with what was sent."""
        return cls.from_request(obj=settings)

    @property
    def facts(self) -> SettingsFacts:
        """What was said, for the service."""
        numbers: dict[str, Any] = {key: self[key].data for key in LIMITS}
        return SettingsFacts(
            categories=tuple(str(self.categories.data or "").splitlines()),
            late=Late(self.late.data),
            co_replies_needed=bool(self.co_replies_needed.data),
            **numbers,
        )


class CallForm(VersionedForm):
    """When motions for a meeting are taken, and a fixed last day for replies."""

    opens_on = Day(lazy("开始日"), [InputRequired(FILL)])
    closes_on = Day(
        lazy("截止日"),
        [InputRequired(FILL)],
        description=lazy("当天仍可提交；一般在开会 15 天前。"),
    )
    reply_by = Day(
        lazy("统一答复日"),
        [Optional()],
        description=lazy("此后交办的事项都以这一天为答复期限；不填则按工作日计算。"),
    )

    @classmethod
    def of(cls, call: MotionCall | None) -> Self:
        """Fill the form with the call there is, or with what was sent."""
        if call is None:
            return cls.from_request(version=0)
        return cls.from_request(obj=call)

    @property
    def facts(self) -> CallFacts:
        """What was said, for the service."""
        assert self.opens_on.data is not None
        assert self.closes_on.data is not None
        return CallFacts(self.opens_on.data, self.closes_on.data, self.reply_by.data)


class SeatForm(TellingForm):
    """Who is to hold which office, and for which department."""

    seat = SelectField(
        lazy("职务"), choices=lambda: [(seat.value, SEAT_LABELS[seat]) for seat in Seat]
    )
    person = text(lazy("工号或姓名"), 40, required=True, render_kw={"autocomplete": "off"})
    unit = SelectField(
        lazy("部门"),
        [Optional()],
        default="",
        description=lazy("只有部门承办人和部门负责人要选择部门。"),
    )

    @classmethod
    def offering(cls, units: list[tuple[int, str]]) -> Self:
        """Return the form with these departments to choose from."""
        form = cls.from_request()
        form.unit.choices = [("", _("不属于部门")), *((str(id_), name) for id_, name in units)]
        return form

    @property
    def unit_id(self) -> int | None:
        """The department that was chosen, if any."""
        return int(self.unit.data) if self.unit.data else None
