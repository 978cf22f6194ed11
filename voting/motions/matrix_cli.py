"""``voting motions table``: the tables of docs/motions.md, printed or renewed there."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from voting.access.matrix import renewed
from voting.errors import WrongInput
from voting.motions import matrix


@click.command("table")
@click.option("--write", "target", type=click.Path(path_type=Path), help="Renew a document.")
@with_appcontext
def table(target: Path | None) -> None:
    """Print who may do what to a motion, as in docs/motions.md; or renew that document."""
    made = matrix.tables()
    if target is None:
        click.echo("\n\n".join(made.values()))
        return
    try:
        target.write_text(renewed(target.read_text("utf-8"), made), "utf-8")
    except (OSError, ValueError) as error:
        raise WrongInput(f"{target}: {error}") from None


def add_to(group: click.Group) -> None:
    """Add the command to the group of the motions."""
    group.add_command(table)
