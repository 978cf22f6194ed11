"""The opened box and the settled paper boxes, put together as what an outcome rests on."""

from voting.ballots.manifest import Manifest
from voting.ballots.tally import Counts
from voting.polls import queries, roll
from voting.polls.box import the_box
from voting.polls.counted import Batch, Counted, GroupCounted, Marks, Sheets
from voting.polls.models import Poll
from voting.polls.paper import queries as paper


def tally_of(poll: Poll) -> Counts:
    """Return the tally of a counted poll: the opened box, and the boxes two tellers agreed on."""
    manifest = queries.manifest_of(poll)
    total = the_box().opened(manifest.hash)
    for pile in paper.piles(poll.id):
        if count := pile.agreed:
            total += count.counts(group_number(manifest, pile.batch.group_id))
    return total


def group_number(manifest: Manifest, group_id: str) -> int:
    """Return the number that ballots carry for a voter group."""
    return [group.id for group in manifest.groups].index(group_id)


def counted(poll: Poll) -> Counted:
    """Return the counts of an opened poll, with the scrutineers' rulings."""
    manifest, counts = queries.manifest_of(poll), tally_of(poll)
    batches = tuple(_batches(poll))
    return Counted(
        turnout=queries.turnout(poll),
        valid=counts.valid(),
        rejected=counts.rejected(),
        blank=counts.blank(),
        marks=_marks(manifest, counts),
        write_ins={contest.id: counts.names_of(contest.id) for contest in manifest.contests},
        rulings=queries.rulings_of(poll.id),
        groups=_groups(poll, manifest, counts),
        texts={contest.id: counts.texts_of(contest.id) for contest in manifest.contests},
        reasons={reason.value: number for reason, number in counts.reasons().items()},
        phone=_phone(poll, manifest) if batches else None,
        batches=batches,
    )


def _marks(manifest: Manifest, counts: Counts, group: int | None = None) -> Marks:
    return {contest.id: counts.table(contest.id, group) for contest in manifest.contests}


def _groups(poll: Poll, manifest: Manifest, counts: Counts) -> dict[str, GroupCounted]:
    known = roll.by_group(poll)
    found = {}
    for number, group in enumerate(manifest.groups):
        electors, issued = known.get(group.id, (0, 0))
        sheets = Sheets(
            issued,
            counts.returned(number),
            counts.valid(number),
            counts.rejected(number),
            counts.blank(number),
        )
        found[group.id] = GroupCounted(
            group.title, electors, sheets, _marks(manifest, counts, number)
        )
    return found


def _batches(poll: Poll) -> list[Batch]:
    found = []
    for pile in paper.piles(poll.id):
        if count := pile.agreed:
            sheets = Sheets(pile.issued, count.returned, count.valid, count.rejected, count.blank)
            found.append(Batch(pile.batch.title, pile.batch.group_id, sheets))
    return found


def _phone(poll: Poll, manifest: Manifest) -> Sheets:
    counts = the_box().opened(manifest.hash)
    issued = roll.issued(poll) - sum(pile.issued for pile in paper.piles(poll.id))
    return Sheets(issued, counts.returned(), counts.valid(), counts.rejected(), counts.blank())


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


def _sheets_document(sheets: Sheets) -> dict[str, int]:
    return {
        "issued": sheets.issued,
        "returned": sheets.returned,
        "valid": sheets.valid,
        "rejected": sheets.rejected,
        "blank": sheets.blank,
    }
