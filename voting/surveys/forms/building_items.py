"""What questions and matrices have in common when they are typed: words, options, languages."""

from typing import Any

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form as RowForm,
    FormField,
    TextAreaField,
    ValidationError,
)

from voting.errors import Refusal
from voting.i18n import _, lazy
from voting.surveys import option_lines
from voting.surveys.form import Choice, Form, Item, Words
from voting.surveys.forms.building_conditions import ConditionalForm
from voting.surveys.languages import OFFERED
from voting.surveys.option_lines import worded
from voting.web.forms import misleading, plain_text, trimmed

LABEL_LENGTH = 1000
HINT_LENGTH = 500
# Joiners and separators that some scripts are written with (Mongolian, Uyghur, Persian).
_WRITING = str.maketrans("", "", "\u180e\u200c\u200d")


class Translation(RowForm):
    """The texts of an item in a further language; rows and options: as many lines as the first."""

    label = TextAreaField(lazy("题目"), filters=[trimmed], render_kw={"rows": 2})
    hint = TextAreaField(lazy("填写提示"), filters=[trimmed], render_kw={"rows": 2})
    rows = TextAreaField(lazy("每行的题目"), render_kw={"rows": 4})
    options = TextAreaField(lazy("选项"), render_kw={"rows": 5})


class ItemForm(ConditionalForm):
    """A form of an item; ``asked`` is the questionnaire, ``item`` what the item was before."""

    options = TextAreaField(
        lazy("选项"),
        [plain_text],
        description=lazy(
            "每行一个，可以从 Word 粘贴，前面的 A. 1、 会自动去掉。"
            "行首加 * 表示互斥（选了它就不能选别的）；行尾加 | 5 表示 5 分。"
        ),
        render_kw={"rows": 8},
    )
    together = BooleanField(lazy("一起改用同一组选项的题"))
    translations = FieldList(
        FormField(Translation), lazy("其他语言的文字"), max_entries=len(OFFERED)
    )
    old_choices: tuple[Choice, ...] = ()

    @property
    def first(self) -> str:
        """The language of the fields above the translations."""
        return self.asked.languages[0] if self.asked else ""

    @property
    def further(self) -> tuple[str, ...]:
        """The languages to translate into."""
        return self.asked.languages[1:] if self.asked else ()

    def validate_options(self, field: Field) -> None:
        """Refuse options that cannot be read."""
        self._read_options(str(field.data or ""))

    def _read_options(self, text: str) -> tuple[option_lines.Line, ...]:
        try:
            return option_lines.read(text)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None

    def validate_translations(self, field: Any) -> None:
        """Refuse translations with other numbers of lines, too long, or misleading."""
        for language, entry in zip(self.further, field.entries, strict=False):
            for part in entry.form:
                if misleading(str(part.data or "").translate(_WRITING)):
                    text = _("“%(language)s”的文字含有不可见字符或表情符号。", language=language)
                    raise ValidationError(text)
                if len(str(part.data or "")) > LABEL_LENGTH * 20:
                    raise ValidationError(_("“%(language)s”的文字太长。", language=language))
        if "options" not in self or self.options.errors:
            return
        try:
            self.choices()
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None

    def choices(self) -> tuple[Choice, ...]:
        """Return the options that were typed, in all languages."""
        lines = option_lines.read(str(self.options.data or ""))
        found = option_lines.matched(lines, self.old_choices, self.first)
        for language, entry in self.translated():
            found = option_lines.translated(found, str(entry.options.data or ""), language)
        return found

    def words(self, old: Words, text: str, part: str) -> Words:
        """Return a text in all languages; ``part``: what it is called in the translations."""
        found = worded(old, self.first, _tidy(text))
        for language, entry in self.translated():
            found = worded(found, language, _tidy(str(entry[part].data or "")))
        return found

    def translated(self) -> list[tuple[str, Any]]:
        """Return the further languages, each with its fields."""
        if "translations" not in self:
            return []
        entries = [entry.form for entry in self.translations.entries]
        return list(zip(self.further, entries, strict=False))


def translation_values(form: Form, item: Item, choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    """Return what the fields of the further languages begin with."""
    hint = getattr(item, "hint", ())
    rows = getattr(item, "questions", ())
    return [
        {
            "label": dict(item.label).get(language, ""),
            "hint": dict(hint).get(language, ""),
            "rows": lines_in([each.label for each in rows], language),
            "options": lines_in([each.label for each in choices], language),
        }
        for language in form.languages[1:]
    ]


def lines_in(all_words: list[Words], language: str) -> str:
    """Return texts in one language, a line each; nothing where none is translated."""
    found = [" ".join(dict(each).get(language, "").split()) for each in all_words]
    return "\n".join(found) if any(found) else ""


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
