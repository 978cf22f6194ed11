"""The kinds of field these forms are made of, each with its refusal in plain words."""

from collections.abc import Callable
from typing import Any

from typing_extensions import override
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from voting.access.forms import TellingForm
from voting.congress.rules import Labelled
from voting.i18n import _, lazy
from voting.web.forms import plain_text, trimmed

FILL = lazy("请填写。")
CHOOSE = lazy("请选择。")
REASON_LENGTH = 200


class CongressSliceForm(TellingForm):
    """Built-in sentences of the form library in Chinese, too."""

    class Meta:
        locales = ("zh",)


def choices_of(kind: type[Labelled]) -> Callable[[], list[tuple[str, str]]]:
    """Return the values of a list with their words, asked for when the form is made."""
    return lambda: [(value.value, value.label) for value in kind]


def required_text(label: str, most: int, **options: Any) -> StringField:
    """Return a required line of text of so many characters."""
    return StringField(
        label, [InputRequired(FILL), at_most(most), plain_text], filters=[trimmed], **options
    )


def at_most(most: int) -> Length:
    """Validate that a text has at most so many characters."""
    return Length(max=most, message=lazy("太长了，最多 %(max)d 个字。"))


class WholeNumberField(IntegerField):
    """A whole number; what is none is told in plain words."""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("请填写整数。")) from None


class DayField(DateField):
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


class MomentField(DateTimeLocalField):
    """A day and a time by the clock in the hall."""

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the moment."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("时间无法识别，请按 2026-11-22 14:30 的格式填写。")) from None


def ordinal_field(label: str) -> IntegerField:
    """Return a required ordinal, 1 to 99."""
    return WholeNumberField(
        label,
        [InputRequired(FILL), NumberRange(1, 99, lazy("须在 1 至 99 之间。"))],
        render_kw={"inputmode": "numeric", "min": 1, "max": 99},
    )


def boxes(label: str) -> SelectMultipleField:
    """Return several choices as boxes to tick; a value that was not offered chooses nothing."""
    return SelectMultipleField(
        label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
