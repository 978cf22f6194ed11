"""A visitor with a browser of their own, who fills in forms as the pages show them."""

import re
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse

from tests.services.access.house import PASSWORD

_TOKEN = re.compile(r'name="csrf_token"\s+value="(\w+)"')
_HEADING = re.compile(r"<h1>\s*(.*?)\s*</h1>", re.DOTALL)
_TOLD = re.compile(r'class="(?:note|refusal-message|error|summary)[^"]*"[^>]*>(.*?)</', re.DOTALL)


class Visitor:
    """One browser: keeps its cookies, sends the token of the page it is on."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **options) -> TestResponse:
        return self.client.get(path, **options)

    def token(self) -> str:
        return _TOKEN.search(self.get("/sign-in").text)[1]

    def post(self, path: str, **fields) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(), **fields})

    def sign_in(self, login: str, password: str = PASSWORD, **fields) -> TestResponse:
        return self.post("/sign-in", login=login, password=password, **fields)

    def enter(self, url: str, **fields) -> TestResponse:
        return self.post(url.removeprefix("http://localhost"), **fields)

    def cookie(self, name: str):
        return self.client.get_cookie(name)


def heading(reply: TestResponse) -> str:
    return unescape(_HEADING.search(reply.text)[1])


def told(reply: TestResponse) -> str:
    """Return the sentences a page shows in its notes and errors."""
    return " ".join(unescape(found).strip() for found in _TOLD.findall(reply.text))
