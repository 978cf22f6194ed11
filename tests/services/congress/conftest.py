"""What tests of congresses share: a school with a meeting."""

import pytest

from tests.services.congress.school import School, a_school


@pytest.fixture
def school(app) -> School:
    return a_school()
