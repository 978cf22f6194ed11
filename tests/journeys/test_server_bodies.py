"""What the real server does with bodies that are too large, unmeasured, cut short or misleading."""

import json
import time

import pytest
from flask import g

from tests.cast import a_device, a_hall, a_poll, choose, manifest, returned, take_paper
from tests.journeys.server import Server, raw_answer
from tests.ports import HOST
from voting.access import cookies, passes, sources
from voting.access.principal import NOBODY
from voting.ballots.manifest import b64url
from voting.db import db
from voting.polls.models import IssuedPaper
from voting.web import csrf

TEN_MEGABYTES = 10 * 1024 * 1024


@pytest.fixture
def hall(app):
    return a_hall(6)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def server(app, tmp_path):
    with Server(app.config["SETTINGS"], tmp_path, workers=1) as running:
        yield running


@pytest.fixture
def signed_in(app, hall):
    """The headers by which a delegate's phone is known."""
    person = sources.person_by_id(hall.delegates[0])
    token = passes.enter_by_link(passes.entry_url(person), NOBODY, switch=False)
    with app.test_request_context():
        cookies.start_afresh()
        g.csrf_key = cookies._key("session-forms", token)
        return f"Cookie: voting-session={token}\r\nX-CSRF-Token: {csrf.token()}\r\n"


def ask(server, path, lines="", body=b""):
    """Send a request and return the status and what the reply says."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: application/json\r\n"
        f"Connection: close\r\n{lines}\r\n"
    )
    answer = raw_answer(server.port, head.encode(), body)
    top, _, content = answer.partition(b"\r\n\r\n")
    return int(top.split()[1]), json.loads(content or b"{}")


def chunks(content, size=65536):
    parts = [content[start : start + size] for start in range(0, len(content), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def papers():
    db.session.rollback()
    return db.session.query(IssuedPaper).count()


def test_ten_megabytes_are_refused_by_their_announced_size_before_any_of_them_is_sent(
    server, hall, poll_id, signed_in
):
    ballot = f"/box/{manifest(poll_id).hash.hex()}"
    paper = f"/meetings/{hall.meeting_id}/polls/{poll_id}/paper"
    for path in (ballot, paper, "/sign-in", "/enter", f"/meetings/{hall.meeting_id}/polls/new"):
        began = time.monotonic()
        length = f"Content-Length: {TEN_MEGABYTES}\r\n"
        status, said = ask(server, path, signed_in + length)
        assert (status, said["error"]) == (413, "too_large"), path
        assert said["message"] == "提交的内容太大，没有接收。请减小文件后再试。"
        # The server does not wait for a body that it will not read.
        assert time.monotonic() - began < 5
    assert (returned(poll_id), papers()) == (0, 0)


def test_bodies_of_unannounced_size_are_refused_unread(server, hall, poll_id, signed_in):
    chunked, bomb = "Transfer-Encoding: chunked\r\n", chunks(b"[" * TEN_MEGABYTES)
    status, said = ask(server, f"/box/{manifest(poll_id).hash.hex()}", chunked, bomb)
    assert (status, said["error"]) == (422, "wrong_input")
    assert said["message"] == "选票大小不对，没有放入票箱。请刷新页面后再投。"
    paper = f"/meetings/{hall.meeting_id}/polls/{poll_id}/paper"
    status, said = ask(server, paper, signed_in + chunked, bomb)
    assert (status, said["error"]) == (422, "wrong_input")
    assert said["message"] == "领票请求不完整或无法识别，没有发出选票。请刷新页面后再试。"
    assert (returned(poll_id), papers()) == (0, 0)
    assert server.answers()


def test_a_ballot_without_its_size_or_with_two_sizes_is_refused(app, server, hall, poll_id):
    device = a_device(poll_id)
    body = device.fill_in(
        choose("approve"), take_paper(app, hall, poll_id, hall.delegates[0], device)
    ).body
    path = f"/box/{device.manifest.hash.hex()}"
    exact = f"Content-Length: {len(body)}\r\n"
    assert ask(server, path, "", body)[0] == 422
    assert ask(server, path, exact + "Transfer-Encoding: chunked\r\n", chunks(body))[0] == 422
    assert ask(server, path, "Content-Length: -1\r\n", body)[0] == 400
    assert ask(server, path, f"Content-Length: {'9' * 30}\r\n", body)[0] == 400
    assert returned(poll_id) == 0
    status, receipt = ask(server, path, exact, body)
    assert (status, len(receipt["code"])) == (201, 10)


def test_a_ballot_cut_short_on_its_way_is_not_in_the_box_and_comes_through_when_sent_again(
    app, server, hall, poll_id
):
    device = a_device(poll_id)
    body = device.fill_in(
        choose("approve"), take_paper(app, hall, poll_id, hall.delegates[0], device)
    ).body
    path, exact = f"/box/{device.manifest.hash.hex()}", f"Content-Length: {len(body)}\r\n"
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\n{exact}\r\n".encode()
    assert raw_answer(server.port, head, body[: len(body) // 2], patience=0.5) == b""
    assert returned(poll_id) == 0
    assert ask(server, path, exact, body)[0] == 201
    assert ask(server, path, exact, body)[0] == 201
    assert returned(poll_id) == 1


def test_a_paper_is_handed_out_to_a_request_of_the_right_size(server, hall, poll_id, signed_in):
    body = json.dumps({"blinded": b64url(a_device(poll_id).blinded)}).encode()
    paper = f"/meetings/{hall.meeting_id}/polls/{poll_id}/paper"
    length = f"Content-Length: {len(body)}\r\nContent-Type: application/json\r\n"
    status, said = ask(server, paper, signed_in + length, body)
    assert (status, len(said["signature"])) == (200, 342)
    assert papers() == 1
