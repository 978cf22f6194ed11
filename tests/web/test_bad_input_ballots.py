"""Ballots of the wrong size, poll, key or signature, too early, too late, or read from a stream."""

import io
from secrets import token_bytes

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.cast import ACTOR, a_hall, a_poll, choose, count_up, returned, version
from tests.web.bad_input import JSON, Phone, nothing_changes, refused
from voting.ballots import seal
from voting.polls import lifecycle

GROUP, KEY, PAPER, SIGNATURE = slice(0, 1), slice(1, 33), slice(33, 289), slice(289, 353)
SEALED = slice(353, None)
NOT_OURS = "这张选票不是本次投票发出的，没有投入票箱。请确认打开的是正确的投票页面。"
CHANGED = "选票在传送中被改动，没有投入票箱。请再投一次；多次失败请换一个网络。"
WRONG_SIZE = "选票大小不对，没有放入票箱。请刷新页面后再投。"
TEN_MEGABYTES = 10 * 1024 * 1024


@pytest.fixture
def hall(app):
    return a_hall(5)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def phone(app, hall, poll_id):
    return Phone(app, hall, poll_id, hall.delegates[0])


@pytest.fixture
def body(phone):
    """A ballot as it should be, not yet cast."""
    return phone.device.fill_in(choose("approve"), phone.paper()).body


def put(body, where, new):
    changed = bytearray(body)
    changed[where] = new
    return bytes(changed)


def flipped(body, place):
    return put(body, slice(place, place + 1), bytes([body[place] ^ 1]))


def test_a_ballot_of_the_wrong_size_is_refused_before_it_is_looked_at(phone, body):
    for wrong, status, code in (
        (b"", 422, "wrong_input"),
        (body[:-1], 422, "wrong_input"),
        (body + b"\x00", 413, "too_large"),
        (body * 2, 413, "too_large"),
    ):
        with nothing_changes():
            assert refused(phone.cast(wrong), status, code) == WRONG_SIZE
    assert phone.cast(body).status_code == 201


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def readinto(self, _buffer):
        pytest.fail("the body was read")


def unread(size):
    """What a server hands on of a body that has only been announced, with or without a size."""
    announced = (
        {"CONTENT_LENGTH": str(size)}
        if size
        else {"CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    )
    return {"wsgi.input": Unread()} | announced


def test_ten_megabytes_are_refused_by_their_announced_size_unread(app, phone, hall, poll_id):
    ballot = f"/box/{phone.device.manifest.hash.hex()}"
    paper = f"/meetings/{hall.meeting_id}/polls/{poll_id}/paper"
    forms = ("/sign-in", "/enter", f"/meetings/{hall.meeting_id}/polls/{poll_id}/close")
    for path in (ballot, paper, *forms):
        with nothing_changes():
            reply = app.test_client().post(
                path,
                content_type="application/x-www-form-urlencoded",
                headers=JSON,
                environ_overrides=unread(TEN_MEGABYTES),
            )
        assert refused(reply, 413, "too_large") == "提交的内容太大，没有接收。请减小文件后再试。"


def test_a_ballot_of_no_announced_size_is_refused_unread(app, phone):
    with nothing_changes():
        reply = app.test_client().post(
            f"/box/{phone.device.manifest.hash.hex()}", environ_overrides=unread(None)
        )
    assert refused(reply, 422, "wrong_input") == WRONG_SIZE


def test_bombs_of_json_in_place_of_a_ballot_are_bytes_like_any_other(phone, body):
    for bomb in (b"[" * len(body), b'{"a":' * 900, b'{"marks":' + b"9" * len(body)):
        with nothing_changes():
            assert refused(phone.cast(bomb[: len(body)]), 422, "wrong_paper") == NOT_OURS


def test_a_ballot_of_another_poll_an_unknown_poll_or_none_is_refused(app, hall, phone, body):
    other = Phone(app, hall, a_poll(app, hall, until="open"), hall.delegates[0])
    with nothing_changes():
        there = phone.cast(body, of=other.device.manifest.hash.hex())
        nowhere = phone.cast(body, of="0" * 64)
        shouted = phone.cast(body, of=phone.device.manifest.hash.hex().upper())
        short = phone.cast(body, of="abc")
    assert refused(there, 422, "wrong_paper") == NOT_OURS
    assert "票箱里没有这次投票" in refused(nowhere, 404, "not_found")
    assert refused(shouted, 422, "malformed") == refused(short, 422, "malformed")
    assert phone.cast(body).status_code == 201


def test_a_ballot_whose_key_or_paper_is_anothers_is_refused(app, hall, phone, body, poll_id):
    other = Phone(app, hall, poll_id, hall.delegates[1])
    others = other.device.fill_in(choose("oppose"), other.paper()).body
    stranger = Ed25519PrivateKey.generate()
    message = seal.cast_message(phone.device.manifest.hash, 0, body[SEALED])
    own_key = put(body, KEY, stranger.public_key().public_bytes_raw())
    for forged in (
        put(body, PAPER, others[PAPER]),
        put(body, KEY, others[KEY]),
        put(own_key, SIGNATURE, stranger.sign(message)),
        put(body, PAPER, token_bytes(256)),
        put(body, PAPER, b"\xff" * 256),
        put(body, PAPER, bytes(256)),
        put(body, KEY, bytes(32)),
        put(body, GROUP, b"\x01"),
        put(body, GROUP, b"\xff"),
        bytes(len(body)),
        token_bytes(len(body)),
        flipped(body, KEY.start),
        flipped(body, PAPER.stop - 1),
    ):
        with nothing_changes():
            assert refused(phone.cast(forged), 422, "wrong_paper") == NOT_OURS
    assert [phone.cast(ballot).status_code for ballot in (body, others)] == [201, 201]


def test_a_ballot_changed_on_its_way_is_refused_wherever_it_was_changed(phone, body):
    other_content = put(body, SEALED, token_bytes(len(body[SEALED])))
    places = (SIGNATURE.start, SIGNATURE.stop - 1, SEALED.start, 400, len(body) - 1)
    for changed in (other_content, *(flipped(body, place) for place in places)):
        with nothing_changes():
            assert refused(phone.cast(changed), 422, "wrong_signature") == CHANGED
    assert phone.cast(body).status_code == 201


def test_the_same_ballot_replayed_gets_the_same_receipt_and_another_of_its_key_none(phone, body):
    first = phone.cast(body)
    second = phone.device.fill_in(choose("oppose"), body[PAPER])
    with nothing_changes():
        again = phone.cast(body)
        said = refused(phone.cast(second.body), 409, "already_cast")
    assert (again.status_code, again.json) == (201, first.json)
    assert said == "这张选票已经投入票箱，不能更改，也不能再投。"


def test_a_ballot_before_the_poll_opens_is_refused_and_taken_in_when_it_does(app, hall):
    poll_id = a_poll(app, hall, until="sealed")
    phone = Phone(app, hall, poll_id, hall.delegates[0])
    body = phone.device.fill_in(choose("approve"), phone.paper()).body
    with nothing_changes():
        said = refused(phone.cast(body), 409, "poll_not_open")
    assert said == "投票还没有开始，选票没有投入票箱。请等主持人宣布开始后再投。"
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    assert phone.cast(body).status_code == 201


def test_a_ballot_after_closing_is_refused_and_one_cast_in_time_keeps_its_receipt(
    app, hall, phone, body, poll_id
):
    late = Phone(app, hall, poll_id, hall.delegates[1])
    too_late = late.device.fill_in(choose("oppose"), late.paper()).body
    receipt = phone.cast(body).json
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    with nothing_changes():
        assert phone.cast(body).json == receipt
        said = refused(late.cast(too_late), 409, "poll_closed")
    assert said == "投票已经结束，这张选票没有投入票箱。"
    count_up(app, poll_id)
    with nothing_changes():
        refused(late.cast(too_late), 409, "poll_closed")
    assert returned(poll_id) == 1


def test_a_ballot_whose_content_is_a_bomb_is_counted_as_rejected_and_stops_nothing(
    app, hall, poll_id
):
    phones = [Phone(app, hall, poll_id, person_id) for person_id in hall.delegates]
    size = phones[0].device.manifest.plaintext_size
    contents = (b"[" * size, b'{"marks":' * (size // 9), b"9" * size, b"\xff" * size)
    for phone, content in zip(phones, contents, strict=False):
        assert phone.cast(phone.device.seal(content, phone.paper()).body).status_code == 201
    last = phones[-1].device.fill_in(choose("approve"), phones[-1].paper())
    assert phones[-1].cast(last.body).status_code == 201
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    counted = count_up(app, poll_id)
    assert (counted["valid"], counted["returned"], counted["approvals"]["a"]) == (1, 5, 1)
