"""Who comes to the pages of a vote on documents: secretary, chair, delegate, observer."""

import pytest

from tests.cast import Hall, a_hall
from tests.services.access.house import make_officer
from tests.services.congress.school import number_of
from tests.services.resolutions.drafting import an_observer
from tests.web.access.visiting import Visitor
from voting.access import links
from voting.access.rules import Office


@pytest.fixture
def hall(app) -> Hall:
    return a_hall(6)


def _officer(app, login: str, name: str, *offices: Office, person_id: int | None = None) -> Visitor:
    make_officer(login, name, *offices, person_id=person_id)
    visitor = Visitor(app)
    visitor.sign_in(login)
    return visitor


@pytest.fixture
def secretary(app, hall) -> Visitor:
    """The secretary, signed in."""
    return _officer(app, "secretary", "王芳", Office.SECRETARY)


@pytest.fixture
def chair(app, hall) -> Visitor:
    """The chair of the meeting, signed in."""
    return _officer(app, "chair", "李明", person_id=hall.chair)


@pytest.fixture
def phone_of(app, hall):
    """Give the phone of anybody on the roster, entered by their own link."""

    def made(person_id: int) -> Visitor:
        visitor = Visitor(app)
        visitor.enter(links.entry_url(person_id, number_of(person_id), 0))
        return visitor

    return made


@pytest.fixture
def delegate(hall, phone_of) -> Visitor:
    return phone_of(hall.delegates[0])


@pytest.fixture
def observer(hall, phone_of) -> Visitor:
    """Somebody who takes part without a vote (列席)."""
    return phone_of(an_observer(hall))
