"""A desk for one survey: the real page, the real core and a box in memory, behind a small server.

People and sign-in are left out: what is played here is the phone against the protocol.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, jsonify, request

from tests.journeys.phone.sealed import Keys
from voting import i18n
from voting.app import TEMPLATES
from voting.ballots import ballot
from voting.ballots.box import MemoryBox
from voting.ballots.manifest import b64url, from_b64url
from voting.errors import Refusal
from voting.surveys.content import Content, decoded
from voting.surveys.manifest import Keys as SurveyKeys, SurveyManifest, size_of, text_of
from voting.surveys.program import Program
from voting.surveys.rules import Mode
from voting.surveys.views.answering import Addresses
from voting.web import assets, csrf, headers, pages


class AlreadyTaken(Refusal):
    """As the surveys slice says it."""

    code = "already_issued"


@dataclass(frozen=True, slots=True)
class ShownSurvey:
    """What the page reads of a survey."""

    title: str
    mode: str
    organisation: str = "实验中学工会"
    welcome: str = "各位老师：为了改进食堂和工会工作，请您花几分钟谈谈真实感受。"
    thanks: str = ""
    least: int = 5
    comment_least: int = 10
    closes_at: datetime | None = datetime(2027, 12, 1, 10, 0, tzinfo=UTC)


@dataclass
class Desk:
    """One survey and everything the phones did to it."""

    keys: Keys
    program: Program
    mode: Mode = Mode.INVITED
    phase: str = "open"
    issued: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    answers: list[Any] = field(default_factory=list)
    paper_cookies: list[str | None] = field(default_factory=list)
    cast_bodies: list[bytes] = field(default_factory=list)
    cast_headers: list[dict[str, str]] = field(default_factory=list)
    welcome: str | None = None
    size: int = 0
    box: MemoryBox = field(default_factory=MemoryBox)
    url: str = ""

    def __post_init__(self) -> None:
        keys = SurveyKeys(
            self.keys.issuing.public, self.keys.sealing.public, self.keys.receipt.public
        )
        self.manifest = SurveyManifest(
            survey="7k3m9p",
            title=self.program.form.title,
            organisation="实验中学工会",
            mode=self.mode,
            form=text_of(self.program),
            least=5,
            comment_least=10,
            breakdowns=(),
            keys=None if self.mode is Mode.NAMED else keys,
            plaintext_size=self.size or size_of(self.program),
            transport="http",
        )
        if self.mode is not Mode.NAMED:
            self.box.prepare(self.manifest.box_poll, self.keys.receipt)
            self.box.open(self.manifest.hash)

    def close(self) -> None:
        with suppress(Refusal):
            self.box.close(self.manifest.hash)
        self.phase = "after"

    def responses(self) -> list[Content]:
        """What lies in the box, opened with the sealing key."""
        self.close()
        key, most = self.manifest.hash, self.manifest.plaintext_size
        return [
            decoded(self.keys.sealing.open(key, found.public_key, found.sealed), most)
            for found in self.box.ballots(key)
        ]

    def address(self, elector: str = "7") -> str:
        return f"{self.url}/s/{elector}"

    def sign(self, elector: str, blinded: bytes) -> bytes:
        earlier, _signature = self.issued.get(elector, (blinded, b""))
        if self.mode is Mode.INVITED and earlier != blinded:
            raise AlreadyTaken("您已经在另一部手机上领取过这份问卷，每人只有一份。")
        self.issued[elector] = (blinded, self.keys.issuing.blind_sign(blinded))
        return self.issued[elector][1]

    def take_in(self, body: bytes) -> dict[str, str]:
        found = ballot.admit(self.manifest.box_poll, body)
        (refused,) = self.box.deposit(self.manifest.hash, [found])
        if refused:
            raise refused
        signature = self.keys.receipt.sign(self.manifest.hash, found.digest)
        return {"code": found.entry.code, "signature": b64url(signature)}

    def board(self) -> dict[str, Any]:
        return {
            "manifest_hash": self.manifest.hash.hex(),
            "entries": [
                {
                    "public_key": b64url(entry.public_key),
                    "paper": b64url(entry.paper),
                    "digest": b64url(entry.digest),
                    "code": entry.code,
                }
                for entry in self.box.board(self.manifest.hash)
            ],
        }

    def page(self, elector: str, phase: str | None = None) -> str:
        survey = ShownSurvey(self.program.form.title, self.mode.value)
        preview = phase == "preview"
        addresses = Addresses(
            hash=self.manifest.hash.hex(),
            manifest="/manifest.json",
            paper=f"/paper/{elector}",
            answer="/answer",
            cast=f"/box/{self.manifest.hash.hex()}",
            board="/board.json" if self.phase == "after" else "",
        )
        return pages.page(
            "surveys/answering/page.html",
            survey=survey,
            phase=phase or self.phase,
            elector=elector,
            issued=elector in self.issued and self.mode is Mode.INVITED,
            questions=sum(step.question.is_answered for step in self.program.steps.values()),
            minutes=3,
            source=text_of(self.program) if preview else None,
            addresses=Addresses() if preview else addresses,
            results_url="",
        )


def application(desk: Desk) -> Flask:
    """The page and the addresses a phone needs."""
    app = Flask("desk", static_folder=None, template_folder=str(TEMPLATES))
    app.secret_key = "only flashes"
    i18n.init_app(app)
    pages.init_app(app)
    assets.init_app(app)
    headers.init_app(app, https=False)

    @app.before_request
    def recognise() -> None:
        g.csrf_key = b"one visitor"

    anonymous = {"cast", "paper"} if desk.mode is Mode.OPEN else {"cast"}
    csrf.init_app(app, lambda endpoint: endpoint in anonymous)
    _add_addresses(app, desk)
    return app


def _add_addresses(app: Flask, desk: Desk) -> None:
    @app.get("/s/<elector>")
    def survey_page(elector: str) -> Response:
        response = Response(desk.page(elector))
        response.set_cookie("named", elector, httponly=True, samesite="Lax")
        return response

    @app.get("/preview")
    def preview() -> str:
        return desk.page("", "preview")

    @app.get("/manifest.json")
    def manifest() -> Response:
        return Response(desk.manifest.encoded, mimetype="application/json")

    @app.post("/paper/<elector>")
    def paper(elector: str) -> Response:
        desk.paper_cookies.append(request.headers.get("Cookie"))
        blinded = from_b64url(request.get_json()["blinded"])
        return jsonify(signature=b64url(desk.sign(elector, blinded)))

    @app.post("/answer")
    def answer() -> tuple[Response, int]:
        desk.answers.append(json.loads(request.get_data()))
        return jsonify(kept=True), HTTPStatus.CREATED

    @app.post("/box/<manifest_hash>")
    def cast(manifest_hash: str) -> tuple[Response, int]:
        assert manifest_hash == desk.manifest.hash.hex()
        desk.cast_headers.append(dict(request.headers))
        desk.cast_bodies.append(request.get_data())
        return jsonify(desk.take_in(desk.cast_bodies[-1])), HTTPStatus.CREATED

    @app.get("/board.json")
    def board() -> Response:
        return jsonify(desk.board())
