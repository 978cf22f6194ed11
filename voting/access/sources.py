"""What the upper slices tell access: who a person is, which offices they hold, where home is.

Access lies below people and congress and may not import them; ``app.py`` registers these
callables when it puts the slices together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from voting.access.rules import Office


@dataclass(frozen=True, slots=True)
class PersonView:
    """What access needs to know of a person; ``left`` when they no longer belong to the house."""

    id: int
    number: str
    name: str
    unit: str
    left: bool = False


PersonById = Callable[[int], PersonView | None]
PersonByNumber = Callable[[str], PersonView | None]
OfficeSource = Callable[[int, int], frozenset[Office]]
HomeSource = Callable[["str", "int | None"], str]


def _nobody_by_id(_person_id: int) -> PersonView | None:
    return None


def _nobody_by_number(_number: str) -> PersonView | None:
    return None


def _root(_kind: str, _person_id: int | None) -> str:
    return "/"


@dataclass(slots=True)
class Sources:
    """The callables of one application."""

    offices: list[OfficeSource] = field(default_factory=list)
    person_by_id: PersonById = _nobody_by_id
    person_by_number: PersonByNumber = _nobody_by_number
    home: HomeSource = _root


def of_app(app: Flask) -> Sources:
    """Return the callables registered with an application."""
    return cast("Sources", app.extensions.setdefault("voting.access", Sources()))


def register_office_source(app: Flask, source: OfficeSource) -> None:
    """Let a slice say which offices a person holds in a meeting; several sources add up."""
    of_app(app).offices.append(source)


def register_person_source(app: Flask, by_id: PersonById, by_number: PersonByNumber) -> None:
    """Let the roster say who a person is."""
    of_app(app).person_by_id = by_id
    of_app(app).person_by_number = by_number


def register_home_source(app: Flask, home: HomeSource) -> None:
    """Let a slice say where somebody lands after signing in: kind, person id → path."""
    of_app(app).home = home


def person_by_id(person_id: int) -> PersonView | None:
    """Return a person of the roster."""
    return of_app(current_app).person_by_id(person_id)


def person_by_number(number: str) -> PersonView | None:
    """Return the person with a staff number."""
    return of_app(current_app).person_by_number(number)


def meeting_offices(person_id: int, meeting_id: int) -> frozenset[Office]:
    """Return the offices a person holds in a meeting."""
    found = (source(person_id, meeting_id) for source in of_app(current_app).offices)
    return frozenset().union(*found)


def home_of(kind: str, person_id: int | None) -> str:
    """Return where somebody lands after signing in."""
    return of_app(current_app).home(kind, person_id)
