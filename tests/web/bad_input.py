"""What every refusal owes the one who is refused, and phones that ask for what they should not."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from secrets import token_bytes

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import Hall, manifest
from tests.web.access.visiting import Visitor
from voting.access import passes, sources
from voting.ballots.device import Device
from voting.ballots.manifest import b64url, from_b64url
from voting.db import Base, BoxBase, box_engine, db

JSON = {"Accept": "application/json"}
SENTENCE = re.compile(r"[\u4e00-\u9fff]{4}[^<>]*。")


def refused(reply: TestResponse, status: int, code: str) -> str:
    """Check a refusal's status, its code and that it speaks Chinese; return its sentence."""
    assert (reply.status_code, reply.json["error"]) == (status, code)
    sentence = reply.json["message"]
    assert SENTENCE.search(sentence), sentence
    return sentence


def refused_on_page(reply: TestResponse, status: int, sentence: str) -> None:
    """Check that a page, not a reply to a script, refuses with this sentence."""
    assert reply.status_code == status
    assert sentence in unescape(reply.text)
    assert SENTENCE.search(sentence)


def everything() -> dict[str, list]:
    """Return all rows of all tables of both databases."""
    db.session.rollback()
    found = {}
    for base, engine in ((Base, db.engine), (BoxBase, box_engine())):
        with engine.connect() as connection:
            for table in base.metadata.sorted_tables:
                rows = connection.execute(select(table)).fetchall()
                found[table.name] = sorted(map(repr, rows))
    return found


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Check that no row of either database is another afterwards."""
    before = everything()
    yield
    assert everything() == before


class Phone:
    """A delegate's phone, signed in by the personal link."""

    def __init__(self, app: Flask, hall: Hall, poll_id: int, person_id: int) -> None:
        self._visitor = Visitor(app)
        self._visitor.enter(passes.entry_url(sources.person_by_id(person_id)))
        self._token = self._visitor.token()
        self._paper_path = f"/meetings/{hall.meeting_id}/polls/{poll_id}/paper"
        self.device = Device(token_bytes(16), manifest(poll_id))

    def ask(self, content: bytes, **options) -> TestResponse:
        """Ask for a paper with whatever content."""
        headers = JSON | {"X-CSRF-Token": self._token} | options.pop("headers", {})
        options = {"content_type": "application/json", "data": content} | options
        return self._visitor.client.post(self._paper_path, headers=headers, **options)

    def ask_blinded(self, blinded: bytes) -> TestResponse:
        return self.ask(json.dumps({"blinded": b64url(blinded)}).encode())

    def paper(self) -> bytes:
        """Take the paper as one should."""
        reply = self.ask_blinded(self.device.blinded)
        assert reply.status_code == 200
        return self.device.paper(from_b64url(reply.json["signature"]))

    def cast(self, body: bytes, *, of: str | None = None, **options) -> TestResponse:
        path = f"/box/{of or self.device.manifest.hash.hex()}"
        return self._visitor.client.application.test_client().post(path, data=body, **options)
