"""Who comes to the pages of an award: the secretary, a chair, a delegate's phone, a stranger."""

import pytest

from tests.cast import Hall, a_hall
from tests.services.access.house import make_officer
from tests.services.congress.school import number_of
from tests.services.elections.making import rename
from tests.web.access.visiting import Visitor
from voting.access import links
from voting.access.rules import Office

NAMES = ("丁一", "王二", "文三", "李四", "张五", "赵六")


@pytest.fixture
def hall(app) -> Hall:
    made = a_hall(6)
    for person_id, name in zip(made.delegates, NAMES, strict=True):
        rename(person_id, name)
    return made


@pytest.fixture
def secretary(app, hall) -> Visitor:
    """The secretary, signed in."""
    make_officer("secretary", "王芳", Office.SECRETARY)
    visitor = Visitor(app)
    visitor.sign_in("secretary")
    return visitor


@pytest.fixture
def chair(app, hall) -> Visitor:
    """The chair of the meeting, signed in."""
    make_officer("chair", "李明", person_id=hall.chair)
    visitor = Visitor(app)
    visitor.sign_in("chair")
    return visitor


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
def stranger(hall, phone_of) -> Visitor:
    return phone_of(hall.outsider)
