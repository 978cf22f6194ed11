"""``voting tabulate FORM RESPONSES``: tables from a form and its responses; no database."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from voting import clock
from voting.ballots.rules import readable
from voting.errors import Refusal
from voting.i18n import _
from voting.polls.reading import WrongDocument
from voting.surveys import crossing, responses
from voting.surveys.answers import Checked
from voting.surveys.disclosure import publish
from voting.surveys.document import document
from voting.surveys.flags import Flag, Flagger
from voting.surveys.policy import LEAST, Policy, Whole
from voting.surveys.printed import printed
from voting.surveys.program import Program
from voting.surveys.rates import Returns
from voting.surveys.responses import Batch
from voting.surveys.tabulation import columns_of, tables
from voting.surveys.xlsform.importing import import_file

_WRONG_INPUT = 2
_MOST = 100_000_000


@click.command("tabulate")
@click.argument("form", type=click.Path(path_type=Path))
@click.argument("answers", metavar="RESPONSES", type=click.Path(path_type=Path))
@click.option("--by", "by", metavar="NAME", multiple=True, help="Cross tables by this question.")
@click.option("--issued", type=click.IntRange(0, _MOST), help="Questionnaires given out (发出).")
@click.option(
    "--min-group",
    "least",
    type=click.IntRange(1, 1000),
    default=LEAST,
    show_default=True,
    help="Groups and answers of fewer people are withheld in cross tables.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def tabulate(
    *,
    form: Path,
    answers: Path,
    by: Sequence[str],
    issued: int | None,
    least: int,
    as_json: bool,
) -> None:
    """Tabulate RESPONSES (.csv, .xlsx; a column a question) to FORM, an XLSForm."""
    try:
        answer = _answer((form, answers), list(dict.fromkeys(by)), issued, least)
    except WrongDocument as wrong:
        _fail(str(problem) for problem in wrong.problems)
    except Refusal as refusal:
        _fail([refusal.message])
    _print(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else printed(answer))


def _answer(
    files: tuple[Path, Path], by: Sequence[str], issued: int | None, least: int
) -> dict[str, Any]:
    imported = import_file(files[0])
    program = imported.program
    batch, flagged = Batch(), _Flagged(program)
    valid = responses.valid_ones(files[1], program, clock.today().isoformat(), batch)
    columns = columns_of(program, (flagged.looked_at(*each) for each in valid))
    returns = Returns(issued, batch.returned, batch.counting)
    crosses = [
        cross
        for breakdown in crossing.breakdowns(program, columns, by)
        for cross in crossing.crosses(program, columns, breakdown)
    ]
    published = publish(tables(program, columns), crosses, Policy(least, Whole.NOTHING))
    batch.notes[:0] = imported.notes
    return document(imported.form, batch, returns, published, flagged.found)


class _Flagged:
    """Notes what looks odd while responses go by."""

    def __init__(self, program: Program) -> None:
        self.found: list[dict[str, Any]] = []
        self._flagger = Flagger(program)
        self._words = {
            Flag.STRAIGHT_LINE: _("量表题全选同一项"),
            Flag.CONTRADICTION: _("前后矛盾"),
            Flag.TOO_FAST: _("填写过快"),
        }

    def looked_at(self, row: int, checked: Checked) -> Checked:
        """Return a response as it is."""
        if flags := sorted(self._flagger.flags(checked)):
            messages = [self._words[flag] for flag in flags]
            self.found.append(
                {"row": row, "flags": [flag.value for flag in flags], "messages": messages}
            )
        return checked


def _fail(lines: Sequence[str] | Iterator[str]) -> NoReturn:
    for line in lines:
        _print(readable(line), err=True)
    sys.exit(_WRONG_INPUT)


def _print(text: str, *, err: bool = False) -> None:
    """Print UTF-8 whatever the terminal was set to."""
    click.echo(text.encode("utf-8", "replace"), err=err)
