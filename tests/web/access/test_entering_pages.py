"""The pages by which delegates come in: the personal link, and the number with a code."""

from datetime import timedelta

import pytest
import time_machine

from tests.services.access.house import enrol, take_leave
from tests.web.access.visiting import heading, told
from voting import clock
from voting.access import links, passes
from voting.access.models import EntryPass, SignInSession
from voting.db import db


def path_of(url: str) -> str:
    return url.removeprefix("http://localhost")


def sign_ins() -> int:
    db.session.rollback()
    return db.session.query(SignInSession).count()


def test_a_link_asks_whether_one_is_its_person_and_one_press_lets_in(visitor, card):
    page = visitor.get(path_of(card.url))
    assert heading(page) == "是您本人吗？"
    assert "丁\u3000一" in page.text
    assert "工号 02001" in page.text
    assert "是我，进入会议" in page.text
    assert page.text.count("<button") == 1
    reply = visitor.enter(card.url)
    assert (reply.status_code, reply.location) == (303, "/")
    assert visitor.get("/").location == "/m"


def test_a_link_to_a_survey_says_what_it_leads_to(visitor, card):
    page = visitor.get(path_of(card.url) + "?next=/s/0123456789abcdef")
    assert "是我，去填问卷" in page.text
    assert "进入会议" not in page.text


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_preview_of_a_link_spends_nothing_and_signs_nobody_in(visitor, ding, card, method):
    for _look in range(3):
        reply = getattr(visitor.client, method)(path_of(card.url))
        assert reply.status_code == 200
    assert sign_ins() == 0
    assert visitor.cookie("voting-session") is None
    assert passes.enter_by_code(ding.number, card.code, passes.Principal(), switch=False)


def test_a_page_with_a_personal_link_is_neither_kept_nor_passed_on(visitor, card):
    reply = visitor.get(path_of(card.url))
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Referrer-Policy"] == "no-referrer"


def test_who_is_in_already_goes_straight_on(visitor, card):
    visitor.enter(card.url)
    reply = visitor.get(path_of(card.url))
    assert (reply.status_code, reply.location) == (303, "/")
    assert sign_ins() == 1


def test_a_delegate_goes_on_to_where_the_halls_code_led(visitor, card):
    reply = visitor.enter(card.url + "?next=/meetings/1/join?code%3Dabc")
    assert reply.location == "/meetings/1/join?code=abc"
    assert visitor.enter(card.url + "?next=//evil.example").location == "/"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda url: url[:-3], "不完整或不是本系统发出的"),
        (lambda _url: "/enter/x", "不完整或不是本系统发出的"),
        (lambda _url: f"/enter/{links.hall_token(1)}", "不完整或不是本系统发出的"),
        (lambda _url: path_of(links.entry_url(1, "02001", 1)), "这个链接已作废"),
        (lambda _url: path_of(links.entry_url(99, "02001", 0)), "这个链接已作废"),
    ],
    ids=["cut", "made up", "of the hall", "of a later epoch", "of nobody"],
)
def test_a_link_that_is_not_good_is_refused_in_words_and_lets_nobody_in(
    visitor, card, make, sentence
):
    path = make(path_of(card.url))
    for reply in (visitor.get(path), visitor.post(path)):
        assert reply.status_code == 403
        assert sentence in told(reply)
    assert sign_ins() == 0


def test_an_expired_link_is_refused_in_words(visitor, card):
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        for reply in (visitor.get(path_of(card.url)), visitor.enter(card.url)):
            assert reply.status_code == 403
            assert "这个链接已过期，请到会务处领取新的会议卡或链接。" in told(reply)
    assert sign_ins() == 0


def test_a_revoked_link_is_refused_in_words(visitor, ding, card):
    passes.revoke(ding.id, "王丽")
    for reply in (visitor.get(path_of(card.url)), visitor.enter(card.url)):
        assert reply.status_code == 403
        assert "这个链接已作废。请到会务处领取新的会议卡。" in told(reply)
    assert sign_ins() == 0


def test_a_person_who_left_is_refused_in_words(visitor, ding, card):
    take_leave(ding)
    reply = visitor.enter(card.url)
    assert reply.status_code == 403
    assert "丁一已不在花名册中，不能进入。" in told(reply)
    assert sign_ins() == 0


def test_on_anothers_phone_the_page_names_both_and_offers_to_change(visitor, card):
    wang = enrol("02002", "王五")
    visitor.enter(passes.entry_url(wang))
    page = visitor.get(path_of(card.url))
    assert "这部手机上现在登录的是王五。" in told(page)
    assert "换成丁一，进入会议" in page.text
    assert "不换，仍用王五" in page.text
    assert 'name="switch" value="yes"' in page.text


def test_on_anothers_phone_nothing_changes_until_it_is_said(visitor, card):
    wang = enrol("02002", "王五")
    visitor.enter(passes.entry_url(wang))
    token = visitor.cookie("voting-session").value
    reply = visitor.enter(card.url)
    assert reply.status_code == 409
    assert "现在登录的是王五" in told(reply)
    assert visitor.cookie("voting-session").value == token
    assert sign_ins() == 1
    assert visitor.enter(card.url, switch="yes").status_code == 303
    assert visitor.cookie("voting-session").value != token


def test_a_number_and_a_code_let_in(visitor, card):
    reply = visitor.post("/enter", number="02001", code=card.code.lower(), next="/m/1")
    assert (reply.status_code, reply.location) == (303, "/m/1")


def test_a_code_cut_short_is_told_before_it_counts_as_a_try(visitor, ding, card):
    reply = visitor.post("/enter", number="02001", code=card.code[:7])
    assert reply.status_code == 422
    assert "验证码应为 8 位" in told(reply)
    assert db.session.get_one(EntryPass, ding.id).failures == 0


def test_a_wrong_code_is_told_above_the_form_and_the_number_stays(visitor, card):
    reply = visitor.post("/enter", number="02001", code="22222222")
    assert reply.status_code == 422
    assert "工号或验证码不对，请对照会议卡再输一次。" in told(reply)
    assert 'value="02001"' in reply.text
    assert sign_ins() == 0


def test_a_used_code_is_told_so(app, visitor, card):
    visitor.post("/enter", number="02001", code=card.code)
    visitor.post("/sign-out")
    reply = visitor.post("/enter", number="02001", code=card.code)
    assert reply.status_code == 403
    assert "这个验证码已经用过了" in told(reply)


def test_too_many_wrong_codes_are_told_how_long_to_wait(visitor, card):
    for _try in range(5):
        reply = visitor.post("/enter", number="02001", code="22222222")
    assert reply.status_code == 429
    assert "请 30 秒后再试" in told(reply)


def test_a_code_on_anothers_phone_asks_first_and_is_then_used(visitor, card):
    wang = enrol("02002", "王五")
    visitor.enter(passes.entry_url(wang))
    asked = visitor.post("/enter", number="02001", code=card.code)
    assert asked.status_code == 409
    assert "换人，进入会议" in asked.text
    assert 'name="switch" value="yes"' in asked.text
    done = visitor.post("/enter", number="02001", code=card.code, switch="yes")
    assert done.status_code == 303


def test_whoever_is_not_signed_in_sees_the_ways_in(visitor):
    page = visitor.get("/")
    assert page.status_code == 200
    assert heading(page) == "请先登录"
    assert 'href="/enter"' in page.text
    assert 'href="/sign-in"' in page.text


def test_a_script_of_ours_is_told_in_json_that_a_sign_in_is_needed(visitor):
    reply = visitor.get("/sessions", headers={"Accept": "application/json"})
    assert reply.status_code == 401
    assert reply.json["error"] == "sign_in_needed"
    assert "请先登录" in reply.json["message"]
