"""The base of all forms: the shape of input and nothing else."""

import unicodedata
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Self, TypeVar

from flask import request
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, Form, HiddenField, TextAreaField, ValidationError

from voting.errors import Refusal
from voting.i18n import _
from voting.web import csrf

# Characters that a name or a title never needs and that mislead whoever reads it.
_MISLEADING_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_LINE_BREAKS = frozenset("\n\r\t")
_LONGEST_VERSION = 16
Result = TypeVar("Result")


class PageForm(Form):
    """A form of a page; its token is checked before any view is reached (:mod:`csrf`)."""

    class Meta:
        locales = ("zh",)

    @classmethod
    def from_request(cls, obj: object | None = None, **values: Any) -> Self:
        """Fill the form from what was sent, or from ``obj`` when nothing was."""
        sent: CombinedMultiDict[str, Any] | MultiDict[str, Any] | None = None
        if request.method == "POST":
            sent = CombinedMultiDict([request.files, request.form])
        return cls(sent, obj=obj, **values)

    @property
    def csrf_token(self) -> Markup:
        """The hidden field with the token."""
        return csrf.field()

    def submitted(self) -> bool:
        """Tell whether the form was sent and its shape is right."""
        return request.method == "POST" and bool(self.validate())


class TellingForm(PageForm):
    """A form that stays on the page and tells a refusal above its fields."""

    refused: Refusal | None = None

    def tried(self, act: Callable[[], Result]) -> Result | None:
        """Do an act; on a refusal keep its sentence for the page and return None."""
        try:
            return act()
        except Refusal as refusal:
            self.refused = refusal
            self.form_errors.append(refusal.message)
            return None

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form."""
        if self.refused is not None:
            return int(self.refused.status)
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK


class VersionedForm(TellingForm):
    """A form of something that others may change too; ``version`` guards every change."""

    version = HiddenField(default="0")

    @property
    def read_version(self) -> int:
        """The version that was on the page."""
        text = str(self.version.data or "")
        # Python reads no number of thousands of digits; no version is so large.
        return int(text) if text.isdecimal() and len(text) < _LONGEST_VERSION else 0


def misleading(text: str) -> bool:
    """Tell whether a text holds control characters, direction marks or emoji."""
    return any(
        (unicodedata.category(letter) in _MISLEADING_CATEGORIES and letter not in _LINE_BREAKS)
        or unicodedata.category(letter) == "So"
        for letter in text
    )


def plain_text(_form: Form, field: Field) -> None:
    """Validate that a text holds nothing invisible or misleading, and a line no second line."""
    text = str(field.data or "")
    broken = not isinstance(field, TextAreaField) and not _LINE_BREAKS.isdisjoint(text)
    if broken or misleading(text):
        raise ValidationError(_("含有不可见字符或表情符号，请删去后再提交。"))


def trimmed(value: str | None) -> str | None:
    """Return a text without white space at its ends (a WTForms filter)."""
    return unicodedata.normalize("NFC", value).strip() if value else value
