"""What tests of congresses share: a school with a meeting."""

import pytest

from tests.services.congress.school import School, a_school
from voting.access import policy
from voting.people import directory


@pytest.fixture
def school(app) -> School:
    policy.register_person_source(app, directory.by_id, directory.by_number)
    return a_school()
