"""Habits that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("voting/**/*.py"), *ROOT.glob("verifier/**/*.py")])


def test_only_the_unit_of_work_commits():
    found = [
        path.relative_to(ROOT).as_posix() for path in SOURCES if ".commit(" in path.read_text()
    ]
    assert found == ["voting/db.py"]


def test_only_the_clock_reads_the_time():
    reading = re.compile(r"datetime\.now\(|date\.today\(|utcnow\(|\btime\.time\(")
    found = [
        path.relative_to(ROOT).as_posix() for path in SOURCES if reading.search(path.read_text())
    ]
    assert found == ["voting/clock.py"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_grows_past_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300


def test_no_drawer_is_called_utils():
    drawers = {"utils", "util", "helpers", "common", "misc"}
    assert not [path for path in SOURCES if path.stem in drawers or path.parent.name in drawers]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_public_function_says_what_it_does(path):
    tree = ast.parse(path.read_text())
    silent = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and node.name != "Meta"
        and not ast.get_docstring(node)
        and not _is_nested(tree, node)
    ]
    assert silent == []


def _is_nested(tree, wanted):
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return any(wanted in ast.walk(outer) and wanted is not outer for outer in functions) or any(
        isinstance(decorator, ast.Name) and decorator.id in {"override", "overload"}
        for decorator in getattr(wanted, "decorator_list", [])
    )


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "raise NotImplementedError"])
def test_nothing_named_is_left_undone(word):
    pattern = re.compile(rf"\b{word}\b")
    assert not [path for path in SOURCES if pattern.search(path.read_text())]
