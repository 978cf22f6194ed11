"""The opened box and the settled paper boxes, put together as what an outcome rests on."""

from collections.abc import Iterable

from voting.ballots.manifest import Manifest
from voting.ballots.tally import Counts
from voting.polls import queries, roll
from voting.polls.box import the_box
from voting.polls.counted import Batch, Counted, GroupCounted, Marks, Pile
from voting.polls.models import Poll
from voting.polls.paper import queries as paper
from voting.polls.paper.rules import PileCount

_Settled = tuple[paper.Pile, PileCount]
"""A paper box with what two tellers found in it alike."""


def tally_of(poll: Poll) -> Counts:
    """Return the tally of a counted poll: the opened box, and the boxes two tellers agreed on."""
    manifest = queries.manifest_of(poll)
    phone, settled = the_box().opened(manifest.hash), _settled(paper.piles(poll.id))
    return _together(manifest, phone, settled)


def _settled(boxes: Iterable[paper.Pile]) -> list[_Settled]:
    return [(box, count) for box in boxes if (count := box.agreed)]


def _together(manifest: Manifest, phone: Counts, settled: Iterable[_Settled]) -> Counts:
    total = phone
    for box, count in settled:
        total += count.counts(group_number(manifest, box.batch.group_id))
    return total


def group_number(manifest: Manifest, group_id: str) -> int:
    """Return the number that ballots carry for a voter group."""
    return [group.id for group in manifest.groups].index(group_id)


def counted(poll: Poll) -> Counted:
    """Return the counts of an opened poll, with the scrutineers' rulings."""
    manifest, turnout = queries.manifest_of(poll), queries.turnout(poll)
    phone, boxes = the_box().opened(manifest.hash), paper.piles(poll.id)
    settled = _settled(boxes)
    counts = _together(manifest, phone, settled)
    by_phone = turnout.issued - sum(box.issued for box in boxes)
    return Counted(
        turnout=turnout,
        valid=counts.valid(),
        rejected=counts.rejected(),
        blank=counts.blank(),
        marks=_marks(manifest, counts),
        write_ins={contest.id: counts.names_of(contest.id) for contest in manifest.contests},
        rulings=queries.rulings_of(poll.id),
        groups=_groups(poll, manifest, counts),
        texts={contest.id: counts.texts_of(contest.id) for contest in manifest.contests},
        reasons={reason.value: number for reason, number in counts.reasons().items()},
        phone=_pile(by_phone, phone) if settled else None,
        batches=tuple(_batch(box, count) for box, count in settled),
    )


def _marks(manifest: Manifest, counts: Counts, group: int | None = None) -> Marks:
    return {contest.id: counts.table(contest.id, group) for contest in manifest.contests}


def _groups(poll: Poll, manifest: Manifest, counts: Counts) -> dict[str, GroupCounted]:
    known = roll.by_group(poll)
    found = {}
    for number, group in enumerate(manifest.groups):
        electors, issued = known.get(group.id, (0, 0))
        found[group.id] = GroupCounted(
            group.title,
            electors,
            _pile(issued, counts, number),
            _marks(manifest, counts, number),
        )
    return found


def _pile(issued: int, counts: Counts, group: int | None = None) -> Pile:
    return Pile(
        issued,
        counts.returned(group),
        counts.valid(group),
        counts.rejected(group),
        counts.blank(group),
    )


def _batch(box: paper.Pile, count: PileCount) -> Batch:
    pile = Pile(box.issued, count.returned, count.valid, count.rejected, count.blank)
    return Batch(box.batch.title, box.batch.group_id, pile)


def piles_document(counted: Counted) -> dict[str, object]:
    """Return what a result says of phones and paper apart; nothing where there was no paper."""
    if counted.phone is None:
        return {}
    return {
        "phone": _sheets_document(counted.phone),
        "paper": [
            {"title": batch.title, "group": batch.group} | _sheets_document(batch.sheets)
            for batch in counted.batches
        ],
    }


def _sheets_document(sheets: Pile) -> dict[str, int]:
    return {
        "issued": sheets.issued,
        "returned": sheets.returned,
        "valid": sheets.valid,
        "rejected": sheets.rejected,
        "blank": sheets.blank,
    }
