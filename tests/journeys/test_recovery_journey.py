"""A phone is lost between taking the paper and casting it; the twelve characters were kept."""

import pytest
from playwright.sync_api import expect

from tests.journeys.school import NUMBERS, SmallSchool
from voting.db import db
from voting.polls import roll
from voting.polls.box import the_box
from voting.polls.models import Poll

VOTER = NUMBERS[0]


@pytest.fixture
def school(house, tmp_path):
    """A small school whose poll is open."""
    made = SmallSchool(house, tmp_path)
    made.checks_in(NUMBERS[:20])
    made.seals()
    made.opens()
    return made


def issued_and_returned(house, poll_id) -> tuple[int, int]:
    with house.inside():
        poll = db.session.get_one(Poll, poll_id)
        return roll.issued(poll), the_box().returned(bytes.fromhex(poll.manifest_hash or ""))


def test_a_ballot_moves_to_another_phone_and_is_cast_once_when_the_first_is_lost(
    house, stage, school
):
    ballot = f"{house.url}/meetings/1/polls/{school.poll_id}/ballot"
    first = stage.phone()
    first.enters_by_link(house.personal_link(VOTER))
    first.opens(ballot)
    characters = first.comes_to_keepsake()
    first.takes_paper()
    names = [option.name for option in house.manifest(school.poll_id).contests[0].options]
    remembered = first.is_lost()

    second = stage.phone()
    second.enters_by_link(house.personal_link(VOTER))
    second.opens(ballot)
    expect(second.step("recover")).to_contain_text("您已经领过选票")
    second.recovers(characters)
    second.approves(*names[:2])
    second.reviews()
    second.casts()
    code = second.is_in_the_box()
    assert issued_and_returned(house, school.poll_id) == (1, 1)

    # The first phone turns up again, twice: with the same vote in mind, and with another.
    found = stage.phone(storage_state=remembered)
    found.opens(ballot)
    found.step("fill")
    found.approves(*names[:2])
    found.reviews()
    found.casts()
    assert found.is_in_the_box() == code
    stolen = stage.phone(storage_state=remembered)
    stolen.opens(ballot)
    stolen.step("fill")
    stolen.approves(names[2])
    stolen.reviews()
    stolen.presses("确认投票")
    expect(stolen.step("spent")).to_contain_text("已经投入票箱")
    stage.forgives(409)
    assert issued_and_returned(house, school.poll_id) == (1, 1)
