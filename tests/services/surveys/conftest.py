"""A house of twelve in two units, and surveys they are asked in."""

import pytest

from tests.services.surveys.making import a_house, a_survey
from voting.surveys.models import Survey


@pytest.fixture
def people(app) -> list[int]:
    return a_house()


@pytest.fixture
def survey(people) -> Survey:
    """An anonymous survey that everybody is invited to."""
    return a_survey()
