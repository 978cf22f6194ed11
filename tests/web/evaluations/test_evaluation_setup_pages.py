"""The secretary sets an evaluation up: a form to begin with, grades, items and limits."""

import pytest

from tests.cast import queries_poll, version
from tests.services.congress.school import number_of
from tests.services.evaluations.making import (
    a_draft,
    score_by,
    the_evaluation,
)
from tests.web.access.visiting import heading
from tests.web.evaluations.pages import names, plan_form, plan_of, said, url
from voting.evaluations import queries
from voting.polls.rules import State


@pytest.fixture
def poll_id(hall) -> int:
    return a_draft(hall, hall.delegates[:2])


def a_new_poll(hall, secretary, title: str = "年度民主测评"):
    return secretary.post(
        f"/meetings/{hall.meeting_id}/polls/new",
        kind="evaluation",
        title=title,
        roll_body="expected",
        committee_poll_id="0",
    )


# --- A form to begin with ----------------------------------------------------------------------


def test_a_new_evaluation_leads_to_its_form_then_to_its_subjects_and_can_be_sealed(
    app, hall, secretary
):
    made = a_new_poll(hall, secretary)
    page = secretary.get(made.location)
    assert heading(page) == "选择测评的种类"
    assert "认同、基本认同、不认同或不了解" in said(page)

    poll_id = int(made.location.split("/")[4])
    reply = secretary.post(url(hall, poll_id, "start"), start="annual", version=version(poll_id))
    assert reply.location == url(hall, poll_id, "subjects")
    assert "还没有测评对象" in said(secretary.get(reply.location))

    found = said(secretary.get(url(hall, poll_id, "subjects?q=丁一")))
    assert number_of(hall.delegates[0]) in found
    added = secretary.post(
        url(hall, poll_id, "subjects"), person_id=hall.delegates[0], version=version(poll_id)
    )
    assert heading(secretary.get(added.location)) == "丁一"
    assert names(poll_id) == ["丁一"]

    home = f"/meetings/{hall.meeting_id}/polls/{poll_id}"
    assert "没有述职报告" in said(secretary.get(home))
    secretary.post(f"{home}/seal", version=version(poll_id))
    assert queries_poll(poll_id).state == State.SEALED
    assert "已经封存" in said(secretary.get(url(hall, poll_id, "subjects")))


def test_a_form_must_be_chosen(hall, secretary):
    made = a_new_poll(hall, secretary)
    poll_id = int(made.location.split("/")[4])
    for start in ("", "nonsense"):
        reply = secretary.post(url(hall, poll_id, "start"), start=start, version=version(poll_id))
        assert reply.status_code == 422
    assert queries.found_evaluation(poll_id) is None


def test_last_years_evaluation_is_taken_over(hall, secretary, poll_id):
    made = a_new_poll(hall, secretary)
    new_id = int(made.location.split("/")[4])
    assert "中层干部民主测评" in said(secretary.get(made.location))
    reply = secretary.post(url(hall, new_id, "copy"), earlier=poll_id, version=version(new_id))

    assert reply.location == url(hall, new_id, "subjects")
    assert names(new_id) == ["丁一", "王二"]
    assert the_evaluation(new_id).previous_poll_id == poll_id


def test_what_is_no_evaluation_is_not_copied(hall, secretary, poll_id):
    made = a_new_poll(hall, secretary)
    new_id = int(made.location.split("/")[4])
    for earlier in ("999999", "abc", str(new_id)):
        reply = secretary.post(url(hall, new_id, "copy"), earlier=earlier, version=version(new_id))
        assert reply.status_code == 422
    assert queries.found_evaluation(new_id) is None


def test_pages_of_a_draft_without_a_plan_say_where_to_begin(hall, secretary):
    made = a_new_poll(hall, secretary)
    poll_id = int(made.location.split("/")[4])
    for name in ("subjects", "plan", "scheme", "groups", "visibility", "order", "advanced"):
        reply = secretary.get(url(hall, poll_id, name))
        assert reply.status_code == 404
        assert "还没有设置方案" in said(reply)


# --- The plan ----------------------------------------------------------------------------------


def test_the_plan_shows_what_was_saved_and_how_the_sheet_is_filled_in(hall, secretary, poll_id):
    page = said(secretary.get(url(hall, poll_id, "plan")))
    assert "优秀\n称职\n基本称职\n不称职" in page.replace("\r", "")
    assert "每一行选一个等次：优秀、称职、基本称职、不称职。" in page


def test_grades_items_limits_and_reasons_are_changed_as_lines(hall, secretary, poll_id):
    sent = plan_form(
        poll_id,
        grades="认同\n不认同",
        unknown="不了解",
        dimensions="德 15%\n能：10\n绩 75",
        limits="认同 3",
        reason_for="不认同",
        reject_uniform="y",
        quorum="1/2",
    )
    reply = secretary.post(url(hall, poll_id, "plan"), **sent)
    assert reply.status_code == 303

    plan = plan_of(poll_id)
    assert plan.scale == ("agree", "disagree")
    assert (plan.unknown, plan.label("unknown")) == ("unknown", "不了解")
    assert [(one.title, str(one.weight)) for one in plan.dimensions] == [
        ("德", "3/20"),
        ("能", "1/10"),
        ("绩", "3/4"),
    ]
    assert (plan.limits, plan.reject_uniform) == ({"agree": 3}, True)
    assert the_evaluation(poll_id).slots[-1].needed_for == ("disagree",)
    page = said(secretary.get(url(hall, poll_id, "plan")))
    assert "德 15%\n能 10%\n绩 75%" in page.replace("\r", "")
    assert 'value="不认同"' in page


def test_a_word_that_stays_keeps_what_hangs_on_it(hall, secretary, poll_id):
    score_by(poll_id, 100, 80, 60, 40)
    sent = plan_form(poll_id, grades="优秀\n称职\n基本称职\n不称职", limits="优秀 1")
    secretary.post(url(hall, poll_id, "plan"), **sent)
    assert plan_of(poll_id).scheme.type == "points"

    sent = plan_form(poll_id, grades="特别好\n优秀\n称职")
    reply = secretary.post(url(hall, poll_id, "plan"), **sent)
    assert "请重新选择" in said(secretary.get(reply.location))
    assert plan_of(poll_id).scheme.type == "counts"
    assert plan_of(poll_id).scale == ("g1", "excellent", "competent")


def test_marks_take_the_place_of_grades_and_back(hall, secretary, poll_id):
    sent = plan_form(poll_id, how="marks", most="100", places="1", bands="优秀 90\n称职 70\n其他 0")
    assert secretary.post(url(hall, poll_id, "plan"), **sent).status_code == 303
    points = plan_of(poll_id).points
    assert [(band.id, str(band.least)) for band in points.bands] == [
        ("excellent", "90"),
        ("competent", "70"),
        ("b1", "0"),
    ]
    secretary.post(url(hall, poll_id, "plan"), **plan_form(poll_id))
    assert plan_of(poll_id).points is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"grades": ""}, "请写明有哪些等次"),
        ({"grades": "优秀\n优秀"}, "写了两遍"),
        ({"limits": "卓越 3"}, "等次中没有“卓越”"),
        ({"limits": "优秀"}, "缺少数字"),
        ({"limits": "优秀 3\n优秀 2"}, "写了两遍"),
        ({"limits": "优秀 1.5"}, "须是整数"),
        ({"dimensions": "德 15%\n能 10%"}, "权重之和应为 1"),
        ({"dimensions": "德 15%\n能"}, "没有写权重"),
        ({"reason_for": "反对"}, "等次中没有“反对”"),
        ({"quorum": "一半"}, "应为数字"),
        ({"how": "marks", "bands": "优秀"}, "写明最低分"),
        ({"how": "nonsense"}, ""),
        ({"places": "7"}, "须在 0 至 2 之间"),
    ],
)
def test_what_makes_no_sense_stays_on_the_page_and_changes_nothing(
    hall, secretary, poll_id, changes, told
):
    before = plan_of(poll_id)
    reply = secretary.post(url(hall, poll_id, "plan"), **plan_form(poll_id, **changes))

    assert reply.status_code == 422
    assert told in said(reply)
    assert plan_of(poll_id) == before


def test_the_second_of_two_officers_is_told_that_nothing_was_saved(hall, secretary, poll_id):
    sent = plan_form(poll_id, limits="优秀 1")
    secretary.post(url(hall, poll_id, "plan"), **sent)
    reply = secretary.post(url(hall, poll_id, "plan"), **(sent | {"limits": "优秀 2"}))

    assert reply.status_code == 409
    assert "刚被别人修改过" in said(reply)
    assert plan_of(poll_id).limits == {"excellent": 1}
