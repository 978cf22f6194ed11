"""Names of questions, pages, lists and options: free ones, and renaming wherever they are used."""

import re
from collections.abc import Callable
from dataclasses import replace

from voting.errors import WrongInput
from voting.i18n import _
from voting.surveys.expressions.tokens import Mark, tokens
from voting.surveys.expressions.tree import WrongExpression
from voting.surveys.form import OTHER_SUFFIX, Form, Item, Matrix, Question

NAME = re.compile(r"[^\W\d][\w.-]{0,63}")
_EXPRESSIONS = ("relevant", "constraint", "choice_filter", "calculation")


def taken(form: Form) -> frozenset[str]:
    """Return all names of a form that another question, table or page cannot have."""
    found = {section.name for section in form.sections}
    for section in form.sections:
        found.update(name for item in section.items for name in names_of(item))
    return frozenset(found - {""})


def names_of(item: Item) -> tuple[str, ...]:
    """Return the names an item takes: its own, those of its rows, those of texts beside 其他."""
    if isinstance(item, Matrix):
        return (item.name, *(name for each in item.questions for name in names_of(each)))
    return (item.name, item.other_name) if item.other else (item.name,)


def free(names: frozenset[str], stem: str = "q") -> str:
    """Return the first name of a stem that neither is taken nor would be with 其他."""
    number = 1
    while {f"{stem}{number}", f"{stem}{number}{OTHER_SUFFIX}"} & names:
        number += 1
    return f"{stem}{number}"


def demand_name(name: str, others: frozenset[str]) -> None:
    """Refuse a name that cannot be one, or that another thing of the form has."""
    if not NAME.fullmatch(name):
        raise WrongInput(
            _(
                "“%(name)s”不能作名称：以字母、汉字或 _ 开头，只含字母、汉字、数字和 _ - .，"
                "最多 64 个字。",
                name=name[:64],
            )
        )
    if name in others:
        raise WrongInput(_("名称“%(name)s”已经用在这份问卷里，请换一个。", name=name))


def renamed(source: str, old: str, new: str) -> str:
    """Return an expression that asks for ``new`` where it asked for ``old``."""
    if "${" not in source or old not in source:
        return source
    try:
        found = [each for each in tokens(source) if each.mark is Mark.ANSWER and each.text == old]
    except WrongExpression:
        return source
    for token in reversed(found):
        start = token.place - 1
        end = source.index("}", start) + 1
        source = f"{source[:start]}${{{new}}}{source[end:]}"
    return source


def everywhere(form: Form, change: Callable[[str], str]) -> Form:
    """Return a form with all its expressions changed."""

    def of_question(question: Question) -> Question:
        changed = {key: change(getattr(question, key)) for key in _EXPRESSIONS}
        return replace(question, **changed)  # type: ignore[arg-type]  # all four are texts

    def of_item(item: Item) -> Item:
        if isinstance(item, Question):
            return of_question(item)
        rows = tuple(of_question(each) for each in item.questions)
        return replace(item, relevant=change(item.relevant), questions=rows)

    return replace(
        form,
        sections=tuple(
            replace(
                section,
                relevant=change(section.relevant),
                items=tuple(of_item(item) for item in section.items),
            )
            for section in form.sections
        ),
    )


def renamed_everywhere(form: Form, old: str, new: str) -> Form:
    """Return a form whose expressions ask for a question, and its 其他, by a new name."""

    def change(source: str) -> str:
        return renamed(renamed(source, old, new), old + OTHER_SUFFIX, new + OTHER_SUFFIX)

    return form if old == new else everywhere(form, change)
