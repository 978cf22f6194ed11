"""``voting motions report`` and ``import``: the figures of a report, and registers taken over."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from voting.congress import queries as congress
from voting.errors import NotFound, Refusal
from voting.i18n import _
from voting.motions import jobs
from voting.motions.importing import Register, checked
from voting.motions.reporting import Reporting, document, report_of
from voting.motions.reporting_tables import sentence, tables
from voting.motions.rules import STATE_LABELS
from voting.motions.service import importing
from voting.people import spreadsheet

_WRONG_INPUT = 2
_ACTOR = "命令行"


def add_to(group: click.Group) -> None:
    """Add the commands of reports and registers to ``voting motions``."""
    for command in (import_register, report, work):
        group.add_command(command)


@click.command("report")
@click.option("--congress", "congress_id", type=int, help="Which congress; the latest by default.")
@click.option("--meeting", "meeting_id", type=int, help="Which of its meetings; all by default.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_appcontext
def report(congress_id: int | None, meeting_id: int | None, *, as_json: bool) -> None:
    """Print the report on motions (提案工作报告)."""
    if congress_id is None:
        congress_id = _congress_of(meeting_id)
    found = report_of(congress_id, meeting_id)
    if as_json:
        click.echo(json.dumps(document(found), ensure_ascii=False, indent=1))
    else:
        _print(found)


def _congress_of(meeting_id: int | None) -> int:
    if meeting_id is not None:
        return congress.meeting(meeting_id).congress_id
    rows = congress.congresses()
    if not rows:
        raise NotFound(_("还没有任何一届大会，请先在“届次”中建立。"))
    return rows[0].congress.id


def _print(found: Reporting) -> None:
    click.echo(_("%(about)s提案工作报告", about=found.about))
    click.echo(sentence(found))
    for table in tables(found):
        click.echo(f"\n{table.title}")
        rows: list[tuple[Any, ...]] = [table.columns, *table.rows]
        for row in rows if table.rows else [(table.empty,)]:
            click.echo("  " + "  ".join(str(cell) for cell in row))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--meeting", "meeting_id", type=int, help="Of which meeting; the latest by default.")
@click.option("--write", is_flag=True, help="Store it; without this it is only looked at.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@with_appcontext
def import_register(file: Path, meeting_id: int | None, *, write: bool, as_json: bool) -> None:
    """Look at a register of motions (.xlsx, .xls, .ods, .csv); with --write, take it over."""
    chosen = meeting_id if meeting_id is not None else _latest_meeting()
    try:
        found = checked(spreadsheet.content_of(file), file.name, chosen)
    except Refusal as refusal:
        click.echo(str(refusal.message), err=True)
        sys.exit(_WRONG_INPUT)
    if write and not found.problems:
        importing.store(found.plan, found.name, found.sha256, _ACTOR)
    if as_json:
        click.echo(
            json.dumps(_register_document(found, written=write), ensure_ascii=False, indent=1)
        )
    else:
        _print_register(found, written=write)
    for problem in found.problems:
        click.echo(problem.line, err=True)
    sys.exit(_WRONG_INPUT if found.problems else 0)


def _latest_meeting() -> int:
    rows = congress.meetings()
    if not rows:
        raise NotFound(_("还没有任何一次会议，请先在“届次”中建立。"))
    return rows[0].id


def _print_register(found: Register, *, written: bool) -> None:
    click.echo(
        _(
            "%(name)s：%(meeting)s，共 %(rows)s 行，%(ok)s 件可以导入，%(problems)s 个问题。",
            name=found.name,
            meeting=found.meeting.name,
            rows=found.reading.total,
            ok=len(found.plan.rows),
            problems=len(found.problems),
        )
    )
    for column, name in found.columns:
        click.echo(f"  {column} ← {name}")
    for state, number in found.plan.states.items():
        click.echo(f"  {STATE_LABELS[state]} {number}")
    for note in found.plan.notes:
        click.echo(note)
    if found.problems:
        click.echo(_("有问题，没有导入任何内容。"))
    elif written:
        click.echo(_("已导入。"))
    else:
        click.echo(_("只是预览，没有写入。加上 --write 才会导入。"))


def _register_document(found: Register, *, written: bool) -> dict[str, Any]:
    return {
        "file": found.name,
        "sha256": found.sha256,
        "meeting": found.meeting.name,
        "rows": found.reading.total,
        "ok": len(found.plan.rows),
        "problems": [
            {"row": each.row or None, "column": each.column or None, "message": each.sentence}
            for each in found.problems
        ],
        "columns": dict(found.columns),
        "ignored": found.ignored,
        "states": {state.value: number for state, number in found.plan.states.items()},
        "notes": found.plan.notes,
        "written": written and not found.problems,
    }


@click.command("work")
@with_appcontext
def work() -> None:
    """Make the books that were ordered and are not done, those of a process that died too."""
    click.echo(_("已完成 %(n)s 项生成任务。", n=jobs.work_off()))
