"""Failed tries on one account: it rests longer after each, never the whole hall.

Hundreds of phones share one address behind a hall's Wi-Fi, so addresses are not counted.
"""

from datetime import datetime, timedelta
from typing import Protocol

from voting.access.rules import rest_after, seconds_left
from voting.errors import TooManyTries
from voting.i18n import _


class Throttled(Protocol):
    """What can be tried: an account by password, a person by code."""

    failures: int
    locked_until: datetime | None


def wait_in_words(seconds: int) -> str:
    """Return a waiting time as people say it."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("%(n)s 秒", n=rest)
    if not rest:
        return _("%(n)s 分钟", n=minutes)
    return _("%(minutes)s 分 %(seconds)s 秒", minutes=minutes, seconds=rest)


def resting(subject: Throttled, moment: datetime) -> TooManyTries | None:
    """Return the refusal due while a subject rests; even what is right is refused then."""
    seconds = seconds_left(subject.locked_until, moment)
    if not seconds:
        return None
    wait = wait_in_words(seconds)
    return TooManyTries(_("连续输错次数太多，为安全起见暂停登录，请 %(wait)s后再试。", wait=wait))


def failed(subject: Throttled, moment: datetime) -> timedelta:
    """Count a failed try; return how long the subject now rests (zero at first)."""
    subject.failures += 1
    rest = rest_after(subject.failures)
    if rest:
        subject.locked_until = moment + rest
    return rest


def succeeded(subject: Throttled) -> None:
    """Forget the failed tries."""
    subject.failures, subject.locked_until = 0, None
