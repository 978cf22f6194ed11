"""The real server, killed with all its processes in the middle of a load, and started again."""

import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from secrets import token_bytes

import pytest

from tests.cast import (
    ACTOR,
    a_hall,
    a_poll,
    choose,
    count_up,
    manifest,
    queries_poll,
    returned,
    take_paper,
    version,
)
from tests.journeys.server import Server
from tests.ports import HOST
from voting.ballots.device import Device
from voting.ballots.manifest import from_b64url
from voting.polls import lifecycle
from voting.polls.box import the_box

ELECTORS, PHONES, KILLED_AFTER = 160, 8, 50


@pytest.fixture
def hall(app):
    return a_hall(ELECTORS)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def ballots(app, hall, poll_id):
    """Everybody has a paper and has filled it in: (device, ballot) of each."""
    filled = []
    for number, person_id in enumerate(hall.delegates):
        device = Device(token_bytes(16), manifest(poll_id))
        paper = take_paper(app, hall, poll_id, person_id, device)
        filled.append((device, device.fill_in(choose("approve" if number % 4 else None), paper)))
    return filled


@pytest.fixture
def server(app, tmp_path):
    made = Server(app.config["SETTINGS"], tmp_path)
    made.start()
    yield made
    made.stop()


class Phones:
    """Phones that cast over their own connections and keep what they were answered."""

    def __init__(self, server, hash_hex) -> None:
        self._server = server
        self._path = f"/box/{hash_hex}"
        self._lock = threading.Lock()
        self.codes: dict[bytes, str] = {}
        self.unanswered: list = []

    def cast_all(self, ballots, *, kill_after: int | None = None) -> None:
        with ThreadPoolExecutor(PHONES) as pool:
            shares = [ballots[start::PHONES] for start in range(PHONES)]
            for done in [pool.submit(self._cast_share, share, kill_after) for share in shares]:
                done.result()

    def _cast_share(self, share, kill_after) -> None:
        connection = http.client.HTTPConnection(HOST, self._server.port, timeout=60)
        for device, ballot in share:
            try:
                connection.request("POST", self._path, ballot.body)
                reply = connection.getresponse()
                receipt = json.loads(reply.read())
            except (OSError, http.client.HTTPException, ValueError):
                connection.close()
                with self._lock:
                    self.unanswered.append((device, ballot))
                continue
            assert reply.status == 201
            assert device.accepts(ballot, from_b64url(receipt["signature"]))
            with self._lock:
                assert self.codes.setdefault(ballot.public_key, receipt["code"]) == receipt["code"]
                if len(self.codes) == kill_after:
                    self._server.kill()
        connection.close()


def test_every_given_receipt_is_on_the_board_and_nothing_is_counted_twice_after_a_kill_under_load(
    app, server, poll_id, ballots
):
    sealed = manifest(poll_id)
    phones = Phones(server, sealed.hash.hex())
    phones.cast_all(ballots, kill_after=KILLED_AFTER)
    given, lost = dict(phones.codes), list(phones.unanswered)
    assert KILLED_AFTER <= len(given) < ELECTORS
    assert len(given) + len(lost) == ELECTORS
    assert not server.answers()

    server.start()
    # What was answered is there; what was not may be there or not, and the phones cannot know.
    assert len(given) <= returned(poll_id) <= ELECTORS
    phones.cast_all(lost)
    phones.cast_all(ballots[:20])
    assert len(phones.codes) == ELECTORS

    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    board = [entry.code for entry in the_box().board(sealed.hash)]
    assert sorted(board) == sorted(phones.codes.values())
    assert set(given.values()) <= set(board)
    assert queries_poll(poll_id).returned == ELECTORS
    counted = count_up(app, poll_id)
    assert (counted["valid"], counted["approvals"]["a"]) == (ELECTORS, ELECTORS * 3 // 4)


def test_every_given_receipt_is_on_the_board_when_nobody_tries_again_after_the_kill(
    app, server, poll_id, ballots
):
    phones = Phones(server, manifest(poll_id).hash.hex())
    phones.cast_all(ballots, kill_after=KILLED_AFTER)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    board = {entry.public_key: entry.code for entry in the_box().board(manifest(poll_id).hash)}
    assert phones.codes.items() <= board.items()
    assert board.keys() <= {ballot.public_key for _, ballot in ballots}
    assert queries_poll(poll_id).returned == len(board)
