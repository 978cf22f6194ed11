"""Who comes to the pages of an evaluation: those who judge, the judged, a stranger."""

import pytest

from tests.web.access.visiting import Visitor


@pytest.fixture
def delegate(hall, phone_of) -> Visitor:
    """A delegate who judges and is not judged."""
    return phone_of(hall.delegates[5])


@pytest.fixture
def judged(hall, phone_of) -> Visitor:
    """The first delegate, who is a subject."""
    return phone_of(hall.delegates[0])


@pytest.fixture
def outsider(hall, phone_of) -> Visitor:
    """One of the roster who takes no part in the meeting."""
    return phone_of(hall.outsider)
