"""The production server: granian, without access logs."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

APPLICATION = "voting.app:from_environment"


def serve(
    host: str,
    port: int,
    *,
    workers: int,
    threads: int,
    target: str = APPLICATION,
) -> None:
    """Serve the application that ``target`` makes until stopped."""
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
