"""`voting …`: the commands of every slice, and those that run the service itself."""

import os
import sys
from collections.abc import Sequence

import click
from flask.cli import ScriptInfo

import verifier
from voting.access.cli import access, account
from voting.app import from_environment
from voting.audit.cli import audit
from voting.awards.cli import count_award
from voting.config import MissingSetting, Settings
from voting.demo.cli import demo
from voting.elections.cli import count_election
from voting.errors import Refusal
from voting.evaluations.cli import count_evaluation
from voting.mail.cli import mail
from voting.motions.cli import motions
from voting.people.cli import names, roster
from voting.polls.count_command import Counter, count_command
from voting.resolutions.cli import count_resolution
from voting.schema import upgrade
from voting.server import serve
from voting.surveys.cli import tabulate
from voting.surveys.surveys_cli import surveys


@click.group()
@click.pass_context
def voting(context: click.Context) -> None:
    """Secret ballots and elections of a staff congress: serve, count, recount, check."""
    # Commands that need the application make it from the environment; the others need none.
    context.obj = ScriptInfo(create_app=from_environment)


@voting.command("init")
def initialise() -> None:
    """Create or upgrade both databases to the schema of this version."""
    with from_environment().app_context():
        upgrade()
    click.echo("两个数据库已就绪。")


@voting.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes; one a core.")
@click.option("--threads", default=64, show_default=True, help="Threads a process.")
def serve_command(host: str, port: int, workers: int, threads: int) -> None:
    """Start the production server; it keeps no access log, so no ballot leaves a line."""
    Settings.from_environment(os.environ)
    serve(host, port, workers=workers, threads=threads)


@voting.command("verify", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify(arguments: tuple[str, ...]) -> None:
    """Recount a published bundle with the independent verifier."""
    sys.exit(verifier.main(list(arguments)))


# By "kind" of the file: each kind of poll knows how its ballots are counted.
COUNTERS: dict[str, Counter] = {
    "award": count_award,
    "election": count_election,
    "evaluation": count_evaluation,
    "resolution": count_resolution,
}
count = count_command(COUNTERS)

COMMANDS = (access, account, audit, count, demo, mail, motions, names, roster, surveys, tabulate)
for command in COMMANDS:
    voting.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what a user got wrong is one line on standard error and exit code 2."""
    try:
        voting.main(args=list(arguments) if arguments is not None else None, prog_name="voting")
    except (Refusal, MissingSetting) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(2)
