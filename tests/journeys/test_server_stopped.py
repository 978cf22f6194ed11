"""The real server when its operator ends it, and when one of its processes dies."""

import http.client
import os
import signal
import time

import pytest

from tests.journeys.server import Server
from tests.ports import HOST


@pytest.fixture
def server(app, tmp_path):
    with Server(app.config["SETTINGS"], tmp_path) as running:
        yield running


@pytest.fixture
def phone(server):
    """A connection that a phone keeps for its next look at what is going on."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    yield connection
    connection.close()


def test_the_server_ends_when_it_is_asked_to_though_phones_hold_their_connections(server, phone):
    server.ask_to_end()
    assert server.has_ended(within=25)
    assert not server.answers()


def test_a_process_that_dies_is_replaced_and_the_service_goes_on(server):
    before = server.workers()
    os.kill(before[0], signal.SIGKILL)
    until = time.monotonic() + 20
    while time.monotonic() < until and len(set(server.workers()) - {before[0]}) < len(before):
        time.sleep(0.1)
    assert len(set(server.workers()) - {before[0]}) == len(before)
    assert not server.has_ended(within=0)
    # What was queued at the one that died is lost; the next try of a phone is answered.
    while time.monotonic() < until and not server.answers():
        time.sleep(0.1)
    assert server.answers()
