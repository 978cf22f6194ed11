"""What tests of the doors may ask for: visitors, people, officers, cards."""

import pytest

from tests.services.access.house import enrol
from tests.web.access.visiting import Visitor
from voting.access import passes
from voting.access.rules import Office


@pytest.fixture
def visitor(app):
    return Visitor(app)


@pytest.fixture
def ding(app):
    return enrol("02001", "丁一")


@pytest.fixture
def card(ding):
    return passes.issue_cards([ding])[0]


@pytest.fixture
def admin(officer):
    """An administrator, signed in."""
    return officer("admin", "王丽", Office.ADMINISTRATOR)


@pytest.fixture
def secretary(officer):
    """A secretary, signed in."""
    return officer("secretary", "李敏", Office.SECRETARY)
