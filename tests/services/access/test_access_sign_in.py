"""Signing in by password: what is kept, how long it lasts, and who must wait."""

from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import event, text

from voting import clock
from voting.access import service, sessions
from voting.access.models import Account, SignInSession
from voting.access.principal import Kind
from voting.access.rules import Office
from voting.audit import queries as log
from voting.audit.events import Event
from voting.db import db
from voting.errors import TooManyTries, WrongInput

PASSWORD = "每周三下午去打乒乓球"
WRONG = "这不是她的密码呀呀呀"


@pytest.fixture
def wang(an_officer):
    return an_officer("wangli", "王丽", Office.SECRETARY)


def fail(times: int) -> None:
    for _try in range(times):
        with pytest.raises((WrongInput, TooManyTries)):
            service.sign_in("wangli", WRONG, None)


def test_the_right_password_signs_in_whatever_case_the_login_is_typed_in(app, wang):
    found = sessions.find(service.sign_in(" WangLi ", PASSWORD, None), b"key")
    assert (found.kind, found.account_id, found.name) == (Kind.OFFICER, wang, "王丽")
    assert found.csrf_key == b"key"


def test_of_a_token_only_its_hash_is_kept(app, wang):
    token = service.sign_in("wangli", PASSWORD, None)
    assert len(token) >= 43
    kept = db.session.execute(text("SELECT * FROM sign_in_session")).all()
    assert token not in repr(kept)
    assert sessions.hashed(token) in repr(kept)


def test_two_sign_ins_have_different_tokens_and_live_side_by_side(app, wang):
    one, other = (service.sign_in("wangli", PASSWORD, None) for _each in range(2))
    assert one != other
    assert sessions.find(one, b"").is_known
    assert sessions.find(other, b"").is_known


def test_signing_in_again_on_a_device_ends_the_sign_in_it_had(app, wang):
    old = service.sign_in("wangli", PASSWORD, None)
    new = service.sign_in("wangli", PASSWORD, sessions.find(old, b"").session_id)
    assert not sessions.find(old, b"").is_known
    assert sessions.find(new, b"").is_known


def test_a_sign_in_ends_after_the_hours_of_the_setting(app, wang):
    token = service.sign_in("wangli", PASSWORD, None)
    with time_machine.travel(clock.now() + timedelta(hours=11, minutes=59), tick=False):
        assert sessions.find(token, b"").is_known
    with time_machine.travel(clock.now() + timedelta(hours=12), tick=False):
        assert not sessions.find(token, b"").is_known


def test_a_revoked_sign_in_and_an_unknown_token_are_nobody(app, wang):
    token = service.sign_in("wangli", PASSWORD, None)
    sessions.end_one(sessions.find(token, b"").session_id)
    assert not sessions.find(token, b"").is_known
    assert not sessions.find("x" * 43, b"").is_known


def test_nobody_ends_the_sign_in_of_another_account(app, wang, an_officer):
    ding = an_officer("dingyi", "丁一")
    token = service.sign_in("wangli", PASSWORD, None)
    assert sessions.end_own(ding, sessions.find(token, b"").session_id) == 0
    assert sessions.find(token, b"").is_known


def test_recognising_somebody_costs_one_read_and_no_write(app, wang):
    token = service.sign_in("wangli", PASSWORD, None)
    statements: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    sessions.find(token, b"")
    event.remove(db.engine, "before_cursor_execute", listen)
    asked = [statement for statement in statements if not statement.startswith("BEGIN")]
    assert len(asked) == 1
    assert asked[0].startswith("SELECT")


def test_old_sign_ins_are_forgotten_a_day_after_they_ended(app, wang):
    service.sign_in("wangli", PASSWORD, None)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        service.sign_in("wangli", PASSWORD, None)
        assert db.session.query(SignInSession).count() == 1


def test_a_wrong_password_and_an_unknown_login_are_refused_with_the_same_words(app, wang):
    told = []
    for login in ("wangli", "nobody"):
        with pytest.raises(WrongInput) as refused:
            service.sign_in(login, WRONG, None)
        told.append(refused.value.message)
    assert told == ["登录名或密码不对，请检查后再试。"] * 2
    assert db.session.query(SignInSession).count() == 1


def test_an_unknown_login_costs_the_same_hashing_as_a_wrong_password(app, wang):
    class Counted(PasswordHasher):
        checked = 0

        def verify(self, kept, password):
            Counted.checked += 1
            return super().verify(kept, password)

    app.config["PASSWORD_HASHER"] = Counted(time_cost=1, memory_cost=8, parallelism=1)
    costs = []
    for login in ("wangli", "nobody"):
        before = Counted.checked
        with pytest.raises(WrongInput):
            service.sign_in(login, WRONG, None)
        costs.append(Counted.checked - before)
    assert costs == [1, 1]


def test_an_account_still_invited_is_refused_like_a_wrong_password(app):
    service.create_account("lisi", service.AccountFacts("李四", frozenset()), "命令行")
    with pytest.raises(WrongInput, match="登录名或密码不对"):
        service.sign_in("lisi", "nobody's password", None)


def test_the_fifth_failure_in_a_row_is_told_the_waiting_time_and_logged(app, wang):
    fail(4)
    with pytest.raises(TooManyTries, match="请 30 秒后再试"):
        service.sign_in("wangli", WRONG, None)
    entry = log.entries(Event.SIGN_IN_REFUSED).rows[0]
    assert (entry.subject, entry.details) == ("account:wangli", {"failures": 5, "seconds": 30})
    assert log.entries(Event.SIGN_IN_REFUSED).total == 1


def test_the_right_password_is_refused_while_the_account_rests(app, wang):
    fail(5)
    with pytest.raises(TooManyTries, match="秒后再试"):
        service.sign_in("wangli", PASSWORD, None)
    account = db.session.get_one(Account, wang)
    assert account.failures == 5
    assert db.session.query(SignInSession).count() == 1


def test_after_the_rest_the_right_password_signs_in_and_the_count_begins_anew(app, wang):
    fail(5)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        assert service.sign_in("wangli", PASSWORD, None)
        account = db.session.get_one(Account, wang)
        assert (account.failures, account.locked_until) == (0, None)
        fail(4)
        assert service.sign_in("wangli", PASSWORD, None)


def test_each_failure_after_a_rest_doubles_it_up_to_a_quarter_of_an_hour(app, wang):
    waits = []
    with time_machine.travel(clock.now(), tick=False) as traveller:
        fail(4)
        for _try in range(7):
            with pytest.raises(TooManyTries) as refused:
                service.sign_in("wangli", WRONG, None)
            waits.append(refused.value.message.partition("请 ")[2].partition("后")[0])
            traveller.shift(timedelta(minutes=16))
    assert waits == ["30 秒", "1 分钟", "2 分钟", "4 分钟", "8 分钟", "15 分钟", "15 分钟"]


def test_one_account_at_rest_keeps_no_other_out(app, wang, an_officer):
    an_officer("dingyi", "丁一")
    fail(6)
    assert service.sign_in("dingyi", PASSWORD, None)


def test_a_password_hashed_with_older_parameters_is_hashed_anew_on_signing_in(app, wang):
    before = db.session.get_one(Account, wang).password_hash
    app.config["PASSWORD_HASHER"] = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    assert service.sign_in("wangli", PASSWORD, None)
    after = db.session.get_one(Account, wang).password_hash
    assert "t=1" in before
    assert "t=2" in after
    assert service.sign_in("wangli", PASSWORD, None)


def test_a_password_typed_full_width_is_the_same_password(app, wang, an_officer):
    service.change_password(wang, PASSWORD, "abc ABC 123!", None)
    assert service.sign_in("wangli", "ａｂｃ　ＡＢＣ　１２３！", None)
