"""The approval of a meeting (申请, 批复): recorded, refused, overridden with a reason."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.services.congress.school import ACTOR
from voting.audit.models import AuditEntry
from voting.congress import queries, service
from voting.congress.service import ApprovalFacts
from voting.db import db
from voting.errors import IllegalStep, StaleEdit, WrongInput
from voting.web.uploads import Upload

APPLIED = date(2026, 10, 8)
APPROVED = date(2026, 10, 20)
SCAN = Upload("批复.pdf", "a" * 64, 1234, "application/pdf")


@pytest.fixture(autouse=True)
def in_november(time_machine):
    time_machine.move_to("2026-11-02T09:00:00+08:00", tick=False)


def entries(event: str) -> list[AuditEntry]:
    return list(db.session.execute(select(AuditEntry).where(AuditEntry.event == event)).scalars())


def kept(school):
    db.session.rollback()
    return queries.meeting(school.meeting_id)


def test_a_meeting_may_not_vote_before_it_is_approved(school):
    assert not queries.approval_ready(kept(school))


def test_the_application_alone_is_no_approval(school):
    service.record_approval(school.meeting_id, 1, ApprovalFacts(applied_on=APPLIED), ACTOR)
    assert kept(school).applied_on == APPLIED
    assert not queries.approval_ready(kept(school))


def test_an_approval_with_number_date_and_scan_lets_the_meeting_vote(school):
    facts = ApprovalFacts(APPLIED, "教工发〔2026〕18号", APPROVED, SCAN)
    service.record_approval(school.meeting_id, 1, facts, ACTOR)
    meeting = kept(school)
    assert queries.approval_ready(meeting)
    assert meeting.approval_number == "教工发〔2026〕18号"
    assert (meeting.scan_name, meeting.scan_sha256) == ("批复.pdf", "a" * 64)
    [entry] = entries("approval:recorded")
    assert "教工发〔2026〕18号" in entry.details


def test_a_correction_without_a_new_scan_keeps_the_old_one(school):
    service.record_approval(
        school.meeting_id, 1, ApprovalFacts(APPLIED, "1号", APPROVED, SCAN), ACTOR
    )
    service.record_approval(school.meeting_id, 2, ApprovalFacts(APPLIED, "2号", APPROVED), ACTOR)
    assert kept(school).approval_number == "2号"
    assert kept(school).scan_sha256 == "a" * 64


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (ApprovalFacts(), "至少填写申请日期"),
        (ApprovalFacts(APPLIED, "18号"), "一起填写"),
        (ApprovalFacts(APPLIED, "", APPROVED), "一起填写"),
        (ApprovalFacts(APPROVED, "18号", APPLIED), "早于申请日期"),
        (ApprovalFacts(APPLIED, "18号", date(2026, 11, 3)), "还没有到"),
        (ApprovalFacts(date(2026, 11, 3)), "还没有到"),
    ],
)
def test_an_approval_that_cannot_be_is_refused(school, facts, words):
    with pytest.raises(WrongInput, match=words):
        service.record_approval(school.meeting_id, 1, facts, ACTOR)
    meeting = kept(school)
    assert (meeting.version, meeting.approved_on, meeting.applied_on) == (1, None, None)
    assert not entries("approval:recorded")


def test_the_second_of_two_who_record_at_once_is_told(school):
    service.record_approval(school.meeting_id, 1, ApprovalFacts(APPLIED), ACTOR)
    with pytest.raises(StaleEdit):
        service.record_approval(
            school.meeting_id, 1, ApprovalFacts(APPLIED, "18号", APPROVED), ACTOR
        )
    assert not queries.approval_ready(kept(school))


def test_the_chair_may_go_on_without_an_approval_for_a_reason_that_is_logged(school):
    service.override_approval(school.meeting_id, " 上级口头同意，批复随后补 ", "主持人李明")
    meeting = kept(school)
    assert queries.approval_ready(meeting)
    assert meeting.override_reason == "上级口头同意，批复随后补"
    assert meeting.overridden_by == "主持人李明"
    [entry] = entries("approval:overridden")
    assert "口头同意" in entry.details
    assert entry.actor == "主持人李明"


def test_an_override_without_a_reason_is_refused(school):
    with pytest.raises(WrongInput, match="理由"):
        service.override_approval(school.meeting_id, "  ", "主持人李明")
    assert not queries.approval_ready(kept(school))


def test_an_override_is_refused_when_there_is_an_approval(school):
    facts = ApprovalFacts(APPLIED, "18号", APPROVED)
    service.record_approval(school.meeting_id, 1, facts, ACTOR)
    with pytest.raises(IllegalStep, match="不必再办理"):
        service.override_approval(school.meeting_id, "理由", "主持人李明")
    assert kept(school).override_reason is None


def test_an_approval_that_comes_after_an_override_is_recorded_beside_it(school):
    service.override_approval(school.meeting_id, "批复随后补", "主持人李明")
    facts = ApprovalFacts(APPLIED, "18号", APPROVED)
    service.record_approval(school.meeting_id, 2, facts, ACTOR)
    meeting = kept(school)
    assert meeting.approved_on == APPROVED
    assert meeting.override_reason == "批复随后补"
