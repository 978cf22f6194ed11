"""Opening and scoring a full box of evaluation sheets: 30 subjects × 5 dimensions, three groups.

It runs in a process of its own, so that its memory is its own: ``python -m benchmarks.evaluating``.
The floor is the same box opened without judging, tearing or storing a single mark.
"""

import resource
import secrets
import subprocess
import sys
import tempfile
import time

from sqlalchemy import create_engine

from voting.ballots.contest_documents import plaintext_size
from voting.ballots.device import Device
from voting.ballots.manifest import Group, Manifest
from voting.ballots.opening import open_box, poll_of
from voting.ballots.papers import IssuingKey
from voting.ballots.post import BallotPost
from voting.ballots.seal import ReceiptKey, SealingKey
from voting.ballots.sqlbox import SqlBox
from voting.ballots.tally import Counts
from voting.db import BoxBase
from voting.demo.choices import choose
from voting.evaluations.answer import result_document
from voting.evaluations.contests import contests
from voting.evaluations.figures import figures_of, tallies_of
from voting.evaluations.rules import Subject, plan_from_rules
from voting.polls.counted import Counted, GroupCounted, Pile
from voting.polls.rules import Turnout

SHEETS = 5000
SUBJECTS = 30
PLAN = {
    "title": "述职测评",
    "scale": ["excellent", "competent", "basic", "incompetent"],
    "unknown": "unknown",
    "dimensions": [
        {"id": f"d{place}", "title": title, "weight": "0.2"}
        for place, title in enumerate("德能勤绩廉", 1)
    ],
    "groups": {
        "a": {"title": "A票", "weight": "0.3"},
        "b": {"title": "B票", "weight": "0.3"},
        "c": {"title": "C票", "weight": "0.4"},
    },
    "limits": {"excellent": 10},
    "scheme": {
        "type": "points",
        "points": {"excellent": 100, "competent": 80, "basic": 60, "incompetent": 40},
        "empty_group": "refuse",
    },
}


def measured() -> str:
    """Return seconds and memory of opening and scoring beside the floor, measured afresh."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.evaluating"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _main() -> None:
    plan = plan_from_rules(PLAN)
    subjects = [Subject(f"s{n}", f"干部{n:02d}") for n in range(SUBJECTS)]
    asked = contests(plan, subjects)
    issuing = [IssuingKey.generate() for _ in plan.groups]
    sealing, receipt = SealingKey.generate(), ReceiptKey.generate()
    manifest = Manifest(
        poll=secrets.token_hex(16),
        title="测评",
        kind="evaluation",
        organisation="工会",
        meeting="大会",
        rules=PLAN,
        contests=asked,
        groups=tuple(
            Group(group.id, group.title, (str(place),), key.public.n)
            for place, (group, key) in enumerate(zip(plan.groups, issuing, strict=True))
        ),
        sealing_key=sealing.public,
        receipt_key=receipt.public,
        plaintext_size=plaintext_size(asked),
    )
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/box.sqlite")
        BoxBase.metadata.create_all(engine)
        box = SqlBox(engine, secrets.token_urlsafe(48))
        _fill(box, manifest, issuing, receipt)
        floor = _unsealed_only(box, manifest, sealing)
        began = time.perf_counter()
        counts = open_box(box, manifest, sealing)
        opened = time.perf_counter() - began
        counted = _counted(manifest, counts)
        result = result_document(plan, subjects, figures_of(counted), tallies_of(counted))
        seconds = time.perf_counter() - began
        engine.dispose()
    assert len(result["subjects"]) == SUBJECTS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{seconds:.1f} s (opened in {opened:.1f} s), {peak:.0f} MB; unsealing alone {floor:.1f} s"
    )


def _fill(box: SqlBox, manifest: Manifest, issuing: list[IssuingKey], receipt: ReceiptKey) -> None:
    box.prepare(poll_of(manifest), receipt)
    box.open(manifest.hash)
    post = BallotPost(box)
    for number in range(SHEETS):
        group = number % len(issuing)
        device = Device(secrets.token_bytes(16), manifest, group)
        paper = device.paper(issuing[group].blind_sign(device.blinded))
        post.cast(manifest.hash, device.fill_in(choose(manifest.contests), paper).body)
    post.stop()
    box.close(manifest.hash)


def _unsealed_only(box: SqlBox, manifest: Manifest, sealing: SealingKey) -> float:
    began = time.perf_counter()
    for ballot in box.ballots(manifest.hash):
        sealing.open(manifest.hash, ballot.public_key, ballot.sealed)
    return time.perf_counter() - began


def _counted(manifest: Manifest, counts: Counts) -> Counted:
    total = SHEETS
    groups = {}
    for number, group in enumerate(manifest.groups):
        returned = counts.returned(number)
        groups[group.id] = GroupCounted(
            group.title,
            returned,
            Pile(returned, returned, counts.valid(number), counts.rejected(number), 0),
            {contest.id: counts.table(contest.id, number) for contest in manifest.contests},
        )
    return Counted(
        turnout=Turnout(total, total, total, total),
        valid=counts.valid(),
        rejected=counts.rejected(),
        blank=counts.blank(),
        marks={contest.id: counts.table(contest.id) for contest in manifest.contests},
        write_ins={},
        rulings={},
        groups=groups,
    )


if __name__ == "__main__":
    _main()
