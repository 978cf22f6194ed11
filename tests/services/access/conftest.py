"""What tests of access may ask for: people, officers."""

import pytest

from tests.services.access.house import enrol, make_officer, take_leave


@pytest.fixture
def a_person(app):
    """Add somebody to the roster: a_person("02001", "丁一")."""
    return enrol


@pytest.fixture
def leave(app):
    """Let somebody have left the house yesterday."""
    return take_leave


@pytest.fixture
def an_officer(app):
    """Make an account with a password and give its id: an_officer("wangli", "王丽")."""
    return make_officer
