"""Congresses and meetings: created, changed, refused."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.services.congress.school import (
    ACTOR,
    a_congress,
    a_meeting,
    a_school,
    congress_facts,
    enrol,
    meeting_facts,
)
from voting.audit.models import AuditEntry
from voting.congress import queries, service
from voting.congress.models import Congress, Meeting
from voting.congress.rules import Body, Call
from voting.db import db
from voting.errors import IllegalStep, NotFound, StaleEdit, WrongInput


def count(model) -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def last_event() -> AuditEntry:
    return db.session.execute(
        select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)
    ).scalar_one()


def test_a_congress_takes_its_name_from_its_preset(app):
    made = queries.congress(a_congress())
    assert made.name == "第五届会员代表大会"
    assert last_event().event == "congress:created"
    assert last_event().actor == ACTOR


@pytest.mark.parametrize(
    ("preset", "body", "name"),
    [
        ("union_election_2016", Body.MEMBERS, "第五届会员大会"),
        ("school_congress_32", Body.DELEGATES, "第五届教职工代表大会"),
        ("enterprise_congress_2012", Body.MEMBERS, "第五届职工大会"),
    ],
)
def test_body_and_preset_decide_the_name(app, preset, body, name):
    assert queries.congress(a_congress(preset=preset, body=body)).name == name


def test_a_congress_may_be_named_otherwise(app):
    made = queries.congress(a_congress(assembly="教职工暨工会会员代表大会"))
    assert made.name == "第五届教职工暨工会会员代表大会"


def test_a_second_congress_of_the_same_name_and_number_is_refused(app):
    a_congress()
    with pytest.raises(WrongInput, match="第五届会员代表大会已经建立"):
        a_congress()
    assert count(Congress) == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"term_ends": date(2024, 9, 1)}, "晚于开始日期"),
        ({"extended_until": date(2030, 3, 1), "extension_note": "批准"}, "不超过 6 个月"),
        ({"extended_until": date(2029, 8, 31), "extension_note": "批准"}, "晚于届满日期"),
        ({"extended_until": date(2029, 12, 31)}, "批准依据"),
        ({"preset": "nobody_2030"}, "没有这种会议类型"),
    ],
)
def test_a_congress_that_breaks_a_rule_is_refused(app, facts, words):
    with pytest.raises(WrongInput, match=words):
        a_congress(**facts)
    assert count(Congress) == 0
    assert count(AuditEntry) == 0


def test_an_approved_extension_moves_the_end_of_the_term(app):
    facts = {
        "term_starts": date(2021, 9, 1),
        "term_ends": date(2026, 8, 31),
    }
    overdue = queries.congress_row(queries.congress(a_congress(**facts)))
    assert overdue.overdue
    extended = a_congress(
        **facts, ordinal=6, extended_until=date(2027, 2, 28), extension_note="区总工会批准"
    )
    assert queries.congress(extended).extension_note == "区总工会批准"


def test_a_congress_is_changed_once_and_the_second_editor_is_told(app):
    congress_id = a_congress()
    changed = replace(congress_facts(), organisation="青山中学")
    service.change_congress(congress_id, 1, changed, ACTOR)
    with pytest.raises(StaleEdit, match="刚被别人修改过"):
        service.change_congress(congress_id, 1, replace(changed, ordinal=6), ACTOR)
    db.session.rollback()
    kept = queries.congress(congress_id)
    assert (kept.organisation, kept.ordinal, kept.version) == ("青山中学", 5, 2)


def test_the_body_cannot_change_once_there_are_meetings(app):
    congress_id = a_congress()
    a_meeting(congress_id)
    with pytest.raises(IllegalStep, match="不能再改变大会形式"):
        service.change_congress(congress_id, 1, congress_facts(body=Body.MEMBERS), ACTOR)
    db.session.rollback()
    assert queries.congress(congress_id).body == Body.DELEGATES


def test_a_meeting_is_named_after_its_congress(app):
    meeting = queries.meeting(a_meeting(a_congress()))
    assert meeting.name == "第五届第三次会员代表大会"
    assert meeting.short_name == "五届三次"
    assert not meeting.approved
    assert last_event().event == "meeting:created"


def test_the_next_meeting_is_numbered_after_the_last(app):
    congress_id = a_congress()
    assert queries.next_ordinal(congress_id) == 1
    a_meeting(congress_id, ordinal=7)
    assert queries.next_ordinal(congress_id) == 8


def test_a_second_meeting_of_the_same_number_is_refused(app):
    congress_id = a_congress()
    a_meeting(congress_id)
    with pytest.raises(WrongInput, match="第五届第三次会员代表大会已经建立"):
        a_meeting(congress_id)
    assert count(Meeting) == 1


@pytest.mark.parametrize("ordinal", [0, 100])
def test_a_meeting_out_of_number_is_refused(app, ordinal):
    congress_id = a_congress()
    with pytest.raises(WrongInput, match="1 至 99"):
        a_meeting(congress_id, ordinal=ordinal)
    assert count(Meeting) == 0


def test_a_meeting_called_by_a_third_of_the_delegates_is_held(app):
    school = a_school(12)
    meeting_id = a_meeting(school.congress_id, ordinal=4, call=Call.DELEGATES, proposers=4)
    assert queries.meeting(meeting_id).proposers == 4


def test_a_meeting_called_by_too_few_delegates_is_refused(app):
    school = a_school(12)
    with pytest.raises(WrongInput, match="现有 12 人，至少 4 人联名"):
        a_meeting(school.congress_id, ordinal=4, call=Call.DELEGATES, proposers=3)
    assert count(Meeting) == 1


def test_a_regular_meeting_keeps_no_number_of_proposers(app):
    meeting = queries.meeting(a_meeting(a_congress(), proposers=9))
    assert meeting.proposers is None


def test_a_meeting_is_changed_once_and_the_second_editor_is_told(app):
    meeting_id = a_meeting(a_congress())
    service.change_meeting(meeting_id, 1, meeting_facts(place="报告厅"), ACTOR)
    with pytest.raises(StaleEdit, match="您的修改没有保存"):
        service.change_meeting(meeting_id, 1, meeting_facts(place="操场"), ACTOR)
    db.session.rollback()
    assert queries.meeting(meeting_id).place == "报告厅"


def test_what_does_not_exist_is_not_found(app):
    with pytest.raises(NotFound, match="没有这届大会"):
        queries.congress(77)
    with pytest.raises(NotFound, match="没有这次会议"):
        queries.meeting(77)
    with pytest.raises(NotFound, match="没有这届大会"):
        a_meeting(77)
    with pytest.raises(NotFound, match="没有这次会议"):
        service.freeze_delegates(77, ACTOR)


def test_a_union_of_ninety_five_members_is_advised_to_meet_as_a_whole(app):
    enrol(95)
    advice = queries.body_advice(queries.congress(a_congress()))
    assert advice == "现有 95 人，不满 100 人的一般召开会员大会，全体参加，不另选代表。"


def test_a_school_of_seventy_nine_is_advised_to_meet_as_a_whole(app):
    enrol(79, is_member=False)
    advice = queries.body_advice(queries.congress(a_congress(preset="school_congress_32")))
    assert "教职工大会" in advice


def test_a_union_of_a_hundred_members_may_have_delegates(app):
    enrol(100)
    assert queries.body_advice(queries.congress(a_congress())) is None
    assert queries.body_advice(queries.congress(a_congress(ordinal=6, body=Body.MEMBERS))) is None


def test_a_term_of_an_unusual_length_is_pointed_out(app):
    assert queries.term_advice(queries.congress(a_congress())) is None
    odd = queries.congress(a_congress(ordinal=6, term_ends=date(2028, 8, 31)))
    assert queries.term_advice(odd) == "任期一般为 3 或 5 年，请核对起止日期。"
