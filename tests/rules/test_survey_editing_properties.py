"""Whatever is done to a questionnaire, it stays whole and can be written down."""

import itertools
from dataclasses import replace

from hypothesis import given, strategies as st

from tests.rules.survey_questions import forms
from voting.errors import WrongInput
from voting.surveys import editing
from voting.surveys.form import Form, Question
from voting.surveys.form_data import decoded, encoded
from voting.surveys.makes import Make, begun
from voting.surveys.naming import names_of
from voting.surveys.program import compile_form
from voting.surveys.xlsform.exporting import export_form
from voting.surveys.xlsform.importing import import_form

ACTS = st.sampled_from(
    ["up", "down", "copy", "remove", "move", "page", "page-up", "page-remove", "new"]
)


@given(forms(), st.lists(st.tuples(ACTS, st.integers(0, 30), st.integers(0, 5)), max_size=12))
def test_whatever_is_done_names_stay_unique_and_nothing_else_is_lost(form, acts):
    form = editing.pruned(form)
    for which, at, page in acts:
        before = form
        form = done(form, which, at, page)
        assert abs(len(list(form.questions())) - len(list(before.questions()))) <= MOST_ROWS
        if which not in {"copy", "new", "remove"}:
            assert sorted(each.name for each in form.questions()) == sorted(
                each.name for each in before.questions()
            )
    names = [name for section in form.sections for item in section.items for name in names_of(item)]
    named = [section.name for section in form.sections if section.name]
    assert len(set(names + named)) == len(names + named)
    assert decoded(encoded(form)) == form
    assert {each.choices for each in form.questions() if each.choices} <= {
        each.name for each in form.lists
    }


MOST_ROWS = 5


def done(form: Form, which: str, at: int, page: int) -> Form:
    items = [item.name for section in form.sections for item in section.items]
    if which == "page":
        return editing.add_page(form, ((form.languages[0], "新的一页"),))
    if which == "new":
        start = begun(list(Make)[at % len(Make)], form)
        form = editing.put(form, start.item, min(page, max(0, len(form.sections) - 1)))
        if isinstance(start.item, Question) and start.choices:
            form = editing.set_choices(form, start.item.name, start.choices, together=False)
        return form
    if not items or not form.sections:
        return form
    name, page = items[at % len(items)], page % len(form.sections)
    if which == "copy":
        return editing.duplicate(form, name)[0]
    acts = {
        "up": lambda: editing.shift(form, name, -1),
        "down": lambda: editing.shift(form, name, 1),
        "remove": lambda: editing.remove(form, name),
        "move": lambda: editing.move(form, name, page, at),
        "page-up": lambda: editing.shift_page(form, page, -1),
        "page-remove": lambda: editing.remove_page(form, page),
    }
    return acts[which]()


@given(
    forms(),
    st.lists(
        st.tuples(
            st.sampled_from(["up", "down", "copy", "page-up"]),
            st.integers(0, 30),
            st.integers(0, 5),
        ),
        max_size=6,
    ),
)
def test_an_edited_form_reads_back_from_its_spreadsheet(form, acts):
    for which, at, page in acts:
        form = done(form, which, at, page)
    form = replace(form, sections=tuple(each for each in form.sections if each.items))
    # Pages without a name that stand beside each other are one page in a spreadsheet.
    names = [bool(section.name) for section in form.sections]
    if not any(not one and not two for one, two in itertools.pairwise(names)):
        try:
            compile_form(form)
        except WrongInput:
            return
        assert import_form(export_form(form), "form.xlsx").form.sections == form.sections
