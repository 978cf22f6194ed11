"""Voter groups, who sees the result, the series, two at once, and who may set up."""

import pytest

from tests.cast import a_poll, queries_poll, version
from tests.services.congress.school import number_of
from tests.services.elections.making import rename
from tests.services.evaluations.making import (
    a_draft,
    group,
    open_up,
    options,
    seal,
    the_evaluation,
)
from tests.web.access.visiting import heading
from tests.web.evaluations.pages import plan_of, said, url
from voting.evaluations import queries
from voting.evaluations.visibility import Visibility


@pytest.fixture
def poll_id(hall) -> int:
    return a_draft(hall, hall.delegates[:2])


# --- Groups ------------------------------------------------------------------------------------


def test_groups_are_typed_as_lines_and_filled_by_numbers_and_by_posts(hall, secretary, poll_id):
    assert "没有分组，每票同等" in said(secretary.get(url(hall, poll_id, "groups")))
    sent = {
        "groups": "A票（领导班子） 30%\nB票（中层） 30%\nC票（职工代表） 40%",
        "min_group": "5",
        "small_groups": "withhold",
    }
    reply = secretary.post(url(hall, poll_id, "groups"), version=version(poll_id), **sent)
    assert reply.status_code == 303
    assert [one.title for one in plan_of(poll_id).groups] == [
        "A票（领导班子）",
        "B票（中层）",
        "C票（职工代表）",
    ]
    numbers = "\n".join(number_of(each) for each in hall.delegates[:2])
    secretary.post(
        url(hall, poll_id, "groups/assign"),
        version=version(poll_id),
        group="a",
        numbers=numbers,
    )
    rename(hall.delegates[3], "李四", post="教研组长")
    secretary.post(url(hall, poll_id, "groups/b/with-post"), version=version(poll_id))
    sizes = queries.group_sizes(queries_poll(poll_id))
    assert dict(sizes) == {"a": 2, "b": 1, "c": 3}
    page = said(secretary.get(url(hall, poll_id, "groups")))
    assert "A票（领导班子） 30%" in page
    assert "人太少，不单独列出" in page


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("A票 30%\nB票 30%", "权重之和应为 1"),
        ("A票 30%\nB票", "没有写权重"),
        ("A票", "只有一组就不必分组"),
        ("A票\nA票", "不能重复"),
        (f"{'长' * 41} 50%\nB票 50%", "最多 40 个字"),
    ],
)
def test_groups_that_make_no_sense_stay_on_the_page(hall, secretary, poll_id, lines, told):
    sent = {"groups": lines, "min_group": "5", "small_groups": "withhold"}
    reply = secretary.post(url(hall, poll_id, "groups"), version=version(poll_id), **sent)
    assert reply.status_code == 422
    assert told in said(reply)
    assert plan_of(poll_id).groups == ()


def test_strange_numbers_and_groups_are_refused(hall, secretary, poll_id):
    group(poll_id, ("A票", ""), ("B票", ""))
    for sent in ({"group": "a", "numbers": "99999"}, {"group": "x", "numbers": "1"}):
        reply = secretary.post(
            url(hall, poll_id, "groups/assign"), version=version(poll_id), **sent
        )
        assert reply.status_code == 422
    reply = secretary.post(url(hall, poll_id, "groups/x/with-post"), version=version(poll_id))
    assert reply.status_code == 404
    assert dict(queries.group_sizes(queries_poll(poll_id))) == {"b": 6}


# --- Visibility, series, pairs -----------------------------------------------------------------


def test_who_sees_the_result_is_chosen_and_fixed_by_sealing(app, hall, secretary, poll_id):
    at = url(hall, poll_id, "visibility")
    sent = {"visibility": "meeting", "own_sheet": "y", "comments_shown": "y"}
    secretary.post(at, version=version(poll_id), **sent)
    found = the_evaluation(poll_id)
    assert (found.visibility, found.comments_shown) == (Visibility.MEETING, True)

    reply = secretary.post(at, version=version(poll_id), visibility="leaders", comments_shown="y")
    assert reply.status_code == 422
    assert "一并勾选" in said(reply)

    seal(app, poll_id)
    reply = secretary.post(at, version=version(poll_id), **(sent | {"visibility": "public"}))
    assert reply.status_code == 409
    assert the_evaluation(poll_id).visibility == Visibility.MEETING


def test_the_series_is_named_even_later(app, hall, secretary, poll_id):
    other = a_draft(hall, hall.delegates[:1], title="上半年述职测评")
    open_up(app, poll_id)
    sent = {"series": "述职测评", "period": "2026年下半年", "previous": other, "linked": "0"}
    reply = secretary.post(url(hall, poll_id, "series"), **sent)
    assert reply.status_code == 303
    assert the_evaluation(poll_id).previous_poll_id == other
    assert 'value="2026年下半年"' in said(secretary.get(url(hall, poll_id, "visibility")))

    for wrong in ({"previous": "999999"}, {"linked": "abc"}, {"period": ""}):
        assert secretary.post(url(hall, poll_id, "series"), **(sent | wrong)).status_code == 422


def test_two_evaluations_are_created_together_and_lead_to_each_other(hall, secretary):
    at = f"/meetings/{hall.meeting_id}/evaluations/pair"
    assert heading(secretary.get(at)) == "建立两项关联的测评"
    sent = {
        "kind": "report",
        "first_title": "干部选拔任用工作民主评议",
        "first_meeting": hall.meeting_id,
        "second_title": "新选拔任用干部民主评议",
        "second_meeting": hall.meeting_id,
    }
    reply = secretary.post(at, **sent)
    page = said(secretary.get(reply.location))
    assert "同时进行：新选拔任用干部民主评议" in page
    assert "选人用人工作" in page

    reply = secretary.post(at, **(sent | {"second_title": sent["first_title"]}))
    assert reply.status_code == 422
    reply = secretary.post(at, **(sent | {"second_meeting": "999999"}))
    assert reply.status_code == 422


def test_set_up_pages_are_for_whoever_prepares_votes(hall, chair, delegate, poll_id):
    for name in ("start", "plan", "subjects", "groups", "scheme", "visibility", "order"):
        for visitor in (chair, delegate):
            reply = visitor.get(url(hall, poll_id, name))
            assert reply.status_code == 403, name
    assert options(poll_id)


def test_pages_of_another_kind_of_poll_are_not_there(app, hall, secretary):
    reply = secretary.get(url(hall, a_poll(app, hall), "plan"))
    assert reply.status_code == 404
    assert "不是民主测评" in said(reply)
