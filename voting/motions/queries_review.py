"""What stands beside a motion under review: the similar ones, of this and of past congresses."""

from dataclasses import dataclass

from sqlalchemy import select

from voting.db import db
from voting.motions.models import Motion
from voting.motions.office import Reach
from voting.motions.similar import most_like, shortlist


@dataclass(frozen=True, slots=True)
class Like:
    """A motion that is similar to the one under review; ``percent`` of the pairs are shared."""

    motion: Motion
    percent: int


def similar_to(motion: Motion, reach: Reach) -> list[Like]:
    """Return the submitted motions of all congresses whose titles are most like one's."""
    rows = db.session.execute(
        select(Motion.id, Motion.title).where(reach.scope(), Motion.id != motion.id)
    )
    near = shortlist(motion.title, ((id_, title) for id_, title in rows))
    return [
        Like(db.session.get_one(Motion, match.motion_id), int(match.likeness * 100))
        for match in most_like(motion.title, near)
    ]
