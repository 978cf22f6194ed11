"""Voter groups (A票、B票…): titles and weights, who votes in which, groups too small to hide in."""

from datetime import timedelta

import pytest

from tests.cast import ACTOR, a_hall, manifest, queries_poll, version
from tests.services.congress.school import number_of
from tests.services.elections.making import rename
from tests.services.evaluations.making import (
    a_draft,
    assign_all,
    blocking,
    group,
    noted,
    seal,
    the_evaluation,
)
from voting import clock
from voting.errors import NotFound, NotReady, WrongInput
from voting.evaluations import queries, service
from voting.evaluations.rules import SmallGroups
from voting.polls import readiness, roll
from voting.polls.reading import WrongDocument

ABC = (("A票", "0.3"), ("B票", "0.3"), ("C票", "0.4"))


@pytest.fixture
def hall(app):
    return a_hall(12)


@pytest.fixture
def poll_id(hall):
    made = a_draft(hall, hall.delegates[:1])
    group(made, *ABC)
    return made


def sizes(poll_id: int) -> dict[str, int]:
    the_evaluation(poll_id)
    return dict(queries.group_sizes(queries_poll(poll_id)))


def test_groups_have_weights_and_whoever_is_in_none_is_in_the_last(hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:2])
    assign_all(poll_id, "b", hall.delegates[2:5])

    assert sizes(poll_id) == {"a": 2, "b": 3, "c": 7}
    plan = queries.plan_of(the_evaluation(poll_id))
    assert [(one.title, str(one.weight)) for one in plan.groups] == [
        ("A票", "3/10"),
        ("B票", "3/10"),
        ("C票", "2/5"),
    ]


def test_the_sealed_roll_and_the_manifest_know_the_groups_each_with_its_own_key(app, hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:2])
    assign_all(poll_id, "b", hall.delegates[2:5])
    seal(app, poll_id)

    groups = manifest(poll_id).groups
    assert [(one.id, one.title, len(one.electors)) for one in groups] == [
        ("a", "A票", 2),
        ("b", "B票", 3),
        ("c", "C票", 7),
    ]
    assert len({one.modulus for one in groups}) == 3
    assert sizes(poll_id) == {"a": 2, "b": 3, "c": 7}
    assert roll.entry_of(poll_id, hall.delegates[0]).group_id == "a"


def test_everybody_with_a_post_is_put_into_a_group_at_once(hall, poll_id):
    for person_id in (*hall.delegates[:3], hall.outsider):
        rename(person_id, "有职务者", post="教研组长")
    service.assign_with_post(poll_id, version(poll_id), "b", ACTOR)

    assert sizes(poll_id) == {"b": 3, "c": 9}


def test_someone_in_a_group_may_be_moved_to_another(hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:2])
    assign_all(poll_id, "b", hall.delegates[1:2])

    assert sizes(poll_id) == {"a": 1, "b": 1, "c": 10}


def test_one_number_that_is_not_on_the_roll_and_nobody_is_assigned(hall, poll_id):
    with pytest.raises(WrongInput, match="不在名册上"):
        assign_all(poll_id, "a", [hall.delegates[0], hall.outsider])
    with pytest.raises(WrongInput, match="不在名册上：99999"):
        service.assign(poll_id, version(poll_id), "a", ["99999"], ACTOR)
    with pytest.raises(WrongInput, match="每行填写一个工号"):
        service.assign(poll_id, version(poll_id), "a", [], ACTOR)
    assert sizes(poll_id) == {"c": 12}


def test_numbers_may_be_typed_in_full_width(hall, poll_id):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    numbers = [number_of(hall.delegates[0]).translate(wide), number_of(hall.delegates[1])]
    assert len(service.assign(poll_id, version(poll_id), "a", numbers, ACTOR)) == 2
    assert sizes(poll_id) == {"a": 2, "c": 10}


def test_a_group_that_is_not_there_is_refused(hall, poll_id):
    with pytest.raises(NotFound, match="没有这个组"):
        assign_all(poll_id, "x", hall.delegates[:1])


def test_weights_that_do_not_add_up_are_refused_and_the_groups_stay(poll_id):
    with pytest.raises(WrongDocument, match="权重之和应为 1"):
        group(poll_id, ("A票", "0.3"), ("B票", "0.3"))
    with pytest.raises(WrongDocument, match="没有写权重"):
        group(poll_id, ("A票", "0.3"), ("B票", ""))
    the_evaluation(poll_id)
    assert [row.title for row in queries.group_rows(poll_id)] == ["A票", "B票", "C票"]


def test_titles_are_told_apart_and_one_group_is_none(poll_id):
    with pytest.raises(WrongInput, match="不能重复"):
        group(poll_id, ("A票", ""), ("A票", ""))
    with pytest.raises(WrongInput, match="只有一组就不必分组"):
        group(poll_id, ("A票", ""))


def test_a_group_that_keeps_its_title_keeps_its_members(hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:2])
    assign_all(poll_id, "b", hall.delegates[2:4])
    group(poll_id, ("领导班子", "0.5"), ("B票", "0.2"), ("C票", "0.3"))

    assert sizes(poll_id) == {"b": 2, "c": 10}
    assert [row.id for row in queries.group_rows(poll_id)] == ["a", "b", "c"]


def test_without_groups_all_vote_alike_again(hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:2])
    group(poll_id)

    assert sizes(poll_id) == {"all": 12}
    assert queries.plan_of(the_evaluation(poll_id)).groups == ()


def test_an_empty_group_stops_the_sealing_and_a_small_one_is_told(hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:2])
    codes = [
        (issue.code, issue.blocking) for issue in readiness.before_sealing(queries_poll(poll_id))
    ]
    assert ("empty_group", True) in codes
    assert ("small_group", False) in codes


def test_a_group_smaller_than_the_plan_allows_is_told_with_what_becomes_of_it(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    group(poll_id, ("A票", ""), ("B票", ""), min_group=7, small_groups=SmallGroups.MERGE)
    assign_all(poll_id, "a", hall.delegates[:6])

    assert blocking(poll_id) == []
    assert noted(poll_id).count("group_too_small") == 2


def test_people_of_a_group_who_left_the_roll_are_told(hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:6])
    rename(hall.delegates[0], "离开者", left_on=clock.today() - timedelta(days=1))
    assert "members_off_roll" in noted(poll_id)


def test_groups_stand_once_the_roll_is_sealed(app, hall, poll_id):
    assign_all(poll_id, "a", hall.delegates[:2])
    assign_all(poll_id, "b", hall.delegates[2:4])
    seal(app, poll_id)
    with pytest.raises(NotReady, match="已经封存"):
        assign_all(poll_id, "a", hall.delegates[4:5])
    with pytest.raises(NotReady, match="已经封存"):
        group(poll_id)
    assert sizes(poll_id) == {"a": 2, "b": 2, "c": 8}
