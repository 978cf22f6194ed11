"""What access asks the roster: who is this person (``access.register_person_source``)."""

from voting.access.sources import PersonView
from voting.db import db
from voting.people import queries
from voting.people.models import Person
from voting.people.rules import Bar


def by_id(person_id: int) -> PersonView | None:
    """Return a person of the roster, also one who has left."""
    found = db.session.get(Person, person_id)
    return _view(found) if found else None


def by_number(number: str) -> PersonView | None:
    """Return the person with a staff number."""
    found = queries.by_number(number)
    return _view(found) if found else None


def _view(person: Person) -> PersonView:
    return PersonView(
        id=person.id,
        number=person.number,
        name=person.name,
        unit=person.unit_name,
        left=Bar.LEFT in person.barred_reasons,
    )
