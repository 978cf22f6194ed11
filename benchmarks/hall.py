"""A hall of delegates as conversations: enter, check in, take a paper, cast."""

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from benchmarks.load import Answer, Conversation, request
from voting.ballots.ballot import Ballot
from voting.ballots.device import Device
from voting.ballots.manifest import Manifest, b64url, from_b64url
from voting.demo.choices import choose

_HIDDEN = re.compile(rb'<input type="hidden" name="(\w+)" value="([^"]*)">')
_BALLOT_TOKEN = re.compile(rb'data-csrf="([0-9a-f]+)"')
_COOKIE = re.compile(rb"(?im)^set-cookie: ([^=;\s]+)=([^;\r\n]*)")
_FORM = ("Content-Type", "application/x-www-form-urlencoded")


class Failed(Exception):
    """An answer that no phone in the hall should get."""


@dataclass
class Phone:
    """One delegate's phone; what could be computed before the meeting is there already."""

    link: str
    device: Device
    ballot: Ballot
    cookies: dict[str, str]
    token: str = ""
    paper: bytes = b""
    code: str = ""

    def headers(self) -> list[tuple[str, str]]:
        """Return the cookie header."""
        joined = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return [("Cookie", joined)] if joined else []

    def keep(self, answer: Answer) -> None:
        """Keep the cookies of an answer."""
        for name, value in _COOKIE.findall(answer.head):
            self.cookies[name.decode()] = value.decode()

    def enter(self) -> Conversation:
        """Open the personal link and press the button."""
        path = urlsplit(self.link).path
        page = yield request("GET", path, headers=self.headers())
        self.keep(page)
        answer = yield self._form(path, page)
        self.keep(answer)
        _demand(answer, HTTPStatus.SEE_OTHER)

    def check_in(self, hall_url: str) -> Conversation:
        """Scan the hall's code and press the button."""
        parts = urlsplit(hall_url)
        page = yield request("GET", f"{parts.path}?{parts.query}", headers=self.headers())
        if page.status == HTTPStatus.SEE_OTHER:
            return  # checked in at the desk already
        _demand(page, HTTPStatus.OK)
        answer = yield self._form(parts.path, page)
        _demand(answer, HTTPStatus.SEE_OTHER)

    def _form(self, path: str, page: Answer) -> bytes:
        fields = {name.decode(): value.decode() for name, value in _HIDDEN.findall(page.body)}
        return request("POST", path, urlencode(fields).encode(), [*self.headers(), _FORM])

    def open_ballot(self, url: str) -> Conversation:
        """Open the ballot page."""
        page = yield request("GET", url, headers=self.headers())
        _demand(page, HTTPStatus.OK)
        found = _BALLOT_TOKEN.search(page.body)
        if found is None:
            raise Failed("the ballot page has no token")
        self.token = found.group(1).decode()

    def take_paper(self, url: str) -> Conversation:
        """Ask for the paper and check it."""
        headers = [
            *self.headers(),
            ("X-CSRF-Token", self.token),
            ("Content-Type", "application/json"),
            ("Accept", "application/json"),
        ]
        body = json.dumps({"blinded": b64url(self.device.blinded)}).encode()
        answer = yield request("POST", f"{url.removesuffix('/ballot')}/paper", body, headers)
        _demand(answer, HTTPStatus.OK)
        self.paper = self.device.paper(from_b64url(json.loads(answer.body)["signature"]))

    def cast(self) -> Conversation:
        """Cast the ballot and keep the receipt's code."""
        ballot = Ballot(
            self.ballot.group,
            self.ballot.public_key,
            self.paper,
            self.ballot.signature,
            self.ballot.sealed,
        )
        path = f"/box/{self.device.manifest.hash.hex()}"
        kind = [("Content-Type", "application/octet-stream")]
        answer = yield request("POST", path, ballot.body, kind)
        _demand(answer, HTTPStatus.CREATED)
        self.code = json.loads(answer.body)["code"]

    def everything(self, hall_url: str, ballot_url: str) -> Conversation:
        """Go through the whole meeting, from the link to the receipt."""
        yield from self.enter()
        yield from self.check_in(hall_url)
        yield from self.open_ballot(ballot_url)
        yield from self.take_paper(ballot_url)
        yield from self.cast()


def _demand(answer: Answer, status: HTTPStatus) -> None:
    if answer.status != status:
        raise Failed(f"{answer.status} instead of {status}: {answer.body[:300].decode()}")


def phones(links: list[str], manifest: Manifest) -> Iterator[Phone]:
    """Make the phones with their sealed ballots; only the paper is still missing in each."""
    for link in links:
        device = Device(secrets.token_bytes(16), manifest)
        blank_paper = bytes(manifest.paper_keys[0].length)
        _compute = device.blinded
        yield Phone(link, device, device.fill_in(choose(manifest.contests), blank_paper), {})
