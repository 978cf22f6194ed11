"""Accounts: made by an administrator, opened by invitation, closed at any time."""

import threading
from datetime import timedelta

import pytest
import time_machine

from voting import clock
from voting.access import links, queries, service, sessions
from voting.access.models import Account
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.audit import queries as log
from voting.audit.events import Event
from voting.db import db
from voting.errors import IllegalStep, NotAllowed, NotFound, WrongInput

PASSWORD = "每周三下午去打乒乓球"
SECRETARY = AccountFacts("王丽", frozenset({Office.SECRETARY}))
NOBODYS = AccountFacts("李四", frozenset())


def token_of(invitation: service.Invitation) -> str:
    return invitation.url.rpartition("/")[2]


def logged() -> list[tuple[str, str]]:
    return [(row.event, row.subject) for row in reversed(log.entries().rows)]


def test_an_account_is_made_without_a_password_and_with_an_invitation(app):
    invitation = service.create_account("ＷangLi", SECRETARY, "命令行")
    row = queries.account(invitation.account_id)
    assert (row.login, row.name, row.offices) == ("wangli", "王丽", (Office.SECRETARY,))
    assert not row.has_password
    assert invitation.url.startswith("http://localhost/invite/")
    assert logged() == [("account:created", "account:wangli")]
    assert log.entries().rows[0].details == {"name": "王丽", "offices": ["secretary"]}


def test_the_invited_officer_sets_a_password_and_is_signed_in(app):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    token = service.accept_invitation(token_of(invitation), PASSWORD, None)
    found = sessions.find(token, b"")
    assert (found.name, found.account_id) == ("王丽", invitation.account_id)
    assert found.offices == {Office.SECRETARY}
    assert queries.account(invitation.account_id).has_password
    assert logged()[-1] == ("account:password-set", "account:wangli")


def test_the_password_itself_is_kept_nowhere(app):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    service.accept_invitation(token_of(invitation), PASSWORD, None)
    kept = db.session.get_one(Account, invitation.account_id).password_hash
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_an_invitation_is_refused_once_a_password_is_set(app):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    service.accept_invitation(token_of(invitation), PASSWORD, None)
    with pytest.raises(links.LinkRevoked, match="已经用过"):
        service.accept_invitation(token_of(invitation), "另一句很长的话也可以", None)
    assert service.sign_in("wangli", PASSWORD, None)


def test_an_invitation_is_refused_after_seven_days(app):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    with (
        time_machine.travel(clock.now() + timedelta(days=8), tick=False),
        pytest.raises(links.LinkExpired, match="过期"),
    ):
        service.accept_invitation(token_of(invitation), PASSWORD, None)
    assert not queries.account(invitation.account_id).has_password


@pytest.mark.parametrize(
    "damage",
    [lambda t: t[:-1], lambda t: "x" + t, lambda _t: "", lambda t: t + "A"],
    ids=["cut", "begun otherwise", "empty", "a letter more"],
)
def test_a_forged_invitation_is_refused(app, damage):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    with pytest.raises(links.LinkForged, match="不是本系统发出的"):
        service.accept_invitation(damage(token_of(invitation)), PASSWORD, None)
    assert not queries.account(invitation.account_id).has_password


def test_a_personal_link_of_a_delegate_is_no_invitation(app):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    with pytest.raises(links.LinkForged):
        service.accept_invitation(links.entry_token(invitation.account_id, "0", 0), PASSWORD, None)


def test_a_poor_first_password_is_refused_and_the_invitation_stays_good(app):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    for poor, sentence in [
        ("短", "至少用 10 个字符"),
        ("1" * 12, "4 个不同的字符"),
        ("wangli1234", "登录名或姓名"),
        ("长" * 200, "128"),
    ]:
        with pytest.raises(WrongInput, match=sentence):
            service.accept_invitation(token_of(invitation), poor, None)
    assert not queries.account(invitation.account_id).has_password
    assert service.accept_invitation(token_of(invitation), PASSWORD, None)


def test_a_new_invitation_ends_the_password_the_sign_ins_and_the_old_invitation(app, an_officer):
    account_id = an_officer("wangli", "王丽", Office.SECRETARY)
    token = service.sign_in("wangli", PASSWORD, None)
    first = service.invite_again(account_id, "丁一")
    second = service.invite_again(account_id, "丁一")
    assert not sessions.find(token, b"").is_known
    with pytest.raises(WrongInput):
        service.sign_in("wangli", PASSWORD, None)
    with pytest.raises(links.LinkRevoked):
        service.accept_invitation(token_of(first), PASSWORD, None)
    assert service.accept_invitation(token_of(second), PASSWORD, None)
    assert logged().count(("account:invited", "account:wangli")) == 2


@pytest.mark.parametrize("login", ["", "a", "wang li", "wang\u202eli", "w😀", "很" * 33])
def test_a_login_that_is_not_well_formed_is_refused_and_nothing_is_made(app, login):
    with pytest.raises(WrongInput, match="2 至 32 个"):
        service.create_account(login, SECRETARY, "命令行")
    assert queries.accounts() == []
    assert logged() == []


def test_a_login_that_is_taken_is_refused_whatever_its_case_and_width(app):
    service.create_account("wangli", SECRETARY, "命令行")
    with pytest.raises(WrongInput, match="已有人使用"):
        service.create_account("ＷＡＮＧＬＩ", NOBODYS, "命令行")
    assert [row.name for row in queries.accounts()] == ["王丽"]
    assert len(logged()) == 1


def test_a_second_account_of_one_person_is_refused(app, a_person):
    ding = a_person("02001", "丁一")
    service.create_account("dingyi", AccountFacts("丁一", frozenset(), ding.id), "命令行")
    with pytest.raises(WrongInput, match="一人只能有一个账号"):
        service.create_account("dingyi2", AccountFacts("丁一", frozenset(), ding.id), "命令行")
    assert [row.login for row in queries.accounts()] == ["dingyi"]


def test_of_two_administrators_who_make_the_same_login_at_once_one_is_told(app):
    outcomes = []

    def make() -> None:
        with app.app_context():
            try:
                service.create_account("wangli", SECRETARY, "命令行")
                outcomes.append("made")
            except WrongInput:
                outcomes.append("told")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=make) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made", *["told"] * 5]
    assert [row.login for row in queries.accounts()] == ["wangli"]


@pytest.mark.parametrize("office", [Office.CHAIR, Office.SCRUTINEER, Office.DELEGATE])
def test_an_office_of_a_meeting_cannot_be_given_to_an_account(app, office):
    with pytest.raises(WrongInput, match="由会议任命"):
        service.create_account("wangli", AccountFacts("王丽", frozenset({office})), "命令行")
    assert queries.accounts() == []


def test_changed_offices_count_from_the_next_request_on(app, an_officer):
    account_id = an_officer("wangli", "王丽", Office.SECRETARY)
    token = service.sign_in("wangli", PASSWORD, None)
    service.change_account(account_id, AccountFacts("王莉", frozenset()), "丁一")
    found = sessions.find(token, b"")
    assert (found.name, found.offices) == ("王莉", frozenset())
    assert logged()[-1] == ("account:changed", "account:wangli")


def test_a_disabled_account_is_out_at_once_and_cannot_come_back_by_itself(app, an_officer):
    account_id = an_officer("wangli", "王丽", Office.SECRETARY)
    token = service.sign_in("wangli", PASSWORD, None)
    service.disable_account(account_id, "丁一")
    assert not sessions.find(token, b"").is_known
    with pytest.raises(NotAllowed, match="已停用"):
        service.sign_in("wangli", PASSWORD, None)
    with pytest.raises(IllegalStep, match="先恢复"):
        service.invite_again(account_id, "丁一")
    assert logged()[-1] == ("account:disabled", "account:wangli")


def test_a_disabled_account_is_not_told_apart_by_a_wrong_password(app, an_officer):
    account_id = an_officer("wangli", "王丽")
    service.disable_account(account_id, "丁一")
    with pytest.raises(WrongInput, match="登录名或密码不对"):
        service.sign_in("wangli", "这不是她的密码呀呀呀", None)


def test_a_disabled_account_ends_an_open_invitation(app):
    invitation = service.create_account("wangli", SECRETARY, "命令行")
    service.disable_account(invitation.account_id, "丁一")
    service.enable_account(invitation.account_id, "丁一")
    with pytest.raises(links.LinkRevoked):
        service.accept_invitation(token_of(invitation), PASSWORD, None)


def test_an_enabled_account_signs_in_as_before(app, an_officer):
    account_id = an_officer("wangli", "王丽")
    service.disable_account(account_id, "丁一")
    service.disable_account(account_id, "丁一")
    service.enable_account(account_id, "丁一")
    service.enable_account(account_id, "丁一")
    assert service.sign_in("wangli", PASSWORD, None)
    assert [event for event, _subject in logged()][-2:] == ["account:disabled", "account:enabled"]


def test_the_last_administrator_cannot_be_disabled_or_dismissed(app, an_officer):
    account_id = an_officer("admin", "丁一", Office.ADMINISTRATOR)
    before = logged()
    with pytest.raises(IllegalStep, match="最后一个系统管理员"):
        service.disable_account(account_id, "丁一")
    with pytest.raises(IllegalStep, match="最后一个系统管理员"):
        service.change_account(account_id, AccountFacts("丁一", frozenset()), "丁一")
    assert queries.account(account_id).offices == (Office.ADMINISTRATOR,)
    assert logged() == before


def test_one_of_two_administrators_may_be_disabled(app, an_officer):
    first = an_officer("admin", "丁一", Office.ADMINISTRATOR)
    an_officer("both", "王丽", Office.ADMINISTRATOR, Office.SECRETARY)
    service.disable_account(first, "王丽")
    assert queries.account(first).disabled_at is not None


def test_ending_all_sign_ins_of_an_account_is_logged_with_their_number(app, an_officer):
    account_id = an_officer("wangli", "王丽")
    service.sign_in("wangli", PASSWORD, None)
    assert service.end_sessions(account_id, "丁一") == 2
    assert sessions.of_account(account_id) == []
    assert log.entries(Event.SESSIONS_REVOKED).rows[0].details == {"sessions": 2}


def test_an_account_that_does_not_exist_is_not_found(app):
    for act in (
        lambda: service.disable_account(99, "丁一"),
        lambda: service.invite_again(99, "丁一"),
        lambda: service.change_account(99, NOBODYS, "丁一"),
        lambda: queries.account(99),
    ):
        with pytest.raises(NotFound, match="没有这个账号"):
            act()


def test_changing_ones_password_ends_all_other_sign_ins(app, an_officer):
    account_id = an_officer("wangli", "王丽")
    elsewhere = service.sign_in("wangli", PASSWORD, None)
    here = service.sign_in("wangli", PASSWORD, None)
    session_id = sessions.find(here, b"").session_id
    fresh = service.change_password(account_id, PASSWORD, "换成另一句好记的话了", session_id)
    assert not sessions.find(elsewhere, b"").is_known
    assert not sessions.find(here, b"").is_known
    assert sessions.find(fresh, b"").account_id == account_id
    assert service.sign_in("wangli", "换成另一句好记的话了", None)


def test_changing_a_password_is_refused_without_the_present_one(app, an_officer):
    account_id = an_officer("wangli", "王丽")
    with pytest.raises(WrongInput, match="密码不对"):
        service.change_password(account_id, "不是现在的这个密码", "换成另一句好记的话了", None)
    with pytest.raises(WrongInput, match="至少用 10 个字符"):
        service.change_password(account_id, PASSWORD, "太短", None)
    assert service.sign_in("wangli", PASSWORD, None)
