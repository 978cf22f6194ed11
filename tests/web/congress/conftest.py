"""Who comes to the pages of a meeting: the secretary, the chair, delegates, an outsider."""

import pytest

from tests.services.access.house import make_officer
from tests.services.congress.school import ACTOR, School, a_school, number_of
from tests.web.access.visiting import Visitor
from voting.access import links
from voting.access.rules import Office
from voting.congress import service


@pytest.fixture
def school(app) -> School:
    return a_school()


@pytest.fixture
def secretary(app, school) -> Visitor:
    """The secretary, signed in."""
    make_officer("secretary", "王芳", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


@pytest.fixture
def chair(app, school) -> Visitor:
    """The chair of the meeting, one of those without a seat, signed in by password."""
    service.appoint(school.meeting_id, school.others[0], Office.CHAIR, ACTOR)
    make_officer("chair", "李明", person_id=school.others[0])
    visitor = Visitor(app)
    visitor.sign_in("chair")
    return visitor


@pytest.fixture
def phone_of(app, school):
    """Give the phone of anybody on the roster, entered by their own link."""

    def made(person_id: int) -> Visitor:
        visitor = Visitor(app)
        visitor.enter(links.entry_url(person_id, number_of(person_id), 0))
        return visitor

    return made


@pytest.fixture
def delegate(school, phone_of) -> Visitor:
    """The first full delegate's phone."""
    return phone_of(school.full[0])
