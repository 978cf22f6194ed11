"""Forms of what is decided without a ballot: by hands, and between meetings."""

from typing import Self

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from voting.congress.models import AgendaItem
from voting.i18n import lazy
from voting.resolutions.forms.base import CLASSES, item_class, preset_choices
from voting.resolutions.rules import Confirmation, ItemClass
from voting.resolutions.service import HandFacts, JointFacts
from voting.web.fields import CHOOSE, FILL, REASON_LENGTH, Day, WholeNumber, at_most, text
from voting.web.forms import TellingForm, plain_text, trimmed

_NO_ITEM = (0, lazy("不对应议程"))
_MOST = 100_000


def _count(label: str) -> WholeNumber:
    return WholeNumber(
        label,
        [InputRequired(FILL), NumberRange(0, _MOST, lazy("须在 0 以上。"))],
        render_kw={"inputmode": "numeric", "min": 0},
    )


class HandForm(TellingForm):
    """The counts of a show of hands."""

    title = text(lazy("表决事项"), 120, required=True, description=lazy("例如：大会议程。"))
    item_class = SelectField(lazy("类别"), choices=CLASSES, default=ItemClass.PROCEDURE.value)
    preset = SelectField(lazy("适用规则"), choices=preset_choices)
    agenda_item = SelectField(lazy("对应的议程"), coerce=int, default=0)
    present = _count(lazy("清点到会人数"))
    agree = _count(lazy("同意"))
    oppose = _count(lazy("不同意"))
    abstain = _count(lazy("弃权"))
    reason = text(
        lazy("举手表决的依据"),
        REASON_LENGTH,
        description=lazy("一般应无记名投票的事项，确需举手的须写明。"),
    )
    note = text(lazy("备注"), REASON_LENGTH)

    @classmethod
    def offering(cls, preset: str, present: int, agenda: list[AgendaItem]) -> Self:
        """Offer the items of the agenda; a fresh form has the rules and who has come."""
        form = cls.from_request(preset=preset, present=present)
        form.agenda_item.choices = [_NO_ITEM, *((item.id, item.title) for item in agenda)]
        return form

    @property
    def facts(self) -> HandFacts:
        """What was said, for the service."""
        return HandFacts(
            title=self.title.data or "",
            item_class=item_class(self.item_class.data),
            preset=self.preset.data,
            present=self.present.data or 0,
            agree=self.agree.data or 0,
            oppose=self.oppose.data or 0,
            abstain=self.abstain.data or 0,
            reason=self.reason.data or "",
            note=self.note.data or "",
            agenda_item_id=self.agenda_item.data or None,
        )


class JointForm(TellingForm):
    """What a joint meeting decided."""

    title = text(lazy("决定事项"), 80, required=True)
    decided_on = Day(lazy("决定日期"), [InputRequired(FILL)])
    decided_by = text(
        lazy("由谁决定"),
        120,
        required=True,
        description=lazy("例如：代表团（组）长和专门委员会负责人联席会议。"),
    )
    content = TextAreaField(
        lazy("决定内容"),
        [InputRequired(FILL), at_most(2000), plain_text],
        filters=[trimmed],
        render_kw={"rows": 6},
    )

    @property
    def facts(self) -> JointFacts:
        """What was said, for the service."""
        assert self.decided_on.data is not None
        return JointFacts(
            title=self.title.data or "",
            decided_on=self.decided_on.data,
            decided_by=self.decided_by.data or "",
            content=self.content.data or "",
        )


class SettleForm(TellingForm):
    """What the meeting said to a decision."""

    outcome = RadioField(
        lazy("大会的意见"),
        [InputRequired(CHOOSE)],
        choices=[
            (Confirmation.CONFIRMED.value, lazy("予以确认")),
            (Confirmation.NOT_CONFIRMED.value, lazy("不予确认")),
        ],
    )
    note = text(lazy("说明"), 400, description=lazy("例如：举手表决，同意 118 人。"))
