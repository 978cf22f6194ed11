"""Commands: make the first administrator, invite again, print who reaches what."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from voting.access import matrix, queries, service
from voting.access.rules import GLOBAL_OFFICES, Office, folded
from voting.errors import NotFound, WrongInput
from voting.i18n import _

# What the log names as the actor of an act done at the server's own keyboard.
ACTOR = "命令行"

account = AppGroup("account", help="Officers' accounts.")
access = AppGroup("access", help="Who may do what.")


@account.command("create")
@click.argument("login")
@click.option("--name", required=True, help="The officer's name as it is shown and logged.")
@click.option(
    "--office",
    "offices",
    multiple=True,
    type=click.Choice(sorted(office.value for office in GLOBAL_OFFICES)),
    help="An office held everywhere; may be given twice.",
)
def create(login: str, name: str, offices: tuple[str, ...]) -> None:
    """Create an account and print the link to set its password (seven days, once)."""
    facts = service.AccountFacts(name, frozenset(Office(value) for value in offices))
    click.echo(service.create_account(login, facts, ACTOR).url)


@account.command("invite")
@click.argument("login")
def invite(login: str) -> None:
    """Take an account's password back and print a link to set a new one."""
    account_id = queries.account_id_of(folded(login))
    if account_id is None:
        raise NotFound(_("没有登录名为“%(login)s”的账号。", login=login))
    click.echo(service.invite_again(account_id, ACTOR).url)


@access.command("table")
@click.option("--write", "target", type=click.Path(path_type=Path), help="Renew a document.")
def table(target: Path | None) -> None:
    """Print who reaches what, as in docs/access.md; or renew that document's tables."""
    made = matrix.tables(current_app)
    if target is None:
        click.echo("\n\n".join(made.values()))
        return
    try:
        target.write_text(matrix.renewed(target.read_text("utf-8"), made), "utf-8")
    except (OSError, ValueError) as error:
        raise WrongInput(f"{target}: {error}") from None
