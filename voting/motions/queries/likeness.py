"""Motions of this and past congresses that say much the same as a title being written."""

from dataclasses import dataclass

from sqlalchemy import select

from voting.db import db
from voting.motions.models import Motion
from voting.motions.queries.seeing import is_public
from voting.motions.rules import State
from voting.motions.similar import most_like, shortlist


@dataclass(frozen=True, slots=True)
class Like:
    """A public motion that is similar; ``percent`` of its pairs of characters are shared."""

    id: int
    title: str
    number: str | None
    state: State
    percent: int


def similar_to(title: str, *, but: int = 0) -> list[Like]:
    """Return the public motions whose titles are most like one, best first, at most three."""
    rows = db.session.execute(
        select(Motion.id, Motion.title).where(is_public(), Motion.id != but)
    ).all()
    near = shortlist(title, ((id_, other) for id_, other in rows))
    matches = {match.motion_id: match for match in most_like(title, near)}
    found = db.session.execute(
        select(Motion.id, Motion.title, Motion.number, Motion.state).where(Motion.id.in_(matches))
    ).all()
    by_id = {
        id_: Like(id_, text, number, State(state), int(matches[id_].likeness * 100))
        for id_, text, number, state in found
    }
    return [by_id[id_] for id_ in matches if id_ in by_id]
