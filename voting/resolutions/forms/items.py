"""Forms of the documents: what each is about, its versions, and voting on it again."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Self

from werkzeug.datastructures import FileStorage
from wtforms import Field, FileField, Form, HiddenField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from voting.i18n import _, lazy
from voting.resolutions.forms.base import (
    BASES,
    CLASSES,
    OPERATORS,
    check_share,
    fraction,
    item_class,
    preset_choices,
)
from voting.resolutions.models import ResolutionItem
from voting.resolutions.results import Fate
from voting.resolutions.service import ItemFacts
from voting.resolutions.service.texts import MOST_TEXT
from voting.web.fields import CHOOSE, REASON_LENGTH, at_most, checkboxes, text
from voting.web.forms import TellingForm, VersionedForm

_AS_THE_VOTE = ("", lazy("按本次表决的规则"))
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})
_AS_EMOJI = "\ufe0f"
_FIRST_EMOJI = "\U0001f000"


class ItemForm(VersionedForm):
    """One document: its title, what it is about, and where its rules are others."""

    title = text(
        lazy("议题"),
        120,
        required=True,
        description=lazy("印在选票上，例如：绩效工资分配方案（草案）。"),
    )
    item_class = SelectField(lazy("类别"), choices=CLASSES)
    preset = SelectField(
        lazy("这一项适用的规则"), choices=lambda: [_AS_THE_VOTE, *preset_choices()]
    )
    pass_share = text(lazy("通过比例"), 9, description=lazy("不填则按规则，例如 2/3。"))
    pass_op = SelectField(lazy("通过比例怎样算"), choices=[_AS_THE_VOTE, *OPERATORS])
    pass_base = SelectField(lazy("以什么为基数"), choices=[_AS_THE_VOTE, *BASES])
    reason = text(
        lazy("这一项规则不同的依据"),
        REASON_LENGTH,
        description=lazy("改动了上面的规则时填写，例如：集体合同规定第三十六条。"),
    )

    def validate_pass_share(self, field: Field) -> None:
        """Read the share."""
        check_share(field)

    @classmethod
    def of(cls, item: ResolutionItem, version: int) -> Self:
        """Fill the form with an item, or with what was sent."""
        return cls.from_request(version=version, **_shown(item))

    @classmethod
    def stored(cls, item: ResolutionItem, version: int) -> Self:
        """Fill the form with an item, whatever another form of the page has sent."""
        return cls(version=version, **_shown(item))

    @property
    def facts(self) -> ItemFacts:
        """What was said, for the service."""
        return ItemFacts(
            title=self.title.data or "",
            item_class=item_class(self.item_class.data),
            overrides=self._overrides(),
            reason=self.reason.data or "",
        )

    def _overrides(self) -> dict[str, Any]:
        passes = {
            "share": fraction(self.pass_share.data) if self.pass_share.data else None,
            "op": self.pass_op.data,
            "base": self.pass_base.data,
        }
        own = {key: value for key, value in passes.items() if value}
        chosen = {"extends": self.preset.data, "pass": own}
        return {key: value for key, value in chosen.items() if value}


def _shown(item: ResolutionItem) -> dict[str, Any]:
    """Return an item as the fields show it."""
    own = item.changes
    passes = own.get("pass", {})
    if isinstance(passes, str):
        passes = {}
    return {
        "title": item.title,
        "item_class": item.item_class,
        "preset": own.get("extends", ""),
        "pass_share": passes.get("share", ""),
        "pass_op": passes.get("op", ""),
        "pass_base": passes.get("base", ""),
        "reason": item.override_reason,
    }


def _one_line_break(value: str | None) -> str | None:
    """Return a text with one kind of line break, so that its digest can be computed anywhere."""
    if not value:
        return value
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain).strip()


def _is_emoji(letter: str) -> bool:
    return letter == _AS_EMOJI or (letter >= _FIRST_EMOJI and unicodedata.category(letter) == "So")


def _readable(_form: Form, field: Field) -> None:
    """Validate that a document's text holds nothing invisible and no emoji; № or ● are welcome."""
    letters = str(field.data or "").replace("\n", "").replace("\t", "")
    if any(unicodedata.category(each) in _HIDDEN or _is_emoji(each) for each in letters):
        raise ValidationError(_("含有不可见字符或表情符号，请删去后再提交。"))


class TextForm(TellingForm):
    """The next version of a document: a file, or its text."""

    after = HiddenField(default="0")
    file = FileField(
        lazy("文件"),
        description=lazy("PDF、Word、Excel、PPT 或图片，不超过 20 MB；手机上 PDF 最便于阅读。"),
        render_kw={"accept": ".pdf,.doc,.docx,.xls,.xlsx,.pptx,.png,.jpg,.jpeg"},
    )
    body = TextAreaField(
        lazy("或者直接填写文本"),
        [at_most(MOST_TEXT), _readable],
        filters=[_one_line_break],
        render_kw={"rows": 8},
        description=lazy("上传了文件的不必填写。"),
    )
    note = text(
        lazy("修改说明"), 400, description=lazy("与上一版相比改了什么，代表在手机上能看到。")
    )

    @property
    def sent(self) -> FileStorage | None:
        """The file that was sent, if one was."""
        given = self.file.data
        return given if isinstance(given, FileStorage) and given.filename else None

    @property
    def seen(self) -> int:
        """The number of the last version that was on the page."""
        words = str(self.after.data or "")
        return int(words) if words.isdecimal() else 0


class ResubmitForm(TellingForm):
    """Which documents are voted on again, and in which meeting."""

    items = checkboxes(lazy("重新提交的议题"), coerce=int)
    meeting = SelectField(lazy("在哪次会议表决"), [InputRequired(CHOOSE)], coerce=int)

    @classmethod
    def offering(cls, open_to: Sequence[Fate], meetings: Sequence[tuple[int, str]]) -> Self:
        """Offer the documents that may be voted on again; a fresh form has all of them chosen."""
        ids = [fate.item.id for fate in open_to]
        form = cls.from_request(items=ids)
        form.items.choices = [(fate.item.id, fate.item.title) for fate in open_to]
        form.meeting.choices = list(meetings)
        return form
