"""A form written as a workbook or as JSON reads back as the same form, whatever is in it."""

import io

from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from tests.rules.survey_forms import imported
from tests.rules.survey_questions import forms
from voting.surveys.form_data import data, decoded, encoded, form_of
from voting.surveys.xlsform.exporting import export_form
from voting.surveys.xlsform.importing import import_form
from voting.surveys.xlsform.limits import joined, split


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(forms())
def test_a_form_reads_back_from_its_workbook(form):
    content = export_form(form)
    assert import_form(content, "form.xlsx").form == form
    assert export_form(form) == content


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(forms())
def test_a_form_reads_back_from_json(form):
    assert decoded(encoded(form)) == form
    assert form_of(data(form)) == form


def test_what_begins_like_a_formula_is_a_text_in_the_workbook():
    form = imported("| text | a | =1+1 |").form
    book = load_workbook(io.BytesIO(export_form(form)))
    cell = book["survey"]["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_workbook_tells_no_time_and_no_author():
    book = load_workbook(io.BytesIO(export_form(imported("| text | a | 问 |").form)))
    assert (book.properties.created.year, book.properties.creator) == (2000, None)


def test_limits_are_taken_out_of_a_constraint_and_put_back():
    assert split("count-selected(.) <= 3") == (None, 3, "")
    assert split("count-selected(.) >= 1 and count-selected(.) <= 3") == (1, 3, "")
    assert split("count-selected(.)<=3 and not(selected(., 'a'))") == (
        None,
        3,
        "not(selected(., 'a'))",
    )
    both = "count-selected(.) <= 3 or selected(., 'a')"
    assert split(both) == (None, None, both)
    assert split("count-selected(.) = 3") == (None, None, "count-selected(.) = 3")
    assert split("'坏") == (None, None, "'坏")
    assert (
        joined(1, 3, "a or b") == "count-selected(.) >= 1 and count-selected(.) <= 3 and (a or b)"
    )
    assert split(joined(1, None, "(a) or (b)")) == (1, None, "(a) or (b)")
    assert split("count-selected(.) >= 1 and (a) and (b)") == (1, None, "(a) and (b)")
