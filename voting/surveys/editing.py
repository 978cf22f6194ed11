"""Editing a questionnaire: every act takes a form and returns another.

Items (questions and matrices) are known by their names, pages by their places from 0.
"""

from collections.abc import Callable
from dataclasses import replace

from voting.errors import NotFound, WrongInput
from voting.i18n import _
from voting.surveys.form import Choice, ChoiceList, Form, Item, Matrix, Question, Section, Words
from voting.surveys.naming import demand_name, free, names_of, renamed_everywhere, taken

MOST_QUESTIONS = 500
MOST_PAGES = 100


def item(form: Form, name: str) -> Item:
    """Return a question that stands on a page, or a matrix."""
    page, at = place_of(form, name)
    return form.sections[page].items[at]


def place_of(form: Form, name: str) -> tuple[int, int]:
    """Return the page of an item and its place on it."""
    for page, section in enumerate(form.sections):
        for at, each in enumerate(section.items):
            if each.name == name:
                return page, at
    raise NotFound(_("这道题已经不在问卷里，请刷新页面。"))


def page_at(form: Form, page: int) -> Section:
    """Return a page."""
    if not 0 <= page < len(form.sections):
        raise NotFound(_("这一页已经不在问卷里，请刷新页面。"))
    return form.sections[page]


def put(form: Form, new: Item, page: int, at: int | None = None) -> Form:
    """Add an item to a page, at its end unless a place is said; an empty form gets its page."""
    if not form.sections:
        form = replace(form, sections=(Section(()),))
    section = page_at(form, page)
    _demand_names(new, taken(form))
    if sum(1 for _each in form.questions()) + _size(new) > MOST_QUESTIONS:
        raise WrongInput(_("一份问卷最多 %(n)s 道题，请先删去一些。", n=MOST_QUESTIONS))
    return _with_items(form, page, _inserted(section.items, new, at))


def swap(form: Form, name: str, new: Item) -> Form:
    """Put a changed item in the place of the old one; conditions follow a new name."""
    page, at = place_of(form, name)
    old = form.sections[page].items[at]
    _demand_names(new, taken(form) - set(names_of(old)))
    items = form.sections[page].items
    changed = _with_items(form, page, (*items[:at], new, *items[at + 1 :]))
    return pruned(renamed_everywhere(changed, name, new.name))


def remove(form: Form, name: str) -> Form:
    """Take an item out; its page stays."""
    page, at = place_of(form, name)
    items = form.sections[page].items
    return pruned(_with_items(form, page, (*items[:at], *items[at + 1 :])))


def shift(form: Form, name: str, by: int) -> Form:
    """Move an item one place up (-1) or down (1), over the edge to the page beside."""
    page, at = place_of(form, name)
    if 0 <= at + by < len(form.sections[page].items):
        return move(form, name, page, at + by)
    if not 0 <= page + by < len(form.sections):
        return form
    return move(form, name, page + by, 0 if by > 0 else None)


def move(form: Form, name: str, page: int, at: int | None = None) -> Form:
    """Move an item to a page, at its end unless a place is said."""
    page_at(form, page)
    old, place = place_of(form, name)
    moved = form.sections[old].items[place]
    items = form.sections[old].items
    form = _with_items(form, old, (*items[:place], *items[place + 1 :]))
    return _with_items(form, page, _inserted(form.sections[page].items, moved, at))


def duplicate(form: Form, name: str) -> tuple[Form, str]:
    """Copy an item to the place after it, with names of its own; return the copy's name too."""
    page, at = place_of(form, name)
    copied = _with_free_names(form.sections[page].items[at], taken(form))
    return put(form, copied, page, at + 1), copied.name


def add_page(form: Form, label: Words) -> Form:
    """Add a page at the end."""
    if len(form.sections) >= MOST_PAGES:
        raise WrongInput(_("一份问卷最多 %(n)s 页，请先删去一些。", n=MOST_PAGES))
    form = _named(form)
    added = Section((), free(taken(form), "page"), label)
    return replace(form, sections=(*form.sections, added))


def change_page(form: Form, page: int, label: Words, relevant: str) -> Form:
    """Give a page another title and another condition."""
    page_at(form, page)
    form = _named(form)
    changed = replace(form.sections[page], label=label, relevant=relevant)
    return _with_section(form, page, changed)


def shift_page(form: Form, page: int, by: int) -> Form:
    """Move a page with its questions one place up (-1) or down (1)."""
    page_at(form, page)
    if not 0 <= page + by < len(form.sections):
        return form
    sections = list(form.sections)
    sections.insert(page + by, sections.pop(page))
    return replace(form, sections=tuple(sections))


def remove_page(form: Form, page: int) -> Form:
    """Take a page away; its questions go to the page before, or of the first one to the next."""
    items = page_at(form, page).items
    left = (*form.sections[:page], *form.sections[page + 1 :])
    if not left:
        only = Section(items)
        return replace(form, sections=(only,) if items else ())
    beside = max(page - 1, 0)
    kept = left[beside]
    joined = (*kept.items, *items) if page else (*items, *kept.items)
    return _with_section(replace(form, sections=left), beside, replace(kept, items=joined))


def set_choices(form: Form, name: str, choices: tuple[Choice, ...], *, together: bool) -> Form:
    """Give an item its options; a list that others use too is split off unless ``together``."""
    old = item(form, name)
    current = _list_of(old)
    apart = sharing(form, name) or any(each.choices == choices for each in form.lists)
    if current and (together or not apart):
        lists = tuple(
            replace(each, choices=choices) if each.name == current else each for each in form.lists
        )
        return replace(form, lists=lists)
    form, used = _listed(form, choices)
    page, at = place_of(form, name)
    items = form.sections[page].items
    changed = _with_list(old, used)
    return pruned(_with_items(form, page, (*items[:at], changed, *items[at + 1 :])))


def sharing(form: Form, name: str) -> tuple[Item, ...]:
    """Return the other items that use the same list of options."""
    current = _list_of(item(form, name))
    every = [each for section in form.sections for each in section.items]
    return tuple(
        each for each in every if each.name != name and current and _list_of(each) == current
    )


def pruned(form: Form) -> Form:
    """Return a form without the lists that no question uses."""
    used = {question.choices for question in form.questions()}
    lists = tuple(each for each in form.lists if each.name in used)
    return form if len(lists) == len(form.lists) else replace(form, lists=lists)


def _list_of(found: Item) -> str:
    if isinstance(found, Question):
        return found.choices
    return found.questions[0].choices if found.questions else ""


def _with_list(found: Item, name: str) -> Item:
    if isinstance(found, Question):
        return replace(found, choices=name)
    rows = tuple(replace(each, choices=name) for each in found.questions)
    return replace(found, questions=rows)


def _listed(form: Form, choices: tuple[Choice, ...]) -> tuple[Form, str]:
    """Return a form that has these options as a list, and the name of it."""
    for each in form.lists:
        if each.choices == choices:
            return form, each.name
    name = free(frozenset(each.name for each in form.lists), "list")
    return replace(form, lists=(*form.lists, ChoiceList(name, choices))), name


def _with_free_names(found: Item, names: frozenset[str]) -> Item:
    if isinstance(found, Question):
        return replace(found, name=free(names))
    name = free(names, "matrix")
    rows: list[Question] = []
    for each in found.questions:
        made = replace(each, name=free(names | {name}))
        names |= set(names_of(made))
        rows.append(made)
    return replace(found, name=name, questions=tuple(rows))


def _demand_names(new: Item, others: frozenset[str]) -> None:
    for name in names_of(new):
        demand_name(name, others)
        others |= {name}


def _size(found: Item) -> int:
    return len(found.questions) if isinstance(found, Matrix) else 1


def _named(form: Form) -> Form:
    """Give every page a name: in a spreadsheet two without one would be one page."""
    for page, section in enumerate(form.sections):
        if not section.name:
            form = _with_section(form, page, replace(section, name=free(taken(form), "page")))
    return form


def _with_items(form: Form, page: int, items: tuple[Item, ...]) -> Form:
    return _with_section(form, page, replace(form.sections[page], items=items))


def _with_section(form: Form, page: int, section: Section) -> Form:
    sections = (*form.sections[:page], section, *form.sections[page + 1 :])
    return replace(form, sections=sections)


def _inserted(items: tuple[Item, ...], new: Item, at: int | None) -> tuple[Item, ...]:
    place = len(items) if at is None else max(0, min(at, len(items)))
    return (*items[:place], new, *items[place:])


Edit = Callable[[Form], Form]
"""An act on a form."""
