"""A small house: a few people on the roster, and an officer who can sign in."""

from datetime import timedelta

import pytest

from voting.access import service
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.access.sources import PersonView
from voting.clock import today
from voting.db import unit_of_work
from voting.people import directory
from voting.people.models import Person, Unit

PASSWORD = "每周三下午去打乒乓球"


@pytest.fixture
def a_person(app):
    """Add somebody to the roster: a_person("02001", "丁一")."""

    def added(number: str, name: str) -> PersonView:
        with unit_of_work() as session:
            unit = session.query(Unit).filter_by(name="数学教研组").one_or_none()
            unit = unit or Unit(name="数学教研组", folded="数学教研组")
            person = Person(number=number, name=name, folded=name, unit=unit)
            session.add(person)
            session.flush()
            return directory.by_id(person.id)

    return added


@pytest.fixture
def leave(app):
    """Let somebody have left the house yesterday."""

    def left(person: PersonView) -> None:
        with unit_of_work() as session:
            session.get_one(Person, person.id).left_on = today() - timedelta(days=1)

    return left


@pytest.fixture
def an_officer(app):
    """Make an account with a password and give its id: an_officer("wangli", "王丽")."""

    def made(login: str, name: str, *offices: Office, person_id: int | None = None) -> int:
        facts = AccountFacts(name, frozenset(offices), person_id)
        invitation = service.create_account(login, facts, "命令行")
        service.accept_invitation(invitation.url.rpartition("/")[2], PASSWORD, None)
        return invitation.account_id

    return made
