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


@pytest.fixture
def names(house, school) -> list[str]:
    """The names on the ballot, in their order."""
    return [option.name for option in house.manifest(school.poll_id).contests[0].options]


@pytest.fixture
def with_ballot(house, stage, school):
    """Phones at the ballot's page; one that remembers nothing comes in by the voter's link."""

    def made(remembered=None):
        phone = stage.phone(storage_state=remembered)
        if remembered is None:
            phone.enters_by_link(house.personal_link(VOTER))
        phone.opens(f"{house.url}/meetings/1/polls/{school.poll_id}/ballot")
        return phone

    return made


def approves_and_casts(phone, *names) -> str:
    phone.approves(*names)
    phone.reviews()
    phone.casts()
    return phone.is_in_the_box()


def test_a_ballot_moves_to_another_phone_and_is_cast_once_when_the_first_is_lost(
    house, stage, school, names, with_ballot
):
    first = with_ballot()
    characters = first.comes_to_keepsake()
    first.takes_paper()
    remembered = first.is_lost()

    second = with_ballot()
    expect(second.step("recover")).to_contain_text("您已经领过选票")
    second.recovers(characters)
    code = approves_and_casts(second, *names[:2])
    assert issued_and_returned(house, school.poll_id) == (1, 1)

    # The first phone turns up again, once with the same vote in mind and once with another.
    found = with_ballot(remembered)
    found.step("fill")
    assert approves_and_casts(found, *names[:2]) == code
    found = with_ballot(remembered)
    found.step("fill")
    found.approves(names[2])
    found.reviews()
    found.presses("确认投票")
    expect(found.step("spent")).to_contain_text("已经投入票箱")
    stage.forgives(409)
    assert issued_and_returned(house, school.poll_id) == (1, 1)
