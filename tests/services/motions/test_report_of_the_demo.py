"""The sample school's motions: 22 items, every state, a report that holds together."""

import pytest

from voting.db import db
from voting.demo.motion_staff import add_staff_matters
from voting.demo.motions import build_motions, motion_congress
from voting.demo.school import ROSTER
from voting.motions.improvements import queries as improvements
from voting.motions.letterbox import queries as letters
from voting.motions.models import Motion
from voting.motions.reporting import report_of
from voting.motions.rules import State
from voting.motions.situations import queries as situations
from voting.motions.situations.rules import Standing
from voting.people import service as roster


@pytest.fixture
def found(app):
    roster.import_file(ROSTER, "演示")
    meeting_id = motion_congress("演示")
    seated = build_motions(1, meeting_id)
    db.session.rollback()
    return seated, report_of(1, meeting_id)


def test_the_staff_sent_in_more_than_motions(found):
    add_staff_matters(1, 1)
    db.session.rollback()
    assert [box.title for box in letters.open_boxes()] == ["工会信箱"]
    (month,) = situations.grid(1).months
    assert month.counts == {
        Standing.SUBMITTED: 13,
        Standing.LATE: 0,
        Standing.MISSING: 1,
        Standing.WAITING: 0,
    }
    forms = situations.forms_of(month.period.id)
    assert len(situations.lines(forms)) == 2
    assert sum(form.nothing for form in forms) == 11
    assert improvements.serving_congress().id == 1
    counts = improvements.counts(1)
    assert (counts.received, counts.adopted, counts.rewarded, counts.waiting) == (2, 1, 1, 1)


def test_the_22_items_of_the_second_meeting_are_in_every_state(found):
    seated, reporting = found
    motions = db.session.query(Motion).all()
    assert len(motions) == 22
    assert {State(motion.state) for motion in motions} == set(State)
    assert reporting.about == "第四届第二次教职工代表大会"
    assert reporting.report.received == 20
    assert reporting.open_items[0].replied is False
    assert [item.overdue for item in reporting.open_items if item.overdue] == [6]
    assert len({each.login for each in seated}) == 3
