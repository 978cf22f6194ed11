"""Motions where all members meet: nobody has a row of a seat, every member moves and seconds."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import a_person
from tests.services.motions.moving import (
    a_draft,
    a_house,
    as_delegate,
    filed,
    second,
    seconder,
    the_motion,
    version,
)
from voting import clock
from voting.congress import queries as congress
from voting.congress.models import Congress, Delegate
from voting.congress.seats import Standing
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, WrongInput
from voting.motions import queries
from voting.motions.queries.seconding import candidates
from voting.motions.roles import roles_of
from voting.motions.rules import Kind, Role, SecondState
from voting.motions.service import drafting
from voting.people.models import Person


@pytest.fixture
def house(app):
    """A congress where all members meet: the delegates are plain members, as are the officers."""
    made = a_house()
    with unit_of_work() as session:
        session.get_one(Congress, made.congress_id).body = "members"
        session.query(Delegate).delete()
    return made


def change(person_id: int, **facts) -> None:
    with unit_of_work() as session:
        person = session.get_one(Person, person_id)
        for name, value in facts.items():
            setattr(person, name, value)


def seat(house, person_id: int, kind: str) -> None:
    with unit_of_work() as session:
        session.add(Delegate(congress_id=house.congress_id, person_id=person_id, kind=kind))


LEAVING = {
    "no member": {"is_member": False},
    "membership kept only": {"membership": "retained"},
    "left": {"left_on": clock.today()},
}


def test_one_member_moves_two_second_and_all_members_read_what_is_filed(house):
    motion_id = filed(house)
    assert the_motion(motion_id).number == "5-3-001"
    reader = as_delegate(house.hall.outsider)
    assert Role.READER in roles_of(the_motion(motion_id), reader)
    assert queries.is_reader(reader)
    assert [row.id for row in queries.public_list(queries.Wanted()).rows] == [motion_id]
    assert queries.readable(motion_id, reader)[0].id == motion_id


def test_every_member_finds_the_meeting_as_a_place_to_move_for(house):
    places = queries.places(house.hall.outsider)
    assert [(place.meeting and place.meeting.id, place.full) for place in places] == [
        (house.meeting_id, True),
        (None, True),
    ]


def test_a_mover_finds_the_members_and_first_those_of_the_own_unit(house):
    stranger = house.hall.delegates[3]
    change(stranger, is_member=False)
    motion_id = a_draft(house)
    motion = the_motion(motion_id)
    assert motion.delegation == "语文教研组"
    found = {each.person_id for each in candidates(motion, "")}
    everybody = {*house.hall.delegates, house.hall.scrutineer, house.hall.teller}
    everybody |= {house.hall.chair, house.hall.outsider}
    assert found == everybody - {house.hall.delegates[0], stranger}
    number = db.session.get_one(Person, house.hall.outsider).number
    assert [each.person_id for each in candidates(motion, number)] == [house.hall.outsider]


@pytest.mark.parametrize("facts", LEAVING.values(), ids=LEAVING)
def test_who_has_no_rights_in_it_neither_moves_nor_seconds_nor_reads(house, facts):
    motion_id, stranger = filed(house), house.hall.delegates[4]
    change(stranger, **facts)
    with pytest.raises(NotAllowed, match="只有正式代表"):
        a_draft(house, mover=4)
    draft = a_draft(house)
    with pytest.raises(WrongInput, match="只邀请本届正式代表"):
        drafting.invite(draft, version(draft), [stranger], house.delegate())
    assert seconder(draft, stranger) is None
    assert queries.places(stranger) == []
    assert not queries.is_reader(as_delegate(stranger))
    with pytest.raises(NotFound):
        queries.readable(motion_id, as_delegate(stranger))


@pytest.mark.parametrize("facts", LEAVING.values(), ids=LEAVING)
def test_who_was_asked_and_has_no_rights_since_cannot_second_but_may_decline(house, facts):
    motion_id, asked = a_draft(house), house.hall.delegates[1]
    drafting.invite(motion_id, version(motion_id), [asked], house.delegate())
    change(asked, **facts)
    with pytest.raises(NotAllowed, match="已不是本届正式代表"):
        drafting.answer_invitation(motion_id, 1, house.delegate(1), given=True)
    assert seconder(motion_id, asked).state == SecondState.INVITED
    drafting.answer_invitation(motion_id, 1, house.delegate(1), given=False)
    assert seconder(motion_id, asked).state == SecondState.DECLINED


def test_a_mover_who_left_stays_the_mover_until_the_office_hands_over(house):
    motion_id = filed(house)
    change(house.hall.delegates[0], left_on=clock.today())
    assert roles_of(the_motion(motion_id), house.delegate()) == {Role.MOVER}


def test_who_leaves_tomorrow_takes_part_today(house):
    change(house.hall.delegates[0], left_on=clock.today() + timedelta(days=1))
    assert a_draft(house)


@pytest.mark.parametrize("kind", ["observer", "guest"])
def test_an_observer_who_is_no_member_reads_and_suggests_and_does_not_move(house, kind):
    motion_id, person_id = filed(house), house.hall.delegates[5]
    change(person_id, is_member=False)
    seat(house, person_id, kind)
    assert queries.readable(motion_id, as_delegate(person_id))
    assert {place.full for place in queries.places(person_id)} == {False}
    assert a_draft(house, kind=Kind.SUGGESTION, mover=5)
    with pytest.raises(NotAllowed, match="只有正式代表"):
        a_draft(house, mover=5)


def test_where_the_congress_stands_for_all_staff_whoever_is_of_the_staff_moves(house):
    change(house.hall.delegates[0], is_member=False)
    with unit_of_work() as session:
        session.get_one(Congress, house.congress_id).preset_name = "school_congress_32"
    motion_id = a_draft(house)
    second(house, motion_id, 1, 2)
    assert drafting.seconds_given(motion_id) == 2


def test_where_delegates_meet_a_member_without_a_seat_still_has_none(app):
    elected = a_house()
    assert queries.places(elected.hall.outsider) == []
    assert not queries.is_reader(as_delegate(elected.hall.outsider))


@pytest.mark.parametrize("body", ["members", "delegates"])
def test_a_seat_in_a_congress_is_what_it_is_in_a_meeting_whose_roll_is_not_fixed(house, body):
    """Everybody there could be: with and without rights, with each seat, an ended one, or none."""
    facts = [{}, *LEAVING.values()]
    seats = [None, "full", "observer", "guest", "ended"]
    with unit_of_work() as session:
        session.get_one(Congress, house.congress_id).body = body
        for number, (fact, kind) in enumerate((f, k) for f in facts for k in seats):
            person = a_person(100 + number)
            for name, value in fact.items():
                setattr(person, name, value)
            session.add(person)
            session.flush()
            if kind is None:
                continue
            held = Delegate(congress_id=house.congress_id, person_id=person.id, kind=kind)
            if kind == "ended":
                held.kind, held.ended_on, held.ended_reason = "full", clock.today(), "调离"
            session.add(held)
    people = list(db.session.scalars(select(Person.id)))
    now = {each: congress.standing_in_congress(house.congress_id, each) for each in people}
    assert now == {each: congress.standing(house.meeting_id, each) for each in people}
    assert set(now.values()) == set(Standing)
