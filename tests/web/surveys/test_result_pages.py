"""The pages of results: who sees them, what stands on them, and the files they lead to."""

import hashlib
import io
import json
import re
from html import unescape
from time import process_time

import pytest
from docx import Document

from tests.rules.survey_results import frozen, people, released
from tests.services.surveys.counted import answer, put_survey
from tests.web.access.visiting import Visitor, heading, told
from voting.surveys import queries
from voting.surveys.results.downloads import ENDINGS
from voting.surveys.results.freezing import Source
from voting.surveys.rules import Mode, State, Visibility

PAGE = "/s/shitang/results"


@pytest.fixture
def anybody(app) -> Visitor:
    return Visitor(app)


def text_of(reply) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", reply.text)))


def cells_of(reply, name: str) -> list[list[str]]:
    """Return the rows of the tables of one question, as they stand on the page."""
    part = reply.text.split(f'id="q-{name}"')[1].split('class="card')[0]
    rows = re.findall(r"<tr>(.*?)</tr>", part, re.DOTALL)
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(cell).strip() for cell in row] for row in found]


def test_anybody_reads_released_results_that_are_public(anybody, app):
    put_survey()
    reply = anybody.get(PAGE)
    assert reply.status_code == 200
    assert heading(reply) == "食堂满意度：调查结果"
    assert "未公布" not in reply.text


def test_case_112_the_three_rates_stand_with_their_numbers(anybody, app):
    put_survey()
    said = text_of(anybody.get(PAGE))
    for rate in ("回收率 96.7% 1609 / 1664", "有效率 89.2% 1436 / 1609"):
        assert rate in said
    assert "有效问卷回收率 86.3% 1436 / 1664" in said


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED, State.COUNTED], ids=str)
def test_before_the_release_there_is_nothing_for_anybody(anybody, app, state):
    put_survey(state=state)
    for way in (PAGE, f"{PAGE}.json", f"{PAGE}.xlsx"):
        reply = anybody.get(way)
        assert reply.status_code == 404
        assert "还没有公布" in reply.text


def test_a_survey_that_was_withdrawn_has_no_results_for_anybody(anybody, secretary):
    survey_id = put_survey(state=State.WITHDRAWN)
    for reply in (anybody.get(PAGE), secretary.get(f"/surveys/{survey_id}/results")):
        assert reply.status_code == 404
        assert "已作废" in reply.text


def test_a_survey_nobody_answered_has_a_page_and_files_of_dashes(anybody, app):
    put_survey(document=frozen([], sources=[Source("手机", 80, 0, 0)], invalid=()))
    said = text_of(anybody.get(f"{PAGE}?by=unit"))
    assert "回收率 0.0% 0 / 80" in said
    assert "本题填写人数 —" in said
    for ending in ENDINGS:
        assert anybody.get(f"{PAGE}.{ending}").status_code == 200


def test_sixty_questions_by_five_breakdowns_are_shown_and_set_in_a_few_seconds(anybody, app):
    put_survey(document=large())
    for way in (f"{PAGE}?by=b0", *(f"{PAGE}.{ending}" for ending in ENDINGS)):
        begun = process_time()
        assert anybody.get(way).status_code == 200
        assert process_time() - begun < 5


def large():
    """Repeat the tables of a survey under other names."""
    made = released(people(300))
    tables = [{**each, "name": f"{each['name']}{n}"} for n in range(6) for each in made["tables"]]
    crosses = [
        {**each, "name": f"{each['name']}{n}", "by": f"b{by}", "groups": each["groups"] * 4}
        for by in range(5)
        for n in range(6)
        for each in made["cross_tables"]
    ]
    breakdowns = [{"name": f"b{by}", "label": f"分组{by}"} for by in range(5)]
    extra = {"tables": tables, "cross_tables": crosses, "breakdowns": breakdowns}
    return {**made, **extra, "comments": [], "words": []}


def test_a_draft_is_nobodys_to_find(anybody, app):
    put_survey(state=State.DRAFT)
    assert anybody.get(PAGE).status_code == 404


def test_results_for_the_house_ask_strangers_to_sign_in(anybody, delegate):
    put_survey(visibility=Visibility.INVITED)
    for way in (PAGE, f"{PAGE}.csv"):
        assert anybody.get(way).status_code == 401
        assert delegate.get(way).status_code == 200


def test_results_for_officers_are_for_nobody_else(anybody, delegate, secretary):
    put_survey(visibility=Visibility.OFFICERS)
    for visitor in (anybody, delegate):
        for way in (PAGE, f"{PAGE}.pdf"):
            reply = visitor.get(way)
            assert reply.status_code == 403
            assert "只供工会办公室查看" in reply.text
    assert secretary.get(PAGE).status_code == 200


def test_officers_see_counted_results_and_that_they_are_not_published(secretary):
    survey_id = put_survey(state=State.COUNTED)
    reply = secretary.get(f"/surveys/{survey_id}/results")
    assert reply.status_code == 200
    assert "未公布" in told(reply)


def test_officers_are_told_when_nothing_was_counted_yet(secretary):
    survey_id = put_survey(state=State.CLOSED)
    reply = secretary.get(f"/surveys/{survey_id}/results")
    assert reply.status_code == 404
    assert "还没有统计" in reply.text


def test_the_officers_pages_are_for_officers(anybody, delegate):
    survey_id = put_survey()
    for way in ("results", "results.xlsx", "rows.xlsx"):
        assert anybody.get(f"/surveys/{survey_id}/{way}").status_code == 401
        assert delegate.get(f"/surveys/{survey_id}/{way}").status_code == 403


@pytest.mark.parametrize("by", ["", "unit"])
def test_the_page_shows_the_cells_of_the_document(anybody, app, by):
    put_survey()
    reply = anybody.get(f"{PAGE}?by={by}")
    document = released()
    for table in document["tables"]:
        rows = cells_of(reply, table["name"])
        for option in table.get("options", ()):
            assert [option["label"], str(option["count"]), option["percent"]] in rows
    for cross in document["cross_tables"] if by else ():
        rows = cells_of(reply, cross["name"])
        for n, option in enumerate(cross["groups"][0].get("options", ())):
            options = [group["options"][n] for group in cross["groups"]]
            shown = [
                "—" if each["count"] == "—" else f"{each['count']}（{each['percent']}）"
                for each in options
            ]
            assert [option["label"], *shown] in rows


def test_every_chart_is_told_in_words_and_says_no_more_than_the_table(anybody, app):
    put_survey()
    reply = anybody.get(PAGE)
    charts = re.findall(r"<svg.*?</svg>", reply.text, re.DOTALL)
    assert len(charts) == 7
    for drawn in charts:
        assert re.search(r"<desc id=[^>]+>.+</desc>", drawn)
    own = next(each for each in charts if "您的部门" in each)
    assert "办公室 —" in own


def test_case_114_a_multiple_choice_says_what_its_shares_are_of(anybody, app):
    put_survey()
    said = text_of(anybody.get(PAGE))
    assert "各项比例之和可超过 100%" in said
    assert "各项比例之和 166.7%" in said


def test_case_115_the_base_of_a_question_is_its_own(anybody, app):
    put_survey()
    assert "本题填写人数 40；按答题逻辑不需回答 20 人" in anybody.get(PAGE).text


def test_cases_117_and_118_figures_stand_under_their_question(anybody, app):
    document = released()
    put_survey(document=document)
    said = text_of(anybody.get(PAGE))
    scale = next(each for each in document["tables"] if each["name"] == "q")
    assert f"平均分 {scale['mean']}" in said
    assert (
        f"{scale['top2']['label']} {scale['top2']['count']}（{scale['top2']['percent']}）" in said
    )
    enps = next(each["enps"] for each in document["tables"] if each["name"] == "nps")
    assert f"eNPS（净推荐值） {enps}" in said
    assert f"{enps}%" not in said


def test_case_120_a_question_too_few_answered_has_no_table_and_no_texts(anybody, app):
    few = people()
    for n, each in enumerate(few):
        if n >= 3:
            each.pop("q")
            each.pop("t", None)
    put_survey(document=released(few))
    reply = anybody.get(PAGE)
    assert "本题填写人数 —" in reply.text
    assert ["非常满意", "—", "—"] in cells_of(reply, "q")
    assert "降价" not in reply.text


def test_case_126_the_note_on_rounding_and_one_sentence_on_the_dash(anybody, app):
    put_survey()
    reply = anybody.get(PAGE)
    assert "各项相加可能不等于 100.0%。" in reply.text
    assert reply.text.count("“—”表示不予列出") == 1
    assert "%%" not in reply.text


def test_comments_and_the_words_of_many_stand_below(anybody, app):
    put_survey()
    said = text_of(anybody.get(PAGE))
    assert "希望食堂降价，第3条" in said
    assert "食堂降价（15）" in said


def test_a_comment_is_text_whatever_it_looks_like(anybody, app):
    document = released()
    document["comments"][0]["texts"][0] = "<script>alert(1)</script>"
    put_survey(document=document)
    assert "<script>alert" not in anybody.get(PAGE).text


def test_last_year_stands_beside_it(anybody, app):
    before = put_survey("last", document=released(people(120)), title="去年的调查")
    put_survey(copied_from=before)
    said = text_of(anybody.get(PAGE))
    assert "上次为“去年的调查”" in said
    assert "个百分点" in said


def test_last_year_is_not_shown_to_those_who_may_not_see_it(anybody, secretary):
    before = put_survey("last", visibility=Visibility.OFFICERS, title="去年的调查")
    put_survey(copied_from=before)
    assert "去年的调查" not in anybody.get(PAGE).text
    assert "去年的调查" in secretary.get(PAGE).text


def test_the_digest_on_the_page_is_that_of_the_json(anybody, app):
    survey_id = put_survey()
    raw = anybody.get(f"{PAGE}.json").data
    assert raw == queries.survey(survey_id).results
    assert json.loads(raw)["format"] == "survey-results/1"
    assert hashlib.sha256(raw).hexdigest() in anybody.get(PAGE).text


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_file_is_sent_to_keep_and_twice_the_same(anybody, app, ending):
    put_survey()
    first, second = (anybody.get(f"{PAGE}.{ending}") for _each in range(2))
    assert first.status_code == 200
    assert first.headers["Content-Disposition"].startswith("attachment")
    assert first.data == second.data


def test_there_are_no_other_files(anybody, app):
    put_survey()
    assert anybody.get(f"{PAGE}.exe").status_code == 404


def test_a_breakdown_that_was_not_declared_is_none(anybody, app):
    put_survey()
    reply = anybody.get(f"{PAGE}?by=q")
    assert reply.status_code == 404
    assert "没有这种分组" in reply.text


def test_an_officer_asks_for_intervals_by_naming_the_population(secretary):
    survey_id = put_survey()
    reply = secretary.get(f"/surveys/{survey_id}/results?population=11031")
    assert "总体 11031 人" in reply.text
    assert "95% 区间" in reply.text
    assert "results.docx?population=11031" in reply.text
    made = secretary.get(f"/surveys/{survey_id}/results.docx?population=11031")
    cells = [
        cell.text
        for table in Document(io.BytesIO(made.data)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "95% 置信区间" in cells
    census = secretary.get(f"/surveys/{survey_id}/results")
    assert "不是抽样" in census.text
    assert "95% 区间" not in census.text


@pytest.mark.parametrize("given", ["0", "-5", "abc", "9" * 30, "１００"])
def test_a_population_that_is_no_number_is_refused(secretary, given):
    survey_id = put_survey()
    reply = secretary.get(f"/surveys/{survey_id}/results", query_string={"population": given})
    assert reply.status_code == 422
    assert "总体人数" in reply.text


def test_signed_answers_are_offered_to_officers_alone(secretary, hall, anybody):
    survey_id = put_survey(mode=Mode.NAMED)
    answer(survey_id, hall.delegates[0], q="5")
    assert "rows.xlsx" in secretary.get(f"/surveys/{survey_id}/results").text
    assert "rows.xlsx" not in anybody.get(PAGE).text
    assert secretary.get(f"/surveys/{survey_id}/rows.csv").status_code == 200


def test_case_121_an_anonymous_survey_offers_no_rows(secretary):
    survey_id = put_survey(mode=Mode.INVITED)
    assert "rows.xlsx" not in secretary.get(f"/surveys/{survey_id}/results").text
    reply = secretary.get(f"/surveys/{survey_id}/rows.xlsx")
    assert reply.status_code == 404
    assert "匿名问卷" in reply.text
