"""What tests of the doors may ask for: visitors, people, officers, cards."""

import pytest

from tests.services.access.house import enrol, make_officer
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
def admin(app):
    """An administrator, signed in."""
    make_officer("admin", "王丽", Office.ADMINISTRATOR)
    signed_in = Visitor(app)
    signed_in.sign_in("admin")
    return signed_in


@pytest.fixture
def secretary(app):
    """A secretary, signed in."""
    make_officer("secretary", "李敏", Office.SECRETARY)
    signed_in = Visitor(app)
    signed_in.sign_in("secretary")
    return signed_in
