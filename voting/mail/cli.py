"""``voting mail``: send what waits in the outbox."""

import time

import click
from flask import current_app
from flask.cli import with_appcontext

from voting.errors import Unavailable
from voting.i18n import _
from voting.mail import service
from voting.mail.transport import Refused, Smtp


@click.group()
def mail() -> None:
    """Letters that the service sends by e-mail."""


@mail.command("send")
@click.option("--every", default=0, help="Go on sending, so many seconds apart.")
@with_appcontext
def send(every: int) -> None:
    """Send what is due; a letter is never sent twice."""
    while True:
        try:
            click.echo(_("已发送 %(n)s 封。", n=send_once()))
        except Unavailable as refusal:
            # What goes on sending outlives a server that is away for a while.
            if not every:
                raise
            click.echo(refusal.message, err=True)
        if not every:
            return
        time.sleep(every)


def send_once() -> int:
    """Send what is due by the settings' mail server; return how many letters it took."""
    settings = current_app.config["SETTINGS"]
    if not settings.smtp_url:
        raise Unavailable(_("没有设置邮件服务器（VOTING_SMTP_URL），邮件留在待发送中。"))
    try:
        return service.send_due(Smtp(settings.smtp_url), settings.mail_from)
    except Refused as refusal:
        raise Unavailable(
            _("连不上邮件服务器，邮件留在待发送中：%(why)s", why=str(refusal))
        ) from refusal
