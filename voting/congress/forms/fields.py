"""The kinds of field these forms are made of, each with its refusal in plain words."""

from collections.abc import Callable
from typing import Any

from wtforms import IntegerField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from voting.congress.rules import Labelled
from voting.i18n import lazy
from voting.web.fields import FILL, WholeNumber, at_most
from voting.web.forms import plain_text, trimmed


def choices_of(kind: type[Labelled]) -> Callable[[], list[tuple[str, str]]]:
    """Return the values of a list with their words, asked for when the form is made."""
    return lambda: [(value.value, value.label) for value in kind]


def required_text(label: str, most: int, **options: Any) -> StringField:
    """Return a required line of text of so many characters."""
    return StringField(
        label, [InputRequired(FILL), at_most(most), plain_text], filters=[trimmed], **options
    )


def ordinal_field(label: str) -> IntegerField:
    """Return a required ordinal, 1 to 99."""
    return WholeNumber(
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
