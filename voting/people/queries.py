"""Who is on the roster, for pages and for the slices above."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from voting import clock
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.names import fold
from voting.people.models import Person, Unit
from voting.people.rules import Membership, Sex

PAGE_SIZE = 50


class Presence(StrEnum):
    """Whom a list shows."""

    PRESENT = "present"
    LEFT = "left"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of a list: ``total`` people in all, ``page`` counted from 1."""

    people: Sequence[Person]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; one where nobody is found."""
        return max(-(-self.total // PAGE_SIZE), 1)

    @property
    def first(self) -> int:
        """The place of the page's first person, from 1."""
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The place of the page's last person."""
        return self.first + len(self.people) - 1


def person(person_id: int) -> Person:
    """Return a person; refuse where there is none."""
    found = db.session.get(Person, person_id, options=[joinedload(Person.unit)])
    if found is None:
        raise NotFound(_("花名册中没有这个人，可能地址有误。"))
    return found


def by_number(number: str) -> Person | None:
    """Return the person with a staff number, in whatever width and case it is typed."""
    typed = fold(number)
    asked = select(Person).options(joinedload(Person.unit))
    exact = db.session.scalars(asked.where(Person.number == number.strip())).one_or_none()
    if exact or not typed:
        return exact
    return db.session.scalars(asked.where(func.lower(Person.number) == typed)).first()


def search(text: str = "", page: int = 1, presence: str = Presence.PRESENT) -> PeoplePage:
    """Return a page of the people whose name, number or unit holds every word of a text.

    繁 and 简 are one, spaces in names do not matter; by staff number. A page beyond the last is
    the last.
    """
    found = _matching(text, Presence(presence))
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    last = max(-(-total // PAGE_SIZE), 1)
    number = min(max(page, 1), last)
    people = db.session.scalars(
        found.order_by(func.length(Person.number), Person.number)
        .offset((number - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    )
    return PeoplePage(people.all(), total, number)


def _matching(text: str, presence: Presence) -> Select[Person]:
    found = select(Person).outerjoin(Person.unit).options(contains_eager(Person.unit))
    if presence is not Presence.ALL:
        found = found.where(_present() if presence is Presence.PRESENT else not_(_present()))
    for word in text.split():
        asked = fold(word)
        found = found.where(
            or_(
                Person.folded.contains(asked, autoescape=True),
                func.lower(Person.number).contains(asked, autoescape=True),
                Unit.folded.contains(asked, autoescape=True),
            )
        )
    return found


def _present() -> ColumnElement[bool]:
    return or_(Person.left_on.is_(None), Person.left_on > clock.today())


def _entitled() -> ColumnElement[bool]:
    return and_(
        _present(), Person.is_member.is_(True), Person.membership == Membership.NORMAL.value
    )


def _by_number(*conditions: ColumnElement[bool]) -> list[Person]:
    return list(
        db.session.scalars(
            select(Person)
            .options(joinedload(Person.unit))
            .where(*conditions)
            .order_by(func.length(Person.number), Person.number)
        )
    )


def members() -> list[Person]:
    """Return the members with full rights today: no 保留会籍, nobody who has left; by number."""
    return _by_number(_entitled())


def women_members() -> list[Person]:
    """Return the women among the members with full rights, by number."""
    return _by_number(_entitled(), Person.sex == Sex.FEMALE.value)


def all_present() -> list[Person]:
    """Return everybody who has not left, members or not, by number."""
    return _by_number(_present())


@dataclass(frozen=True, slots=True)
class RosterFigures:
    """How many people the roster has, and how many of them are members with full rights."""

    present: int
    members: int
    left: int


def figures() -> RosterFigures:
    """Return the figures above the list."""
    present, members_now, left = db.session.execute(
        select(
            func.count().filter(_present()),
            func.count().filter(_entitled()),
            func.count().filter(not_(_present())),
        ).select_from(Person)
    ).one()
    return RosterFigures(present, members_now, left)
