"""The documents are complete, and say nothing that only one machine knows."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from voting.access.rules import Permission
from voting.config import Settings
from voting.db import Base, BoxBase
from voting.polls.rules import State

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_documented(field):
    assert f"VOTING_{field.name.upper()}" in (DOCS / "operations.md").read_text()


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_in_the_access_table(permission):
    assert permission.value in (DOCS / "access.md").read_text()


def test_every_mapped_class_is_in_the_glossary(app):
    words = (DOCS / "glossary.md").read_text()
    classes = [
        mapper.class_.__name__ for base in (Base, BoxBase) for mapper in base.registry.mappers
    ]
    assert classes
    assert [name for name in classes if f"`{name}`" not in words] == []


def test_every_state_of_a_poll_is_in_the_architecture():
    text = (DOCS / "architecture.md").read_text()
    assert [state for state in State if state.value not in text] == []


def test_every_decision_is_listed_and_every_listed_one_is_there():
    listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", (DOCS / "decisions/README.md").read_text()))
    there = {path.name for path in (DOCS / "decisions").glob("0*.md")}
    assert listed == there


@pytest.mark.parametrize("command", ["make demo", "make test", "make bench"])
def test_the_readme_shows_the_commands(command):
    assert command in (ROOT / "README.md").read_text()


def test_every_link_between_documents_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_locked_lists_name_hashes_and_no_index():
    for path in (ROOT / "requirements").glob("*.lock"):
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--find-links", text)
