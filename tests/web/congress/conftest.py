"""Who comes to the pages of a meeting: the secretary, the chair, delegates, an outsider."""

import pytest

from tests.services.congress.school import ACTOR, School, a_school
from tests.web.access.visiting import Visitor
from voting.access.rules import Office
from voting.congress import service


@pytest.fixture
def school(app) -> School:
    return a_school()


@pytest.fixture
def secretary(school, officer) -> Visitor:
    return officer("secretary", "王芳", Office.SECRETARY)


@pytest.fixture
def chair(school, officer) -> Visitor:
    """The chair of the meeting, one of those without a seat, signed in by password."""
    service.appoint(school.meeting_id, school.others[0], Office.CHAIR, ACTOR)
    return officer("chair", "李明", person_id=school.others[0])


@pytest.fixture
def delegate(school, phone_of) -> Visitor:
    """The first full delegate's phone."""
    return phone_of(school.full[0])
