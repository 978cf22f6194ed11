"""The production server: granian, without access logs."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(host: str, port: int, *, workers: int, threads: int) -> None:
    """Serve the application made from the environment until stopped."""
    Granian(
        "voting.app:from_environment",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=threads,
        backlog=4096,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
