"""The states of a letter in the outbox, and when it is tried again."""

from datetime import timedelta
from enum import StrEnum

from voting.i18n import lazy


class State(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """Handed to the mail server, its answer not written down yet: after a crash nobody knows."""
    SENT = "sent"
    FAILED = "failed"


STATE_LABELS: dict[State, str] = {
    State.WAITING: lazy("待发送"),
    State.SENDING: lazy("发送中（未确认）"),
    State.SENT: lazy("已发送"),
    State.FAILED: lazy("发送失败"),
}
PRIVATE = "private:"
"""What the key of a letter begins with of which nobody may see that it was sent, or to whom."""
MOST_TRIES = 6
_FIRST_PAUSE = timedelta(minutes=1)


def pause_after(tries: int) -> timedelta | None:
    """Return how long a refused letter rests: 1, 4, 16 … minutes; ``None``: no further try."""
    return _FIRST_PAUSE * 4 ** (tries - 1) if tries < MOST_TRIES else None


def address_is_well_formed(address: str) -> bool:
    """Tell whether an address looks like one: something@host, at most 254 plain characters."""
    local, at, host = address.rpartition("@")
    plain = address.isascii() and address.isprintable() and " " not in address
    return bool(at and local and "." in host and plain) and len(address) <= 254  # noqa: PLR2004
