"""Whom a survey asks: the people of the roster who fit on the day of publication."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from voting.db import db
from voting.people.models import Person
from voting.people.rules import DelegateStatus, Sex
from voting.surveys.models import Survey
from voting.surveys.queries import units_of
from voting.surveys.rules import Body, Mode


def people(survey: Survey) -> list[Person]:
    """Return whom a survey asks, in the order of the roster; nobody by an open link."""
    if survey.mode == Mode.OPEN:
        return []
    wanted = select(Person).where(Person.left_on.is_(None)).options(selectinload(Person.unit))
    body = Body(survey.body)
    if body is Body.MEMBERS:
        wanted = wanted.where(Person.is_member.is_(True))
    elif body is Body.DELEGATES:
        wanted = wanted.where(Person.delegate_status == DelegateStatus.FULL.value)
    elif body is Body.WOMEN:
        wanted = wanted.where(Person.sex == Sex.FEMALE.value)
    if units := units_of(survey):
        wanted = wanted.where(Person.unit_id.in_(units))
    return list(db.session.execute(wanted.order_by(Person.id)).scalars())
