"""The secretary names the jury and enters its scores; what is missing or odd is shown."""

import pytest

from tests.services.awards.making import HALF, a_draft, of_people, rows, score_all
from tests.web.awards.pages import said, url
from voting.awards import jury, queries
from voting.db import db


@pytest.fixture
def judged(hall) -> tuple[int, int]:
    """Return an award and its section that weighs a jury."""
    poll_id = a_draft(hall)
    return poll_id, of_people(poll_id, hall.delegates[:2], jury_weight=HALF)


def the_sheet(poll_id: int, section_id: int):
    db.session.rollback()
    db.session.expire_all()
    return jury.sheet(queries.section(poll_id, section_id))


def cells(sheet, *typed: str) -> dict[str, str]:
    """Return the fields of a filled-in sheet, a text for each cell row by row."""
    names = [f"score-{juror.id}-{row.nominee.id}" for row in sheet.rows for juror in sheet.jurors]
    return dict(zip(names, typed, strict=True)) | {"seen": sheet.mark}


def test_the_jury_is_named_a_line_each_and_its_scores_are_entered(hall, secretary, judged):
    poll_id, section_id = judged
    assert "还差 0" not in secretary.get(url(hall, poll_id, "jury")).text
    secretary.post(url(hall, poll_id, "jury"), names="张评\n\n李评\n张评")
    sheet = the_sheet(poll_id, section_id)
    assert [one.name for one in sheet.jurors] == ["张评", "李评"]
    page = secretary.get(url(hall, poll_id, f"jury/{section_id}"))
    assert "还差 4 个分数" in page.text

    here = url(hall, poll_id, f"jury/{section_id}")
    reply = secretary.post(here, **cells(sheet, "90", "88.5", " 回避 ", ""))
    assert reply.status_code == 303
    sheet = the_sheet(poll_id, section_id)
    assert [sheet.mean(row) for row in sheet.rows] == ["89.25", ""]
    page = said(secretary.get(here))
    assert "还差 1 个分数" in page
    assert "89.25" in page
    assert "1.50" in page
    assert 'value="回避"' in page
    assert "3 / 4" in secretary.get(url(hall, poll_id, "jury")).text


@pytest.mark.parametrize("typed", ["101", "-1", "九十", "88.555", "1e2"])
def test_what_is_no_score_is_refused_and_everything_typed_stays(hall, secretary, judged, typed):
    poll_id, section_id = judged
    secretary.post(url(hall, poll_id, "jury"), names="张评\n李评")
    sheet = the_sheet(poll_id, section_id)
    reply = secretary.post(
        url(hall, poll_id, f"jury/{section_id}"), **cells(sheet, "90", typed, "70", "80")
    )

    assert reply.status_code == 422
    assert f"李评给“丁一”的分数“{typed}”无法识别" in said(reply)
    assert f'value="{typed}"' in reply.text
    assert the_sheet(poll_id, section_id).entered == 0


def test_another_ones_entries_are_not_overwritten(hall, secretary, judged):
    poll_id, section_id = judged
    secretary.post(url(hall, poll_id, "jury"), names="张评")
    old = the_sheet(poll_id, section_id)
    score_all(poll_id, section_id, {"丁一": [9000], "王二": [8000]})
    reply = secretary.post(url(hall, poll_id, f"jury/{section_id}"), **cells(old, "1", "2"))

    assert reply.status_code == 409
    assert "刚被别人改过" in said(reply)
    assert 'value="1"' in reply.text
    sheet = the_sheet(poll_id, section_id)
    assert [sheet.mean(row) for row in sheet.rows] == ["90.00", "80.00"]


def test_a_juror_who_is_nominated_is_pointed_out(hall, secretary, judged):
    poll_id, _section = judged
    secretary.post(url(hall, poll_id, "jury"), names="丁一")
    assert "评审丁一同时是候选对象" in said(secretary.get(url(hall, poll_id, "jury")))


def test_a_name_too_long_and_a_juror_with_scores_stay_on_the_page(hall, secretary, judged):
    poll_id, section_id = judged
    here = url(hall, poll_id, "jury")
    assert secretary.post(here, names="长" * 41).status_code == 422
    secretary.post(here, names="张评")
    score_all(poll_id, section_id, {"丁一": [9000], "王二": [8000]})
    reply = secretary.post(here, names="李评")

    assert reply.status_code == 409
    assert "“张评”已有打分" in said(reply)
    assert [one.name for one in the_sheet(poll_id, section_id).jurors] == ["张评"]


def test_an_award_that_weighs_no_jury_says_where_to_ask_for_one(hall, secretary):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2])
    page = said(secretary.get(url(hall, poll_id, "jury")))

    assert "没有计评审分的奖项" in page
    assert "请先登记评审名单" in said(secretary.get(url(hall, poll_id, f"jury/{section_id}")))
    assert len(rows(section_id)) == 2
