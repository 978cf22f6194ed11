"""Setting up the work on motions: categories and deadlines, calls, offices; what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.motions.moving import (
    a_draft,
    a_house,
    assigned,
    reply,
    submitted,
    the_motion,
    version,
)
from voting import clock
from voting.audit.events import Event
from voting.audit.models import AuditEntry
from voting.congress.models import Meeting
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit, WrongInput
from voting.motions.models import MotionCall, MotionSeat, MotionSettings
from voting.motions.rules import Late, Seat
from voting.motions.service import drafting, seats, settings
from voting.motions.service.seats import SeatFacts
from voting.motions.service.settings import LIMITS, CallFacts, SettingsFacts
from voting.motions.settings import categories_of
from voting.people.models import Person

FACTS = SettingsFacts(
    categories=("学校发展", "生活福利"),
    seconders=3,
    late=Late.REFUSED,
    review_days=10,
    accept_days=7,
    countersign_days=20,
    reply_days=60,
    second_reply_days=30,
    extension_days=30,
    extensions=1,
    feedback_days=15,
    co_replies_needed=True,
)
TODAY = clock.today()


def in_days(number: int):
    return TODAY + timedelta(days=number)


@pytest.fixture
def house(app):
    return a_house()


def logged() -> list[AuditEntry]:
    db.session.rollback()
    return (
        db.session.query(AuditEntry)
        .filter_by(event=Event.MOTION_SETTINGS_CHANGED.value)
        .order_by(AuditEntry.number)
        .all()
    )


# --- Categories, numbers, deadlines ------------------------------------------------------------


def test_settings_are_kept_with_what_changed_in_the_log(house):
    settings.set_settings(house.congress_id, 0, FACTS, house.secretary)
    kept = db.session.get(MotionSettings, house.congress_id)
    assert (kept.seconders, kept.late, kept.version) == (3, "refused", 1)
    assert categories_of(house.congress_id) == ["学校发展", "生活福利"]
    details = logged()[0].details
    assert "seconders: 2 → 3" in details
    assert "reply_days" not in details


def test_the_second_of_two_who_change_the_settings_is_told(house):
    settings.set_settings(house.congress_id, 0, FACTS, house.secretary)
    with pytest.raises(StaleEdit, match="刚被别人修改过"):
        settings.set_settings(house.congress_id, 0, replace(FACTS, seconders=5), house.secretary)
    db.session.rollback()
    assert db.session.get(MotionSettings, house.congress_id).seconders == 3
    settings.set_settings(house.congress_id, 1, replace(FACTS, seconders=5), house.secretary)
    assert db.session.get(MotionSettings, house.congress_id).seconders == 5


@pytest.mark.parametrize("key", LIMITS)
@pytest.mark.parametrize("beyond", [-1, 1])
def test_numbers_below_nothing_or_beyond_their_most_are_refused(house, key, beyond):
    value = -1 if beyond < 0 else LIMITS[key] + 1
    with pytest.raises(WrongInput, match="须在 0 至"):
        settings.set_settings(house.congress_id, 0, replace(FACTS, **{key: value}), house.secretary)
    assert db.session.get(MotionSettings, house.congress_id) is None


@pytest.mark.parametrize("key", LIMITS)
def test_the_least_and_the_most_are_fine(house, key):
    settings.set_settings(house.congress_id, 0, replace(FACTS, **{key: 0}), house.secretary)
    most = replace(FACTS, **{key: LIMITS[key]})
    assert settings.set_settings(house.congress_id, 1, most, house.secretary).version == 2


@pytest.mark.parametrize(
    ("categories", "said"),
    [
        ((), "至少填写一个类别"),
        (("  ", ""), "至少填写一个类别"),
        (("生活福利", " 生活福利 "), "写了两次"),
        (("很" * 21,), "太长，最多 20 个字"),
        (tuple(f"第{n}类" for n in range(41)), "类别太多"),
    ],
)
def test_categories_that_cannot_be_are_refused(house, categories, said):
    with pytest.raises(WrongInput, match=said):
        settings.set_settings(
            house.congress_id, 0, replace(FACTS, categories=categories), house.secretary
        )
    assert logged() == []


def test_only_the_secretary_sets_anything_up(house):
    call = CallFacts(TODAY, in_days(10))
    for who in (house.handler, house.delegate()):
        with pytest.raises(NotAllowed, match="由秘书办理"):
            settings.set_settings(house.congress_id, 0, FACTS, who)
        with pytest.raises(NotAllowed):
            settings.set_call(house.meeting_id, 1, call, who)
        with pytest.raises(NotAllowed):
            seats.set_seat(house.congress_id, SeatFacts(1, Seat.COMMITTEE), who)
        with pytest.raises(NotAllowed):
            seats.end_seat(house.congress_id, 1, who)
    assert logged() == []


def test_a_congress_or_a_meeting_that_is_not_there_is_refused(house):
    with pytest.raises(NotFound, match="没有这届大会"):
        settings.set_settings(999, 0, FACTS, house.secretary)
    with pytest.raises(NotFound, match="没有这次会议"):
        settings.set_call(999, 0, CallFacts(TODAY, TODAY), house.secretary)


# --- Calls -------------------------------------------------------------------------------------


def the_call(house) -> MotionCall:
    db.session.rollback()
    return db.session.get(MotionCall, house.meeting_id, populate_existing=True)


def test_a_call_is_set_and_changed_and_keeps_its_last_number(house):
    facts = CallFacts(in_days(-30), in_days(20), in_days(90))
    settings.set_call(house.meeting_id, 1, facts, house.secretary)
    call = the_call(house)
    assert (call.closes_on, call.reply_by, call.version) == (in_days(20), in_days(90), 2)
    with pytest.raises(StaleEdit, match="刚被别人修改过"):
        settings.set_call(house.meeting_id, 1, facts, house.secretary)
    assert len(logged()) == 1


def test_the_first_call_of_a_meeting_begins_its_numbers(house):
    with unit_of_work() as session:
        meeting = Meeting(
            congress_id=house.congress_id, ordinal=4, held_at=clock.now(), place="礼堂"
        )
        session.add(meeting)
        session.flush()
        meeting_id = meeting.id
    facts = CallFacts(TODAY, TODAY)
    call = settings.set_call(meeting_id, 0, facts, house.secretary)
    assert (call.version, call.last_serial, call.reply_by) == (1, 0, None)


@pytest.mark.parametrize(
    ("opens", "closes", "reply_by", "said"),
    [
        (5, 4, None, "截止日早于开始日"),
        (-30, 10, 10, "统一答复日须在征集截止之后"),
        (-30, 10, -40, "统一答复日须在征集截止之后"),
    ],
)
def test_days_in_the_wrong_order_are_refused(house, opens, closes, reply_by, said):
    before = the_call(house).closes_on
    facts = CallFacts(
        in_days(opens), in_days(closes), None if reply_by is None else in_days(reply_by)
    )
    with pytest.raises(WrongInput, match=said):
        settings.set_call(house.meeting_id, 1, facts, house.secretary)
    assert the_call(house).closes_on == before


def test_a_call_cannot_leave_out_what_was_submitted_in_time(house):
    submitted(house)
    with pytest.raises(NotReady, match="开始日不能晚于"):
        settings.set_call(house.meeting_id, 1, CallFacts(in_days(1), in_days(9)), house.secretary)
    with pytest.raises(NotReady, match="截止日不能早于"):
        settings.set_call(
            house.meeting_id, 1, CallFacts(in_days(-30), in_days(-1)), house.secretary
        )
    settings.set_call(house.meeting_id, 1, CallFacts(TODAY, TODAY), house.secretary)
    assert the_call(house).closes_on == TODAY


def test_a_late_motion_does_not_hold_the_call_open(app):
    house = a_house(closes_in=-1)
    motion_id = a_draft(house)
    drafting.submit(motion_id, version(motion_id), house.delegate(), late_is_fine=True)
    assert the_motion(motion_id).late
    facts = CallFacts(in_days(-30), in_days(-2))
    settings.set_call(house.meeting_id, 1, facts, house.secretary)
    assert the_call(house).closes_on == in_days(-2)


# --- Offices -----------------------------------------------------------------------------------


def held(house, person_id: int) -> list[str]:
    db.session.rollback()
    rows = db.session.query(MotionSeat).filter_by(
        congress_id=house.congress_id, person_id=person_id
    )
    return [row.seat for row in rows]


def test_people_get_offices_of_the_congress_and_of_departments(house):
    person_id = house.hall.outsider
    seats.set_seat(house.congress_id, SeatFacts(person_id, Seat.COMMITTEE), house.secretary)
    facts = SeatFacts(person_id, Seat.HEAD, house.finance)
    seats.set_seat(house.congress_id, facts, house.secretary)
    assert sorted(held(house, person_id)) == ["committee", "head"]
    assert len(logged()) == 2


@pytest.mark.parametrize("seat", list(Seat))
def test_an_office_is_not_given_twice(house, seat):
    unit_id = house.finance if seat in {Seat.HANDLER, Seat.HEAD} else None
    facts = SeatFacts(house.hall.outsider, seat, unit_id)
    seats.set_seat(house.congress_id, facts, house.secretary)
    with pytest.raises(WrongInput, match="已经登记了这项职务"):
        seats.set_seat(house.congress_id, facts, house.secretary)
    assert held(house, house.hall.outsider) == [seat.value]


def test_an_office_that_does_not_fit_is_refused(house):
    outsider = house.hall.outsider
    for facts, said in (
        (SeatFacts(outsider, Seat.HANDLER), "请选择是哪个部门"),
        (SeatFacts(outsider, Seat.HEAD, 999), "请选择是哪个部门"),
        (SeatFacts(outsider, Seat.COMMITTEE, house.finance), "不属于某个部门"),
        (SeatFacts(999, Seat.COMMITTEE), "没有此人"),
    ):
        with pytest.raises(WrongInput, match=said):
            seats.set_seat(house.congress_id, facts, house.secretary)
    with unit_of_work() as session:
        session.get(Person, outsider).left_on = TODAY
    with pytest.raises(WrongInput, match="已离开本单位"):
        seats.set_seat(house.congress_id, SeatFacts(outsider, Seat.LEADER), house.secretary)
    assert held(house, outsider) == []
    assert logged() == []


def seat_of(house, person_id: int) -> int:
    return db.session.query(MotionSeat).filter_by(person_id=person_id).one().id


def test_an_office_is_ended(house):
    seat_id = seat_of(house, house.hall.teller)
    seats.end_seat(house.congress_id, seat_id, house.secretary)
    assert held(house, house.hall.teller) == []
    with pytest.raises(NotFound, match="已经结束"):
        seats.end_seat(house.congress_id, seat_id, house.secretary)


def test_the_last_handler_of_a_department_with_work_needs_a_successor(house):
    motion_id = assigned(house)
    seat_id = seat_of(house, house.hall.teller)
    with pytest.raises(NotReady, match="还有 1 件在办"):
        seats.end_seat(house.congress_id, seat_id, house.secretary)
    assert held(house, house.hall.teller) == ["handler"]
    successor = SeatFacts(house.hall.outsider, Seat.HANDLER, house.canteen)
    seats.set_seat(house.congress_id, successor, house.secretary)
    seats.end_seat(house.congress_id, seat_id, house.secretary)
    assert held(house, house.hall.teller) == []
    assert the_motion(motion_id).due_on is not None


def test_a_department_without_work_may_lose_its_last_handler(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    seats.end_seat(house.congress_id, seat_of(house, house.hall.teller), house.secretary)
    assert held(house, house.hall.teller) == []


def test_an_office_of_another_congress_is_not_ended_here(house):
    with pytest.raises(NotFound):
        seats.end_seat(999, seat_of(house, house.hall.teller), house.secretary)
    with unit_of_work() as session:
        other = session.query(MotionSeat).filter_by(person_id=house.hall.teller).one()
        assert other.congress_id == house.congress_id
