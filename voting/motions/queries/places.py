"""Where a new motion can go: the congress somebody has a seat in, the meeting it is moved for."""

from dataclasses import dataclass

from sqlalchemy import select

from voting import clock
from voting.congress import queries as congresses
from voting.congress.models import Congress, Meeting
from voting.congress.seats import Standing
from voting.db import db
from voting.motions.models import MotionCall
from voting.motions.settings import call_of
from voting.people.models import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting of a congress, or the time between meetings; ``full``: one may move motions."""

    congress: Congress
    meeting: Meeting | None
    call: MotionCall | None
    full: bool

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.congress.id}-{self.meeting.id if self.meeting else 0}"

    @property
    def is_open(self) -> bool:
        """Whether motions are called for now."""
        today = clock.today()
        return self.call is not None and self.call.opens_on <= today <= self.call.closes_on


def places(person_id: int) -> list[Place]:
    """Return where somebody can send a motion: meetings with an open call first."""
    found = [
        place
        for congress, what in congresses.seats_held(person_id)
        for place in _of_congress(congress, full=what is Standing.EXPECTED)
    ]
    return sorted(found, key=lambda place: not place.is_open)


def _of_congress(congress: Congress, *, full: bool) -> list[Place]:
    meetings = congresses.meetings_of(congress.id)
    today = clock.today()
    every = [Place(congress, each, call_of(each.id), full) for each in meetings]
    ahead = [
        place
        for place in every
        if place.meeting is not None
        and (place.is_open or clock.local(place.meeting.held_at).date() >= today)
    ]
    return [*(ahead or every[:1]), Place(congress, None, None, full)]


def departments() -> list[Unit]:
    """Return every department that could handle a motion, by name."""
    return list(db.session.execute(select(Unit).order_by(Unit.name)).scalars())
