"""``voting names …`` and ``voting roster …``: names in order, rosters checked; no database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from voting import clock
from voting.errors import Refusal
from voting.i18n import _
from voting.names import Rule, ordered, unknown
from voting.people import spreadsheet
from voting.people.findings import Problem, Repair
from voting.people.reading import Reading, read, refused
from voting.people.sentences import (
    notes,
    problem_line,
    problem_sentence,
    repair_line,
    repair_reason,
)

_WRONG_INPUT = 2


@click.group()
def names() -> None:
    """姓名按笔画排列。."""


@names.command("sort")
@click.option(
    "--rule",
    type=click.Choice([rule.value for rule in Rule]),
    default=Rule.SURNAME.value,
    show_default=True,
    help="surname: 姓氏笔画 (田富 before 田大利); full: 姓名笔画.",
)
def sort(rule: str) -> None:
    """Put the names from standard input, one a line, in the order of strokes."""
    lines = [line.strip() for line in _standard_input().splitlines()]
    for name in ordered(filter(None, lines), rule):
        if characters := unknown(name):
            _warn(
                _(
                    "“%(name)s”中的“%(characters)s”不在笔画顺序表中，排在最后。",
                    name=name,
                    characters=characters,
                )
            )
        click.echo(name)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        _warn(_("输入的文字不是 UTF-8 编码，请转换后再试。"))
        sys.exit(_WRONG_INPUT)


def _warn(sentence: str) -> None:
    click.echo(sentence, err=True)


@click.group()
def roster() -> None:
    """花名册。."""


@roster.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def check(file: Path, *, as_json: bool) -> None:
    """Read a roster (.xlsx, .xls, .ods or .csv) and say what is wrong with it; nothing is kept."""
    try:
        reading = read(spreadsheet.open_file(file), clock.today())
    except Refusal as refusal:
        reading = refused(refusal)
    if as_json:
        click.echo(json.dumps(_document(reading), ensure_ascii=False, indent=1))
    else:
        _print(reading)
    for problem in reading.problems:
        _warn(problem_line(problem, reading))
    sys.exit(_WRONG_INPUT if reading.problems else 0)


def _print(reading: Reading) -> None:
    for note in notes(reading):
        click.echo(note)
    for repair in reading.repairs:
        click.echo(repair_line(repair, reading))
    click.echo(
        _(
            "共 %(rows)s 行，%(ok)s 行可以导入，%(problems)s 个问题，自动更正 %(repairs)s 处。",
            rows=reading.total,
            ok=len(reading.entries),
            problems=len(reading.problems),
            repairs=len(reading.repairs),
        )
    )


def _document(reading: Reading) -> dict[str, Any]:
    return {
        "rows": reading.total,
        "ok": len(reading.entries),
        "problems": [_problem(problem) for problem in reading.problems],
        "repairs": [_repair(repair) for repair in reading.repairs],
        "columns": {field.label: name for field, name in reading.columns.items()},
        "ignored": list(reading.heading.ignored) if reading.heading else [],
        "sheet": reading.sheet,
        "header_row": reading.heading.row if reading.heading else None,
        "notes": notes(reading),
    }


def _place(found: Problem | Repair) -> dict[str, Any]:
    return {
        "row": found.row or None,
        "column": found.column.label if found.column else None,
        "value": found.value,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        **_place(problem),
        "problem": problem.trouble.value,
        "message": problem_sentence(problem),
    }


def _repair(repair: Repair) -> dict[str, Any]:
    return {
        **_place(repair),
        "repaired": repair.repaired,
        "repair": [mend.value for mend in repair.mends],
        "message": repair_reason(repair),
    }
