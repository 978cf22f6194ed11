"""The composition report of a congress: lines with numerator, denominator, rule and verdict."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from voting.congress import expected
from voting.congress.composition import (
    Line,
    Profile,
    Verdict,
    composition,
    delegates_needed,
)
from voting.congress.models import Congress
from voting.db import db
from voting.people.models import Person


@dataclass(frozen=True, slots=True)
class Report:
    """The lines of the report; ``needed`` is the least lawful number of delegates, if ruled."""

    lines: tuple[Line, ...]
    delegates: int
    staff: int
    needed: int | None

    @property
    def enough(self) -> bool:
        """Whether there are as many delegates as the rules ask."""
        return self.needed is None or self.delegates >= self.needed

    @property
    def broken(self) -> list[Line]:
        """The lines that break a rule."""
        return [line for line in self.lines if line.verdict is Verdict.RED]


def composition_report(congress: Congress, day: date) -> Report:
    """Report on the full delegates of a congress; ages as on ``day``."""
    delegates = _profiles(expected.seated_ids(congress))
    staff = _profiles(expected.entitled_ids(congress))
    preset = congress.preset
    return Report(
        lines=tuple(
            composition(delegates, staff, preset.lines, young_age=preset.young_age, day=day)
        ),
        delegates=len(delegates),
        staff=len(staff),
        needed=delegates_needed(len(staff), preset.delegates_number),
    )


def _profiles(people: Select[int]) -> list[Profile]:
    rows = db.session.execute(
        select(Person.name, Person.category, Person.sex, Person.birth_month, Person.post)
        .where(Person.id.in_(people))
        .order_by(Person.number)
    )
    return [Profile(*row) for row in rows]
