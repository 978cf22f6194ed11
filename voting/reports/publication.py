"""What is published of names and marks: never so little that it shows how somebody voted.

Names: those of the signed result; the rest is a number. The result folds away what one vote alone
named, since that could be a voter's signature; and it was counted with the roster as it stood. So
a bundle is written from it, not from the roster of the day somebody asks for the bundle.

Marks: in heaps, of which a paper box or a voter group of a few people is never one by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from voting.ballots.manifest import Manifest
from voting.ballots.rules import VOID
from voting.ballots.tally import Counts as BallotCounts
from voting.polls.paper.rules import PileCount
from voting.reports.result import OTHERS, is_published


@dataclass(frozen=True, slots=True)
class PublishedName:
    """A written-in name with its ruling: ``resolved``, ``void`` (and why) or ``undecided``."""

    name: str
    unit: str
    votes: int
    ruling: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PublishedNames:
    """The published names of one contest in order, and the votes of all others."""

    names: tuple[PublishedName, ...] = ()
    others: int = 0

    def records(self) -> list[str]:
        """Return one text for each vote, sorted: what a recount starts from."""
        texts = [each.name for each in self.names for _vote in range(each.votes)]
        return sorted([*texts, *[OTHERS] * self.others])


def published_names(
    rows: Iterable[Mapping[str, Any]], reasons: Mapping[str, str]
) -> PublishedNames:
    """Return the names of a result's ``write_ins``; ``reasons``: why a name was ruled void."""
    names, others = [], 0
    for row in rows:
        if is_published(row):
            unit, reason = row.get("unit", ""), reasons.get(row["name"], "")
            names.append(PublishedName(row["name"], unit, row["approve"], row["status"], reason))
        else:
            others += row["approve"]
    return PublishedNames(tuple(sorted(names, key=lambda each: each.name)), others)


# --- Marks -----------------------------------------------------------------------------------

LEAST_HEAP = 5
"""Ballots whose marks are published by themselves, at the least, where no plan says so."""


@dataclass(frozen=True, slots=True)
class PaperBox:
    """A paper box that two tellers counted alike; ``group`` is the number of its voter group.

    ``apart``: whether its marks are published by themselves, or only together with the phones'.
    """

    title: str
    kind: str
    group: int
    electors: tuple[str, ...]
    tellers: tuple[str, ...]
    count: PileCount
    apart: bool = True

    @property
    def counts(self) -> BallotCounts:
        """Its tally."""
        return self.count.counts(self.group)


@dataclass(frozen=True, slots=True)
class PublishedMarks:
    """The marks of a poll in the heaps they are published in.

    ``phones``: what the opened box holds. ``heap``: that, and the paper boxes that are not told
    apart. ``groups``: each voter group's ballots, phones and paper together; empty where groups
    are not told apart.
    """

    phones: BallotCounts
    heap: BallotCounts
    boxes: tuple[PaperBox, ...] = ()
    groups: tuple[BallotCounts, ...] = ()


def published_marks(
    phones: BallotCounts, boxes: Sequence[PaperBox], manifest: Manifest, least: int
) -> PublishedMarks:
    """Part the marks into heaps so that none, and no difference of two, holds under ``least``.

    The electors of a box or a small group are known by number, so the marks of a few of them
    alone would tell how they voted.
    """
    parted = _parted(phones, boxes, manifest, least)
    heap = sum((box.counts for box in parted if not box.apart), phones)
    return PublishedMarks(phones, heap, parted, _groups(phones, boxes, manifest, least))


def _rows(manifest: Manifest, counts: BallotCounts) -> int:
    """Return how many ballots speak for the option that the fewest speak for; 0: nobody speaks.

    A voter's own line and a void one say nothing of that option.
    """
    found = [
        sum(number for mark, number in marks.items() if mark not in {VOID, contest.own})
        for contest in manifest.contests
        for marks in counts.table(contest.id).values()
    ]
    return min((rows for rows in (counts.valid(), *found) if rows), default=0)


def _parted(
    phones: BallotCounts, boxes: Sequence[PaperBox], manifest: Manifest, least: int
) -> tuple[PaperBox, ...]:
    together = {box.title for box in boxes if 0 < _rows(manifest, box.counts) < least}

    def too_few_left(ballots: BallotCounts, among: Sequence[PaperBox]) -> bool:
        left = sum((box.counts for box in among if box.title in together), ballots)
        return 0 < _rows(manifest, left) < least

    for group in range(len(manifest.groups)):
        own = [box for box in boxes if box.group == group]
        if too_few_left(_of_group(phones, group), own):
            together |= {box.title for box in own}
    if too_few_left(phones, boxes):
        together = {box.title for box in boxes}
    return tuple(replace(box, apart=box.title not in together) for box in boxes)


def _groups(
    phones: BallotCounts, boxes: Sequence[PaperBox], manifest: Manifest, least: int
) -> tuple[BallotCounts, ...]:
    whole = sum((box.counts for box in boxes), phones)
    groups = tuple(_of_group(whole, group) for group in range(len(manifest.groups)))
    if len(groups) == 1 or any(0 < _rows(manifest, group) < least for group in groups):
        return ()
    return groups


def _of_group(counts: BallotCounts, group: int) -> BallotCounts:
    return BallotCounts(
        {record: n for record, n in counts.marks.items() if record.group == group},
        {},
        {verdict: n for verdict, n in counts.verdicts.items() if verdict.group == group},
    )
