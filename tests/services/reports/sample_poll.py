"""A whole small election with the real protocol: keys, papers, sealed ballots, an opened box."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from voting.ballots import board, canonical
from voting.ballots.ballot import Ballot
from voting.ballots.contest_documents import plaintext_size
from voting.ballots.device import Device
from voting.ballots.manifest import Group, Manifest
from voting.ballots.opening import open_ballots
from voting.ballots.papers import IssuingKey
from voting.ballots.rules import Option, Selections
from voting.ballots.seal import ReceiptKey, SealingKey
from voting.ballots.tally import Counts as BallotCounts
from voting.elections import ballot as election_ballot, counting
from voting.elections.presets import as_data, preset
from voting.reports.bundle import BundleSource, LogHead, SignedResult
from voting.reports.publication import LEAST_HEAP, published_marks, published_names
from voting.reports.result import Counts

CONTEST = "c1"
PRESET = "union_election_2016"
YES, NO, NEITHER = "approve", "oppose", "abstain"
Sheet = tuple[dict[str, str], list[str]]

# 13 electors, 2 seats, need 7: 丁一 and 王二 pass, 王五 is written in twice, 赵六 once.
CANDIDATES = (
    ("o1", "丁一", "语文教研组"),
    ("o2", "王二", "数学教研组"),
    ("o3", "文三", "英语教研组"),
)
SHEETS: list[Sheet] = [
    *[({"o1": YES, "o2": YES, "o3": NO}, [])] * 5,
    *[({"o1": YES, "o2": NO, "o3": NO}, ["王五"])] * 2,
    ({"o2": YES, "o1": NO, "o3": NO}, ["赵六"]),
    ({"o1": YES, "o2": YES, "o3": YES}, []),
    ({}, []),
    ({"o2": YES, "o3": NEITHER}, []),
]


@cache
def issuing_key() -> IssuingKey:
    """Make one key for all tests of a process; a key costs more than everything else."""
    return IssuingKey.generate()


@cache
def sealing_key() -> SealingKey:
    return SealingKey.generate()


@dataclass(frozen=True)
class Cast:
    """What lies in the closed box, opened."""

    manifest: Manifest
    ballots: tuple[Ballot, ...]
    counts: BallotCounts


def a_manifest(electors: int, seats: int, rules: dict[str, object], title: str) -> Manifest:
    options = [Option(*candidate) for candidate in CANDIDATES]
    contest = election_ballot.contest(CONTEST, title, options, seats, preset(PRESET))
    return Manifest(
        poll="0f" * 16,
        title=title,
        kind="election",
        organisation="春风中学工会",
        meeting="第五届第三次会员代表大会",
        rules=rules,
        contests=(contest,),
        groups=(
            Group("all", "", tuple(f"{n:05}" for n in range(electors)), issuing_key().public.n),
        ),
        sealing_key=sealing_key().public,
        receipt_key=ReceiptKey.generate().public,
        plaintext_size=plaintext_size((contest,)),
    )


def cast(manifest: Manifest, sheets: Sequence[Sheet]) -> Cast:
    """Take papers, fill in, seal and cast every sheet, then open the box."""
    ballots = []
    for place, (marks, names) in enumerate(sheets):
        device = Device(hashlib.sha256(f"seed {place}".encode()).digest()[:16], manifest)
        paper = device.paper(issuing_key().blind_sign(device.blinded))
        ballots.append(device.fill_in(Selections({CONTEST: marks}, {CONTEST: names}), paper))
    return Cast(manifest, tuple(ballots), open_ballots(manifest, ballots, sealing_key()))


def count_file(
    sheets: Sequence[Sheet], *, electors: int, attended: int, issued: int, seats: int
) -> dict[str, object]:
    """Return the same ballots as a file of ``voting count``."""
    return {
        "kind": "election",
        "rules": PRESET,
        "eligible": electors,
        "attended": attended,
        "issued": issued,
        "seats": seats,
        "members": 150,
        "candidates": [dict(zip(("id", "name", "unit"), each, strict=True)) for each in CANDIDATES],
        "ballots": [{"marks": marks, "write_ins": names} for marks, names in sheets],
    }


def a_source(
    sheets: Sequence[Sheet] = tuple(SHEETS),
    *,
    electors: int = 13,
    attended: int = 13,
    issued: int = 12,
    seats: int = 2,
    title: str = "工会委员会委员选举",
) -> BundleSource:
    """Return what a bundle of this election is written from."""
    manifest = a_manifest(electors, seats, as_data(preset(PRESET)), title)
    held = cast(manifest, sheets)
    file = count_file(sheets, electors=electors, attended=attended, issued=issued, seats=seats)
    answer = folded(counting.answer(counting.count(file)))
    result = canonical.encode(answer)
    entries = sorted(ballot.entry for ballot in held.ballots)
    return BundleSource(
        manifest=manifest.encoded,
        entries=entries,
        root=board.root(entries).hex(),
        marks=published_marks(held.counts, [], manifest, LEAST_HEAP),
        write_ins={CONTEST: published_names(answer["write_ins"], {})},
        counts=Counts(**answer["counts"]),
        papers=[f"{n:05}" for n in range(issued)],
        result=result,
        signed=[
            SignedResult(
                name,
                office,
                hashlib.sha256(result).hexdigest(),
                datetime(2026, 11, 22, 6, 55, minute, tzinfo=UTC),
            )
            for minute, (name, office) in enumerate(
                (("钱监", "head_scrutineer"), ("孙计", "teller"))
            )
        ],
        log=LogHead(57, hashlib.sha256(b"log").hexdigest()),
    )


def folded(answer: dict) -> dict:
    """Return an answer of ``voting count`` as a poll signs it: names of one ballot are a number."""
    rows = [row | {"unit": ""} for row in answer["write_ins"]]
    shown = [row for row in rows if row["passed"] or row["approve"] > 1]
    hidden = sum(row["approve"] for row in rows if row not in shown)
    others = {"name": "其他", "approve": hidden, "passed": False, "status": "others", "unit": ""}
    return answer | {"write_ins": shown + [others] * bool(hidden)}
