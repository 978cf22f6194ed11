"""Browsers for all journeys, and a whole installation for those that are played to the end.

Where no Chromium is found the journeys are skipped and say so; with
``VOTING_TEST_NOTHING_SKIPPED=1`` (as CI sets it) they fail instead.

``VOTING_SCREENSHOTS=docs/images .venv/bin/pytest tests/journeys/test_election_journey.py`` renews
the pictures of the README from the pages of the journey.
"""

import os
import shutil

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House
from tests.journeys.phone.browser import chromium
from tests.journeys.stage import Stage

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser():
    """One browser for every journey of a worker."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = f"no browser: none of {', '.join(NAMES)} is installed"
        if os.environ.get("VOTING_TEST_NOTHING_SKIPPED") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=20_000)
    with chromium(found) as launched:
        yield launched


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """The folder of an installation that nobody has used: what ``voting init`` makes."""
    folder = tmp_path_factory.mktemp("installed")
    made = House(folder)
    made.command("init")
    made.closes()
    return folder


@pytest.fixture
def house(installed, tmp_path):
    """A fresh installation with its server running; nothing of it may end in an error."""
    shutil.copytree(installed, tmp_path, dirs_exist_ok=True)
    made = House(tmp_path)
    with made.server:
        yield made
    made.closes()
    assert "Traceback" not in made.server.log.read_text()


@pytest.fixture
def stage(browser, house):
    """Phones, laptops and a projector at that house; no page of theirs may complain."""
    with Stage(browser, house.url) as made:
        yield made
    assert made.complaints() == []
