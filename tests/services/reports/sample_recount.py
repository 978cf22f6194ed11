"""Bundles of any kind without real ballots, for what is recounted from marks alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.services.reports.repacking import files_of
from tests.services.reports.sample_poll import issuing_key, sealing_key
from verifier.canonical import Malformed
from verifier.documents import Bundle
from verifier.report import Mismatch
from verifier.verification import CHECKS, RECOUNTS
from voting.ballots import board, canonical
from voting.ballots.contest_documents import plaintext_size
from voting.ballots.manifest import Group, Manifest
from voting.ballots.rules import Contest, Selections, judge
from voting.ballots.seal import ReceiptKey
from voting.ballots.tally import Counts as BallotCounts, count
from voting.polls.counted import Batch, Counted, GroupCounted, Pile
from voting.polls.opened import piles_document
from voting.polls.paper.rules import pile_of
from voting.polls.rules import Turnout
from voting.reports.bundle import BundleSource, LogHead, bundle_of
from voting.reports.publication import LEAST_HEAP, PaperBox, published_marks
from voting.reports.result import Counts

_OF_MARKS = (
    "bounds",
    "electors",
    "boxes",
    "verdicts",
    "marks",
    "limits",
    "groups",
    "rulings",
    "counts",
)
Marks = Mapping[str, Mapping[str, str]]
Outcome = Callable[[Counted], dict[str, Any]]


def judged(contests: Sequence[Contest], sheets: Sequence[tuple[int, Marks]]) -> BallotCounts:
    """Judge filled-in sheets, each of a voter group, and count them."""
    return count(
        contests, [(judge(contests, Selections(each)), group, 1) for group, each in sheets]
    )


class Poll:
    """A poll with its electors and ballots; ``absent`` of each group took no paper."""

    def __init__(
        self,
        kind: str,
        contests: Sequence[Contest],
        rules: Mapping[str, Any],
        sheets: Sequence[tuple[int, Marks]],
        *,
        groups: Mapping[str, str] | None = None,
        boxes: Sequence[Sequence[tuple[int, Marks]]] = (),
        absent: int = 0,
        lost: int = 0,
    ) -> None:
        self.kind, self.contests, self.rules = kind, tuple(contests), rules
        self.groups = groups or {"all": ""}
        self.phones = judged(contests, sheets)
        self.absent, self.lost = absent, lost
        self.boxes = [self._box(place, each) for place, each in enumerate(boxes)]

    def _box(self, place: int, sheets: Sequence[tuple[int, Marks]]) -> PaperBox:
        group = sheets[0][0] if sheets else 0
        counted = pile_of(judged(self.contests, [(0, each) for _group, each in sheets]))
        electors = tuple(f"{group}{place + 5:02}{number:03}" for number in range(len(sheets)))
        title = f"票箱{place}"
        return PaperBox(title, "mobile", group, electors, ("钱监", "孙计"), counted)

    def numbers(self, group: int) -> list[str]:
        """Return the electors of a group: those of phones, of boxes, and the absent."""
        phones = [f"{group}00{n:03}" for n in range(self.phones.returned(group) + self.lost)]
        paper = [each for box in self.boxes if box.group == group for each in box.electors]
        return [*phones, *paper]

    @property
    def all_ballots(self) -> BallotCounts:
        """Return phones and paper together."""
        return sum((box.counts for box in self.boxes), self.phones)

    def counted(self) -> Counted:
        """Return what a kind of poll decides by."""
        ballots, groups = self.all_ballots, list(self.groups.items())
        issued = [len(self.numbers(number)) for number in range(len(groups))]
        return Counted(
            Turnout(
                sum(issued) + self.absent * len(groups),
                sum(issued) + self.absent // 2,
                sum(issued),
                ballots.returned(),
            ),
            ballots.valid(),
            ballots.rejected(),
            ballots.blank(),
            {contest.id: ballots.table(contest.id) for contest in self.contests},
            {},
            {},
            {
                group: GroupCounted(
                    title,
                    issued[number] + self.absent,
                    _sheets(issued[number], ballots, number),
                    {contest.id: ballots.table(contest.id, number) for contest in self.contests},
                )
                for number, (group, title) in enumerate(groups)
            },
            {},
            self._phone(sum(issued)) if self.boxes else None,
            tuple(self._batch(box) for box in self.boxes),
        )

    def _phone(self, issued: int) -> Pile:
        on_paper = sum(len(box.electors) for box in self.boxes)
        return _sheets(issued - on_paper, self.phones)

    def _batch(self, box: PaperBox) -> Batch:
        group = list(self.groups)[box.group]
        return Batch(box.title, group, _sheets(len(box.electors), box.counts))

    def bundle(self, decide: Outcome) -> Bundle:
        """Return its bundle, decided by the service's own rules."""
        return Bundle(files_of(bundle_of(self.source(decide), "示例")))

    def source(self, decide: Outcome) -> BundleSource:
        """Return what its bundle is written from."""
        counted, entries = self.counted(), self._entries()
        turnout = counted.turnout
        manifest, least = self._manifest(), self.rules.get("min_group", LEAST_HEAP)
        return BundleSource(
            manifest=manifest.encoded,
            entries=entries,
            root=board.root(entries).hex(),
            marks=published_marks(self.phones, self.boxes, manifest, least),
            write_ins={},
            counts=Counts(
                turnout.eligible,
                turnout.attended,
                turnout.issued,
                turnout.returned,
                counted.valid,
                counted.rejected,
                counted.blank,
                max(turnout.issued - turnout.returned, 0),
            ),
            papers=[each for number in range(len(self.groups)) for each in self.numbers(number)],
            result=canonical.encode(decide(counted) | piles_document(counted)),
            signed=[],
            log=LogHead(1, "0" * 64),
        )

    def _entries(self) -> list[board.Entry]:
        """Return a board with an entry for each phone's ballot, whose papers nobody signed."""
        groups = [
            group for group in range(len(self.groups)) for _n in range(self.phones.returned(group))
        ]
        return [
            board.Entry(place.to_bytes(32), group, bytes(256), bytes(32))
            for place, group in enumerate(groups)
        ]

    def _manifest(self) -> Manifest:
        groups = [
            Group(
                key,
                title,
                (*self.numbers(number), *(f"{number}99{n:03}" for n in range(self.absent))),
                issuing_key().public.n,
            )
            for number, (key, title) in enumerate(self.groups.items())
        ]
        return Manifest(
            poll="0f" * 16,
            title="示例",
            kind=self.kind,
            organisation="春风中学工会",
            meeting="第五届第三次会员代表大会",
            rules=self.rules,
            contests=self.contests,
            groups=tuple(groups),
            sealing_key=sealing_key().public,
            receipt_key=ReceiptKey.generate().public,
            plaintext_size=plaintext_size(self.contests),
        )


def _sheets(issued: int, ballots: BallotCounts, group: int | None = None) -> Pile:
    return Pile(
        issued,
        ballots.returned(group),
        ballots.valid(group),
        ballots.rejected(group),
        ballots.blank(group),
    )


def stuffed(poll: Poll, place: int) -> Poll:
    """Take one elector's paper out of a box: more came back from it than were issued."""
    box = poll.boxes[place]
    poll.boxes[place] = replace(box, electors=box.electors[:-1])
    return poll


def problems(bundle: Bundle) -> dict[str, str]:
    """Return what the checks of marks and of the result find wrong, by the check's name."""
    looks = [look for look in CHECKS if look[0] in _OF_MARKS]
    found = {}
    for name, _title, look in (*looks, *RECOUNTS[bundle.manifest.kind]):
        try:
            look(bundle)
        except (Mismatch, Malformed) as problem:
            found[name] = str(problem)
    return found


def forged(bundle: Bundle, name: str, change: Callable[[Any], object]) -> set[str]:
    """Change one document of a bundle; return the names of the checks that find it."""
    value = canonical.parse(bundle.files[name])
    change(value)
    return set(problems(Bundle({**bundle.files, name: canonical.encode(value)})))
