"""Forms and responses for the tests of surveys, written as short as they can be."""

from collections.abc import Iterable, Mapping
from textwrap import dedent

from voting.surveys.answers import Checked, check
from voting.surveys.crossing import breakdowns, crosses
from voting.surveys.disclosure import Published, publish
from voting.surveys.policy import Policy
from voting.surveys.program import Program
from voting.surveys.tabulation import columns_of, tables
from voting.surveys.xlsform.importing import Imported, import_form

TODAY = "2026-11-24"
CHOICES = """
    | choices |
    | | list_name | name | label |
    | | 满意 | 5 | 非常满意 |
    | | 满意 | 4 | 满意 |
    | | 满意 | 3 | 一般 |
    | | 满意 | 2 | 不满意 |
    | | 满意 | 1 | 非常不满意 |
    | | 是否 | yes | 是 |
    | | 是否 | no | 否 |
    | | 部门 | math | 数学组 |
    | | 部门 | art | 美术组 |
    | | 部门 | office | 办公室 |
    | | 字母 | a | 甲 |
    | | 字母 | b | 乙 |
    | | 字母 | c | 丙 |
"""


def markdown(survey: str, choices: str = CHOICES) -> bytes:
    """Write a form whose rows have a type, a name, a label, and what the first row names."""
    lines = [line.strip() for line in dedent(survey).strip().splitlines()]
    if not lines[0].startswith(("| type", "| 类型")):
        lines.insert(0, "| type | name | label |")
    rows = ["| survey |", *(f"| {line}" for line in lines)]
    return "\n".join([*rows, dedent(choices).lstrip()]).encode()


def imported(survey: str, choices: str = CHOICES) -> Imported:
    return import_form(markdown(survey, choices), "form.md")


def program(survey: str, choices: str = CHOICES) -> Program:
    return imported(survey, choices).program


def answered(made: Program, raw: Mapping[str, object]) -> Checked:
    return check(made, raw, TODAY)  # type: ignore[arg-type]


def counted(made: Program, responses: Iterable[Mapping[str, object]]):
    """Return the tables of responses, by question."""
    columns = columns_of(made, [answered(made, raw) for raw in responses])
    return {table.name: table for table in tables(made, columns)}


def published(
    made: Program,
    responses: Iterable[Mapping[str, object]],
    by: list[str],
    policy: Policy,
) -> Published:
    columns = columns_of(made, [answered(made, raw) for raw in responses])
    found = [
        cross
        for breakdown in breakdowns(made, columns, by)
        for cross in crosses(made, columns, breakdown)
    ]
    return publish(tables(made, columns), found, policy)
