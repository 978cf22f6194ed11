"""The pages on which the secretary sets up the work on motions."""

from datetime import timedelta

import pytest

from tests.services.motions.moving import a_house, submitted, the_motion
from tests.web.access.visiting import heading
from tests.web.motions.officers import one_of, said, the_secretary, told
from voting import clock
from voting.congress.models import Meeting
from voting.db import db, unit_of_work
from voting.motions.models import MotionCall, MotionSeat, MotionSettings
from voting.motions.rules import Seat
from voting.people.models import Person
from voting.workdays.queries import corrections

TODAY = clock.today()


@pytest.fixture
def house(app):
    return a_house()


@pytest.fixture
def secretary(app, house):
    return the_secretary(app)


def base(house) -> str:
    return f"/motions/settings/{house.congress_id}"


def settings_with(**changes) -> dict[str, str]:
    """Return what the page of the defaults would send."""
    return {
        "version": "0",
        "categories": "学校发展\n生活福利",
        "seconders": "2",
        "late": "suggestion",
        "review_days": "10",
        "accept_days": "7",
        "countersign_days": "20",
        "reply_days": "60",
        "second_reply_days": "30",
        "extension_days": "30",
        "extensions": "1",
        "feedback_days": "15",
        "co_replies_needed": "y",
    } | changes


def kept(house) -> MotionSettings | None:
    db.session.rollback()
    return db.session.get(MotionSettings, house.congress_id, populate_existing=True)


def in_days(number: int) -> str:
    return (TODAY + timedelta(days=number)).isoformat()


# --- Settings ----------------------------------------------------------------------------------


def test_the_way_to_the_settings_leads_to_the_latest_congress(house, secretary):
    moved = secretary.get("/motions/settings")
    assert moved.status_code == 303
    assert moved.location == base(house)
    assert heading(secretary.get(base(house))) == "提案工作设置"


def test_without_a_congress_the_way_on_is_told(app):
    assert "还没有届次" in said(the_secretary(app).get("/motions/settings"))


def test_the_defaults_are_shown_and_changes_are_kept(house, secretary):
    assert 'value="60"' in secretary.get(base(house)).text
    sent = settings_with(reply_days="45", seconders="3", late="refused")
    del sent["co_replies_needed"]
    assert secretary.post(base(house), **sent).status_code == 303
    found = kept(house)
    assert (found.reply_days, found.seconders, found.late) == (45, 3, "refused")
    assert not found.co_replies_needed
    assert 'value="45"' in secretary.get(base(house)).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reply_days": "251"}, "须在 0 至 250 之间"),
        ({"seconders": "-1"}, "须在 0 至 50 之间"),
        ({"extensions": "6"}, "须在 0 至 5 之间"),
        ({"reply_days": "六十"}, "请填写整数"),
        ({"reply_days": ""}, "请填写"),
        ({"categories": " "}, "请填写"),
        ({"categories": "生活福利\n生活福利"}, "写了两次"),
        ({"late": "whatever"}, "还不能提交"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(house, secretary, changes, words):
    refused = secretary.post(base(house), **settings_with(**changes))
    assert refused.status_code == 422
    assert words in said(refused)
    assert kept(house) is None


def test_the_second_of_two_secretaries_keeps_what_they_typed(house, secretary):
    secretary.post(base(house), **settings_with(reply_days="45"))
    late = secretary.post(base(house), **settings_with(reply_days="90"))
    assert late.status_code == 409
    assert "刚被别人修改过" in told(late)
    assert 'value="90"' in late.text
    assert kept(house).reply_days == 45


def test_a_member_of_the_committee_sets_nothing_up(app, house):
    member = one_of(app, house, Seat.COMMITTEE)
    assert member.post(base(house), **settings_with()).status_code == 403
    assert member.get(base(house)).status_code == 403
    assert kept(house) is None


@pytest.mark.parametrize("page", ["", "/calls", "/seats", "/calendar", "/calls/1"])
def test_a_congress_that_is_not_there_is_not_found(secretary, page):
    assert secretary.get(f"/motions/settings/999{page}").status_code == 404


# --- Calls -------------------------------------------------------------------------------------


def the_call(house) -> MotionCall:
    db.session.rollback()
    return db.session.get(MotionCall, house.meeting_id, populate_existing=True)


def test_a_call_is_changed_on_its_page(house, secretary):
    listed = said(secretary.get(f"{base(house)}/calls"))
    assert "征集中" in listed
    path = f"{base(house)}/calls/{house.meeting_id}"
    assert f'value="{in_days(10)}"' in secretary.get(path).text
    sent = {"opens_on": in_days(-30), "closes_on": in_days(20), "reply_by": in_days(90)}
    assert secretary.post(path, version="1", **sent).status_code == 303
    assert the_call(house).reply_by.isoformat() == in_days(90)


def test_a_meeting_without_a_call_gets_one(house, secretary):
    with unit_of_work() as session:
        meeting = Meeting(
            congress_id=house.congress_id, ordinal=4, held_at=clock.now(), place="礼堂"
        )
        session.add(meeting)
        session.flush()
        meeting_id = meeting.id
    assert "未设置" in said(secretary.get(f"{base(house)}/calls"))
    path = f"{base(house)}/calls/{meeting_id}"
    sent = {"opens_on": in_days(3), "closes_on": in_days(20)}
    assert secretary.post(path, version="0", **sent).status_code == 303
    assert "未开始" in said(secretary.get(f"{base(house)}/calls"))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"opens_on": in_days(5), "closes_on": in_days(4)}, "截止日早于开始日"),
        ({"opens_on": in_days(1), "closes_on": in_days(9)}, "开始日不能晚于"),
        ({"opens_on": "", "closes_on": in_days(9)}, "请填写"),
        ({"opens_on": "十月", "closes_on": in_days(9)}, "日期无法识别"),
    ],
)
def test_a_call_that_cannot_be_is_refused(house, secretary, sent, words):
    submitted(house)
    path = f"{base(house)}/calls/{house.meeting_id}"
    refused = secretary.post(path, version="1", **sent)
    assert refused.status_code in {409, 422}
    assert words in said(refused)
    assert the_call(house).version == 1


# --- Offices -----------------------------------------------------------------------------------


def seats_of(house, person_id: int) -> list[MotionSeat]:
    db.session.rollback()
    return db.session.query(MotionSeat).filter_by(person_id=person_id).all()


def test_an_office_is_given_by_staff_number_and_ended(house, secretary):
    path = f"{base(house)}/seats"
    person = db.session.get(Person, house.hall.outsider)
    sent = {"person": person.number, "seat": "head", "unit": house.finance}
    assert secretary.post(path, **sent).status_code == 303
    (held,) = seats_of(house, house.hall.outsider)
    assert (held.seat, held.unit_id) == ("head", house.finance)
    assert person.number in said(secretary.get(path))
    assert secretary.post(f"{path}/{held.id}/end").status_code == 303
    assert seats_of(house, house.hall.outsider) == []
    assert secretary.post(f"{path}/{held.id}/end").status_code == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"person": "没有这人", "seat": "committee"}, "花名册中没有"),
        ({"person": "", "seat": "committee"}, "请填写"),
        ({"person": "00012", "seat": "handler"}, "请选择是哪个部门"),
        ({"person": "00012", "seat": "chair"}, "还不能提交"),
    ],
)
def test_an_office_that_cannot_be_given_is_refused(house, secretary, sent, words):
    before = db.session.query(MotionSeat).count()
    refused = secretary.post(f"{base(house)}/seats", **sent)
    assert refused.status_code in {404, 422}
    assert words in said(refused)
    db.session.rollback()
    assert db.session.query(MotionSeat).count() == before


def test_departments_without_a_handler_are_marked_when_assigning(house, secretary):
    motion_id = submitted(house)
    with unit_of_work() as session:
        session.get(type(the_motion(motion_id)), motion_id).state = "filed"
    shown = said(secretary.get(f"/motions/{motion_id}/review/assign"))
    assert "语文教研组（未登记承办人）" in shown
    assert "后勤处（未登记承办人）" not in shown


# --- The calendar ------------------------------------------------------------------------------


def test_the_calendar_shows_days_off_and_working_weekends_and_is_corrected(house, secretary):
    path = f"{base(house)}/calendar"
    assert "调休上班" in said(secretary.get(path))
    sent = {"off": "2027-02-08\n2027-02-09", "work": "2027-02-14"}
    assert secretary.post(path, **sent).status_code == 303
    assert [each.works for each in corrections()] == [False, False, True]
    shown = said(secretary.get(path))
    assert "2027年2月8日至2027年2月9日" in shown
    assert "2027年2月14日" in shown


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"off": "春节", "work": ""}, "有一行不是日期"),
        ({"off": "2027-02-08", "work": "2027-02-08"}, "既填为放假又填为上班"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(house, secretary, sent, words):
    refused = secretary.post(f"{base(house)}/calendar", **sent)
    assert refused.status_code == 422
    assert words in said(refused)
    assert corrections() == []
