"""Around the questions: pages, where a question goes, languages, a form from a spreadsheet."""

from typing import Any

from wtforms import (
    FieldList,
    FileField,
    Form as RowForm,
    FormField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired

from voting.i18n import _, lazy
from voting.surveys.editing import place_of
from voting.surveys.form import Form, Section, Words, said
from voting.surveys.forms.building_conditions import ConditionalForm, condition_values
from voting.surveys.languages import OFFERED
from voting.surveys.option_lines import worded
from voting.surveys.outline import numbers
from voting.web.fields import CHOOSE, at_most, text
from voting.web.forms import TellingForm, VersionedForm, plain_text, trimmed

_TITLE_LENGTH = 200
_LONGEST = 40


class TranslatedTitle(RowForm):
    """The title of a page in a further language."""

    label = StringField(lazy("标题"), [at_most(_TITLE_LENGTH), plain_text], filters=[trimmed])


class SectionForm(ConditionalForm):
    """A page: its title, in all languages, and when it is shown."""

    label = text(lazy("页的标题"), _TITLE_LENGTH)
    translations = FieldList(
        FormField(TranslatedTitle), lazy("其他语言的标题"), max_entries=len(OFFERED)
    )

    @classmethod
    def of(cls, form: Form, section: Section, version: int) -> "SectionForm":
        """Return the form as it was sent, or filled with a page."""
        labels = dict(section.label)
        made = cls.from_request(
            version=version,
            label=labels.get(form.languages[0], ""),
            translations=[{"label": labels.get(each, "")} for each in form.languages[1:]],
            **condition_values(section.relevant, form, section.name),
        )
        made.offer(form, section.name)
        return made

    def words(self, form: Form) -> Words:
        """Return the title in all languages."""
        found = worded((), form.languages[0], str(self.label.data or ""))
        for language, entry in zip(form.languages[1:], self.translations.entries, strict=False):
            found = worded(found, language, str(entry.form.label.data or ""))
        return found


class NewPageForm(VersionedForm):
    """A page to add."""

    label = text(lazy("新一页的标题"), _TITLE_LENGTH)


class MoveForm(VersionedForm):
    """Where an item goes: behind another, or to the beginning of a page."""

    to = SelectField(lazy("移到"), [InputRequired(CHOOSE)])

    @classmethod
    def of(cls, form: Form, name: str, version: int) -> "MoveForm":
        """Return the form with all places that are not the item's own."""
        page, at = place_of(form, name)
        made = cls.from_request(version=version, to=f"{page}:{at}")
        made.to.choices = _places(form, name)
        return made

    @property
    def spot(self) -> tuple[int, int]:
        """The page and the place on it."""
        page, _colon, at = str(self.to.data).partition(":")
        return int(page), int(at)


def _places(form: Form, name: str) -> dict[str, list[tuple[str, str]]]:
    """Return the places of a form without an item, by page."""
    shown = numbers(form)
    found: dict[str, list[tuple[str, str]]] = {}
    for page, section in enumerate(form.sections):
        left = [each for each in section.items if each.name != name]
        title = said(section.label)[:_LONGEST]
        heading = _("第 %(n)s 页　%(title)s", n=page + 1, title=title)
        found[heading] = [(f"{page}:0", _("这一页的最前面"))]
        for at, each in enumerate(left, start=1):
            label = said(each.label)[:_LONGEST] or each.name
            number = shown.get(each.name, "·")
            found[heading].append(
                (f"{page}:{at}", _("%(n)s　%(label)s 之后", n=number, label=label))
            )
    return found


class LanguageForm(VersionedForm):
    """A language to add."""

    language = SelectField(lazy("增加一种语言"), [InputRequired(CHOOSE)])

    @classmethod
    def of(cls, form: Form, version: int) -> "LanguageForm":
        """Return the form with the languages that are not there yet."""
        made = cls.from_request(version=version)
        made.language.choices = [
            (each, each.rpartition(" (")[0]) for each in OFFERED if each not in form.languages
        ]
        return made


class SpreadsheetForm(TellingForm):
    """A questionnaire in a spreadsheet."""

    file = FileField(
        lazy("问卷文件"),
        [InputRequired(lazy("请先选择文件。"))],
        render_kw={"accept": ".xlsx,.xls,.md,.csv"},
    )

    def validate_file(self, field: Any) -> None:
        """Refuse a field without a file."""
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("请先选择文件。"))


class ConfirmForm(VersionedForm):
    """The button under a preview."""
