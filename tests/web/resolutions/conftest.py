"""Who else comes to the pages of a vote on documents."""

import pytest

from tests.services.resolutions.drafting import an_observer
from tests.web.access.visiting import Visitor


@pytest.fixture
def observer(hall, phone_of) -> Visitor:
    """Somebody who takes part without a vote (列席)."""
    return phone_of(an_observer(hall))
