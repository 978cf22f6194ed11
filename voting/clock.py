"""The only reader of time; rules and services take the moment from here or as an argument."""

from datetime import UTC, date, datetime, timedelta, timezone

# The congresses meet in China; the server may stand anywhere.
CHINA = timezone(timedelta(hours=8), "CST")


def now() -> datetime:
    """Return the present moment, in UTC and aware of it."""
    return datetime.now(UTC)


def today() -> date:
    """Return the calendar day in China."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Return a moment as the clock on a wall in China shows it."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(CHINA)
