"""Delegates from the roster, ended, led; and the examined credentials (cases 4, 5, 6)."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.services.congress.school import (
    ACTOR,
    a_congress,
    a_meeting,
    change_person,
    enrol,
    take_over_roster,
)
from voting.audit.models import AuditEntry
from voting.congress import extensions, queries, service
from voting.congress.models import Delegate, Delegation
from voting.congress.rules import Body
from voting.db import db
from voting.errors import IllegalStep, NotFound, NotReady, StaleEdit, WrongInput

LEFT = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def in_november(time_machine):
    time_machine.move_to("2026-11-20T09:00:00+08:00", tick=False)


def expected(meeting_id: int) -> int:
    db.session.rollback()
    return queries.attendance(meeting_id).expected


def seat(school, person_id: int) -> Delegate:
    db.session.rollback()
    return db.session.execute(
        select(Delegate).where(
            Delegate.congress_id == school.congress_id, Delegate.person_id == person_id
        )
    ).scalar_one()


def delegation(name: str) -> Delegation:
    db.session.rollback()
    return db.session.execute(select(Delegation).where(Delegation.name == name)).scalar_one()


def test_the_roster_makes_delegates_and_delegations_in_one_step(school):
    rows = queries.delegates(school.congress_id)
    groups = queries.delegations(school.congress_id, rows)
    assert [group.name for group in groups] == [
        "第1代表团",
        "第2代表团",
        "列席代表团",
        "特邀代表团",
    ]
    assert [len(group.delegates) for group in groups] == [6, 6, 3, 2]
    assert expected(school.meeting_id) == 12


def test_the_preview_shows_what_would_change_and_changes_nothing(school):
    change_person(school.full[0], delegate_status="none", delegation="")
    change_person(school.full[1], delegation="第2代表团")
    change_person(school.others[0], delegate_status="full", delegation="第1代表团")
    preview = queries.roster_preview(queries.congress(school.congress_id))
    assert [row.number for row in preview.ended] == ["00001"]
    assert [(row.before, row.after) for row in preview.changed] == [
        ("正式代表 · 第1代表团", "正式代表 · 第2代表团")
    ]
    assert [row.after for row in preview.added] == ["正式代表 · 第1代表团"]
    assert seat(school, school.full[0]).ended_on is None


def test_confirming_the_preview_does_what_it_showed(school):
    change_person(school.full[0], delegate_status="none", delegation="")
    change_person(school.others[0], delegate_status="full", delegation="第3代表团")
    found = take_over_roster(school.congress_id)
    assert (len(found.added), len(found.ended)) == (1, 1)
    assert seat(school, school.full[0]).ended_reason == "花名册中不再列为代表"
    assert seat(school, school.others[0]).delegation.name == "第3代表团"
    assert expected(school.meeting_id) == 12
    assert queries.roster_preview(queries.congress(school.congress_id)).count == 0


def test_an_update_other_than_the_one_previewed_is_refused(school):
    change_person(school.full[0], delegate_status="none")
    digest = queries.roster_preview(queries.congress(school.congress_id)).digest
    change_person(school.full[1], delegate_status="none")
    with pytest.raises(StaleEdit, match="重新查看"):
        service.update_delegates_from_roster(school.congress_id, digest, ACTOR)
    assert seat(school, school.full[0]).ended_on is None
    assert expected(school.meeting_id) == 12


def test_a_delegate_who_comes_back_sits_again_and_the_preview_recalls_why_the_seat_ended(school):
    person_id = school.full[0]
    service.end_delegate(seat(school, person_id).id, school.congress_id, "借调", ACTOR)
    preview = queries.roster_preview(queries.congress(school.congress_id))
    assert [row.note for row in preview.added] == ["曾终止代表资格：借调"]
    take_over_roster(school.congress_id)
    assert seat(school, person_id).ended_on is None
    assert expected(school.meeting_id) == 12


def test_a_member_who_only_keeps_the_membership_is_not_expected(school):
    change_person(school.full[0], membership="retained")
    assert expected(school.meeting_id) == 11
    preview = queries.roster_preview(queries.congress(school.congress_id))
    assert [row.number for row in preview.refused] == ["00001"]
    assert "保留会籍" in preview.refused[0].note


def test_whoever_leaves_before_the_credentials_are_examined_is_no_longer_expected(school):
    change_person(school.full[0], left_on=LEFT)
    assert expected(school.meeting_id) == 11
    assert service.freeze_delegates(school.meeting_id, ACTOR) == 11


def test_whoever_leaves_after_the_credentials_are_examined_stays_expected(school):
    assert service.freeze_delegates(school.meeting_id, ACTOR) == 12
    change_person(school.full[0], left_on=LEFT)
    assert expected(school.meeting_id) == 12


def test_whoever_leaves_in_the_future_is_still_here(school):
    change_person(school.full[0], left_on=date(2026, 11, 21))
    assert expected(school.meeting_id) == 12


def test_a_seat_ended_after_the_examination_leaves_the_meeting_as_it_is(school):
    service.freeze_delegates(school.meeting_id, ACTOR)
    service.end_delegate(seat(school, school.full[0]).id, school.congress_id, "撤换", ACTOR)
    assert expected(school.meeting_id) == 12
    later = a_meeting(school.congress_id, ordinal=4)
    assert expected(later) == 11


def test_a_second_examination_is_refused(school):
    service.freeze_delegates(school.meeting_id, ACTOR)
    with pytest.raises(IllegalStep, match="已经完成"):
        service.freeze_delegates(school.meeting_id, ACTOR)
    assert expected(school.meeting_id) == 12


def test_an_examination_of_nobody_is_refused(app):
    meeting_id = a_meeting(a_congress())
    with pytest.raises(NotReady, match="先确定代表名单"):
        service.freeze_delegates(meeting_id, ACTOR)
    db.session.rollback()
    assert queries.meeting(meeting_id).frozen_at is None


def test_an_examination_can_be_taken_back_for_a_reason(school):
    service.freeze_delegates(school.meeting_id, ACTOR)
    change_person(school.full[0], left_on=LEFT)
    service.reopen_credentials(school.meeting_id, "漏审一名代表", ACTOR)
    assert expected(school.meeting_id) == 11
    entry = db.session.execute(
        select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)
    ).scalar_one()
    assert "漏审一名代表" in entry.details


def test_an_examination_is_not_taken_back_without_a_reason_or_when_there_is_none(school):
    with pytest.raises(IllegalStep, match="还没有完成"):
        service.reopen_credentials(school.meeting_id, "理由", ACTOR)
    service.freeze_delegates(school.meeting_id, ACTOR)
    with pytest.raises(WrongInput, match="理由"):
        service.reopen_credentials(school.meeting_id, " ", ACTOR)
    assert queries.meeting(school.meeting_id).frozen_at is not None


def test_an_examination_stays_when_a_vote_rests_on_it(app, school):
    extensions.add_attendance_guard(app, lambda _meeting, person: None if person else "已经封存")
    service.freeze_delegates(school.meeting_id, ACTOR)
    with pytest.raises(IllegalStep, match="已经封存"):
        service.reopen_credentials(school.meeting_id, "理由", ACTOR)
    db.session.rollback()
    assert queries.meeting(school.meeting_id).frozen_at is not None
    assert expected(school.meeting_id) == 12


def test_a_seat_is_ended_with_a_reason_and_a_date(school):
    ended = seat(school, school.full[0])
    service.end_delegate(ended.id, school.congress_id, " 调离 ", ACTOR)
    kept = seat(school, school.full[0])
    assert (kept.ended_on, kept.ended_reason) == (date(2026, 11, 20), "调离")
    assert expected(school.meeting_id) == 11


def test_a_seat_is_not_ended_without_reason_twice_or_in_another_congress(school):
    seat_id = seat(school, school.full[0]).id
    with pytest.raises(WrongInput, match="理由"):
        service.end_delegate(seat_id, school.congress_id, "", ACTOR)
    other = a_congress(ordinal=6)
    with pytest.raises(NotFound, match="没有这名代表"):
        service.end_delegate(seat_id, other, "调离", ACTOR)
    assert seat(school, school.full[0]).ended_on is None
    service.end_delegate(seat_id, school.congress_id, "调离", ACTOR)
    with pytest.raises(IllegalStep, match="已经终止"):
        service.end_delegate(seat_id, school.congress_id, "退休", ACTOR)
    assert seat(school, school.full[0]).ended_reason == "调离"


def test_a_delegation_is_led_by_one_of_its_full_delegates(school):
    first = delegation("第1代表团")
    service.name_leader(school.congress_id, first.id, school.full[0], ACTOR)
    assert delegation("第1代表团").leader_id == school.full[0]
    service.name_leader(school.congress_id, first.id, None, ACTOR)
    assert delegation("第1代表团").leader_id is None


@pytest.mark.parametrize("chosen", ["other_delegation", "observer", "outsider"])
def test_nobody_else_leads_a_delegation(school, chosen):
    people = {
        "other_delegation": school.full[-1],
        "observer": school.observers[0],
        "outsider": school.others[0],
    }
    first = delegation("第1代表团")
    with pytest.raises(WrongInput, match="本代表团的正式代表"):
        service.name_leader(school.congress_id, first.id, people[chosen], ACTOR)
    assert delegation("第1代表团").leader_id is None


def test_a_leader_who_moves_or_ends_no_longer_leads(school):
    first = delegation("第1代表团")
    service.name_leader(school.congress_id, first.id, school.full[0], ACTOR)
    change_person(school.full[0], delegation="第2代表团")
    take_over_roster(school.congress_id)
    assert delegation("第1代表团").leader_id is None
    service.name_leader(school.congress_id, first.id, school.full[1], ACTOR)
    service.end_delegate(seat(school, school.full[1]).id, school.congress_id, "退休", ACTOR)
    assert delegation("第1代表团").leader_id is None


def test_a_delegation_of_another_congress_is_not_found(school):
    with pytest.raises(NotFound, match="没有这个代表团"):
        service.name_leader(a_congress(ordinal=6), delegation("第1代表团").id, None, ACTOR)


def test_where_all_members_meet_everyone_with_full_rights_is_expected(app):
    enrol(10)
    enrol(2, 101, membership="retained")
    enrol(3, 201, is_member=False)
    enrol(1, 301, left_on=LEFT)
    meeting_id = a_meeting(a_congress(body=Body.MEMBERS))
    assert expected(meeting_id) == 10
    assert len(queries.expected_people(meeting_id)) == 10


def test_where_all_staff_meet_membership_does_not_matter(app):
    enrol(10)
    enrol(3, 201, is_member=False)
    meeting_id = a_meeting(a_congress(body=Body.MEMBERS, preset="school_congress_32"))
    assert expected(meeting_id) == 13


def test_the_expected_come_with_what_a_roll_needs(school):
    row = queries.expected_people(school.meeting_id)[0]
    assert (row.number, row.name, row.unit, row.sex) == ("00001", "教师1", "语文教研组", "female")
    assert row.delegation == "第1代表团"
    assert row.person_id == school.full[0]


def test_participants_are_the_expected_then_observers_and_guests(school):
    rows = queries.participants(school.meeting_id)
    assert [row.person_id for row in rows] == school.full + school.observers + school.guests


def test_the_composition_counts_full_delegates_only(school):
    change_person(school.full[0], post="校长", category="management", sex="male")
    congress = queries.congress(school.congress_id)
    report = queries.composition_report(congress, date(2026, 11, 22))
    lines = {line.group.value: line for line in report.lines}
    assert report.delegates == 12
    assert (lines["cadres"].count, lines["cadres"].total) == (1, 12)
    assert lines["cadres"].names == ("教师1",)
    assert lines["women"].count == 11
