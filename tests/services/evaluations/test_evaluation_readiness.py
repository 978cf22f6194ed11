"""What stands between a draft and its sealed sheet, and who may see what of the result."""

import pytest
from hypothesis import given, strategies as st

from tests.cast import a_hall, queries_poll
from tests.services.elections.making import rename
from tests.services.evaluations.making import (
    B,
    C,
    E,
    I,
    a_draft,
    all_issues,
    blocking,
    change,
    noted,
    show_to,
)
from voting.db import unit_of_work
from voting.evaluations import queries
from voting.evaluations.visibility import Line, Viewer, Visibility, lines_shown
from voting.polls import readiness


@pytest.fixture
def hall(app):
    return a_hall(8)


def test_a_ready_evaluation_has_nothing_left_that_must_be_done(hall):
    poll_id = a_draft(hall, [hall.outsider], bodies=["校领导班子"])
    assert blocking(poll_id) == []
    assert readiness.blocking(readiness.before_sealing(queries_poll(poll_id))) == []


def test_without_subjects_nothing_can_be_sealed(hall):
    poll_id = a_draft(hall)
    assert blocking(poll_id) == ["no_subjects"]


def test_subjects_on_the_roll_and_results_for_leaders_only_are_told(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    assert "own_rows" in noted(poll_id)
    assert "leaders_only" in noted(poll_id)
    text = next(issue.text for issue in all_issues(poll_id) if issue.code == "own_rows")
    assert "2 个对象本人也在名册上" in text

    show_to(poll_id, Visibility.MEETING)
    change(poll_id, own_rows=False)
    assert not {"own_rows", "leaders_only"} & set(noted(poll_id))


def test_limits_nobody_can_keep_are_told(hall):
    poll_id = a_draft(hall, [hall.outsider])
    change(poll_id, least={I: 2})
    assert blocking(poll_id) == ["least_unreachable"]

    change(poll_id, least={}, limits={E: 0, C: 0, B: 0, I: 0})
    assert "limits_too_tight" in noted(poll_id)


def test_names_the_stroke_table_does_not_know_are_told(hall):
    rename(hall.outsider, "丁\U00020000")
    poll_id = a_draft(hall, [hall.outsider])
    assert "unknown_strokes" in noted(poll_id)


def test_a_plan_that_makes_no_sense_any_more_is_told_and_stops_the_sealing(hall):
    poll_id = a_draft(hall, [hall.outsider])
    with unit_of_work() as session:
        found = session.get(type(queries.evaluation(poll_id)), poll_id)
        found.plan = '{"scheme":{"type":"points"},"scale":["excellent"]}'
    assert set(blocking(poll_id)) == {"plan_wrong"}


def test_people_who_are_judged_neither_watch_nor_count(hall):
    poll_id = a_draft(hall, [hall.scrutineer])
    codes = [issue.code for issue in readiness.before_sealing(queries_poll(poll_id))]
    assert "candidate_counts" in codes


# --- Who sees what ------------------------------------------------------------------------------

LINES = [Line("s1", is_body=True), Line("s2", is_body=False)]
ALL = frozenset({"s1", "s2"})


@pytest.mark.parametrize(
    ("viewer", "visibility", "published", "seen"),
    [
        (Viewer.OFFICER, Visibility.LEADERS, False, ALL),
        (Viewer.PARTICIPANT, Visibility.LEADERS, True, frozenset()),
        (Viewer.PARTICIPANT, Visibility.BODIES, False, frozenset({"s1"})),
        (Viewer.STRANGER, Visibility.BODIES, True, frozenset()),
        (Viewer.PARTICIPANT, Visibility.MEETING, False, ALL),
        (Viewer.STRANGER, Visibility.MEETING, True, frozenset()),
        (Viewer.PARTICIPANT, Visibility.PUBLIC, False, ALL),
        (Viewer.STRANGER, Visibility.PUBLIC, False, frozenset()),
        (Viewer.STRANGER, Visibility.PUBLIC, True, ALL),
    ],
)
def test_a_result_reaches_no_further_than_was_said(viewer, visibility, published, seen):
    assert lines_shown(viewer, visibility, LINES, published=published) == seen


@given(st.sampled_from(Visibility), st.booleans())
def test_whoever_stands_nearer_sees_at_least_as_much(visibility, published):
    officer, participant, stranger = (
        lines_shown(viewer, visibility, LINES, published=published)
        for viewer in (Viewer.OFFICER, Viewer.PARTICIPANT, Viewer.STRANGER)
    )
    assert stranger <= participant <= officer == ALL
