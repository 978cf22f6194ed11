"""Who comes to the pages of motions: delegates, an observer, an outsider, officers."""

import pytest

from tests.services.motions.moving import House, a_house
from tests.services.resolutions.drafting import an_observer
from tests.web.access.visiting import Visitor
from tests.web.motions.officers import seat
from voting.access.rules import Office
from voting.motions.rules import Seat


@pytest.fixture
def house(app) -> House:
    return a_house()


@pytest.fixture
def mover(house, phone_of) -> Visitor:
    return phone_of(house.hall.delegates[0])


@pytest.fixture
def other(house, phone_of) -> Visitor:
    """A delegate who has nothing to do with the motion, unless asked to second."""
    return phone_of(house.hall.delegates[5])


@pytest.fixture
def observer(house, phone_of) -> Visitor:
    """Somebody who takes part without a vote (列席)."""
    return phone_of(an_observer(house.hall))


@pytest.fixture
def outsider(house, phone_of) -> Visitor:
    """One of the staff who is no delegate."""
    return phone_of(house.hall.outsider)


@pytest.fixture
def secretary(house, officer) -> Visitor:
    return officer("secretary", "秘书王芳", Office.SECRETARY)


@pytest.fixture
def handler(house, officer) -> Visitor:
    """Who handles motions in the lead department."""
    return officer("handler", "周师傅", person_id=house.hall.teller)


@pytest.fixture
def head(house, officer) -> Visitor:
    """The head of the lead department, who signs."""
    return officer("head", "吴处长", person_id=house.hall.chair)


@pytest.fixture
def co_handler(house, officer) -> Visitor:
    """Who handles motions in the department that helps."""
    return officer("finance", "郑会计", person_id=house.hall.scrutineer)


@pytest.fixture
def leader(house, officer) -> Visitor:
    """The leader (分管领导), who is no delegate."""
    seat(house, house.hall.outsider, Seat.LEADER)
    return officer("leader", "冯校长", person_id=house.hall.outsider)
