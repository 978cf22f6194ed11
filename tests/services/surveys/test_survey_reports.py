"""What is made of a stored survey: its results with last year's beside them, and signed answers."""

import csv
import io

import pyreadstat
import pytest
from openpyxl import load_workbook

from tests.rules.survey_results import people, released
from tests.services.access.house import enrol
from tests.services.surveys.counted import answer, put_survey
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady
from voting.surveys import queries
from voting.surveys.models import Invalidation
from voting.surveys.results import downloads, rows
from voting.surveys.results.shown import shown
from voting.surveys.rules import Mode, State


def everybody(_survey) -> bool:
    return True


def nobody(_survey) -> bool:
    return False


def test_a_survey_that_is_not_counted_has_no_results(app):
    survey = queries.survey(put_survey(state=State.CLOSED))
    with pytest.raises(NotFound, match="还没有统计"):
        shown(survey, everybody)


def test_before_its_release_everything_made_of_it_says_so(app):
    found = shown(queries.survey(put_survey(state=State.COUNTED)), everybody)
    assert "未公布" in found.note
    assert downloads.file(found, "csv").name == "食堂满意度调查结果（未公布）.csv"


def test_the_survey_it_was_copied_from_stands_beside_it_once_that_is_released(app):
    before = put_survey("last", document=released(people(120)), title="去年的调查")
    found = shown(queries.survey(put_survey("now", copied_from=before)), everybody)
    assert found.before.title == "去年的调查"
    assert found.changes
    hidden = put_survey("waiting", state=State.COUNTED)
    assert shown(queries.survey(put_survey("next", copied_from=hidden)), everybody).changes == ()


def test_last_years_results_are_only_for_those_who_may_see_them(app):
    before = put_survey("last")
    found = shown(queries.survey(put_survey("now", copied_from=before)), nobody)
    assert found.before is None
    assert found.changes == ()


def test_the_json_is_the_stored_document_byte_for_byte(app):
    survey = queries.survey(put_survey())
    assert downloads.file(shown(survey, everybody), "json").content == survey.results


@pytest.mark.parametrize("ending", downloads.ENDINGS)
def test_every_file_is_made(app, ending):
    found = downloads.file(shown(queries.survey(put_survey()), everybody), ending)
    assert found.name.endswith(f".{ending}")
    assert len(found.content) > 1000


@pytest.fixture
def signed(app) -> int:
    survey_id = put_survey(mode=Mode.NAMED, state=State.CLOSED)
    answer(survey_id, enrol("1002", "王二").id, q="5", m=("a", "c"), o="other", o_other="甜的")
    answer(survey_id, enrol("1001", "丁一").id, unit="math", q="1", t="=1+1")
    return survey_id


def test_signed_answers_are_a_row_a_person_in_the_order_of_their_numbers(signed):
    made = rows.file(queries.survey(signed), "csv").content.decode("utf-8-sig")
    head, *found = list(csv.DictReader(io.StringIO(made)))[0:0] or csv.reader(io.StringIO(made))
    assert head[:6] == ["编号", "姓名", "部门", "有效", "您的部门", "对食堂满意吗"]
    by_name = [dict(zip(head, row, strict=True)) for row in found]
    assert [(each["编号"], each["姓名"]) for each in by_name] == [
        ("1001", "丁一"),
        ("1002", "王二"),
    ]
    assert by_name[0]["您的部门"] == "数学组"
    assert by_name[0]["您的建议"] == "'=1+1"
    assert by_name[1]["参加过哪些活动"] == "甲；丙"
    assert by_name[1]["最喜欢哪个（其他）"] == "甜的"


def test_an_invalidated_answer_is_marked_in_the_rows(signed):
    person = enrol("1003", "文三")
    answer(signed, person.id, q="5")
    with unit_of_work() as session:
        session.add(
            Invalidation(
                survey_id=signed, response=f"person:{person.id}", reason="乱填", actor="王芳"
            )
        )
    made = rows.file(queries.survey(signed), "xlsx").content
    page = load_workbook(io.BytesIO(made)).worksheets[0]
    valid = {row[1].value: row[3].value for row in page.iter_rows(min_row=3)}
    assert valid == {"丁一": "是", "王二": "是", "文三": "否"}


def test_the_rows_for_spss_have_codes_with_their_labels(signed, tmp_path):
    path = tmp_path / "rows.sav"
    path.write_bytes(rows.file(queries.survey(signed), "sav").content)
    columns, meta = pyreadstat.read_sav(path, output_format="dict")
    assert columns["name"] == ["丁一", "王二"]
    assert columns["q"] == [5.0, 1.0]
    assert meta.variable_value_labels["q"][1.0] == "非常满意"
    assert meta.column_names_to_labels["q"] == "对食堂满意吗"


def test_a_long_answer_stands_whole_in_every_file(signed, tmp_path):
    long = "食堂" * 1000
    answer(signed, enrol("1004", "李四").id, t=long)
    survey = queries.survey(signed)
    path = tmp_path / "rows.sav"
    path.write_bytes(rows.file(survey, "sav").content)
    columns, _meta = pyreadstat.read_sav(path, output_format="dict")
    assert columns["t"][-1] == long
    assert long in rows.file(survey, "csv").content.decode("utf-8-sig")
    page = load_workbook(io.BytesIO(rows.file(survey, "xlsx").content)).worksheets[0]
    assert long in [cell.value for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize("ending", rows.ENDINGS)
def test_rows_of_nobody_are_an_empty_table(app, ending):
    survey = queries.survey(put_survey(mode=Mode.NAMED, state=State.CLOSED))
    assert rows.file(survey, ending).content


def test_case_121_an_anonymous_survey_has_no_rows_for_anybody(app):
    survey = queries.survey(put_survey(mode=Mode.INVITED))
    with pytest.raises(NotFound, match="匿名问卷"):
        rows.file(survey, "xlsx")


def test_signed_answers_wait_for_the_end_of_the_survey(app):
    survey = queries.survey(put_survey(mode=Mode.NAMED, state=State.OPEN))
    with pytest.raises(NotReady, match="还没有截止"):
        rows.file(survey, "csv")
