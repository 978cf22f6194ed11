"""What the real server writes down while people vote: no address, no code, no key, no path."""

import json
import re
from dataclasses import replace
from secrets import token_hex

import pytest

from tests.cast import ACTOR, a_hall, a_poll, choose, manifest, returned, version
from tests.journeys.server import Server, raw_answer
from tests.ports import HOST
from voting.access import passes, sources
from voting.ballots.manifest import b64url
from voting.demo.delegate import Browser, Delegate, Refused
from voting.polls import counting, lifecycle

ELSEWHERE = "203.0.113.77"
PHONE = f"Phone-of-{token_hex(6)}"
DEAD_BOX = "postgresql+psycopg://nobody@127.0.0.1:1/box"


@pytest.fixture
def hall(app):
    return a_hall(8)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def delegates(app, hall):
    """A function that gives each delegate a phone that knows a server's address."""

    made = []

    def make(url):
        people = [sources.person_by_id(person_id) for person_id in hall.delegates]
        made.extend(Delegate(url, passes.entry_url(person)) for person in people)
        return made[-len(people) :]

    yield make
    hang_up(made)


def hang_up(phones):
    for phone in phones:
        phone.browser.close()


def ballot_url(hall, poll_id):
    return f"/meetings/{hall.meeting_id}/polls/{poll_id}/ballot"


def enter(delegate):
    """Come in by the personal link; the kind of poll of these tests has no page to go on to."""
    page = delegate.browser.open(delegate.entry_url)
    token = re.search(r'name="csrf_token" value="([0-9a-f]+)"', page.text).group(1)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = f"csrf_token={token}".encode()
    answer = delegate.browser.request("POST", delegate.entry_url, body, form)
    assert answer.status == 303


def vote(delegate, hall, poll_id):
    enter(delegate)
    device, paper = delegate.take_paper(ballot_url(hall, poll_id), manifest(poll_id))
    delegate.cast(device, paper, choose("approve"))
    return device


def headers(path, hash_hex, length):
    return (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {PHONE}\r\n"
        f"X-Forwarded-For: {ELSEWHERE}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    ).encode()


def misuse(server, device, hash_hex):
    """Everything that makes a talkative server write a line."""
    key = device.public_key
    for path in (f"/box/{hash_hex}", f"/box/{key.hex()}", "/box/%00", f"/box/{hash_hex}/x"):
        for body in (b"", key, key * 60):
            raw_answer(server.port, headers(path, hash_hex, len(body)), body)
        raw_answer(server.port, headers(path, hash_hex, 10_000_000), patience=1)
        # A phone that hangs up in the middle.
        raw_answer(server.port, headers(path, hash_hex, 1425), key, patience=0.2)
    raw_answer(server.port, b"\x16\x03\x01 " + key.hex().encode() + b"\r\n\r\n", patience=1)


def test_nothing_the_server_writes_names_an_address_a_code_a_key_or_a_path_of_the_ballot(
    app, hall, poll_id, delegates, tmp_path
):
    hash_hex = manifest(poll_id).hash.hex()
    with Server(app.config["SETTINGS"], tmp_path) as server:
        phones = delegates(server.url)
        devices = [vote(phone, hall, poll_id) for phone in phones]
        misuse(server, devices[0], hash_hex)
        lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
        misuse(server, devices[0], hash_hex)
        board = json.loads(phones[0].browser.open(f"/polls/{hash_hex}/board.json").body)
        hang_up(phones)
        counting.open_box(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"].secret_key)
    codes = [phone.code for phone in phones]
    assert sorted(codes) == sorted(entry["code"] for entry in board["entries"])

    written = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"server.log", "main.sqlite", "box.sqlite"} <= written.keys()
    everywhere = words(HOST, ELSEWHERE, PHONE, "/box/", "/paper")
    outside = words(*codes, *(key for device in devices for key in keys_of(device)))
    on_paper = words(hash_hex, "/meetings", "/enter", "/polls", "丁001号")
    for name, content in written.items():
        assert [word for word in everywhere if word in content] == [], name
        if not name.startswith("box"):
            assert [word for word in outside if word in content] == [], name
    assert [word for word in on_paper if word in written["server.log"]] == []


def words(*texts):
    return [text.encode() for text in texts]


def keys_of(device):
    return device.public_key.hex(), b64url(device.public_key)


def test_while_the_box_cannot_be_reached_the_ballot_is_refused_and_taken_in_when_it_is_back(
    app, hall, poll_id, delegates, tmp_path
):
    settings, ballot_page = app.config["SETTINGS"], ballot_url(hall, poll_id)
    with Server(replace(settings, box_database_url=DEAD_BOX), tmp_path) as server:
        (phone, *_) = delegates(server.url)
        enter(phone)
        device, paper = phone.take_paper(ballot_page, manifest(poll_id))
        with pytest.raises(Refused, match="503: 票箱暂时无法写入，选票没有投入。"):
            phone.cast(device, paper, choose("approve"))
        ready = phone.browser.request("GET", "/readyz")
        hang_up([phone])
        assert (ready.status, json.loads(ready.body)) == (503, {"status": "not ready"})
    assert returned(poll_id) == 0
    log = server.log.read_text()
    assert "the ballot box failed: OperationalError" in log
    assert [word for word in (HOST, "/box/", "nobody", *keys_of(device)) if word in log] == []

    with Server(settings, tmp_path) as again:
        moved = Browser(again.url)
        body = device.fill_in(choose("approve"), paper).body
        answer = moved.request("POST", f"/box/{device.manifest.hash.hex()}", body, cookies=False)
        moved.close()
        assert answer.status == 201
    assert returned(poll_id) == 1
