"""The base of all forms: the shape of input and nothing else."""

import unicodedata
from typing import Any, Self

from flask import request
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, Form, TextAreaField, ValidationError

from voting.i18n import _
from voting.web import csrf

# Characters that a name or a title never needs and that mislead whoever reads it.
_MISLEADING_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_LINE_BREAKS = frozenset("\n\r\t")


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
