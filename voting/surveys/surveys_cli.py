"""``voting surveys …``: what the clock does to surveys."""

import time

import click
from flask.cli import with_appcontext

from voting.db import db
from voting.i18n import _
from voting.surveys.service import following, publishing


@click.group()
def surveys() -> None:
    """Surveys of the staff."""


@surveys.command("tick")
@click.option("--every", default=0, help="Go on, so many seconds apart.")
@with_appcontext
def tick(every: int) -> None:
    """Do what is due: close surveys on time, send planned reminders, forget sent links.

    It may run as often as one likes: nothing happens twice.
    """
    while True:
        click.echo(once())
        if not every:
            return
        # What was read is forgotten, and no transaction stays open while it sleeps.
        db.session.remove()
        time.sleep(every)


def once() -> str:
    """Do what is due now, and say what was done."""
    following.forget_sent()
    return _(
        "截止问卷 %(closed)s 份，发出排定的提醒 %(sent)s 轮。",
        closed=publishing.close_all_due(),
        sent=following.send_due(),
    )
