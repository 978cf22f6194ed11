"""``voting motions …``: what the clock does to motions; further commands are added to the group."""

import time

import click
from flask.cli import with_appcontext

from voting.db import db
from voting.i18n import _
from voting.motions import jobs, matrix_cli, report_cli
from voting.motions.letterbox import service as letterbox
from voting.motions.service import clockwork, reminders
from voting.motions.situations import reminding as situations


@click.group()
def motions() -> None:
    """Motions and their handling."""


report_cli.add_to(motions)
matrix_cli.add_to(motions)


@motions.command("tick")
@click.option("--every", default=0, help="Go on, so many seconds apart.")
@with_appcontext
def tick(every: int) -> None:
    """Do what is due by the day: accept by silence, end the feedback, put reminders out.

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
    accepted, closed = clockwork.accept_by_silence(), clockwork.close_unrated()
    taken_out = letterbox.take_out()
    said = _(
        "视为接收 %(accepted)s 项，按未反馈办结 %(closed)s 件，新的提醒 %(letters)s 封。",
        accepted=accepted,
        closed=closed,
        letters=reminders.remind() + situations.remind(),
    )
    cleared = jobs.clear_away()
    said += _("开箱取出来信 %(n)s 封。", n=taken_out) if taken_out else ""
    return said + (_("清除过期的汇编文件 %(n)s 个。", n=cleared) if cleared else "")
