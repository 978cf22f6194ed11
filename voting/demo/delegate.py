"""A delegate who votes over HTTP with the real protocol, as a phone would.

The demo fills its hall with them, the benchmarks load the server with them.
"""

import html
import http.client
import json
import re
import secrets
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from voting.ballots.device import Device
from voting.ballots.manifest import Manifest, b64url, from_b64url
from voting.ballots.rules import Selections

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_BALLOT_TOKEN = re.compile(r'data-csrf="([0-9a-f]+)"')
_ELECTOR = re.compile(r'data-elector="([^"]*)"')
_REDIRECTS = frozenset({301, 302, 303})


class Refused(Exception):
    """The service refused a request; the message is what a phone would show."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, body, and where it leads if it is a redirect."""

    status: int
    body: bytes
    location: str | None

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Browser:
    """One connection that keeps its cookies, and nothing else."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self._connection = http.client.HTTPConnection(
            parts.hostname or "127.0.0.1", parts.port or 80, timeout=60
        )
        self._cookies: SimpleCookie = SimpleCookie()

    def close(self) -> None:
        """Close the connection; the cookies stay."""
        self._connection.close()

    def request(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        cookies: bool = True,
    ) -> Answer:
        """Send one request to the path of ``url``; the answer is not followed anywhere."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = dict(headers or {})
        if cookies and self._cookies:
            sent["Cookie"] = "; ".join(f"{m.key}={m.value}" for m in self._cookies.values())
        try:
            reply, content = self._exchange(method, path, body, sent)
        except (http.client.HTTPException, ConnectionError):
            # The server ended an idle connection; every request may be repeated.
            self._connection.close()
            reply, content = self._exchange(method, path, body, sent)
        if cookies:
            for line in reply.headers.get_all("Set-Cookie") or ():
                self._cookies.load(line)
        return Answer(reply.status, content, reply.headers.get("Location"))

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        self._connection.request(method, path, body, headers)
        reply = self._connection.getresponse()
        return reply, reply.read()

    def open(self, url: str) -> Answer:
        """Open a page and follow redirects."""
        answer = self.request("GET", url)
        while answer.status in _REDIRECTS and answer.location:
            answer = self.request("GET", answer.location)
        return _good(answer)

    def submit(self, url: str, page: Answer, **fields: str) -> Answer:
        """Send the form of a page, with its hidden fields, and follow where it leads."""
        hidden = {name: html.unescape(value) for name, value in _HIDDEN.findall(page.text)}
        values = {**hidden, **fields}
        answer = self.request(
            "POST",
            url,
            urlencode(values).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        if answer.status in _REDIRECTS and answer.location:
            return self.open(answer.location)
        return _good(answer)


def _good(answer: Answer) -> Answer:
    if answer.status >= 400:  # noqa: PLR2004 - HTTP's own boundary
        raise Refused(f"{answer.status}: {_sentence(answer)}")
    return answer


def _sentence(answer: Answer) -> str:
    try:
        return str(json.loads(answer.body)["message"])
    except (ValueError, KeyError, TypeError):
        found = re.search(r'role="alert">([^<]+)<', answer.text)
        return found.group(1).strip() if found else answer.text[:200]


class Delegate:
    """One delegate with a phone: enters, checks in, takes a paper, casts, keeps the receipt."""

    def __init__(self, base_url: str, entry_url: str) -> None:
        self.browser = Browser(base_url)
        self.entry_url = entry_url
        self.code: str | None = None
        self.elector = ""
        """This delegate's number on the roll, as the ballot page says."""
        self._seeds: dict[str, bytes] = {}

    def enter(self) -> None:
        """Open the personal link and say it is me."""
        self.browser.submit(self.entry_url, self.browser.open(self.entry_url))

    def check_in(self, hall_url: str) -> None:
        """Scan the hall's code and press the button on the page it leads to."""
        page = self.browser.open(hall_url)
        self.browser.submit(urlsplit(hall_url).path, page)

    def take_paper(self, ballot_url: str, manifest: Manifest) -> tuple[Device[Manifest], bytes]:
        """Ask for the paper of this delegate's ballot key; asking again gives the same."""
        page = self.browser.open(ballot_url)
        token, elector = _BALLOT_TOKEN.search(page.text), _ELECTOR.search(page.text)
        self.elector = html.unescape(elector.group(1)) if elector else ""
        device = self.device(manifest)
        answer = _good(
            self.browser.request(
                "POST",
                ballot_url.removesuffix("/ballot") + "/paper",
                json.dumps({"blinded": b64url(device.blinded)}).encode(),
                {
                    "Content-Type": "application/json",
                    "Accept": "application/json",
                    "X-CSRF-Token": token.group(1) if token else "",
                },
            )
        )
        return device, device.paper(from_b64url(json.loads(answer.body)["signature"]))

    def device(self, manifest: Manifest) -> Device[Manifest]:
        """Return the device in this poll; its seed is made once."""
        seed = self._seeds.setdefault(manifest.hash.hex(), secrets.token_bytes(16))
        return Device(seed, manifest, manifest.group_of(self.elector) or 0)

    def cast(self, device: Device[Manifest], paper: bytes, selections: Selections) -> str:
        """Cast a ballot without any cookie and return the receipt's code."""
        ballot = device.fill_in(selections, paper)
        answer = _good(
            self.browser.request(
                "POST",
                f"/box/{device.manifest.hash.hex()}",
                ballot.body,
                {"Content-Type": "application/octet-stream"},
                cookies=False,
            )
        )
        receipt = json.loads(answer.body)
        if not device.accepts(ballot, from_b64url(receipt["signature"])):
            raise Refused("the receipt is not signed by the box")
        self.code = str(receipt["code"])
        return self.code
