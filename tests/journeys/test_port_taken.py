"""A second server on a port that is in use: told plainly, and nothing is touched."""

import os
import socket
import subprocess
import sys

import pytest

from tests.journeys.server import ROOT
from tests.ports import HOST, free_port


@pytest.fixture
def taken_port():
    with socket.socket() as listening:
        listening.bind((HOST, free_port()))
        listening.listen()
        yield listening.getsockname()[1]


def started(settings, *arguments):
    environment = os.environ | {
        "VOTING_SECRET_KEY": settings.secret_key,
        "VOTING_DATABASE_URL": settings.database_url,
        "VOTING_BOX_DATABASE_URL": settings.box_database_url,
        "VOTING_PUBLIC_URL": settings.public_url,
        "VOTING_SECURE_COOKIES": "no",
    }
    command = [sys.executable, "-m", "voting", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_server_on_a_taken_port_says_so_in_one_line(app, taken_port):
    done = started(app.config["SETTINGS"], "serve", "--port", str(taken_port))
    assert done.returncode == 2
    assert "端口已被别的程序占用" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_demo_on_a_taken_port_leaves_the_data_of_the_running_one_alone(app, taken_port, tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "main.sqlite").write_bytes(b"the running one's")
    done = started(
        app.config["SETTINGS"], "demo", "--port", str(taken_port), "--folder", str(folder)
    )
    assert done.returncode == 2
    assert "端口已被别的程序占用" in done.stderr
    assert (folder / "main.sqlite").read_bytes() == b"the running one's"
