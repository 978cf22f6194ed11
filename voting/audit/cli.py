"""Commands of the log: check that nobody has touched it."""

import json
import sys

import click
from flask.cli import AppGroup

from voting.audit.rules import Damage
from voting.audit.service import VerifyReport, verify

audit = AppGroup("audit", help="The log of official acts.")

_SENTENCES: dict[Damage, str] = {
    Damage.CHANGED: "第 {n} 条的内容被改动。",
    Damage.MISSING: "第 {n} 条之前有缺失。",
    Damage.REORDERED: "第 {n} 条与前一条接不上，顺序被改动。",
    Damage.TRUNCATED: "第 {n} 条之后的记录被删去。",
    Damage.HEAD_LOST: "末尾标记被删去（共 {n} 条）。",
    Damage.HEAD_CHANGED: "末尾标记与最后一条（第 {n} 条）不符。",
    Damage.FOREIGN_HEAD: "所给的校验值不在日志中，日志可能被整体替换（共 {n} 条）。",
}


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--head", "known", help="A head noted down earlier; the log must have stood there.")
def verify_log(*, as_json: bool, known: str | None) -> None:
    """Check the whole log: exit 0 if it is intact, 1 if it is not."""
    report = verify(known)
    if as_json:
        click.echo(json.dumps(_as_document(report), ensure_ascii=False))
    else:
        _tell(report)
    sys.exit(0 if report.intact else 1)


def _as_document(report: VerifyReport) -> dict[str, object]:
    return {
        "intact": report.intact,
        "entries": report.head.count,
        "head": report.head.digest,
        "problems": [
            {"number": problem.number, "damage": problem.damage.value}
            for problem in report.problems
        ],
    }


def _tell(report: VerifyReport) -> None:
    for problem in report.problems:
        click.echo(_SENTENCES[problem.damage].format(n=problem.number), err=True)
    if report.intact:
        click.echo(f"日志完整，共 {report.head.count} 条。")
        click.echo(report.head.digest)
