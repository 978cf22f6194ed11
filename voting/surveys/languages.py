"""The languages of a questionnaire: another one added, one taken out with its texts."""

from dataclasses import replace

from voting.errors import WrongInput
from voting.i18n import _
from voting.surveys.form import ChoiceList, Form, Item, Matrix, Question, Words

CHINESE = "中文 (zh)"
OFFERED = (
    "English (en)",
    "繁體中文 (zh-Hant)",
    "བོད་ཡིག (bo)",
    "ئۇيغۇرچە (ug)",
    "ᠮᠣᠩᠭᠣᠯ (mn)",
    "한국어 (ko)",
    "日本語 (ja)",
    "Русский (ru)",
)
"""Languages offered to add, each in its own writing."""


def add_language(form: Form, language: str) -> Form:
    """Add a language, its texts still empty; one unnamed so far becomes Chinese."""
    if language in form.languages:
        raise WrongInput(_("问卷已经有这种语言。"))
    if form.languages == ("",):
        form = replace(_worded(form, {"": CHINESE}), languages=(CHINESE,))
    return replace(form, languages=(*form.languages, language))


def remove_language(form: Form, language: str) -> Form:
    """Take a further language out, with all its texts."""
    if language not in form.languages[1:]:
        raise WrongInput(_("只能删去后加的语言，第一种语言不能删。"))
    kept = {each: each for each in form.languages if each != language}
    return replace(_worded(form, kept), languages=tuple(kept))


def _worded(form: Form, names: dict[str, str]) -> Form:
    """Rename languages in all texts; texts in others are left out."""

    def words(found: Words) -> Words:
        return tuple((names[language], text) for language, text in found if language in names)

    def question(each: Question) -> Question:
        return replace(
            each,
            label=words(each.label),
            hint=words(each.hint),
            required_message=words(each.required_message),
            constraint_message=words(each.constraint_message),
        )

    def item(each: Item) -> Item:
        if isinstance(each, Question):
            return question(each)
        rows = tuple(question(row) for row in each.questions)
        return Matrix(each.name, words(each.label), rows, each.relevant)

    return replace(
        form,
        sections=tuple(
            replace(each, label=words(each.label), items=tuple(map(item, each.items)))
            for each in form.sections
        ),
        lists=tuple(
            ChoiceList(
                each.name,
                tuple(replace(choice, label=words(choice.label)) for choice in each.choices),
            )
            for each in form.lists
        ),
    )
