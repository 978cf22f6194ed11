"""Opening and counting a full box, importing a large roster, and the weight of the voter's page."""

import re
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine

from benchmarks.service import roster_of
from voting.ballots.contest_documents import plaintext_size
from voting.ballots.device import Device
from voting.ballots.manifest import Group, Manifest
from voting.ballots.opening import open_box, poll_of
from voting.ballots.papers import IssuingKey
from voting.ballots.post import BallotPost
from voting.ballots.rules import Contest, Option
from voting.ballots.seal import ReceiptKey, SealingKey
from voting.ballots.sqlbox import SqlBox
from voting.db import BoxBase
from voting.demo.choices import choose
from voting.web.assets import STATIC, content

BALLOTS = 5000
OPTIONS = 30
ROWS = 20_000


def opening() -> str:
    """Open and count 5,000 ballots of 30 candidates; return seconds and memory."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/box.sqlite")
        BoxBase.metadata.create_all(engine)
        box = SqlBox(engine, secrets.token_urlsafe(48))
        sealing, manifest = _full_box(box)
        began = time.perf_counter()
        counts = open_box(box, manifest, sealing)
        seconds = time.perf_counter() - began
        engine.dispose()
    assert counts.returned() == BALLOTS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{seconds:.1f} s, {peak:.0f} MB"


def _full_box(box: SqlBox) -> tuple[SealingKey, Manifest]:
    issuing, sealing, receipt = IssuingKey.generate(), SealingKey.generate(), ReceiptKey.generate()
    options = tuple(Option(f"o{n}", f"候选人{n:02d}") for n in range(OPTIONS))
    contest = Contest(
        "c1",
        "委员",
        options,
        ("approve", "oppose", "abstain"),
        "abstain",
        {"approve": OPTIONS - 2},
        OPTIONS - 2,
        "approve",
        "oppose",
    )
    manifest = Manifest(
        poll=secrets.token_hex(16),
        title="选举",
        kind="election",
        organisation="工会",
        meeting="大会",
        rules={},
        contests=(contest,),
        groups=(Group("all", "", ("1",), issuing.public.n),),
        sealing_key=sealing.public,
        receipt_key=receipt.public,
        plaintext_size=plaintext_size((contest,)),
    )
    box.prepare(poll_of(manifest), receipt)
    box.open(manifest.hash)
    post = BallotPost(box)
    for _ in range(BALLOTS):
        device = Device(secrets.token_bytes(16), manifest)
        paper = device.paper(issuing.blind_sign(device.blinded))
        post.cast(manifest.hash, device.fill_in(choose(manifest.contests), paper).body)
    post.stop()
    box.close(manifest.hash)
    return sealing, manifest


def roster() -> str:
    """Check a roster of 20,000 rows in a process of its own; return seconds and memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = roster_of(Path(folder), ROWS)
        program = (
            "import resource, sys; from voting.cli import main\n"
            "try: main(sys.argv[1:])\n"
            "except SystemExit: pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", program, "roster", "check", str(path), "--json"],
            capture_output=True,
            text=True,
            check=True,
        )
        seconds = time.perf_counter() - began
    peak = int(done.stderr.split()[-1]) / 1024
    return f"{seconds:.1f} s, {peak:.0f} MB"


def page_weight(kind: str) -> str:
    """Add up what the ballot page of an election or an evaluation loads, packed as it is sent."""
    sheet, *styles = {"election": ["sheet"], "evaluation": ["cards", "ballot-cards"]}[kind]
    scripts = _imports(STATIC / "js/ballot/page.js") | _imports(STATIC / f"js/ballot/{sheet}.js")
    sheets = {STATIC / f"css/{name}.css" for name in ("site", "ballot", *styles)}
    total = sum(len(content(path, packed=True)) for path in scripts | sheets)
    return f"{total / 1000:.1f} kB"


def _imports(script: Path, found: set[Path] | None = None) -> set[Path]:
    """Follow the imports of a module."""
    found = found if found is not None else set()
    if script in found:
        return found
    found.add(script)
    for target in re.findall(r'from\s*"(\.[^"]+)"|import\("(\.[^"]+)"\)', script.read_text()):
        _imports((script.parent / (target[0] or target[1])).resolve(), found)
    return found
