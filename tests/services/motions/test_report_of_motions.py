"""The report of a meeting from what the services did: every end of a motion, and the carried."""

import json
from datetime import timedelta

import pytest

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    a_house,
    assigned,
    filed,
    reply,
    submitted,
    task_of,
    the_motion,
    version,
)
from tests.services.motions.registers import an_earlier_congress
from voting import clock
from voting.congress.models import Meeting
from voting.db import db, unit_of_work
from voting.errors import NotFound
from voting.motions.handling_models import Assignment, HandlingRequest
from voting.motions.models import Motion, MotionCall
from voting.motions.reporting import document, report_of
from voting.motions.reporting_tables import sentence, tables
from voting.motions.rules import Class, Grade, Kind, Request, State
from voting.motions.service import drafting, feedback, handling, requests, review
from voting.motions.service.handling import Order
from voting.motions.service.requests import Wish

SOON = clock.today() + timedelta(days=90)


@pytest.fixture
def house(app):
    return a_house()


def the_report(house):
    return report_of(house.congress_id, house.meeting_id).report


def set_facts(motion_id: int, **facts) -> None:
    with unit_of_work() as session:
        motion = session.get(Motion, motion_id)
        for name, value in facts.items():
            setattr(motion, name, value)


def test_drafts_are_in_no_report(house):
    a_draft(house)
    assert the_report(house).received == 0
    assert report_of(house.congress_id).open_items == ()


def test_22_items_with_21_replies_are_95_5_percent_and_the_open_one_is_listed_first(house):
    replied = []
    for _number in range(21):
        motion_id = assigned(house)
        reply(house, motion_id)
        replied.append(motion_id)
    late = assigned(house)
    set_facts(late, due_on=clock.today() - timedelta(days=3))
    found = report_of(house.congress_id, house.meeting_id)
    assert found.report.replied.document() == {"part": 21, "whole": 22, "percent": "95.5%"}
    first = found.open_items[0]
    assert (first.motion_id, first.overdue, first.replied) == (late, 3, False)
    assert first.unit == "后勤处"
    assert [item.motion_id for item in found.open_items[1:]] == replied
    assert "答复率 95.5%" in sentence(found)


def test_without_a_reply_the_oldest_comes_first(house):
    first, second, third = filed(house), filed(house), assigned(house)
    set_facts(second, submitted_at=clock.now() - timedelta(days=9))
    items = report_of(house.congress_id).open_items
    assert [item.motion_id for item in items] == [second, first, third]


def test_every_way_a_review_can_end_is_counted_once(house):
    filed(house)
    lead, other = filed(house), filed(house, mover=1)
    review.merge(other, version(other), lead, "内容相同", house.secretary)
    suggestion, refused, withdrawn, _pending = (submitted(house) for _n in range(4))
    review.convert(suggestion, version(suggestion), "属于日常工作", house.secretary)
    review.reject(refused, version(refused), "个人事项", house.secretary)
    drafting.withdraw(withdrawn, version(withdrawn), "已解决", house.delegate())
    said = the_report(house)
    assert (said.received, said.received_merged) == (7, 6)
    assert (said.filed, said.filed_merged, said.suggestions) == (3, 2, 1)
    assert (said.not_filed, said.withdrawn, said.pending) == (1, 1, 1)
    assert said.filing_rate.document() == {"part": 3, "whole": 7, "percent": "42.9%"}
    assert said.filing_rate_merged.document() == {"part": 2, "whole": 6, "percent": "33.3%"}
    assert said.replied.whole == 3


def test_what_was_archived_keeps_how_it_ended(house):
    refused, withdrawn, after_filing, done = (
        submitted(house),
        submitted(house),
        filed(house),
        assigned(house),
    )
    review.reject(refused, version(refused), "个人事项", house.secretary)
    drafting.withdraw(withdrawn, version(withdrawn), "已解决", house.delegate())
    drafting.withdraw(after_filing, version(after_filing), "已解决", house.delegate())
    reply(house, done)
    feedback.rate(done, Grade.SATISFIED, "", house.delegate())
    before = the_report(house)
    for motion_id in (refused, withdrawn, after_filing, done):
        review.archive(motion_id, version(motion_id), house.secretary)
    assert the_report(house) == before
    assert (before.filed, before.not_filed, before.withdrawn) == (1, 1, 2)


def test_a_direct_suggestion_is_answered_too_but_is_no_motion_of_the_report(house):
    motion_id = a_draft(house, TEXT, Kind.SUGGESTION)
    drafting.submit(motion_id, version(motion_id), house.delegate())
    found = report_of(house.congress_id, house.meeting_id)
    assert found.report.received == 0
    assert [(each.kind, each.replied.part, each.replied.whole) for each in found.others] == [
        (Kind.SUGGESTION, 0, 1)
    ]


def test_a_motion_after_the_last_day_counts_as_a_late_suggestion(app):
    house = a_house(closes_in=0)
    with unit_of_work() as session:
        session.get(MotionCall, house.meeting_id).closes_on = clock.today() - timedelta(days=1)
    submitted(house, late_is_fine=True)
    said = the_report(house)
    assert (said.received, said.late, said.pending) == (1, 1, 1)


def test_classes_feedback_and_a_second_round_are_counted(house):
    good, poor, silent = assigned(house), assigned(house), assigned(house)
    reply(house, good, Class.B, SOON)
    feedback.rate(good, Grade.SATISFIED, "", house.delegate())
    reply(house, poor, Class.D)
    feedback.rate(poor, Grade.DISSATISFIED, "没有答到点上", house.delegate())
    reply(house, silent, Class.A)
    said = the_report(house)
    assert {key.value: rate.part for key, rate in said.classes.items()} == {
        "A": 1,
        "B": 1,
        "C": 0,
        "D": 1,
    }
    assert {key: rate.part for key, rate in said.feedback.items()} == {
        "satisfied": 1,
        "basically": 0,
        "dissatisfied": 1,
        "none": 1,
    }
    assert said.redone == 1
    reply(house, poor, Class.A)
    again = the_report(house)
    # The second reply was not rated yet: what was said of the first is not said of it.
    assert (again.feedback["dissatisfied"].part, again.feedback["none"].part) == (0, 2)
    assert again.redone == 1


def test_a_reply_within_a_granted_extension_is_in_time_and_a_later_one_is_not(house):
    for asks in (True, False):
        motion_id = assigned(house)
        task = task_of(motion_id, house.canteen)
        handling.accept(motion_id, task.id, house.handler)
        if asks:
            until = the_motion(motion_id).due_on + timedelta(days=20)
            requests.ask(motion_id, task.id, Wish(Request.EXTENSION, "招标", until), house.handler)
            asked = task_request(task.id)
            requests.decide(motion_id, asked, "", house.secretary, grant=True)
        reply(house, motion_id)
        set_facts(motion_id, first_due_on=clock.today() - timedelta(days=2))
    assert the_report(house).punctual.document() == {"part": 1, "whole": 2, "percent": "50.0%"}


def task_request(assignment_id: int) -> int:
    return db.session.query(HandlingRequest).filter_by(assignment_id=assignment_id).one().id


def test_the_first_reply_is_judged_by_its_own_day_while_the_second_is_awaited(house):
    motion_id = assigned(house)
    task_id = task_of(motion_id, house.canteen).id
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.DISSATISFIED, "没有答到点上", house.delegate())
    assert the_report(house).punctual.part == 1
    with unit_of_work() as session:
        session.get(Assignment, task_id).due_on = clock.today() - timedelta(days=1)
    assert the_report(house).punctual.part == 0


def next_meeting(house) -> int:
    with unit_of_work() as session:
        made = Meeting(congress_id=house.congress_id, ordinal=4, held_at=clock.now(), place="礼堂")
        session.add(made)
        session.flush()
        return made.id


def test_open_motions_return_in_the_report_of_the_next_meeting(house):
    open_one, done, promised = assigned(house), assigned(house), assigned(house)
    reply(house, done)
    feedback.rate(done, Grade.SATISFIED, "", house.delegate())
    reply(house, promised, Class.C, SOON)
    feedback.rate(promised, Grade.BASICALLY, "", house.delegate())
    found = report_of(house.congress_id, next_meeting(house))
    assert found.report.received == 0
    assert (found.carried.received, found.carried.replied.part) == (2, 1)
    assert [(item.motion_id, item.carried) for item in found.open_items] == [
        (open_one, True),
        (promised, True),
    ]
    assert the_motion(promised).state == State.FOLLOW_UP
    assert "结转、尚未办结的提案 2 件" in sentence(found)
    assert [table.name for table in tables(found)].count("carried") == 1


def test_an_earlier_meeting_carries_nothing_from_a_later_one(house):
    later = next_meeting(house)
    motion_id = assigned(house)
    set_facts(motion_id, meeting_id=later, serial=1)
    assert report_of(house.congress_id, house.meeting_id).carried.received == 0


def test_the_breakdowns_name_delegations_categories_and_departments(house):
    motion_id = assigned(house)
    set_facts(motion_id, category="生活福利", delegation="第一代表团")
    filed(house)
    said = the_report(house)
    assert [(line.name, line.number.part) for line in said.categories] == [("生活福利", 1), ("", 1)]
    assert [line.name for line in said.delegations] == ["第一代表团", "语文教研组"]
    assert [(line.name, line.filed) for line in said.units] == [("后勤处", 1), ("", 1)]


def test_a_department_that_took_over_stands_in_the_report(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    handling.decline(motion_id, task.id, "不属本部门", house.handler)
    handling.assign(motion_id, version(motion_id), Order(house.finance), house.secretary)
    assert [line.name for line in the_report(house).units] == ["财务处"]


def test_a_meeting_of_another_congress_is_refused(house):
    with pytest.raises(NotFound, match="不属于本届"):
        report_of(an_earlier_congress(), house.meeting_id)


def test_the_document_is_json_with_two_numbers_for_every_rate(house):
    reply(house, assigned(house))
    said = json.loads(json.dumps(document(report_of(house.congress_id, house.meeting_id))))
    assert said["report"]["replied"] == {"part": 1, "whole": 1, "percent": "100.0%"}
    assert said["report"]["classes"]["A"]["part"] == 1
    assert said["open"][0]["state"] == "replied"
