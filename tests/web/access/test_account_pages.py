"""The administrator's pages of accounts, the invitation, and a card renewed at the desk."""

import re

import pytest

from tests.services.access.house import enrol, make_officer
from tests.web.access.visiting import Visitor, heading, told
from voting.access import queries
from voting.access.rules import Office

WANG = {"login": "wangli", "name": "王丽", "number": "", "offices": ["secretary"]}
GOOD = "每周三下午去打乒乓球"


def invited(page) -> str:
    return re.search(r'value="http://localhost(/invite/[^"]+)"', page.text)[1]


def test_an_administrator_makes_an_account_and_gets_its_invitation(app, admin):
    page = admin.post("/accounts/new", **WANG)
    assert page.status_code == 200
    assert heading(page) == "邀请链接"
    assert "<svg" in page.text
    officer = Visitor(app)
    form = officer.get(invited(page))
    assert "您的登录名是 wangli" in form.text
    assert officer.post(invited(page), password=GOOD, again=GOOD).status_code == 303
    assert officer.get("/sessions").status_code == 200
    assert "正常" in admin.get("/accounts").text


def test_looking_at_an_invitation_spends_nothing(app, admin):
    page = admin.post("/accounts/new", **WANG)
    for _look in range(3):
        assert Visitor(app).get(invited(page)).status_code == 200
    assert Visitor(app).post(invited(page), password=GOOD, again=GOOD).status_code == 303


def test_a_used_invitation_is_refused_in_words(app, admin):
    page = admin.post("/accounts/new", **WANG)
    Visitor(app).post(invited(page), password=GOOD, again=GOOD)
    late = Visitor(app)
    path = invited(page)
    for reply in (late.get(path), late.post(path, password="另一句话另一句话", again="另")):
        assert reply.status_code == 403
        assert "这个邀请链接已经用过或已作废" in told(reply)
    assert late.sign_in("wangli", GOOD).status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("短", "短", "至少用 10 个字符"),
        ("wangli1234", "wangli1234", "不能由登录名或姓名组成"),
        (GOOD, "另一句话", "两次输入的密码不一样"),
        ("", "", "请填写。"),
    ],
)
def test_a_poor_password_is_refused_in_words_and_the_invitation_stays_good(
    app, admin, password, again, sentence
):
    page = admin.post("/accounts/new", **WANG)
    officer = Visitor(app)
    reply = officer.post(invited(page), password=password, again=again)
    assert reply.status_code == 422
    assert sentence in told(reply)
    assert officer.get("/sessions").status_code == 401
    assert officer.post(invited(page), password=GOOD, again=GOOD).status_code == 303


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"login": "admin"}, "已有人使用"),
        ({"login": "有 空格"}, "2 至 32 个"),
        ({"login": ""}, "请填写。"),
        ({"name": "王\u202e丽"}, "不可见字符"),
        ({"name": "王😀"}, "表情符号"),
        ({"name": "长" * 41}, "最多 40 个字"),
        ({"number": "99999"}, "花名册里没有工号 99999"),
        ({"offices": ["chair"]}, "chair"),
    ],
)
def test_a_bad_account_is_refused_in_words_and_nothing_is_made(admin, change, sentence):
    reply = admin.post("/accounts/new", **(WANG | change))
    assert reply.status_code in {422, 409}
    assert sentence in reply.text
    assert [row.login for row in queries.accounts()] == ["admin"]


def test_an_account_is_linked_with_a_person_of_the_roster(admin, ding):
    admin.post("/accounts/new", **(WANG | {"number": "02001"}))
    row = next(row for row in queries.accounts() if row.login == "wangli")
    assert row.person == ding
    assert "02001" in admin.get("/accounts").text
    reply = admin.post("/accounts/new", **(WANG | {"login": "other", "number": "02001"}))
    assert "一人只能有一个账号" in reply.text


def test_an_account_is_changed_invited_again_disabled_and_enabled(app, admin):
    account_id = make_officer("wangli", "王丽", Office.SECRETARY)
    officer = Visitor(app)
    officer.sign_in("wangli")
    path = f"/accounts/{account_id}"
    assert 'value="王丽"' in admin.get(path).text
    assert 'checked id="offices-1"' in admin.get(path).text
    assert admin.post(path, name="王莉", number="", offices=[]).status_code == 303
    assert queries.account(account_id).offices == ()
    assert "退出 2 处登录" in admin.get(admin.post(f"{path}/sign-out").location).text
    assert officer.get("/sessions").status_code == 401
    officer.sign_in("wangli")
    assert "wangli" in admin.post(f"{path}/invite").text
    assert officer.sign_in("wangli").status_code == 422
    assert admin.post(f"{path}/disable").status_code == 303
    assert "已停用" in admin.get("/accounts").text
    assert "恢复这个账号" in admin.get(path).text
    assert admin.post(f"{path}/enable").status_code == 303
    assert queries.account(account_id).disabled_at is None


def test_the_last_administrator_is_told_why_they_cannot_go(admin):
    account_id = queries.account_id_of("admin")
    reply = admin.post(f"/accounts/{account_id}/disable")
    assert reply.status_code == 409
    assert "这是最后一个系统管理员" in told(reply)
    reply = admin.post(f"/accounts/{account_id}", name="王丽", number="", offices=[])
    assert "这是最后一个系统管理员" in reply.text
    assert queries.account(account_id).offices == (Office.ADMINISTRATOR,)


def test_an_account_that_does_not_exist_is_not_found(admin):
    reply = admin.get("/accounts/99")
    assert reply.status_code == 404
    assert "没有这个账号" in told(reply)


def test_a_secretary_renews_a_lost_card_and_shows_it_once(app, secretary, ding, card):
    delegate = Visitor(app)
    delegate.enter(card.url)
    page = secretary.get(f"/passes/{ding.id}")
    assert "未使用" in page.text
    fresh = secretary.post(f"/passes/{ding.id}/renew")
    assert "旧卡已作废" in told(fresh)
    code = re.search(r'class="code">(\w{4} \w{4})<', fresh.text)[1]
    assert delegate.get("/").status_code == 200
    assert delegate.get("/m").status_code == 401
    assert delegate.enter(card.url).status_code == 403
    assert delegate.post("/enter", number="02001", code=code).status_code == 303
    assert "使用" in secretary.get(f"/passes/{ding.id}").text


def test_a_secretary_takes_a_card_back(app, secretary, ding, card):
    delegate = Visitor(app)
    delegate.enter(card.url)
    assert secretary.post(f"/passes/{ding.id}/revoke").status_code == 303
    assert "这张会议卡已作废" in secretary.get(f"/passes/{ding.id}").text
    assert delegate.get("/m").status_code == 401


def test_a_pass_of_nobody_is_not_found(secretary):
    for reply in (secretary.get("/passes/99"), secretary.post("/passes/99/renew")):
        assert reply.status_code == 404
        assert "花名册里没有这个人" in told(reply)


def test_an_empty_roster_and_many_accounts_are_shown(admin):
    for number in range(30):
        enrol(f"{number:05}", "某人")
        make_officer(f"user{number}", "李四")
    assert admin.get("/accounts").text.count("user") >= 30
