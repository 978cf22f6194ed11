"""Forged, expired, foreign and used links: told in words, and nobody is let in."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from itsdangerous import URLSafeTimedSerializer

from tests.cast import a_hall
from tests.services.access.house import PASSWORD, make_officer
from tests.web.access.visiting import Visitor
from tests.web.bad_input import JSON, nothing_changes, refused, refused_on_page
from voting import clock
from voting.access import links, passes, service, sources
from voting.access.links import Purpose
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.congress import tickets

OTHER_SECRET = "the secret of another school's service"
FORGED = "这个链接不完整或不是本系统发出的。请重新扫描会议卡上的二维码。"
EXPIRED = "这个链接已过期，请到会务处领取新的会议卡或链接。"


@pytest.fixture
def hall(app):
    return a_hall(4, present=3)


@pytest.fixture
def person(app, hall):
    return sources.person_by_id(hall.delegates[0])


@pytest.fixture
def browser(app):
    return Visitor(app)


def knock(browser, path, *, method="get"):
    """Come with a link, by looking at its page or by pressing its button."""
    path = path.removeprefix("http://localhost")
    data = {"csrf_token": browser.token()} if method == "post" else None
    return getattr(browser.client, method)(path, headers=JSON, data=data)


def signed_elsewhere(purpose, claim):
    signer = URLSafeTimedSerializer(
        OTHER_SECRET, salt=purpose.value, signer_kwargs={"digest_method": hashlib.sha256}
    )
    return signer.dumps(claim)


def changed(token):
    """The same token with one letter of its claim changed."""
    return ("J" if token[0] != "J" else "K") + token[1:]


FOREIGN = {
    "one letter changed": lambda person: changed(links.entry_token(person.id, person.number, 0)),
    "cut short": lambda person: links.entry_token(person.id, person.number, 0)[:-1],
    "made up": lambda _person: "eyJwIjoxfQ.aaaa.bbbb",
    "of another school": lambda person: signed_elsewhere(
        Purpose.DELEGATE_ENTRY, [person.id, person.number, 0]
    ),
    "of the hall": lambda _person: links.hall_token(1),
    "an invitation": lambda _person: links.invite_url(1, 0).rpartition("/")[2],
    "empty claim": lambda _person: ".." * 3,
    "very long": lambda _person: "A" * 5000,
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_a_forged_or_foreign_personal_link_lets_nobody_in(browser, person, make, method):
    with nothing_changes():
        reply = knock(browser, f"/enter/{make(person)}", method=method)
    refused_on_page(reply, 403, FORGED)
    assert browser.cookie("voting-session") is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_expired_personal_link_lets_nobody_in(browser, person, method):
    url = passes.entry_url(person)
    with time_machine.travel(clock.now() + timedelta(days=14, seconds=2)), nothing_changes():
        reply = knock(browser, url, method=method)
    refused_on_page(reply, 403, EXPIRED)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_personal_link_that_was_taken_back_lets_nobody_in(browser, person, method):
    url = passes.entry_url(person)
    passes.revoke(person.id, "秘书王芳")
    with nothing_changes():
        reply = knock(browser, url, method=method)
    refused_on_page(reply, 403, "这个链接已作废。请到会务处领取新的会议卡。")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_of_a_person_who_has_another_number_now_lets_nobody_in(browser, person, method):
    token = links.entry_token(person.id, "99999", 0)
    with nothing_changes():
        reply = knock(browser, f"/enter/{token}", method=method)
    refused_on_page(reply, 403, "这个链接已作废。请到会务处领取新的会议卡。")


@pytest.fixture
def invitation(app):
    return service.create_account(
        "wangfang", AccountFacts("王芳", frozenset({Office.SECRETARY})), "命令行"
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_foreign_expired_or_used_invitation_sets_no_password(browser, invitation, method):
    token = invitation.url.rpartition("/")[2]
    elsewhere = signed_elsewhere(Purpose.OFFICER_INVITE, [invitation.account_id, 0])
    for foreign in (changed(token), elsewhere, links.entry_token(1, "00001", 0)):
        with nothing_changes():
            reply = knock(browser, f"/invite/{foreign}", method=method)
        refused_on_page(reply, 403, FORGED)
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=2)), nothing_changes():
        reply = knock(browser, f"/invite/{token}", method=method)
    refused_on_page(reply, 403, EXPIRED)
    service.accept_invitation(token, PASSWORD, None)
    with nothing_changes():
        reply = knock(browser, f"/invite/{token}", method=method)
    refused_on_page(reply, 403, "这个邀请链接已经用过或已作废，请向系统管理员索取新的链接。")


@pytest.fixture
def late(app, hall):
    """A delegate who has not checked in yet."""
    visitor = Visitor(app)
    visitor.enter(passes.entry_url(sources.person_by_id(hall.delegates[3])))
    return visitor


def test_a_forged_foreign_or_expired_code_of_the_hall_checks_nobody_in(hall, late):
    meeting_id, path = hall.meeting_id, f"/meetings/{hall.meeting_id}/join"
    code = links.hall_token(meeting_id)
    for foreign in (
        changed(code),
        links.hall_token(meeting_id + 1),
        signed_elsewhere(Purpose.HALL_CHECK_IN, meeting_id),
        tickets.ticket_for(code, meeting_id, hall.delegates[0]),
    ):
        with nothing_changes():
            token = late.token()
            reply = late.client.post(
                path, headers=JSON, data={"csrf_token": token, "code": foreign}
            )
        assert "签到" in refused(reply, 403, "link_forged")
    with time_machine.travel(clock.now() + timedelta(seconds=92)), nothing_changes():
        reply = late.client.get(f"{path}?code={code}", headers=JSON)
    assert refused(reply, 403, "link_expired") == "签到码已更新，请重新扫描屏幕上的签到码。"


def test_a_sign_in_that_was_ended_or_made_up_opens_nothing(app, browser):
    make_officer("secretary", "李敏", Office.SECRETARY)
    browser.sign_in("secretary")
    token = browser.cookie("voting-session").value
    browser.post("/sign-out")
    for cookie in (token, changed(token), "x" * 43):
        browser.client.set_cookie("voting-session", cookie)
        with nothing_changes():
            reply = browser.client.get("/sessions", headers=JSON)
        assert "请先登录" in refused(reply, 401, "sign_in_needed")
