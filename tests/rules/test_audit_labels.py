"""The log's page speaks Chinese: events, subjects and details have names."""

import ast
from pathlib import Path

import pytest

import voting
from voting.audit.labels import DETAIL_LABELS, details_in_words, subject_in_words

SOURCES = sorted(Path(voting.__file__).parent.rglob("*.py"))


def recorded_details(path: Path) -> set[str]:
    """Return the names of the details that a module gives to the log."""
    calls = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    )
    return {
        word.arg
        for call in calls
        if getattr(call.func, "attr", getattr(call.func, "id", "")) == "record"
        for word in call.keywords
        if word.arg
    }


def test_every_detail_that_any_slice_logs_has_a_name_for_readers():
    used = set().union(*(recorded_details(path) for path in SOURCES))
    assert used
    assert sorted(used - set(DETAIL_LABELS)) == []


def test_the_search_for_details_finds_them(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("audit.record(actor, event, subject, seats=9)\nrecord(a, b, c, reason='')\n")
    assert recorded_details(module) == {"seats", "reason"}


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("poll:7 主席选举", "投票 7 主席选举"),
        ("account:wangli", "账号 wangli"),
        ("roster 花名册.xlsx", "花名册 花名册.xlsx"),
        ("roster", "花名册"),
        ("else:1", "else:1"),
    ],
)
def test_what_an_entry_is_about_is_said_in_words(subject, words):
    assert subject_in_words(subject) == words


def test_details_are_said_in_words():
    details = {
        "seats": 9,
        "new_card": True,
        "offices": ["administrator", "secretary"],
        "kind": "unheard_of",
        "manifest": "ab" * 32,
        "names": [],
        "reason": "",
    }
    assert details_in_words(details) == [
        ("应选名额", "9"),
        ("换发新卡", "是"),
        ("职务", "系统管理员、秘书"),
        ("类别", "unheard_of"),
        ("选票校验值", "abababababababab…"),
        ("姓名", "无"),
        ("理由", "无"),
    ]
    assert details_in_words({"present": {"丁一": 3}, "approval": None}) == [
        ("到会", "丁一 3"),
        ("通过方式", "无"),
    ]
