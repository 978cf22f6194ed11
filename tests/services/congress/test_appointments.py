"""Offices of a meeting: who may hold which, and what holding one opens."""

from datetime import date

import pytest

from tests.services.congress.school import ACTOR, a_meeting, change_person
from voting.access.rules import Office
from voting.congress import queries, service
from voting.congress.rules import Approval
from voting.db import db
from voting.errors import IllegalStep, NotFound, WrongInput


def appoint(school, person_id, office, **facts):
    return service.appoint(school.meeting_id, person_id, office, ACTOR, **facts)


def held(school, person_id):
    db.session.rollback()
    return queries.offices_held(person_id, school.meeting_id)


def test_whoever_is_appointed_holds_the_office_in_this_meeting_only(school):
    appoint(school, school.others[0], Office.CHAIR)
    assert held(school, school.others[0]) == {Office.CHAIR}
    assert queries.appointed_people(school.meeting_id, {Office.CHAIR}) == {school.others[0]}
    other = a_meeting(school.congress_id, ordinal=4)
    assert queries.offices_held(school.others[0], other) == frozenset()


def test_a_delegate_holds_the_office_of_a_delegate_beside_others(school):
    assert held(school, school.full[0]) == {Office.DELEGATE}
    appoint(school, school.full[0], Office.SCRUTINEER)
    assert held(school, school.full[0]) == {Office.DELEGATE, Office.SCRUTINEER}


def test_observers_follow_the_meeting_and_outsiders_do_not(school):
    assert held(school, school.observers[0]) == {Office.DELEGATE}
    assert not queries.is_expected(school.meeting_id, school.observers[0])
    assert held(school, school.others[0]) == frozenset()


def test_how_an_appointment_came_about_is_kept(school):
    appoint(
        school,
        school.full[0],
        Office.TELLER,
        approval=Approval.DECISION,
        note=" 主席团会议 ",
    )
    [row] = queries.appointments(school.meeting_id)
    assert (row.approval, row.note, row.office_label) == (
        "主席团或筹备机构决定",
        "主席团会议",
        "计票人",
    )


def test_the_list_follows_the_order_of_the_offices(school):
    appoint(school, school.full[0], Office.TELLER)
    appoint(school, school.full[1], Office.SCRUTINEER)
    appoint(school, school.full[2], Office.HEAD_SCRUTINEER)
    appoint(school, school.full[3], Office.CHAIR)
    offices = [row.office for row in queries.appointments(school.meeting_id)]
    assert offices == [Office.CHAIR, Office.HEAD_SCRUTINEER, Office.SCRUTINEER, Office.TELLER]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Office.SCRUTINEER, Office.TELLER),
        (Office.TELLER, Office.SCRUTINEER),
        (Office.TELLER, Office.HEAD_SCRUTINEER),
    ],
)
def test_nobody_both_counts_and_watches(school, first, second):
    appoint(school, school.full[0], first)
    with pytest.raises(WrongInput, match="不能由同一个人担任"):
        appoint(school, school.full[0], second)
    assert held(school, school.full[0]) == {Office.DELEGATE, first}


def test_there_is_one_head_scrutineer(school):
    entry = appoint(school, school.full[0], Office.HEAD_SCRUTINEER)
    with pytest.raises(WrongInput, match="总监票人只有一名"):
        appoint(school, school.full[1], Office.HEAD_SCRUTINEER)
    service.end_appointment(school.meeting_id, entry.id, ACTOR)
    appoint(school, school.full[1], Office.HEAD_SCRUTINEER)
    assert queries.appointed_people(school.meeting_id, {Office.HEAD_SCRUTINEER}) == {school.full[1]}


def test_the_same_office_twice_is_refused(school):
    appoint(school, school.full[0], Office.SCRUTINEER)
    with pytest.raises(WrongInput, match="已经担任"):
        appoint(school, school.full[0], Office.SCRUTINEER)
    assert len(queries.appointments(school.meeting_id)) == 1


@pytest.mark.parametrize("office", [Office.ADMINISTRATOR, Office.DELEGATE])
def test_an_office_that_is_not_of_a_meeting_is_refused(school, office):
    with pytest.raises(WrongInput, match="不在会议上任命"):
        appoint(school, school.full[0], office)
    assert queries.appointments(school.meeting_id) == []


def test_whoever_has_left_is_not_appointed(school):
    change_person(school.others[0], left_on=date(2026, 1, 1))
    with pytest.raises(WrongInput, match="已离开本单位"):
        appoint(school, school.others[0], Office.CHAIR)
    with pytest.raises(NotFound, match="没有这个人"):
        appoint(school, 9999, Office.CHAIR)
    assert queries.appointments(school.meeting_id) == []


def test_an_ended_office_gives_nothing_any_more_and_can_be_given_again(school):
    entry = appoint(school, school.others[0], Office.CHAIR)
    service.end_appointment(school.meeting_id, entry.id, ACTOR)
    assert held(school, school.others[0]) == frozenset()
    with pytest.raises(IllegalStep, match="已经结束"):
        service.end_appointment(school.meeting_id, entry.id, ACTOR)
    appoint(school, school.others[0], Office.CHAIR)
    assert held(school, school.others[0]) == {Office.CHAIR}


def test_an_office_of_another_meeting_is_not_found(school):
    entry = appoint(school, school.others[0], Office.CHAIR)
    other = a_meeting(school.congress_id, ordinal=4)
    with pytest.raises(NotFound):
        service.end_appointment(other, entry.id, ACTOR)
    assert held(school, school.others[0]) == {Office.CHAIR}


def test_a_person_is_found_by_number_or_by_a_name_that_is_theirs_alone(school):
    change_person(school.full[0], name="欧阳四")
    assert queries.person_named("00002") == school.full[1]
    assert queries.person_named("０００02") == school.full[1]
    assert queries.person_named("欧阳四") == school.full[0]
    assert queries.person_named("歐陽 四") == school.full[0]


def test_namesakes_are_told_apart_by_number(school):
    change_person(school.full[0], name="张伟")
    change_person(school.full[1], name="张伟")
    with pytest.raises(WrongInput, match=r"有 2 位同名.*00001 语文教研组；00002 语文教研组"):
        queries.person_named("张伟")


def test_nobody_is_found_by_a_name_that_nobody_bears_or_only_one_who_left(school):
    change_person(school.full[0], name="欧阳四", left_on=date(2026, 1, 1))
    for given in ("李四", "欧阳四", "00001", " "):
        with pytest.raises(NotFound, match="没有工号或姓名"):
            queries.person_named(given)
