"""Who comes to the roster: a secretary, an administrator without a say in it, a stranger."""

import re
from html import unescape
from io import BytesIO

import pytest

from tests.services.people import workbooks as made
from tests.web.access.visiting import Visitor
from voting.access.rules import Office
from voting.people import service

ACTOR = "秘书王芳"


@pytest.fixture
def secretary(officer) -> Visitor:
    return officer("secretary", "王芳", Office.SECRETARY)


@pytest.fixture
def administrator(officer) -> Visitor:
    return officer("admin", "李丽", Office.ADMINISTRATOR)


@pytest.fixture
def stranger(app) -> Visitor:
    return Visitor(app)


@pytest.fixture
def enrol(app, tmp_path):
    """Put people on the roster: those of the rows and nobody else."""

    def imported(*rows, heading=made.HEADING) -> None:
        path = tmp_path / "roster.csv"
        path.write_bytes(made.csv([heading, *rows]))
        service.import_file(path, ACTOR)

    return imported


@pytest.fixture
def send(secretary):
    """Upload a file as the secretary."""

    def upload(content: bytes, name: str = "花名册.xlsx", **fields):
        return secretary.post("/people/import", file=(BytesIO(content), name), **fields)

    return upload


def words(reply) -> str:
    """Return what a reader sees of a page: its text, one space between words."""
    main = reply.text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
