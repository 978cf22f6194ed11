"""Ports for servers of the tests, which nobody takes between the choice and the start."""

import fcntl
import os
import socket
import tempfile
from itertools import count
from pathlib import Path
from typing import IO

HOST = "127.0.0.1"
# Below the range that outgoing connections take theirs from (Linux: 32768, macOS and BSD: 49152).
FIRST, NUMBER = 20000, 12000

_held: list[IO[str]] = []


def free_port() -> int:
    """Return a port that nobody listens on and no other process of the tests is given.

    A port of the system's own choosing would come from the range of outgoing connections: before
    the server starts, a browser or a client of the tests could be using it.
    """
    for step in count():
        assert step < NUMBER, "no port is free"
        port = FIRST + (os.getpid() * 13 + len(_held) + step) % NUMBER
        if _is_ours(port) and _is_free(port):
            return port
    raise AssertionError


def _is_ours(port: int) -> bool:
    """Take the lock of a port; it is held until this process ends."""
    folder = Path(tempfile.gettempdir()) / f"voting-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    lock = (folder / str(port)).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return False
    _held.append(lock)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As a server does: connections that have just ended do not block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
