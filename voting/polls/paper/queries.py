"""Reading paper boxes: their electors, what was counted in them, and whether two agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from voting.ballots import canonical
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.polls.models import IssuedPaper
from voting.polls.paper.models import PaperBatch, PaperEntry
from voting.polls.paper.rules import PileCount

TELLERS = 2


@dataclass(frozen=True, slots=True)
class Pile:
    """A box with the number of papers issued from it and its entries, in the order they came."""

    batch: PaperBatch
    issued: int
    entries: tuple[PaperEntry, ...]

    @property
    def agreed(self) -> PileCount | None:
        """Return what two tellers found alike, or None while they have not."""
        if len(self.entries) < TELLERS or len({each.digest for each in self.entries}) > 1:
            return None
        return PileCount.of(canonical.parse(self.entries[0].counts))


def piles(poll_id: int) -> list[Pile]:
    """Return the paper boxes of a poll in the order they were made."""
    batches = select(PaperBatch).where(PaperBatch.poll_id == poll_id).order_by(PaperBatch.id)
    found = list(db.session.execute(batches).scalars())
    if not found:
        return []
    issued = _issued(poll_id)
    entries = _entries([batch.id for batch in found])
    return [
        Pile(batch, issued.get(batch.id, 0), tuple(entries.get(batch.id, ()))) for batch in found
    ]


def pile(poll_id: int, batch_id: int) -> Pile:
    """Return one paper box of a poll."""
    for found in piles(poll_id):
        if found.batch.id == batch_id:
            return found
    raise NotFound(_("没有这个票箱，可能已被移除。请返回纸质票页面。"))


def unsettled(poll_id: int) -> list[Pile]:
    """Return the boxes that two tellers have not counted alike yet."""
    return [pile for pile in piles(poll_id) if pile.agreed is None]


def returned(poll_id: int) -> int:
    """Return how many paper ballots came back, from the boxes that are settled."""
    return sum(count.returned for pile in piles(poll_id) if (count := pile.agreed))


def on_paper(poll_id: int) -> frozenset[str]:
    """Return the numbers of those who took a paper ballot, of whatever box."""
    taken = select(IssuedPaper.elector).where(
        IssuedPaper.poll_id == poll_id, IssuedPaper.batch_id.is_not(None)
    )
    return frozenset(db.session.execute(taken).scalars())


def box_of_paper(taken: IssuedPaper) -> PaperBatch | None:
    """Return the box a paper was handed out from; None for a phone's paper."""
    return None if taken.batch_id is None else db.session.get_one(PaperBatch, taken.batch_id)


def electors_of(poll_id: int, batch_id: int) -> list[str]:
    """Return the numbers of those who took a paper of this box, in order."""
    taken = select(IssuedPaper.elector).where(
        IssuedPaper.poll_id == poll_id, IssuedPaper.batch_id == batch_id
    )
    return sorted(db.session.execute(taken).scalars())


def _issued(poll_id: int) -> dict[int, int]:
    taken = (
        select(IssuedPaper.batch_id, func.count())
        .where(IssuedPaper.poll_id == poll_id, IssuedPaper.batch_id.is_not(None))
        .group_by(IssuedPaper.batch_id)
    )
    return {batch_id: number for batch_id, number in db.session.execute(taken) if batch_id}


def _entries(batch_ids: Sequence[int]) -> dict[int, list[PaperEntry]]:
    wanted = (
        select(PaperEntry)
        .where(PaperEntry.batch_id.in_(batch_ids))
        .order_by(PaperEntry.entered_at, PaperEntry.account_id)
    )
    found: dict[int, list[PaperEntry]] = {}
    for entry in db.session.execute(wanted).scalars():
        found.setdefault(entry.batch_id, []).append(entry)
    return found
