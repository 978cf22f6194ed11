"""The tables of docs/motions.md are those of the code."""

from pathlib import Path

import pytest

import voting
from voting.access.matrix import renewed
from voting.motions import matrix
from voting.motions.cli import motions
from voting.motions.rules import Act, State
from voting.motions.table import TABLE

DOCUMENT = Path(voting.__file__).parent.parent / "docs" / "motions.md"


def test_the_tables_of_the_docs_are_those_of_the_code():
    text = DOCUMENT.read_text("utf-8")
    assert text == renewed(text, matrix.tables()), (
        "run: voting motions table --write docs/motions.md"
    )


def test_the_table_of_acts_has_every_line_of_the_code_and_no_other():
    lines = matrix.acts_table().splitlines()[2:]
    assert len(lines) == len(TABLE)
    for (state, act), line in zip(_ordered(), lines, strict=True):
        assert line.startswith(f"| `{state.value}` ")
        assert f"| `{act.value}` " in line


def _ordered() -> list[tuple[State, Act]]:
    return [(state, act) for state in State for act in Act if (state, act) in TABLE]


def test_the_command_prints_the_tables_and_renews_a_document(app, tmp_path):
    run = app.test_cli_runner().invoke
    assert matrix.acts_table() in run(motions, ["table"]).stdout
    target = tmp_path / "motions.md"
    target.write_text(DOCUMENT.read_text("utf-8").replace("✓", ""), "utf-8")
    assert run(motions, ["table", "--write", str(target)]).exit_code == 0
    assert target.read_text("utf-8") == renewed(DOCUMENT.read_text("utf-8"), matrix.tables())


@pytest.mark.parametrize("text", ["", "<!-- table: acts -->"])
def test_a_document_without_a_place_for_the_tables_is_left_as_it_is(app, tmp_path, text):
    target = tmp_path / "other.md"
    target.write_text(text, "utf-8")
    done = app.test_cli_runner().invoke(motions, ["table", "--write", str(target)])
    assert done.exit_code != 0
    assert "no place for the table" in str(done.exception)
    assert target.read_text("utf-8") == text
