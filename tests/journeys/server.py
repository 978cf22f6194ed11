"""The real server, as `voting serve` starts it: its own processes, on a free port of this host."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.ports import HOST, free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Server:
    """A server and all its processes; whatever they print goes into one file."""

    def __init__(
        self, settings, folder: Path, *, workers: int = 2, threads: int = 4, port: int | None = None
    ) -> None:
        self.log = folder / "server.log"
        self.port = port or free_port()
        self.url = f"http://{HOST}:{self.port}"
        self._process: subprocess.Popen | None = None
        size = ("--workers", str(workers), "--threads", str(threads))
        self._command = [sys.executable, "-m", "voting", "serve", "--port", str(self.port), *size]
        self._environment = os.environ | {
            "VOTING_SECRET_KEY": settings.secret_key,
            "VOTING_DATABASE_URL": settings.database_url,
            "VOTING_BOX_DATABASE_URL": settings.box_database_url,
            "VOTING_DATA_DIR": settings.data_dir,
            "VOTING_PUBLIC_URL": settings.public_url,
            "VOTING_SECURE_COOKIES": "no",
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the processes, in a group of their own, and wait until they answer."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)

    def answers(self) -> bool:
        """Tell whether somebody answers at the port."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill all processes at once, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def ask_to_end(self) -> None:
        """Ask the server to end, as an operator does."""
        assert self._process is not None
        self._process.terminate()

    def has_ended(self, *, within: float) -> bool:
        """Tell whether the server's first process ends within so many seconds."""
        assert self._process is not None
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(within)
        return self._process.returncode is not None

    def workers(self) -> list[int]:
        """Return the processes that the first process started."""
        assert self._process is not None
        mine = self._process.pid
        return sorted(pid for pid, parent, state in processes() if parent == mine and state != "Z")

    def stop(self) -> None:
        """Ask the server to end, and end what is left of its own processes."""
        if self._process is None:
            return
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None


def processes() -> list[tuple[int, int, str]]:
    """Return (process, its parent, letter of its state) of all processes of this machine."""
    if Path("/proc/self/stat").exists():
        return list(_of_linux())
    columns = ["ps", "-A", "-o", "pid=,ppid=,stat="]
    listed = subprocess.run(columns, check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in listed.splitlines()]
    return [(int(pid), int(parent), state[0]) for pid, parent, state in lines]


def _of_linux() -> Iterator[tuple[int, int, str]]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        # A process may be gone before it is read.
        with suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            yield int(path.parent.name), int(parent), state


def raw_answer(port: int, head: bytes, body: bytes = b"", *, patience: float = 10) -> bytes:
    """Send bytes as they are and return what comes back, until nothing more does."""
    with socket.create_connection((HOST, port), timeout=patience) as connection:
        connection.sendall(head)
        with suppress(ConnectionError):
            connection.sendall(body)
        received = b""
        with suppress(ConnectionError, TimeoutError):
            while part := connection.recv(65536):
                received += part
        return received
