"""Who else comes to the pages of an award."""

import pytest

from tests.web.access.visiting import Visitor


@pytest.fixture
def stranger(hall, phone_of) -> Visitor:
    """One of the roster who takes no part in the meeting."""
    return phone_of(hall.outsider)
