"""Who comes to the pages of a meeting: a secretary, a chair, delegates with their phones."""

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
def officer(app):
    """Sign somebody in by password."""

    def made(login: str, name: str, *offices: Office, person_id: int | None = None) -> Visitor:
        make_officer(login, name, *offices, person_id=person_id)
        visitor = Visitor(app)
        visitor.sign_in(login)
        return visitor

    return made


@pytest.fixture
def secretary(hall, officer) -> Visitor:
    return officer("secretary", "王芳", Office.SECRETARY)


@pytest.fixture
def chair(hall, officer) -> Visitor:
    return officer("chair", "李明", person_id=hall.chair)


@pytest.fixture
def phone_of(app):
    """Give the phone of anybody on the roster, entered by their own link."""

    def made(person_id: int) -> Visitor:
        visitor = Visitor(app)
        visitor.enter(links.entry_url(person_id, number_of(person_id), 0))
        return visitor

    return made


@pytest.fixture
def delegate(hall, phone_of) -> Visitor:
    return phone_of(hall.delegates[0])
