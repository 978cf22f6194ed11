"""A school's roster in both stores."""

import pytest

from tests.services.people import workbooks as made
from voting.people import service

ACTOR = "秘书王芳"


@pytest.fixture
def write(tmp_path):
    """Write a roster of some rows into a file."""

    def writer(*rows, heading=made.HEADING):
        path = tmp_path / "花名册.csv"
        path.write_bytes(made.csv([heading, *rows]))
        return path

    return writer


@pytest.fixture
def school(app, write):
    """A roster of five people: 00001 to 00005."""
    service.import_file(write(*made.people(5)), ACTOR)
    return app
