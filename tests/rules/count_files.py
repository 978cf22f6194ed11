"""Files for ``voting count`` and what the command says to them."""

import json

from click.testing import CliRunner, Result

from voting.cli import count


def a_file(**changes) -> dict:
    """Return the election of the commands' description, with real ballots."""
    return {
        "kind": "election",
        "rules": "union_election_2016",
        "eligible": 120,
        "attended": 96,
        "issued": 96,
        "returned": 95,
        "seats": 3,
        "members": 150,
        "candidates": [
            {"id": "a", "name": "李明", "unit": "数学教研组"},
            {"id": "b", "name": "王芳", "unit": "语文教研组"},
            {"id": "c", "name": "丁一", "unit": "英语教研组"},
            {"id": "d", "name": "欧阳四"},
        ],
        "roster": [
            {"name": "王五", "unit": "体育教研组", "barred": False},
            {"name": "赵六", "barred": True},
        ],
        "ballots": [
            {"marks": {"a": "approve", "b": "oppose"}, "write_ins": ["王五"], "count": 12},
            {"marks": {"a": "approve", "c": "approve", "d": "approve"}, "count": 62},
            {"marks": {"b": "approve", "d": "oppose"}, "write_ins": ["赵 六"], "count": 18},
            {"marks": {}, "count": 2},
            {"marks": dict.fromkeys("abcd", "approve")},
        ],
    } | changes


def run(document: object, *options: str) -> Result:
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    return CliRunner().invoke(count, ["-", *options], input=text)


def answered(document: object) -> dict:
    result = run(document, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refused(document: object) -> list[str]:
    """Return the lines of a refusal; nothing else was written."""
    result = run(document, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr.splitlines()


def places(document: object) -> list[str]:
    return [line.partition("：")[0] for line in refused(document)]
