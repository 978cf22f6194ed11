"""`voting account …`: the first administrator is made at the server's own keyboard."""

import pytest

from voting.access import queries, service
from voting.access.cli import account
from voting.access.rules import Office
from voting.audit import queries as log
from voting.errors import NotFound, WrongInput

PASSWORD = "每周三下午去打乒乓球"


@pytest.fixture
def run(app):
    def invoked(*arguments: str):
        return app.test_cli_runner().invoke(account, arguments)

    return invoked


def test_the_first_administrator_is_made_and_the_invitation_printed(run):
    done = run("create", "admin", "--name", "王丽", "--office", "administrator")
    assert done.exit_code == 0
    link = done.stdout.strip()
    assert link.startswith("http://localhost/invite/")
    assert queries.accounts()[0].offices == (Office.ADMINISTRATOR,)
    assert log.entries().rows[0].actor == "命令行"
    assert service.accept_invitation(link.rpartition("/")[2], PASSWORD, None)


def test_an_account_may_hold_both_offices_or_none(run):
    run("create", "both", "--name", "王丽", "--office", "administrator", "--office", "secretary")
    run("create", "none", "--name", "李四")
    assert [row.offices for row in queries.accounts()] == [
        (Office.ADMINISTRATOR, Office.SECRETARY),
        (),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "admin"),
        ("create", "--name", "王丽"),
        ("create", "admin", "--name", "王丽", "--office", "chair"),
    ],
)
def test_a_command_that_lacks_something_ends_with_two_and_makes_nothing(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert queries.accounts() == []


def test_a_login_that_is_taken_or_malformed_is_refused(run):
    run("create", "admin", "--name", "王丽")
    for login, sentence in [("admin", "已有人使用"), ("a b", "2 至 32 个")]:
        done = run("create", login, "--name", "李四")
        assert isinstance(done.exception, WrongInput)
        assert sentence in str(done.exception)
    assert len(queries.accounts()) == 1


def test_a_forgotten_password_is_replaced_by_a_new_invitation(run):
    first = run("create", "admin", "--name", "王丽").stdout.strip()
    service.accept_invitation(first.rpartition("/")[2], PASSWORD, None)
    second = run("invite", "Admin").stdout.strip()
    assert second != first
    with pytest.raises(WrongInput):
        service.sign_in("admin", PASSWORD, None)
    assert service.accept_invitation(second.rpartition("/")[2], PASSWORD, None)


def test_an_invitation_for_an_unknown_login_is_refused(run):
    done = run("invite", "nobody")
    assert isinstance(done.exception, NotFound)
    assert "没有登录名为“nobody”的账号" in str(done.exception)
