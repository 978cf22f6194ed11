"""Lists of motions as rows of plain values: the public list, and what waits for somebody."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from voting.db import db
from voting.motions.handling_models import Assignment, Feedback
from voting.motions.models import Motion, Mover, Seconder
from voting.motions.queries.seeing import is_public
from voting.motions.rules import AssignmentState, Kind, SecondState, State
from voting.names import fold
from voting.people.models import Person

PAGE_SIZE = 20
_NUMBER = re.compile(r"\d{1,2}-\d{1,2}-\d+")
_MOST_OWN = 200
"""Of one's own motions the latest so many are listed."""
_GIVEN_UP = (AssignmentState.DECLINED.value, AssignmentState.MOVED.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One motion in a list. ``movers`` is empty where they asked to be hidden."""

    id: int
    number: str | None
    kind: Kind
    state: State
    title: str
    category: str
    delegation: str
    reply_class: str | None
    created_at: datetime
    hidden: bool
    movers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for; ``before`` is the last motion of the page before."""

    text: str = ""
    congress_id: int | None = None
    category: str = ""
    unit_id: int | None = None
    state: State | None = None
    kind: Kind | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list, and after which motion the next one begins (none: it is the last)."""

    rows: Sequence[Row]
    next_before: int | None


def public_list(wanted: Wanted) -> ListPage:
    """Return the latest public motions that are wanted, 20 a page.

    A text is looked for in everything that was written in them, word by word, 繁 as 简; a number
    finds its motion. Movers are not searched, as some ask to be hidden.
    """
    asked = _narrow().where(is_public(), *_conditions(wanted))
    if wanted.before is not None:
        asked = asked.where(Motion.id < wanted.before)
    found = _rows(asked.order_by(Motion.id.desc()).limit(PAGE_SIZE + 1))
    here = found[:PAGE_SIZE]
    return ListPage(named(here), here[-1].id if len(found) > PAGE_SIZE else None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    equal = (
        (Motion.congress_id, wanted.congress_id),
        (Motion.category, wanted.category or None),
        (Motion.state, wanted.state),
        (Motion.kind, wanted.kind),
    )
    found: list[ColumnElement[bool]] = [
        column == value for column, value in equal if value is not None
    ]
    if wanted.unit_id is not None:
        found.append(handled_by(wanted.unit_id))
    return [*found, *(holds(word) for word in wanted.text.split())]


def holds(word: str) -> ColumnElement[bool]:
    """Return the condition that a motion holds a word, or bears it where it is a number."""
    asked = fold(word)
    if _NUMBER.fullmatch(asked):
        # The index of the numbers knows at once; a text hardly ever quotes one.
        return Motion.number == asked
    return Motion.folded.contains(asked, autoescape=True)


def handled_by(unit_id: int) -> ColumnElement[bool]:
    """Return the condition that a department handles a motion, or handled it."""
    return exists().where(
        Assignment.motion_id == Motion.id,
        Assignment.unit_id == unit_id,
        Assignment.state.not_in(_GIVEN_UP),
    )


def _narrow() -> Select[*tuple[Any, ...]]:
    """Select what a row shows and none of the long texts."""
    return select(
        Motion.id,
        Motion.number,
        Motion.kind,
        Motion.state,
        Motion.title,
        Motion.category,
        Motion.delegation,
        Motion.reply_class,
        Motion.created_at,
        Motion.hides_movers,
    )


def _rows(asked: Select[*tuple[Any, ...]]) -> list[Row]:
    return [
        Row(id_, number, Kind(kind), State(state), *rest)
        for id_, number, kind, state, *rest in db.session.execute(asked)
    ]


def named(rows: Iterable[Row]) -> list[Row]:
    """Return rows with the names of their movers, but for those who asked to be hidden."""
    listed = list(rows)
    names = public_movers([row.id for row in listed if not row.hidden])
    return [replace(row, movers=tuple(names.get(row.id, ()))) for row in listed]


def public_movers(motion_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of the movers of some motions, without those hidden by a merged motion."""
    origin = aliased(Motion)
    rows = db.session.execute(
        select(Mover.motion_id, Person.name)
        .join(Person, Person.id == Mover.person_id)
        .outerjoin(origin, origin.id == Mover.from_motion_id)
        .where(
            Mover.motion_id.in_(motion_ids),
            or_(origin.id.is_(None), origin.hides_movers.is_(False)),
        )
        .order_by(Mover.motion_id, Mover.position)
    )
    found: dict[int, list[str]] = {}
    for motion_id, name in rows:
        found.setdefault(motion_id, []).append(name)
    return found


# --- What is somebody's own --------------------------------------------------------------------


def own(person_id: int) -> list[Row]:
    """Return the motions somebody moves now, the latest first."""
    mine = _narrow().where(
        Motion.id.in_(
            select(Mover.motion_id).where(Mover.person_id == person_id, Mover.left_on.is_(None))
        )
    )
    return _rows(mine.order_by(Motion.id.desc()).limit(_MOST_OWN))


def asked_to_second(person_id: int) -> list[Row]:
    """Return the motions that wait for somebody's second, the longest waiting first."""
    asked = (
        _narrow()
        .join(Seconder, Seconder.motion_id == Motion.id)
        .where(
            Seconder.person_id == person_id,
            Seconder.state == SecondState.INVITED.value,
            Motion.kind == Kind.MOTION.value,
            Motion.state.in_([State.SECONDING.value, State.RETURNED.value]),
        )
        .order_by(Seconder.invited_at, Motion.id)
    )
    listed = _rows(asked)
    # Whoever is asked to second learns by whom, hidden from others or not.
    names = public_movers([row.id for row in listed])
    return [replace(row, movers=tuple(names.get(row.id, ()))) for row in listed]


def to_rate(person_id: int) -> list[Row]:
    """Return the replied motions whose reply somebody has yet to rate, the oldest reply first."""
    rated = exists().where(
        and_(
            Feedback.motion_id == Motion.id,
            Feedback.person_id == person_id,
            Feedback.round == Motion.round,
        )
    )
    mine = (
        _narrow()
        .join(Mover, Mover.motion_id == Motion.id)
        .where(
            Mover.person_id == person_id,
            Mover.left_on.is_(None),
            Motion.state == State.REPLIED.value,
            ~rated,
        )
        .order_by(Motion.replied_at, Motion.id)
    )
    return _rows(mine)
