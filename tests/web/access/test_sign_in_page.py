"""The page where officers sign in, and the cookies that come of it."""

from dataclasses import replace

import pytest

from tests.services.access.house import make_officer
from tests.web.access.visiting import Visitor, heading, told
from voting.access.models import SignInSession
from voting.access.rules import Office
from voting.db import db


@pytest.fixture
def wang(app):
    return make_officer("wangli", "王丽", Office.SECRETARY)


def live_sessions() -> int:
    db.session.rollback()
    return db.session.query(SignInSession).filter_by(revoked_at=None).count()


def test_an_officer_signs_in_and_goes_home(visitor, wang):
    reply = visitor.sign_in("wangli")
    assert (reply.status_code, reply.location) == (303, "/")
    assert visitor.get("/").location == "/meetings"
    assert "王丽" in visitor.get("/sessions").text


def test_the_cookie_of_a_sign_in_is_out_of_reach_of_scripts_and_other_sites(visitor, wang):
    (cookie,) = visitor.sign_in("wangli").headers.getlist("Set-Cookie")
    assert cookie.startswith("voting-session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_its_host(app, wang):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], secure_cookies=True)
    page = app.test_client().get("/sign-in", base_url="https://localhost")
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-voting-form=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_a_sign_in_gets_a_new_token_whatever_cookie_was_there_before(app, visitor, wang):
    visitor.client.set_cookie("voting-session", "chosen-by-somebody-else")
    visitor.sign_in("wangli")
    first = visitor.cookie("voting-session").value
    assert first != "chosen-by-somebody-else"
    visitor.sign_in("wangli")
    assert visitor.cookie("voting-session").value != first
    stale = Visitor(app)
    stale.client.set_cookie("voting-session", first)
    assert stale.get("/sessions").status_code == 401


def test_an_officer_goes_on_to_the_page_they_came_from(visitor, wang):
    asked = visitor.get("/sessions?a=1")
    assert asked.status_code == 401
    assert heading(asked) == "请先登录"
    assert 'href="/sign-in?next=/sessions?a%3D1"' in asked.text
    shown = visitor.get("/sign-in?next=/sessions?a%3D1")
    assert 'name="next" type="hidden" value="/sessions?a=1"' in shown.text
    assert visitor.sign_in("wangli", next="/sessions?a=1").location == "/sessions?a=1"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(visitor, wang, target):
    assert visitor.sign_in("wangli", next=target).location == "/"


def test_a_form_that_needed_a_sign_in_is_not_gone_on_to(visitor, wang):
    asked = visitor.post("/accounts/1/disable")
    assert asked.status_code == 401
    assert "next=" not in asked.text


def test_a_wrong_password_is_told_above_the_form_and_the_login_stays(visitor, wang):
    before = live_sessions()
    reply = visitor.sign_in("wangli", "这不是她的密码呀呀呀")
    assert reply.status_code == 422
    assert "登录名或密码不对，请检查后再试。" in told(reply)
    assert 'value="wangli"' in reply.text
    assert "这不是她的密码呀呀呀" not in reply.text
    assert visitor.cookie("voting-session") is None
    assert live_sessions() == before


def test_an_account_at_rest_is_told_how_long(visitor, wang):
    for _try in range(5):
        reply = visitor.sign_in("wangli", "这不是她的密码呀呀呀")
    assert reply.status_code == 429
    assert "请 30 秒后再试" in told(reply)
    reply = visitor.sign_in("wangli")
    assert reply.status_code == 429
    assert visitor.cookie("voting-session") is None


def test_an_empty_form_says_what_to_fill_in(visitor):
    reply = visitor.sign_in("", "")
    assert reply.status_code == 422
    assert reply.text.count("请填写。") == 2


def test_signing_out_ends_the_sign_in_on_the_server_too(app, visitor, wang):
    visitor.sign_in("wangli")
    token = visitor.cookie("voting-session").value
    assert visitor.post("/sign-out").status_code == 303
    assert "已退出登录。" in visitor.get("/").text
    thief = Visitor(app)
    thief.client.set_cookie("voting-session", token)
    assert thief.get("/sessions").status_code == 401


@pytest.mark.parametrize(
    "path", ["/sign-in", "/enter", "/sign-out", "/sessions/1/end", "/password"]
)
@pytest.mark.parametrize("token", ["", "f" * 64])
def test_a_form_without_the_pages_token_is_refused_and_changes_nothing(visitor, wang, path, token):
    visitor.sign_in("wangli")
    before = live_sessions()
    fields = {"csrf_token": token, "login": "wangli", "password": "每周三下午去打乒乓球"}
    reply = visitor.client.post(path, data=fields)
    assert reply.status_code == 403
    assert "页面已过期或来源不明" in told(reply)
    assert live_sessions() == before
    assert visitor.get("/sessions").status_code == 200


def test_the_token_of_another_visitor_is_refused(app, visitor, wang):
    stranger = Visitor(app)
    fields = {"login": "wangli", "password": "每周三下午去打乒乓球", "csrf_token": stranger.token()}
    visitor.get("/sign-in")
    assert visitor.client.post("/sign-in", data=fields).status_code == 403
    assert visitor.cookie("voting-session") is None


def test_the_token_from_before_signing_in_is_refused_afterwards(visitor, wang):
    before = visitor.token()
    visitor.sign_in("wangli")
    assert visitor.client.post("/sign-out", data={"csrf_token": before}).status_code == 403
    assert visitor.get("/sessions").status_code == 200


def test_a_planted_form_cookie_that_we_did_not_sign_is_replaced(visitor):
    visitor.client.set_cookie("voting-form", "planted")
    visitor.get("/sign-in")
    assert visitor.cookie("voting-form").value != "planted"
    kept = visitor.cookie("voting-form").value
    visitor.get("/sign-in")
    assert visitor.cookie("voting-form").value == kept


def test_ones_sign_ins_are_listed_and_another_can_be_ended(app, visitor, wang):
    elsewhere = Visitor(app)
    elsewhere.sign_in("wangli")
    visitor.sign_in("wangli")
    page = visitor.get("/sessions")
    assert page.text.count("退出这处登录") == 2
    assert page.text.count("正在使用") == 1
    other = (
        db.session.query(SignInSession)
        .filter_by(revoked_at=None)
        .order_by(SignInSession.id)
        .all()[1]
    )
    assert visitor.post(f"/sessions/{other.id}/end").status_code == 303
    assert elsewhere.get("/sessions").status_code == 401
    assert visitor.get("/sessions").status_code == 200


def test_somebody_elses_sign_in_cannot_be_ended(app, visitor, wang, admin):
    victim = db.session.query(SignInSession).order_by(SignInSession.id.desc()).first()
    visitor.sign_in("wangli")
    visitor.post(f"/sessions/{victim.id}/end")
    assert admin.get("/sessions").status_code == 200


def test_an_officer_changes_their_password_on_the_page(visitor, wang):
    visitor.sign_in("wangli")
    wrong = visitor.post("/password", present="不是现在的密码啊", password="x" * 9, again="y")
    assert wrong.status_code == 422
    assert "两次输入的密码不一样" in told(wrong)
    new = "换成另一句好记的话了"
    refused = visitor.post("/password", present="不是现在的密码啊", password=new, again=new)
    assert "密码不对" in refused.text
    done = visitor.post("/password", present="每周三下午去打乒乓球", password=new, again=new)
    assert done.status_code == 303
    assert "密码已更换" in visitor.get("/sessions").text
    visitor.post("/sign-out")
    assert visitor.sign_in("wangli", new).status_code == 303


def test_a_delegate_has_no_page_of_sign_ins_or_password(visitor, card):
    visitor.enter(card.url)
    for path in ("/sessions", "/password"):
        reply = visitor.get(path)
        assert reply.status_code == 403
        assert "只供用账号登录的工作人员使用" in told(reply)
