"""Who comes to the pages of surveys: the office, the chair of surveys, and everybody else."""

import pytest

from tests.services.surveys.making import a_house
from tests.web.access.visiting import Visitor
from voting.access.rules import Office


@pytest.fixture
def staff(app) -> list[int]:
    """Twelve people in two units."""
    return a_house()


@pytest.fixture
def office(app, officer) -> Visitor:
    """The secretary, of a house without any meeting."""
    return officer("secretary", "王芳", Office.SECRETARY)


@pytest.fixture
def survey_chair(app, officer) -> Visitor:
    return officer("surveychair", "李明", Office.SURVEY_CHAIR)
