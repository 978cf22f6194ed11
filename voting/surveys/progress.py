"""How far a survey is while it is under way, so that nobody is singled out.

Numbers are in steps (:func:`voting.surveys.rules.shown_total` says what can be told from them) and
are drawn anew only now and then: two looks at the page do not tell who came in between. What is
shown is kept, so that all officers see the same.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, false, func, select

from voting import clock
from voting.db import db, unit_of_work
from voting.surveys import queries
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.rules import Mode, Shown, State, in_steps, shown_progress, shown_total

RENEWED = timedelta(minutes=15)
"""How long a look at the numbers lasts."""


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far a unit is: ``invited`` exactly, ``taken`` at least; ``on_paper`` are among both."""

    unit: str
    invited: int
    on_paper: int
    taken: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a survey is. By an open link nobody is invited, and nothing is known of units.

    ``taken`` and ``returned`` are at least so many; ``most`` is the most who may have taken one.
    """

    returned: int
    invited: int | None = None
    on_paper: int = 0
    taken: int | None = None
    most: int = 0
    units: tuple[UnitProgress, ...] = ()
    rest: UnitProgress | None = None
    """The units under the minimum together, where together they are no longer under it."""
    small_units: int = 0
    small_people: int = 0

    @property
    def waiting(self) -> int:
        """How many have surely taken none yet."""
        return max((self.invited or 0) - self.most, 0)


def progress(found: Survey) -> Progress:
    """Return what officers may see; as it was at :func:`seen_at`."""
    if found.state != State.OPEN:
        return _drawn(found)
    if not _is_fresh(found):
        with unit_of_work() as session:
            kept = session.get_one(Survey, found.id, with_for_update=True, populate_existing=True)
            if not _is_fresh(kept):
                kept.progress = json.dumps(asdict(_drawn(kept)), ensure_ascii=False)
                kept.progress_at = clock.now()
    return _read(found.progress)


def seen_at(found: Survey) -> datetime | None:
    """Return as of when the numbers of a survey under way are."""
    return found.progress_at if found.state == State.OPEN else None


def forget(found: Survey) -> None:
    """Draw the numbers anew at the next look: the list of those on paper has changed."""
    found.progress_at = None


def _is_fresh(found: Survey) -> bool:
    return found.progress_at is not None and clock.now() - found.progress_at < RENEWED


def _read(kept: str) -> Progress:
    facts = json.loads(kept)
    facts["units"] = tuple(UnitProgress(**each) for each in facts["units"])
    facts["rest"] = UnitProgress(**facts["rest"]) if facts["rest"] else None
    return Progress(**facts)


@dataclass(frozen=True, slots=True)
class _Group:
    """People on the phone: how many are asked, how many took a paper; and those on paper."""

    unit: str
    asked: int
    taken: int
    on_paper: int

    def shown(self, shown: Shown) -> UnitProgress:
        """Return the group as it is shown; those on paper the office knows anyway."""
        return UnitProgress(
            self.unit, self.asked + self.on_paper, self.on_paper, shown.fewest + self.on_paper
        )


def _drawn(found: Survey) -> Progress:
    exact = queries.returned_by_phone(found)
    under_way = found.state == State.OPEN
    returned = in_steps(exact, found.least) if under_way else exact
    if found.mode == Mode.OPEN:
        return Progress(returned)
    every = _groups(found)
    large = [each for each in every if each.asked >= found.least or not each.asked]
    small = [each for each in every if 0 < each.asked < found.least]
    rest = _together(small)
    pooled = [*large, rest] if small else large
    total = shown_total([(each.asked, each.taken) for each in pooled], found.least)
    on_paper = sum(each.on_paper for each in every)
    fewest = total.fewest if total else 0
    most = total.most if total else sum(each.asked for each in every)
    shown_rest = shown_progress(rest.asked, rest.taken, found.least)
    return Progress(
        # Whoever handed one in took one: no more may show here than there.
        min(returned, fewest) if under_way else returned,
        sum(each.asked for each in every) + on_paper,
        on_paper,
        fewest + on_paper if total else None,
        most + on_paper,
        tuple(
            each.shown(shown_progress(each.asked, each.taken, found.least) or Shown(0, 0))
            for each in large
        ),
        rest.shown(shown_rest) if shown_rest else None,
        len(small),
        rest.asked + rest.on_paper,
    )


def _together(groups: list[_Group]) -> _Group:
    return _Group(
        "",
        sum(each.asked for each in groups),
        sum(each.taken for each in groups),
        sum(each.on_paper for each in groups),
    )


def _groups(found: Survey) -> list[_Group]:
    on_phone = Invitation.on_paper.is_(false())
    rows = db.session.execute(
        select(Invitation.unit, _number(on_phone), _number(_has_taken(found)), _number(~on_phone))
        .outerjoin(
            NamedResponse,
            and_(
                NamedResponse.survey_id == Invitation.survey_id,
                NamedResponse.person_id == Invitation.person_id,
            ),
        )
        .where(Invitation.survey_id == found.id)
        .group_by(Invitation.unit)
        .order_by(Invitation.unit)
    )
    return [_Group(*row) for row in rows]


def _has_taken(found: Survey) -> ColumnElement[bool]:
    if found.mode == Mode.NAMED:
        return NamedResponse.person_id.is_not(None)
    return Invitation.signature.is_not(None)


def _number(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((which, 1)))
