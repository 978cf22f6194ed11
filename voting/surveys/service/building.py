"""The builder: a draft is loaded, edited by a pure act, and kept; what is out can come back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, StaleEdit
from voting.i18n import _, lazy
from voting.surveys import editing, queries
from voting.surveys.editing import Edit
from voting.surveys.form import Choice, Form, Item
from voting.surveys.form_data import decoded
from voting.surveys.models import Survey
from voting.surveys.rules import State
from voting.surveys.service import drafts
from voting.web.put_aside import Shelf

TAKEN_OUT = Shelf(
    folder="questionnaires",
    salt="survey-questionnaire-undo",
    unkept=lazy("暂时无法保存（磁盘可能已满），问卷没有变化。"),
    gone=lazy("已经恢复过，或者超过了两小时。"),
    late=lazy("已超过两小时，不能恢复了。"),
    wrong=lazy("地址不完整或有误，没有恢复。"),
)
"""Questionnaires as they were before something was taken out of them."""


@dataclass(frozen=True, slots=True)
class Written:
    """An item as it was typed, its options where it has some, and how they are meant."""

    item: Item
    choices: tuple[Choice, ...] | None = None
    together: bool = False
    is_breakdown: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a new item goes: a page, and a place on it (None: its end)."""

    page: int = 0
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: the survey, the item or page it was about, and how to take it back."""

    survey: Survey
    name: str
    undo: str = ""


def draft(survey_id: int) -> Survey:
    """Return a survey whose questionnaire can still be changed."""
    found = queries.survey(survey_id)
    if found.state != State.DRAFT:
        raise NotReady(
            _("问卷已经发布，题目和设置不能再改。如必须修改，请作废后复制一份重新发布。")
        )
    return found


def edit(survey_id: int, version: int, change: Edit, actor: str) -> Survey:
    """Keep what an act makes of the questionnaire; refuse where it changed since it was read."""
    found = draft(survey_id)
    drafts.demand_version(found, version)
    return drafts.save_form(survey_id, version, change(queries.form_of(found)), actor)


def write(
    survey_id: int, version: int, old: str, written: Written, spot: Spot, actor: str
) -> Survey:
    """Keep a changed item, or (``old`` is empty) add a new one at its spot."""

    def change(form: Form) -> Form:
        if old:
            form = editing.swap(form, old, written.item)
        else:
            form = editing.put(form, written.item, spot.page, spot.at)
        if written.choices is None:
            return form
        name = written.item.name
        return editing.set_choices(form, name, written.choices, together=written.together)

    with unit_of_work():
        marked = _marked(queries.breakdowns_of(draft(survey_id)), old, written)
        saved = edit(survey_id, version, change, actor)
        return _declared(saved, marked, actor)


def _declared(saved: Survey, marked: tuple[str, ...], actor: str) -> Survey:
    if marked == queries.breakdowns_of(saved):
        return saved
    return drafts.declare_breakdowns(saved.id, saved.version, marked, actor)


def _marked(before: tuple[str, ...], old: str, written: Written) -> tuple[str, ...]:
    """Return the breakdowns once an item is kept: in their order, a new one last."""
    new = written.item.name
    names = [new if name == old else name for name in before]
    if written.is_breakdown and new not in names:
        return (*names, new)
    return tuple(name for name in names if name != new or written.is_breakdown)


def act(survey_id: int, version: int, which: str, target: str, actor: str) -> Done:
    """Do what a button of the list says to an item, or to a page by its place."""
    before = draft(survey_id)
    name = target
    if which in _PAGE_ACTS:
        page = int(target) if target.isdecimal() else -1
        change: Edit = lambda form: _PAGE_ACTS[which](form, page)  # noqa: E731 - one line tells it
    elif which == "copy":
        drafts.demand_version(before, version)
        form, name = editing.duplicate(queries.form_of(before), target)
        change = lambda _form: form  # noqa: E731
    elif which in _ITEM_ACTS:
        change = lambda form: _ITEM_ACTS[which](form, target)  # noqa: E731
    else:
        raise NotFound(_("没有这个操作，请刷新页面。"))
    if which not in _TAKES_OUT:
        return Done(edit(survey_id, version, change, actor), name)
    return _taken_out(before, version, change, actor)


_ITEM_ACTS: Mapping[str, Callable[[Form, str], Form]] = {
    "up": lambda form, name: editing.shift(form, name, -1),
    "down": lambda form, name: editing.shift(form, name, 1),
    "remove": editing.remove,
}
_PAGE_ACTS: Mapping[str, Callable[[Form, int], Form]] = {
    "page-up": lambda form, page: editing.shift_page(form, page, -1),
    "page-down": lambda form, page: editing.shift_page(form, page, 1),
    "page-remove": editing.remove_page,
}
_TAKES_OUT = frozenset({"remove", "page-remove"})


def replace_all(survey_id: int, version: int, form: Form, actor: str) -> Done:
    """Put another questionnaire in the place of the whole one; the old one can come back."""
    return _taken_out(draft(survey_id), version, lambda _old: form, actor)


def _taken_out(before: Survey, version: int, change: Edit, actor: str) -> Done:
    with unit_of_work():
        content, breakdowns = before.form.encode(), queries.breakdowns_of(before)
        saved = edit(before.id, version, change, actor)
        facts = {"survey": saved.id, "version": saved.version, "breakdowns": breakdowns}
        return Done(saved, "", TAKEN_OUT.keep(content, facts))


def restore(survey_id: int, token: str, actor: str) -> Survey:
    """Bring back a questionnaire as it was, unless it was changed again since."""
    facts = TAKEN_OUT.facts(token)
    with unit_of_work():
        found = draft(survey_id)
        if (facts["survey"], facts["version"]) != (found.id, found.version):
            raise StaleEdit(_("删除以后问卷又改过，不能再恢复。"))
        form = decoded(TAKEN_OUT.content(token))
        saved = drafts.save_form(survey_id, found.version, form, actor)
        restored = _declared(saved, tuple(facts["breakdowns"]), actor)
    TAKEN_OUT.forget(token)
    return restored
