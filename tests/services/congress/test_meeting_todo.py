"""The to-do list of a meeting: each line appears, and goes when its thing is done."""

from datetime import UTC, date, datetime

import pytest

from tests.services.congress.school import (
    ACTOR,
    HELD_AT,
    a_congress,
    a_meeting,
    a_school,
    change_person,
    enrol,
    take_over_roster,
)
from voting.access.rules import Office
from voting.congress import queries, service
from voting.congress.rules import Body, ItemClass, Method
from voting.congress.service import ApprovalFacts, ItemFacts
from voting.db import db
from voting.web.uploads import Upload

BEFORE = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)
PAPER = Upload("办法.pdf", "c" * 64, 100, "application/pdf")


@pytest.fixture(autouse=True)
def before_the_meeting(time_machine):
    time_machine.move_to(BEFORE, tick=False)
    return time_machine


def todo(meeting_id: int) -> dict[str, queries.Task]:
    db.session.rollback()
    return {task.code: task for task in queries.todo(queries.meeting(meeting_id))}


def test_an_empty_meeting_has_everything_before_it(app):
    found = todo(a_meeting(a_congress()))
    assert list(found) == ["approval", "nobody", "offices", "agenda"]
    assert found["approval"].blocking
    assert not found["agenda"].blocking


def test_a_meeting_with_everything_done_has_nothing_to_do(school, before_the_meeting):
    meeting_id = school.meeting_id
    approval = ApprovalFacts(date(2026, 10, 1), "18号", date(2026, 10, 9))
    service.record_approval(meeting_id, 1, approval, ACTOR)
    rows = queries.delegates(school.congress_id)
    for group in queries.delegations(school.congress_id, rows):
        if group.electable:
            leader = group.electable[0].person_id
            service.name_leader(school.congress_id, group.id, leader, ACTOR)
    service.freeze_delegates(meeting_id, ACTOR)
    for person_id, office in zip(
        school.full, (Office.CHAIR, Office.HEAD_SCRUTINEER, Office.TELLER), strict=False
    ):
        service.appoint(meeting_id, person_id, office, ACTOR)
    service.add_agenda_item(meeting_id, ItemFacts("选举", ItemClass.ELECT), ACTOR)
    # A school of 20 on the roster is advised to meet as a whole: that alone is left.
    assert list(todo(meeting_id)) == ["body"]


def test_a_missing_office_is_named(school):
    service.appoint(school.meeting_id, school.full[0], Office.CHAIR, ACTOR)
    assert todo(school.meeting_id)["offices"].text == "任命会议工作人员，还缺：总监票人、计票人。"


def test_the_quorum_is_asked_for_on_the_day(school, before_the_meeting):
    assert "quorum" not in todo(school.meeting_id)
    before_the_meeting.move_to(HELD_AT, tick=False)
    assert todo(school.meeting_id)["quorum"].text == "签到：已到 0 人，还差 8 人达到法定人数。"
    for person_id in school.full[:8]:
        service.check_in(school.meeting_id, person_id, Method.DESK, ACTOR)
    assert "quorum" not in todo(school.meeting_id)


def test_a_difference_with_the_roster_is_told(school):
    change_person(school.full[0], delegate_status="none")
    assert "1 处不同" in todo(school.meeting_id)["differences"].text
    take_over_roster(school.congress_id)
    assert "differences" not in todo(school.meeting_id)


def test_a_broken_composition_is_told_by_its_lines(app):
    school = a_school(10, preset="school_congress_32")
    assert "composition" not in todo(school.meeting_id)
    for person_id in school.full[:5]:
        change_person(person_id, category="support")
    for person_id in school.full[:3]:
        change_person(person_id, post="主任")
    assert todo(school.meeting_id)["composition"].text == (
        "代表构成不符合规定：教师代表、中层以上管理人员。"
    )


def test_too_few_delegates_are_told(app):
    enrol(100, 2001)
    school = a_school(12, preset="shanghai_2017")
    assert "代表总数" in todo(school.meeting_id)["composition"].text


def test_documents_later_than_the_days_before_the_meeting_are_told(app, before_the_meeting):
    school = a_school(12, preset="school_congress_32")
    item = service.add_agenda_item(
        school.meeting_id, ItemFacts("审议分配办法", ItemClass.APPROVE), ACTOR
    )
    assert "会前 7 天" in todo(school.meeting_id)["documents"].text
    before_the_meeting.move_to("2026-11-17T09:00:00+08:00", tick=False)
    service.add_document(school.meeting_id, item.id, "", PAPER, ACTOR)
    assert "审议分配办法" in todo(school.meeting_id)["documents"].text
    before_the_meeting.move_to("2026-11-15T09:00:00+08:00", tick=False)
    service.add_document(school.meeting_id, item.id, "", PAPER, ACTOR)
    assert "documents" not in todo(school.meeting_id)


def test_what_is_only_heard_needs_no_document(app):
    school = a_school(12, preset="school_congress_32")
    service.add_agenda_item(school.meeting_id, ItemFacts("听取", ItemClass.HEAR), ACTOR)
    assert "documents" not in todo(school.meeting_id)


def test_a_term_that_is_over_is_told(app):
    enrol(3)
    over = {"term_starts": date(2021, 9, 1), "term_ends": date(2026, 8, 31)}
    meeting_id = a_meeting(a_congress(**over, body=Body.MEMBERS))
    assert "任期已满" in todo(meeting_id)["term"].text
    extended = a_congress(
        **over, ordinal=6, extended_until=date(2027, 2, 1), extension_note="区总工会批准"
    )
    assert "term" not in todo(a_meeting(extended))


def test_the_list_of_congresses_counts_this_years_meetings(app):
    congress_id = a_congress()
    a_meeting(congress_id)
    a_meeting(congress_id, ordinal=4, held_at=datetime(2025, 12, 31, 16, 30, tzinfo=UTC))
    a_meeting(congress_id, ordinal=5, held_at=datetime(2025, 12, 31, 15, 30, tzinfo=UTC))
    [row] = queries.congresses()
    assert (row.meetings, row.this_year) == (3, 2)


def test_a_person_sees_the_meetings_they_take_part_in(school):
    assert [each.id for each in queries.meetings_for(school.full[0])] == [school.meeting_id]
    assert [each.id for each in queries.meetings_for(school.guests[0])] == [school.meeting_id]
    assert queries.meetings_for(school.others[0]) == []
