"""The secretary chooses how an evaluation is scored, or changes the plan as a whole."""

import json

import pytest

from tests.cast import version
from tests.services.evaluations.making import (
    a_draft,
    change,
    group,
    score_by,
    the_evaluation,
)
from tests.web.evaluations.pages import plan_form, plan_of, said, url
from voting.evaluations.forms.scheme_shown import as_typed, usual
from voting.evaluations.starting_plans import Start


@pytest.fixture
def poll_id(hall) -> int:
    return a_draft(hall, hall.delegates[:2])


def test_points_are_offered_with_the_usual_numbers_and_saved_as_lines(hall, secretary, poll_id):
    page = said(secretary.get(url(hall, poll_id, "scheme?scheme=points")))
    assert "优秀 100\n称职 80\n基本称职 60\n不称职 40" in page.replace("\r", "")
    reply = secretary.post(
        url(hall, poll_id, "scheme"),
        version=version(poll_id),
        scheme="points",
        points="优秀 100\n称职 85\n基本称职 70\n不称职 55",
        empty_group="refuse",
        bad="不称职",
        bad_more_than="1/3",
    )
    assert reply.status_code == 303
    scheme = plan_of(poll_id).scheme
    assert [str(worth) for worth in scheme.points.values()] == ["100", "85", "70", "55"]
    assert scheme.flags.bad == ("incompetent",)
    shown = said(secretary.get(url(hall, poll_id, "scheme")))
    assert "优秀 100、称职 85、基本称职 70、不称职 55" in shown
    assert "超过 1/3 的提示" in shown


@pytest.mark.parametrize(
    ("scheme", "fields", "told"),
    [
        ("points", {"points": "优秀 100"}, "缺少"),
        ("points", {"points": "优秀 多\n称职 80\n基本称职 60\n不称职 40"}, "等次中没有"),
        ("bands", {"of": "卓越", "bands": "90% 200"}, "等次中没有“卓越”"),
        ("flags", dict.fromkeys(("good", "good_at_least", "bad", "bad_more_than"), ""), "请写明"),
        ("points", {"empty_group": "nonsense"}, ""),
    ],
)
def test_a_scoring_that_makes_no_sense_changes_nothing(
    hall, secretary, poll_id, scheme, fields, told
):
    sent = {"version": version(poll_id), "scheme": scheme, "empty_group": "refuse"} | fields
    reply = secretary.post(url(hall, poll_id, "scheme"), **sent)

    assert reply.status_code == 422
    assert told in said(reply)
    assert plan_of(poll_id).scheme.type == "counts"


@pytest.mark.parametrize("kind", ["counts", "flags", "points", "index", "bands"])
def test_every_scheme_is_saved_with_the_numbers_its_page_begins_with(
    hall, secretary, poll_id, kind
):
    saved_as_shown(hall, secretary, poll_id, kind)


@pytest.mark.parametrize("kind", ["coefficients", "points"])
def test_schemes_for_several_items_begin_with_sensible_numbers(hall, secretary, kind):
    poll_id = a_draft(hall, hall.delegates[:1], start=Start.FIVE)
    saved_as_shown(hall, secretary, poll_id, kind)


@pytest.mark.parametrize("kind", ["marks", "flags"])
def test_schemes_for_marks_begin_with_sensible_numbers(hall, secretary, kind):
    poll_id = a_draft(hall, hall.delegates[:1], start=Start.MARKS)
    saved_as_shown(hall, secretary, poll_id, kind)


def test_marks_of_several_items_are_summed(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:1], start=Start.MARKS)
    sent = plan_form(poll_id, how="marks", most="100", places="1", dimensions="德\n能\n绩")
    secretary.post(url(hall, poll_id, "plan"), **sent)
    saved_as_shown(hall, secretary, poll_id, "sums")
    assert [str(most) for most in plan_of(poll_id).scheme.most.values()] == ["33", "33", "33"]


def saved_as_shown(hall, secretary, poll_id: int, kind: str) -> None:
    plan = plan_of(poll_id)
    typed = as_typed(plan, usual(plan, kind, {}))
    sent = {key: value for key, value in typed.items() if value is not None}
    reply = secretary.post(
        url(hall, poll_id, "scheme"), **sent, version=version(poll_id), scheme=kind
    )
    assert reply.status_code == 303, said(reply)
    assert plan_of(poll_id).scheme.type == kind


def test_a_worked_example_shows_what_the_numbers_do(hall, secretary, poll_id):
    assert "举例" not in said(secretary.get(url(hall, poll_id, "scheme")))
    score_by(poll_id, 100, 80, 60, 40)
    page = said(secretary.get(url(hall, poll_id, "scheme")))
    assert "举例：优秀 12 票、称职 6 票、基本称职 2 票，得 90.00 分。" in page

    marks = a_draft(hall, hall.delegates[:1], start=Start.MARKS, title="百分制测评")
    change(marks, scheme={"type": "marks", "trim_above": 5})
    assert "得 86.25 分" in said(secretary.get(url(hall, marks, "scheme")))


def test_a_scheme_that_does_not_fit_is_not_offered(hall, secretary, poll_id):
    page = said(secretary.get(url(hall, poll_id, "scheme?scheme=marks")))
    assert "scheme?scheme=marks" not in page
    assert "scheme?scheme=coefficients" not in page
    assert "scheme?scheme=index" in page


def test_the_whole_plan_is_changed_as_json_and_circles_stay(hall, secretary, poll_id):
    group(poll_id, ("甲组", ""), ("乙组", ""))
    page = said(secretary.get(url(hall, poll_id, "advanced")))
    assert '"excellent"' in page
    data = dict(the_evaluation(poll_id).plan_data)
    worth = {"excellent": "100", "competent": "80", "basic": "60", "incompetent": "40"}
    circles = [
        {"title": "考核组", "weight": "60%", "group": "a"},
        {"title": "同事", "weight": "40%", "group": "b"},
    ]
    data["scheme"] = {"type": "points", "points": worth, "circles": circles}
    reply = secretary.post(
        url(hall, poll_id, "advanced"), plan=json.dumps(data), version=version(poll_id)
    )
    assert reply.status_code == 303, said(reply)
    assert len(plan_of(poll_id).scheme.circles) == 2

    saved_as_shown(hall, secretary, poll_id, "index")
    assert len(plan_of(poll_id).scheme.circles) == 2
    saved_as_shown(hall, secretary, poll_id, "counts")
    assert plan_of(poll_id).scheme.circles == ()


def test_a_share_that_no_percentage_ends_is_shown_as_it_can_be_saved(hall, secretary, poll_id):
    bands = [{"least": "2/3", "score": "100"}, {"least": "0", "score": "50"}]
    change(poll_id, scheme={"type": "bands", "of": ["excellent"], "bands": bands})
    page = said(secretary.get(url(hall, poll_id, "scheme")))

    assert "2/3 100\n0% 50" in page.replace("\r", "")
    before = plan_of(poll_id).scheme
    typed = {"of": "优秀", "bands": "2/3 100\n0% 50", "empty_group": "refuse"}
    reply = secretary.post(
        url(hall, poll_id, "scheme"), version=version(poll_id), scheme="bands", **typed
    )
    assert reply.status_code == 303, said(reply)
    assert plan_of(poll_id).scheme == before


def test_the_example_of_marks_keeps_within_the_highest_mark(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:1], start=Start.MARKS)
    scheme = {"type": "marks", "trim_above": None}
    change(poll_id, labels={}, points={"most": 10, "places": 1}, scheme=scheme)
    page = said(secretary.get(url(hall, poll_id, "scheme")))

    assert "9.5 1 票、9.2 1 票" in page
    assert "得 8.50 分" in page


@pytest.mark.parametrize("text", ["", "{", "[]", '{"scale": 7}', '{"nonsense": 1}', "[" * 9000])
def test_json_that_is_no_plan_is_refused_with_the_place(hall, secretary, poll_id, text):
    before = plan_of(poll_id)
    reply = secretary.post(url(hall, poll_id, "advanced"), plan=text, version=version(poll_id))
    assert reply.status_code == 422
    assert plan_of(poll_id) == before
