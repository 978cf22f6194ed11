"""Seats of a congress against the roster: what an update would change, and who gets no seat."""

import pytest

from voting.congress.rules import Body, Constituency, DelegateKind
from voting.congress.seats import Claim, Seat, changes

FIRST = Seat(DelegateKind.FULL, "第1代表团")
SECOND = Seat(DelegateKind.FULL, "第2代表团")
OBSERVER = Seat(DelegateKind.OBSERVER, "列席代表团")


def claim(seat=FIRST, *, member=True, retained=False):
    return Claim(seat, is_member=member, keeps_membership_only=retained)


def compared(seats, claims, body=Body.DELEGATES, constituency=Constituency.MEMBERS):
    return changes(seats, claims, body, constituency)


def test_seats_are_added_changed_and_ended_as_the_roster_says():
    found = compared({1: FIRST, 2: FIRST, 3: FIRST}, {2: claim(SECOND), 3: claim(), 4: claim()})
    assert [change.person_id for change in found.added] == [4]
    assert [(change.before, change.after) for change in found.changed] == [(FIRST, SECOND)]
    assert [change.person_id for change in found.ended] == [1]
    assert found.count == 3
    assert not found.refused


def test_nothing_changes_where_seats_and_roster_agree():
    found = compared({1: FIRST, 2: OBSERVER}, {1: claim(), 2: claim(OBSERVER, member=False)})
    assert found.count == 0


def test_a_delegate_who_becomes_an_observer_is_a_change():
    found = compared({1: FIRST}, {1: claim(OBSERVER)})
    assert [change.after for change in found.changed] == [OBSERVER]


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"retained": True}, "保留会籍"), ({"member": False}, "不是工会会员")],
)
def test_whoever_has_no_vote_in_the_union_gets_no_full_seat(facts, words):
    found = compared({}, {1: claim(**facts)})
    assert not found.added
    assert words in found.refused[1]


def test_a_congress_of_all_staff_does_not_ask_for_membership():
    found = compared({}, {1: claim(member=False)}, constituency=Constituency.STAFF)
    assert [change.person_id for change in found.added] == [1]


def test_an_observer_need_not_be_a_member():
    found = compared({}, {1: claim(OBSERVER, member=False)})
    assert [change.person_id for change in found.added] == [1]


def test_a_seat_ends_when_its_holder_only_keeps_the_membership():
    found = compared({1: FIRST}, {1: claim(retained=True)})
    assert [change.person_id for change in found.ended] == [1]
    assert 1 in found.refused


def test_where_all_members_meet_nobody_needs_a_full_seat():
    found = compared({}, {1: claim(), 2: claim(OBSERVER)}, body=Body.MEMBERS)
    assert [change.person_id for change in found.added] == [2]
    assert "全体大会" in found.refused[1]


def test_the_digest_names_these_very_differences():
    one = compared({}, {1: claim()})
    assert compared({}, {1: claim()}).digest == one.digest
    assert compared({}, {1: claim(SECOND)}).digest != one.digest
    assert compared({}, {2: claim()}).digest != one.digest
