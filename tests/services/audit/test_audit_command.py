"""`voting audit verify` tells people and programs whether the log is intact."""

import json

import pytest
from sqlalchemy import text

from voting.audit import queries
from voting.audit.cli import audit
from voting.audit.events import Event
from voting.audit.service import record
from voting.db import db


@pytest.fixture
def verify(app):
    runner = app.test_cli_runner()

    def run(*arguments: str):
        db.session.rollback()
        return runner.invoke(audit, ["verify", *arguments])

    return run


@pytest.fixture
def two_acts(app):
    record("王丽", Event.MEETING_CREATED, "meeting:1")
    record("丁一", Event.POLL_OPENED, "poll:7")


def cut_off() -> None:
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER audit_entry_no_delete"))
        connection.execute(text("DELETE FROM audit_entry WHERE number = 2"))


def test_an_intact_log_ends_the_command_with_zero_and_prints_its_head(verify, two_acts):
    done = verify()
    assert done.exit_code == 0
    assert done.stdout == f"日志完整，共 2 条。\n{queries.head().digest}\n"
    assert done.stderr == ""


def test_an_intact_log_is_told_to_programs_as_one_json_document(verify, two_acts):
    done = verify("--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "intact": True,
        "entries": 2,
        "head": queries.head().digest,
        "problems": [],
    }


def test_a_damaged_log_ends_the_command_with_one_and_says_where(verify, two_acts):
    cut_off()
    done = verify()
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "第 1 条之后的记录被删去。\n"


def test_a_damaged_log_is_told_to_programs_as_one_json_document(verify, two_acts):
    cut_off()
    done = verify("--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problems"] == [{"number": 1, "damage": "truncated"}]


def test_a_log_that_never_stood_at_a_known_head_ends_the_command_with_one(verify, two_acts):
    assert verify("--head", queries.head().digest).exit_code == 0
    done = verify("--head", "f" * 64)
    assert done.exit_code == 1
    assert "可能被整体替换" in done.stderr
