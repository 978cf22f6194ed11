"""A hall for one poll: the real page, the real core and a box in memory, behind a small server.

The rest of the application (people, meetings, sign-in) is left out on purpose: what is played
here is the phone against the protocol. Which elector is asking stands in the address.
"""

import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template_string, request
from werkzeug.serving import make_server

from tests.journeys.phone.sealed import Keys
from voting import i18n
from voting.app import TEMPLATES
from voting.ballots import ballot
from voting.ballots.box import MemoryBox
from voting.ballots.manifest import Manifest, b64url, from_b64url
from voting.ballots.refusals import Malformed
from voting.errors import NotAllowed, Refusal
from voting.web import assets, csrf, headers, pages

ISSUING = ("sealed", "open")
WAITING = """{% extends "layouts/phone.html" %}
{% block title %}{{ meeting.name }}{% endblock %}
{% block content %}{% include "polls/_phone_panel.html" %}{% endblock %}
{% block scripts %}<script type="module" src="{{ asset('js/follow.js') }}"></script>{% endblock %}
"""


class AlreadyIssued(Refusal):
    """As the polls slice says it."""

    code = "already_issued"


class NotIssuing(Refusal):
    """As the polls slice says it."""

    code = "not_issuing"


@dataclass(frozen=True, slots=True)
class SealedPoll:
    """What the pages read of a poll."""

    title: str
    kind: str
    manifest_hash: str
    state: str
    id: int = 7


@dataclass(frozen=True, slots=True)
class MeetingOfPoll:
    """What the waiting page reads of a meeting."""

    name: str
    id: int = 1


@dataclass
class Hall:
    """One poll and everything the phones did to it."""

    keys: Keys
    manifest: Manifest
    state: str = "sealed"
    box: MemoryBox = field(default_factory=MemoryBox)
    issued: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    paper_requests: list[bytes] = field(default_factory=list)
    cast_bodies: list[bytes] = field(default_factory=list)
    cast_headers: list[dict[str, str]] = field(default_factory=list)
    state_requests: list[str | None] = field(default_factory=list)
    announced: bool = True
    url: str = ""
    served_manifest: bytes | None = None
    forged_receipts: bool = False

    def __post_init__(self) -> None:
        keys = self.manifest.paper_keys
        size = self.manifest.sealed_size
        self.poll = ballot.Poll(self.hash, keys, self.manifest.receipt_key, size)
        self.box.prepare(self.poll, self.keys.receipt)

    @property
    def hash(self) -> bytes:
        return self.manifest.hash

    def open(self) -> None:
        self.box.open(self.hash)
        self.state = "open"

    def close(self) -> None:
        self.box.close(self.hash)
        self.state = "closed"

    @property
    def sealed_poll(self) -> SealedPoll:
        return SealedPoll(self.manifest.title, self.manifest.kind, self.hash.hex(), self.state)

    def address(self, elector: str = "02002") -> str:
        return f"{self.url}/ballot/{elector}"

    def selections(self) -> list[dict[str, Any]]:
        """What lies in the box, opened with the sealing key."""
        if self.state == "open":
            self.close()
        return [
            json.loads(self.keys.sealing.open(self.hash, found.public_key, found.sealed))
            for found in self.box.ballots(self.hash)
        ]

    def give_paper(self, elector: str, blinded: bytes) -> bytes:
        if self.state not in ISSUING:
            raise NotIssuing("投票已经截止，不能再领票。")
        if elector not in self.manifest.groups[0].electors:
            raise NotAllowed("您不在这项投票的选举人名册上，不能领票。")
        if elector in self.issued and self.issued[elector][0] != blinded:
            raise AlreadyIssued("您已经用另一部手机领过选票，每人只有一张。")
        self.issued[elector] = (blinded, self.keys.issuing.blind_sign(blinded))
        return self.issued[elector][1]

    def take_in(self, body: bytes) -> dict[str, str]:
        found = ballot.admit(self.poll, body)
        (refused,) = self.box.deposit(self.hash, [found])
        if refused:
            raise refused
        signature = self.keys.receipt.sign(self.hash, found.digest)
        if self.forged_receipts:
            signature = bytes(len(signature))
        return {"code": found.entry.code, "signature": b64url(signature)}

    def state_document(self) -> dict[str, Any]:
        poll = {
            "id": 7,
            "hash": self.hash.hex(),
            "title": self.manifest.title,
            "kind": self.manifest.kind,
            "state": self.state,
            "fingerprint": self.manifest.fingerprint,
            "issued": len(self.issued) // 5 * 5,
            "returned": 0,
            "url": "/ballot/02002",
            "result_url": "/result",
        }
        return {
            "meeting": self.manifest.meeting,
            "version": 1,
            "attended": 3,
            "expected": 3,
            "quorum": True,
            "polls": [poll] if self.announced else [],
        }

    def board(self) -> dict[str, Any]:
        return {
            "manifest_hash": self.hash.hex(),
            "root": self.box.root(self.hash).hex(),
            "entries": [
                {
                    "group": entry.group,
                    "public_key": b64url(entry.public_key),
                    "paper": b64url(entry.paper),
                    "digest": b64url(entry.digest),
                    "code": entry.code,
                }
                for entry in self.box.board(self.hash)
            ],
        }


def application(hall: Hall) -> Flask:
    """The pages and addresses a phone needs."""
    app = Flask("hall", static_folder=None, template_folder=str(TEMPLATES))
    app.secret_key = "only flashes"
    i18n.init_app(app)
    pages.init_app(app)
    assets.init_app(app)
    headers.init_app(app, https=False)

    @app.before_request
    def recognise() -> None:
        g.csrf_key = b"one visitor"

    csrf.init_app(app, lambda endpoint: endpoint == "cast")
    add_named_addresses(app, hall)
    add_public_addresses(app, hall)
    return app


def add_named_addresses(app: Flask, hall: Hall) -> None:
    @app.get("/ballot/<elector>")
    def ballot_page(elector: str) -> Response:
        page = pages.page(
            "polls/ballot.html",
            poll=hall.sealed_poll,
            meeting_name=hall.manifest.meeting,
            elector=elector if elector in hall.manifest.groups[0].electors else "",
            issued=elector in hall.issued,
            manifest_url=f"/polls/{hall.hash.hex()}/manifest.json",
            paper_url=f"/paper/{elector}",
            cast_url=f"/box/{hall.hash.hex()}",
            state_url="/meetings/1/state.json",
            home_url="/home",
            board_url=f"/polls/{hall.hash.hex()}/board.json",
            result_url="/result",
        )
        response = make_response(page)
        response.set_cookie("named", elector, httponly=True, samesite="Lax")
        return response

    @app.post("/paper/<elector>")
    def paper(elector: str) -> Response:
        blinded = from_b64url(request.get_json()["blinded"])
        hall.paper_requests.append(blinded)
        return jsonify(signature=b64url(hall.give_paper(elector, blinded)))

    @app.get("/waiting")
    def waiting() -> str:
        return render_template_string(
            WAITING,
            meeting=MeetingOfPoll(hall.manifest.meeting),
            polls=[hall.sealed_poll] if hall.announced else [],
            mine={7},
            labels={},
            state_url="/meetings/1/state.json",
        )

    @app.get("/home")
    def home() -> str:
        return pages.page("errors/refusal.html", message="会议首页", status=200, code="home")


def add_public_addresses(app: Flask, hall: Hall) -> None:
    @app.get("/polls/<manifest_hash>/manifest.json")
    def manifest(manifest_hash: str) -> Response:
        if manifest_hash != hall.hash.hex():
            raise Malformed
        served = hall.served_manifest or hall.manifest.encoded
        return Response(served, mimetype="application/json")

    @app.get("/polls/<manifest_hash>/board.json")
    def board(manifest_hash: str) -> Response:
        return jsonify(hall.board())

    @app.post("/box/<manifest_hash>")
    def cast(manifest_hash: str) -> tuple[Response, int]:
        hall.cast_headers.append(dict(request.headers))
        hall.cast_bodies.append(request.get_data())
        return jsonify(hall.take_in(hall.cast_bodies[-1])), HTTPStatus.CREATED

    @app.get("/meetings/1/state.json")
    def state() -> Response:
        body = json.dumps(hall.state_document()).encode()
        response = Response(body, mimetype="application/json")
        response.set_etag(hashlib.sha256(body).hexdigest()[:16])
        hall.state_requests.append(request.headers.get("If-None-Match"))
        return response.make_conditional(request)


@contextmanager
def serving(app: Flask):
    """Serve an application on a free port for a while; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # By itself it looks twice a second whether it is to stop, and every test would wait for that.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
