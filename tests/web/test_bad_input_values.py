"""Values no table can hold: numbers that are too large, texts with a null in them."""

import pytest

from tests.cast import a_hall, a_poll, manifest
from tests.plugins.apps import on_store
from tests.services.access.house import make_officer
from tests.web.access.visiting import Visitor
from tests.web.bad_input import JSON, SENTENCE, nothing_changes
from voting.access.rules import Office
from voting.db import db

TOO_LARGE = (2**31, 2**40, 2**63, 10**30)
"""Larger than an integer of PostgreSQL, larger than one of SQLite, larger than any."""


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request):
    """An application on either store; as in production, every request has its own session."""
    with on_store(request.param, request) as made:
        made.config["PROPAGATE_EXCEPTIONS"] = False
        yield made


@pytest.fixture
def hall(app):
    return a_hall(5)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def secretary(app, hall, poll_id):
    make_officer("secretary", "王芳", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


def refusal_of(reply):
    """Return the status of a reply that must be one of the refusals, told in Chinese."""
    db.session.rollback()
    assert SENTENCE.search(reply.json["message"] if reply.is_json else reply.text)
    return reply.status_code


def test_an_address_with_a_number_that_is_too_large_leads_nowhere(secretary):
    for number in TOO_LARGE:
        for path in (
            f"/meetings/{number}/state.json",
            f"/meetings/{number}",
            f"/meetings/1/polls/{number}",
            f"/people/{number}",
            f"/passes/{number}",
            f"/m/{number}",
        ):
            with nothing_changes():
                reply = secretary.get(path, headers=JSON)
            assert refusal_of(reply) in {403, 404, 422}, path


def test_a_text_with_a_null_in_it_finds_nobody_and_nothing(secretary, poll_id):
    stranger, hash_hex = Visitor(secretary.client.application), manifest(poll_id).hash.hex()
    for visitor, path, fields in (
        (stranger, "/sign-in", {"login": "se\x00cretary", "password": "x" * 12}),
        (stranger, "/enter", {"number": "0000\x001", "code": "22222222"}),
        (secretary, "/meetings/1/check-in", {"given": "0000\x001"}),
        (stranger, f"/results/{hash_hex}/receipt", {"code": "ABC\x00DEFGHI"}),
    ):
        with nothing_changes():
            reply = visitor.post(path, **fields)
        assert refusal_of(reply) < 500, path


def test_an_address_with_a_null_in_it_leads_nowhere(app, hall):
    client = app.test_client()
    for path in (
        "/polls/%00/manifest.json",
        "/polls/%00/board.json",
        "/results/%00",
        "/box/%00",
        "/enter/%00",
        "/static/%00/%00",
    ):
        with nothing_changes():
            reply = client.open(path, method="POST" if "box" in path else "GET", headers=JSON)
        assert refusal_of(reply) in {403, 404, 422}, path
