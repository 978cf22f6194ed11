"""Addresses of the people of a house, and the letters they find, for tests of letters."""

from tests.services.motions.moving import House
from voting.access import service as access
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.db import db, unit_of_work
from voting.mail.models import MailAddress, OutgoingMail
from voting.motions.models import MotionSeat
from voting.motions.rules import Seat
from voting.people.models import Person


def with_addresses(house: House) -> dict[str, int]:
    """Give everybody an address of their own; return who is who."""
    hall = house.hall
    with unit_of_work() as session:
        extra = [
            Person(number=f"8000{n}", name=name, folded=name)
            for n, name in enumerate(("冯校长", "陈委员", "王芳"))
        ]
        session.add_all(extra)
        session.flush()
        leader, committee, secretary = (person.id for person in extra)
        for person_id, seat in ((leader, Seat.LEADER), (committee, Seat.COMMITTEE)):
            session.add(
                MotionSeat(congress_id=house.congress_id, person_id=person_id, seat=seat.value)
            )
        people = {
            "handler": hall.teller,
            "head": hall.chair,
            "co": hall.scrutineer,
            "leader": leader,
            "committee": committee,
            "secretary": secretary,
        } | {f"mover{place}": person_id for place, person_id in enumerate(hall.delegates)}
        session.add_all(
            MailAddress(person_id=person_id, address=f"{name}@example.com")
            for name, person_id in people.items()
        )
    access.create_account(
        "secretary", AccountFacts("王芳", frozenset({Office.SECRETARY}), secretary), "命令行"
    )
    return people


def letters() -> list[OutgoingMail]:
    db.session.rollback()
    return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()


def empty_the_outbox() -> None:
    with unit_of_work() as session:
        session.query(OutgoingMail).delete()


def subjects() -> dict[str, list[str]]:
    """Return who is told what by the letters in the outbox: by name, what each subject says."""
    found: dict[str, list[str]] = {}
    for letter in letters():
        what = letter.subject.partition("】")[2].partition("：")[0]
        found.setdefault(letter.address.partition("@")[0], []).append(what)
    return found


def told() -> dict[str, list[str]]:
    """Return who was told what since the outbox was emptied, and empty it."""
    found = subjects()
    empty_the_outbox()
    return found
