"""What of our own files phones are sent: everything but comments and indentation."""

import re
from pathlib import Path

import pytest

from voting.web.assets import STATIC, content

OURS = sorted(
    path
    for suffix in ("js", "css")
    for path in (STATIC / suffix).rglob(f"*.{suffix}")
    if "vendor" not in path.parts
)
MODULES = [path for path in OURS if path.suffix == ".js"]


def statements(path: Path) -> list[str]:
    """The lines of a file that are no comment, without what stands before them."""
    text, comments = path.read_text(), ("//", "/*", "*")
    if path.suffix == ".css":
        text, comments = re.sub(r"(?ms)^/\*.*?\*/\n", "", text), ()
    lines = (line.lstrip(" \t") for line in text.splitlines())
    return [line for line in lines if line and not line.startswith(comments)]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_statement_is_sent_as_it_lies_in_the_repository(path):
    sent = content(path, packed=False).decode()
    assert [line for line in sent.splitlines() if line] == statements(path)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_holds_a_text_over_several_lines(path):
    for number, line in enumerate(statements(path), 1):
        assert line.count("`") % 2 == 0, f"{path.name}: {number}"


def test_third_party_modules_are_sent_byte_for_byte():
    vendored = list((STATIC / "vendor").rglob("*.js"))
    assert vendored
    assert all(content(path, packed=False) == path.read_bytes() for path in vendored)
