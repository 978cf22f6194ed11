"""A small house for tests: people on the roster, and officers who can sign in."""

from datetime import timedelta

from voting.access import service
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.access.sources import PersonView
from voting.clock import today
from voting.db import unit_of_work
from voting.people import directory
from voting.people.models import Person, Unit

PASSWORD = "每周三下午去打乒乓球"


def enrol(number: str, name: str) -> PersonView:
    """Add somebody to the roster."""
    with unit_of_work() as session:
        unit = session.query(Unit).filter_by(name="数学教研组").one_or_none()
        unit = unit or Unit(name="数学教研组", folded="数学教研组")
        person = Person(number=number, name=name, folded=name, unit=unit)
        session.add(person)
        session.flush()
        return directory.by_id(person.id)


def take_leave(person: PersonView) -> None:
    """Let somebody have left the house yesterday."""
    with unit_of_work() as session:
        session.get_one(Person, person.id).left_on = today() - timedelta(days=1)


def make_officer(login: str, name: str, *offices: Office, person_id: int | None = None) -> int:
    """Make an account with a password and give its id."""
    facts = AccountFacts(name, frozenset(offices), person_id)
    invitation = service.create_account(login, facts, "命令行")
    service.accept_invitation(invitation.url.rpartition("/")[2], PASSWORD, None)
    return invitation.account_id
