"""Servers to be measured: the real service with a school in it, and the bare floor."""

import csv
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from voting.app import create_app
from voting.config import Settings
from voting.schema import upgrade
from voting.server import serve

WORKERS = 2
_STARTS_WITHIN = 60
_HEADINGS = ("工号", "姓名", "性别", "部门", "工会会员", "会籍状态", "代表身份", "代表团")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_in(folder: Path, port: int) -> Settings:
    """Return settings for a service whose data lies in a folder."""
    return Settings(
        secret_key=secrets.token_urlsafe(48),
        database_url=f"sqlite:///{folder}/main.sqlite",
        box_database_url=f"sqlite:///{folder}/box.sqlite",
        data_dir=str(folder),
        public_url=f"http://127.0.0.1:{port}",
        secure_cookies=False,
    )


def new_application(settings: Settings) -> Flask:
    """Return the application with both schemas made."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
    return app


def roster_of(folder: Path, delegates: int) -> Path:
    """Write a roster with so many delegates."""
    path = folder / "roster.csv"
    surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静秀强磊军洋勇艳杰涛明超霞平"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["工号", "姓名", "性别", "部门", "工会会员", "会籍状态", "代表身份", "代表团"]
        )
        for number in range(1, delegates + 1):
            name = (
                surnames[number % len(surnames)]
                + given[number // 16 % len(given)]
                + given[number // 300 % len(given)]
            )
            writer.writerow(
                [
                    f"{number:06d}",
                    name,
                    "男女"[number % 2],
                    f"第{number % 40 + 1}教研组",
                    "是",
                    "正常",
                    "正式",
                    f"第{number % 20 + 1}代表团",
                ]
            )
    return path


@contextmanager
def serving(settings: Settings, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the production server until the block ends."""
    environment = {
        **os.environ,
        "VOTING_SECRET_KEY": settings.secret_key,
        "VOTING_DATABASE_URL": settings.database_url,
        "VOTING_BOX_DATABASE_URL": settings.box_database_url,
        "VOTING_DATA_DIR": settings.data_dir,
        "VOTING_PUBLIC_URL": settings.public_url,
        "VOTING_SECURE_COOKIES": "no",
    }
    command = [sys.executable, "-m", "voting", "serve", "--port", str(port)]
    with _running([*command, "--workers", str(WORKERS)], environment, port, "/readyz") as server:
        yield server


def serve_floor(port: int) -> None:
    """Serve the bare application (in a process of its own)."""
    serve("127.0.0.1", port, workers=WORKERS, threads=64, target="benchmarks.floor:create")


@contextmanager
def floor_serving(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bare application on the same server until the block ends."""
    environment = {**os.environ, "FLOOR_DATABASE": str(folder / "floor.sqlite")}
    program = (
        "import sys; from benchmarks.service import serve_floor; serve_floor(int(sys.argv[1]))"
    )
    command = [sys.executable, "-c", program, str(port)]
    with _running(command, environment, port, "/nothing") as server:
        yield server


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], port: int, path: str
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}{path}")
            yield server
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {address}")


def worker_megabytes(server: subprocess.Popen[bytes]) -> list[float]:
    """Return the resident memory of each worker process in megabytes."""
    found = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    )
    rows = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    return sorted(rss / 1024 for _pid, parent, rss in rows if parent == server.pid)
