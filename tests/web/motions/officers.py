"""Who comes to the office of the motions: the secretary, a committee, a leader, a delegate."""

import re
from html import unescape

from tests.services.access.house import make_officer
from tests.services.congress.school import number_of
from tests.services.motions.moving import House
from tests.web.access.visiting import Visitor
from voting.access import links
from voting.access.rules import Office
from voting.db import unit_of_work
from voting.motions.models import MotionSeat
from voting.motions.rules import Seat

_SUMMARY = re.compile(r'class="summary"[^>]*>(.*?)</ul>', re.DOTALL)


def told(reply) -> str:
    """Return what the form says above its fields."""
    return unescape(" ".join(_SUMMARY.findall(reply.text)))


def seat(house: House, person_id: int, held: Seat, unit_id: int | None = None) -> None:
    with unit_of_work() as session:
        session.add(
            MotionSeat(
                congress_id=house.congress_id,
                person_id=person_id,
                seat=held.value,
                unit_id=unit_id,
            )
        )


def the_secretary(app) -> Visitor:
    make_officer("secretary", "王芳", Office.SECRETARY)
    return _signed_in(app, "secretary")


def one_of(app, house: House, held: Seat, login: str = "member") -> Visitor:
    """Return an officer with a seat, who is no delegate."""
    person_id = house.hall.outsider
    seat(house, person_id, held)
    make_officer(login, "陈员", person_id=person_id)
    return _signed_in(app, login)


def _signed_in(app, login: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(login)
    return visitor


def a_delegate(app, house: House, place: int = 0) -> Visitor:
    visitor = Visitor(app)
    person_id = house.hall.delegates[place]
    visitor.enter(links.entry_url(person_id, number_of(person_id), 0))
    return visitor


def said(reply) -> str:
    return unescape(reply.text)
