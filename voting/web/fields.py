"""The kinds of field that forms are made of, each with its refusal in plain words."""

from typing import Any

from typing_extensions import override
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from voting.errors import WrongInput
from voting.i18n import _, lazy
from voting.web.forms import VersionedForm, plain_text, trimmed

FILL = lazy("请填写。")
CHOOSE = lazy("请选择。")
REASON_LENGTH = 200


class WholeNumber(IntegerField):
    """A whole number; what is none is told in plain words."""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; an empty field is none."""
        if not any(valuelist):
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("请填写整数。")) from None


class Day(DateField):
    """A day; what is none is told in plain words."""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; an empty field is no day."""
        if not any(valuelist):
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("日期无法识别，请按 2026-11-22 的格式填写。")) from None


class Moment(DateTimeLocalField):
    """A day and a time by the clock in the hall."""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the moment."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("时间无法识别，请按 2026-11-22 14:30 的格式填写。")) from None


def checkboxes(label: str, **options: Any) -> SelectMultipleField:
    """Return a choice of several, each with a box."""
    return SelectMultipleField(
        label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), **options
    )


def at_most(most: int) -> Length:
    """Limit a text to so many characters."""
    return Length(max=most, message=lazy("太长了，最多 %(max)d 个字。"))


def text(label: str, most: int, *, required: bool = False, **options: Any) -> StringField:
    """Return a line of text of so many characters."""
    first = DataRequired(FILL) if required else Optional()
    return StringField(label, [first, at_most(most), plain_text], filters=[trimmed], **options)


def paragraph(label: str, most: int, rows: int, **options: Any) -> TextAreaField:
    """Return an optional text of several lines."""
    return TextAreaField(
        label,
        [at_most(most), plain_text],
        filters=[trimmed],
        render_kw={"rows": rows},
        **options,
    )


class ReasonForm(VersionedForm):
    """A reason that goes into the log."""

    reason = text(lazy("理由"), REASON_LENGTH, required=True)

    def told(self) -> str:
        """Return the reason; refuse where there is none, or one that cannot be read."""
        if self.validate():
            return self.reason.data or ""
        raise WrongInput(_("请写明理由（最多 200 个字），理由将记入日志。"))
