"""The production server: granian, without access logs."""

import socket

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from voting.errors import Unavailable

APPLICATION = "voting.app:from_environment"


def check_address(host: str, port: int) -> None:
    """Raise ``Unavailable`` if no server can listen there, before anything is made or changed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server does: connections that have just ended do not block a port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            message = (
                f"不能在 {host}:{port} 上启动：端口已被别的程序占用，或这不是本机的地址。"
                "请先结束那个程序，或用 --port 换一个端口（如 --port 8080）。"
            )
            raise Unavailable(message) from error


def serve(
    host: str,
    port: int,
    *,
    workers: int,
    threads: int,
    target: str = APPLICATION,
) -> None:
    """Serve what ``target`` makes until stopped; raise ``Unavailable`` if the port is taken."""
    check_address(host, port)
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=threads,
        backlog=4096,
        # A worker that dies is replaced; one that is asked to end does not wait for idle phones.
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=5,
        log_access=False,
        log_level=LogLevels.error,
    ).serve()
