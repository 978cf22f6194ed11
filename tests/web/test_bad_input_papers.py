"""Requests for a paper that are wrong, short, oversized, replayed or no requests at all."""

import json
from secrets import token_bytes

import pytest

from tests.cast import ACTOR, a_hall, a_poll, choose, returned, version
from tests.web.bad_input import Phone, nothing_changes, refused
from voting.ballots.blinding import BadSignature, unblind
from voting.ballots.device import Device
from voting.ballots.manifest import b64url, from_b64url
from voting.polls import lifecycle

NOT_UNDERSTOOD = "领票请求不完整或无法识别，没有发出选票。请刷新页面后再试。"
DAMAGED = "领票请求的内容不完整或已损坏，没有发出选票。请刷新页面后重新领票。"


@pytest.fixture
def hall(app):
    return a_hall(5, present=4)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def phone(app, hall, poll_id):
    return Phone(app, hall, poll_id, hall.delegates[0])


@pytest.fixture
def other(app, hall, poll_id):
    return Phone(app, hall, poll_id, hall.delegates[1])


def modulus(phone):
    return int(phone.device.manifest.paper_keys[0].modulus.n)


WRONG_NUMBERS = (
    b"",
    b"x",
    token_bytes(255),
    token_bytes(257),
    bytes(256),
    bytes(255) + b"\x01",
    b"\xff" * 256,
)


def test_a_blinded_message_of_the_wrong_length_or_range_gets_no_paper(phone):
    # The modulus and one less are, as zero and one, their own signatures or nobody's.
    at_the_top = [(modulus(phone) - less).to_bytes(256) for less in (0, 1)]
    for blinded in [*WRONG_NUMBERS, *at_the_top]:
        with nothing_changes():
            said = refused(phone.ask_blinded(blinded), 422, "wrong_blinded_message")
        assert said == DAMAGED
    assert phone.paper()


NO_REQUESTS = (
    b"",
    b"\xff\xfe\x00",
    b"blinded",
    b"null",
    b"[]",
    b"7",
    b"{}",
    b'{"blinded": 7}',
    b'{"blinded": null}',
    b'{"blinded": ["AA"]}',
    b'{"blinded": "A A="}',
    '{"blinded": "领票"}'.encode(),
    b'{"blinded": "' + b"A" * 342,
    b"[" * 1024,
    b'{"a":' * 200,
    b"1" * 1024,
    b'{"blinded": NaN}',
    b"1e" + b"9" * 500,
)


def test_a_request_that_is_none_gets_no_paper(phone):
    for content in NO_REQUESTS:
        with nothing_changes():
            said = refused(phone.ask(content), 422, "wrong_input")
        assert said == NOT_UNDERSTOOD, content
    assert phone.paper()


def test_an_oversized_request_is_refused_by_its_size(phone):
    asked = json.dumps({"blinded": b64url(phone.device.blinded)}).encode()
    for length in (1025, 100_000):
        with nothing_changes():
            said = refused(phone.ask(asked.ljust(length)), 413, "too_large")
        assert said == "领票请求太长，没有接收。请刷新页面后再试。"
    assert phone.ask(asked.ljust(1024)).status_code == 200


def test_the_same_request_replayed_gives_the_same_paper_and_no_second_one(phone):
    first = phone.paper()
    with nothing_changes():
        assert phone.paper() == first


def test_a_second_request_for_another_ballot_key_is_refused_and_the_first_paper_stays(phone):
    paper = phone.paper()
    with nothing_changes():
        for _try in range(3):
            another = Device(token_bytes(16), phone.device.manifest)
            said = refused(phone.ask_blinded(another.blinded), 409, "already_issued")
    assert "每人只有一张" in said
    assert "十二字凭证" in said
    ballot = phone.device.fill_in(choose("approve"), paper)
    assert phone.cast(ballot.body).status_code == 201


def test_a_request_overheard_and_replayed_by_another_brings_no_second_ballot(phone, other, poll_id):
    assert phone.ask_blinded(phone.device.blinded).status_code == 200
    assert other.ask_blinded(phone.device.blinded).status_code == 200
    paper = phone.paper()
    first = phone.device.fill_in(choose("approve"), paper)
    second = phone.device.fill_in(choose("oppose"), paper)
    assert phone.cast(first.body).status_code == 201
    refused(other.cast(second.body), 409, "already_cast")
    # Nor can the one who replayed take a paper for a key of their own now.
    refused(other.ask_blinded(other.device.blinded), 409, "already_issued")
    assert returned(poll_id) == 1


def test_a_request_of_another_poll_replayed_makes_no_paper_of_either(app, hall, phone):
    elsewhere = Phone(app, hall, a_poll(app, hall, until="open"), hall.delegates[0])
    # A number above the other poll's modulus would be refused for that alone.
    device = next(
        device
        for device in (Device(token_bytes(16), phone.device.manifest) for _ in range(99))
        if int.from_bytes(device.blinded) < modulus(elsewhere)
    )
    signature = from_b64url(elsewhere.ask_blinded(device.blinded).json["signature"])
    with pytest.raises(BadSignature):
        device.paper(signature)
    factor, key = device._factor, elsewhere.device.manifest.paper_keys[0]
    assert not key.verifies(device.public_key, unblind(signature, key.modulus, factor))
    assert phone.paper()


def test_whoever_is_absent_not_on_the_roll_or_not_signed_in_gets_no_paper(app, hall, poll_id):
    absent = Phone(app, hall, poll_id, hall.delegates[4])
    with nothing_changes():
        reply = absent.ask_blinded(absent.device.blinded)
    assert refused(reply, 403, "not_allowed") == "请先签到，再领票。"
    stranger = Phone(app, hall, poll_id, hall.outsider)
    with nothing_changes():
        reply = stranger.ask_blinded(stranger.device.blinded)
    assert "不在这项投票的选举人名册上" in refused(reply, 403, "not_allowed")


def test_a_request_without_its_token_or_with_anothers_gets_no_paper(phone, other):
    asked = json.dumps({"blinded": b64url(phone.device.blinded)}).encode()
    for token in ("", "0" * 64, other._token, "令牌"):
        with nothing_changes():
            reply = phone.ask(asked, headers={"X-CSRF-Token": token})
        assert "操作没有生效" in refused(reply, 403, "not_allowed")


def test_a_request_after_closing_gets_no_paper_and_the_phones_own_paper_stays_good(
    phone, other, poll_id
):
    paper = phone.paper()
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    with nothing_changes():
        said = refused(other.ask_blinded(other.device.blinded), 409, "not_issuing")
    assert said == "投票已经截止，不能再领票。"
    assert phone.device.manifest.paper_keys[0].verifies(phone.device.public_key, paper)
