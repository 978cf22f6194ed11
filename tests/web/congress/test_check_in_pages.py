"""Pages of the check-in: the desk, the hall's code, one's own phone, the lists."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.services.congress.school import ACTOR, a_meeting
from tests.web.access.visiting import Visitor
from voting.congress import queries, service, tickets
from voting.congress.rules import Method
from voting.db import db

NOW = datetime(2026, 11, 22, 6, 10, tzinfo=UTC)
HIDDEN = re.compile(r'name="code" value="([^"]+)"')


@pytest.fixture(autouse=True)
def at_the_meeting(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def page(school, name: str) -> str:
    return f"/meetings/{school.meeting_id}{name}"


def present(school) -> set[int]:
    db.session.rollback()
    return queries.checked_in(school.meeting_id)


def hall_path(meeting_id: int) -> str:
    return tickets.hall_url(meeting_id).removeprefix("http://localhost")


def test_the_desk_takes_a_number_and_shows_who_it_was(secretary, school):
    assert "请扫码或录入工号" in secretary.get(page(school, "/check-in")).text
    reply = secretary.post(page(school, "/check-in"), given="00001")
    for words in ("签到成功", "教师1", "语文教研组", "第1代表团"):
        assert words in reply.text
    assert present(school) == {school.full[0]}


@pytest.mark.parametrize(
    ("who", "outcome", "words"),
    [
        ("full", "welcome", "签到成功"),
        ("observer", "welcome", "列席代表，签到成功"),
        ("guest", "welcome", "特邀代表，签到成功"),
        ("other", "stranger", "不是本次会议的代表"),
    ],
)
def test_the_desk_tells_delegates_observers_guests_and_strangers_apart(
    secretary, school, who, outcome, words
):
    numbers = {"full": "00001", "observer": "00901", "guest": "00911", "other": "00921"}
    reply = secretary.post(page(school, "/check-in"), given=numbers[who])
    assert f'data-outcome="{outcome}"' in reply.text
    assert words in reply.text


def test_the_desk_says_when_somebody_is_already_there(secretary, school):
    secretary.post(page(school, "/check-in"), given="00001")
    reply = secretary.post(page(school, "/check-in"), given="00001")
    assert 'data-outcome="already"' in reply.text
    assert "2026年11月22日 14:10已签到" in reply.text
    assert present(school) == {school.full[0]}


def test_the_desk_says_that_a_number_is_unknown(secretary, school):
    reply = secretary.post(page(school, "/check-in"), given="<b>77777")
    assert reply.status_code == 200
    assert "花名册中没有工号" in reply.text
    assert "<b>77777" not in reply.text
    assert present(school) == set()


def test_a_script_gets_the_answer_alone(secretary, school):
    reply = secretary.client.post(
        page(school, "/check-in"),
        data={"given": "00001", "csrf_token": secretary.token()},
        headers={"X-Fragment": "reception"},
    )
    assert reply.text.lstrip().startswith("<div")
    assert "<html" not in reply.text


def test_a_delegates_own_code_opened_by_a_camera_fills_the_field(secretary, school):
    own = tickets.own_url(school.meeting_id, school.full[0])
    shown = secretary.get(own.removeprefix("http://localhost")).text
    filled = unescape(re.search(r'name="given"[^>]*value="([^"]+)"', shown)[1])
    assert present(school) == set()
    assert "签到成功" in secretary.post(page(school, "/check-in"), given=filled).text
    assert present(school) == {school.full[0]}


def test_a_check_in_is_undone_with_a_reason(secretary, school):
    secretary.post(page(school, "/check-in"), given="00001")
    url = page(school, f"/check-in/{school.full[0]}/undo")
    assert secretary.post(url, reason="").status_code == 422
    assert present(school) == {school.full[0]}
    assert secretary.post(url, reason="扫错了卡").status_code == 303
    assert present(school) == set()
    refused = secretary.post(url, reason="扫错了卡")
    assert refused.status_code == 409
    assert "没有签到" in refused.text


def test_the_desk_is_for_the_secretary(app, chair, delegate, school):
    for visitor, status in ((Visitor(app), 401), (chair, 403), (delegate, 403)):
        assert visitor.get(page(school, "/check-in")).status_code == status
    assert delegate.post(page(school, "/check-in"), given="00001").status_code == 403
    assert present(school) == set()


def test_the_figures_are_sent_in_numbers_and_words(secretary, school):
    with db.session.no_autoflush:
        for person_id in school.full[:8] + school.observers[:2]:
            service.check_in(school.meeting_id, person_id, Method.DESK, ACTOR)
    figures = secretary.get(page(school, "/attendance.json")).json
    assert (figures["present"], figures["expected"], figures["quorum"]) == (8, 12, True)
    assert figures["rule"] == "法定人数 8 人（应到的 2/3）"
    assert figures["gap"] == "已达到法定人数"
    assert figures["invited_note"] == "列席 2，特邀 0；不计入应到和实到"


def test_the_figures_say_how_many_are_missing(secretary, school):
    figures = secretary.get(page(school, "/attendance.json")).json
    assert (figures["verdict"], figures["gap"]) == ("人数不足", "还差 8 人")
    assert figures["quorum_note"] == "法定人数 8 人，还差 8 人"


def test_the_lists_show_who_came_and_who_did_not(secretary, school):
    service.check_in(school.meeting_id, school.full[0], Method.DESK, ACTOR)
    everybody = secretary.get(page(school, "/attendance")).text
    assert "教师1" in everybody
    assert "14:10" in everybody
    absent = secretary.get(page(school, "/attendance?show=absent")).text
    assert "00001" not in absent
    assert "00002" in absent


def test_the_hall_page_shows_a_code_and_a_script_gets_the_next(secretary, school, at_the_meeting):
    shown = secretary.get(page(school, "/hall-code")).text
    assert "<svg" in shown
    at_the_meeting.shift(timedelta(seconds=30))
    reply = secretary.client.get(page(school, "/hall-code"), headers={"X-Fragment": "code"})
    assert reply.text.startswith("<svg")
    assert reply.text not in shown


def test_scanning_the_hall_code_asks_and_the_button_checks_in(delegate, school):
    asked = delegate.get(hall_path(school.meeting_id))
    assert "教师1" in asked.text
    assert "我已到会，签到" in asked.text
    assert present(school) == set()
    ticket = unescape(HIDDEN.search(asked.text)[1])
    reply = delegate.post(page(school, "/join"), code=ticket)
    assert reply.location == f"/m/{school.meeting_id}"
    assert "您已签到（14:10）" in delegate.get(reply.location).text
    assert present(school) == {school.full[0]}


def test_scanning_again_leads_home_and_changes_nothing(delegate, school):
    path = hall_path(school.meeting_id)
    ticket = unescape(HIDDEN.search(delegate.get(path).text)[1])
    delegate.post(page(school, "/join"), code=ticket)
    assert delegate.get(path).location == f"/m/{school.meeting_id}"
    again = delegate.post(page(school, "/join"), code=ticket)
    assert "已经签到，不必重复" in delegate.get(again.location).text


def test_an_old_a_forged_and_a_foreign_hall_code_are_refused(delegate, school, at_the_meeting):
    path = hall_path(school.meeting_id)
    foreign = hall_path(a_meeting(school.congress_id, ordinal=4)).partition("code=")[2]
    for code, words in (
        (foreign, "另一场会议"),
        ("forged", "重新扫描"),
        ("", "重新扫描"),
    ):
        reply = delegate.get(page(school, f"/join?code={code}"))
        assert reply.status_code == 403
        assert words in reply.text
        assert delegate.post(page(school, "/join"), code=code).status_code == 403
    at_the_meeting.shift(timedelta(seconds=91))
    old = delegate.get(path)
    assert old.status_code == 403
    assert "重新扫描屏幕上的签到码" in old.text
    assert present(school) == set()


def test_one_delegates_ticket_is_no_good_on_anothers_phone(delegate, phone_of, school):
    ticket = unescape(HIDDEN.search(delegate.get(hall_path(school.meeting_id)).text)[1])
    other = phone_of(school.full[1])
    reply = other.post(page(school, "/join"), code=ticket)
    assert reply.status_code == 403
    assert "另一个人" in reply.text
    assert present(school) == set()


def test_whoever_has_no_seat_cannot_join(app, phone_of, school):
    path = hall_path(school.meeting_id)
    assert phone_of(school.others[0]).get(path).status_code == 403
    assert Visitor(app).get(path).status_code == 401
    assert present(school) == set()


def test_an_observer_joins_and_counts_in_neither_figure(phone_of, school):
    observer = phone_of(school.observers[0])
    ticket = unescape(HIDDEN.search(observer.get(hall_path(school.meeting_id)).text)[1])
    observer.post(page(school, "/join"), code=ticket)
    assert queries.attendance(school.meeting_id).present == 0
    assert queries.attendance(school.meeting_id).observers_present == 1
