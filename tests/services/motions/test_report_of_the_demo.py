"""The sample school's motions: 22 items, every state, a report that holds together."""

import pytest

from voting.db import db
from voting.demo.motions import build_motions, motion_congress
from voting.demo.school import ROSTER
from voting.motions.models import Motion
from voting.motions.reporting import report_of
from voting.motions.rules import State
from voting.people import service as roster


@pytest.fixture
def found(app):
    roster.import_file(ROSTER, "演示")
    meeting_id = motion_congress("演示")
    seated = build_motions(1, meeting_id)
    db.session.rollback()
    return seated, report_of(1, meeting_id)


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
