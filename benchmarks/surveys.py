"""Surveys of 40 questions: a million responses tabulated, sealed ones taken in and opened."""

import csv
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import cast

from benchmarks import load, service, survey_rows
from benchmarks.load import Conversation
from voting.ballots import board
from voting.ballots.ballot import Ballot, check as check_ballot
from voting.ballots.device import Device
from voting.ballots.manifest import Manifest
from voting.ballots.papers import IssuingKey
from voting.ballots.seal import ReceiptKey, SealingKey
from voting.ballots.sqlbox import SqlBox
from voting.polls.box import the_box
from voting.surveys import content, crossing
from voting.surveys.answers import Checked, Checker
from voting.surveys.coding import Coded
from voting.surveys.disclosure import publish
from voting.surveys.flags import Flagger
from voting.surveys.manifest import Keys, SurveyManifest, size_of, text_of
from voting.surveys.rules import Mode
from voting.surveys.tabulation import columns_of, tables

RESPONSES = 1_000_000
SEALED = 11_031
CONNECTIONS = 200
DAY = "2026-11-25"
_AT_ONCE = 10_000
_MEASURED = (
    "import resource, sys, time\n"
    "try: {0}\n"
    "except SystemExit: pass\n"
    "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
    "print(time.process_time(), peak / 1024, file=sys.stderr)"
)


@dataclass(frozen=True)
class Cost:
    """Seconds, those of the processor, and the most memory of the process in megabytes."""

    seconds: float
    computing: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.computing:.1f} s computing), {self.megabytes:,.0f} MB"


@dataclass(frozen=True)
class Sealed:
    """What was measured of sealed responses: taking them in, and opening and checking them."""

    intake: load.Figures
    floor: load.Figures
    body: int
    """Bytes of one cast response."""
    opened: Cost
    parts: dict[str, float]
    """Seconds of each part of opening."""


def tabulated(responses: int = RESPONSES) -> tuple[Cost, Cost]:
    """Tabulate answers in memory; and the floor: count each column by itself."""
    return _itself(f"surveys.tabulate({responses})"), _itself(f"surveys.count({responses})")


def commanded(responses: int = RESPONSES) -> tuple[Cost, Cost]:
    """Run ``voting tabulate`` on a file; and the floor: read it and count each column."""
    with tempfile.TemporaryDirectory() as name:
        form, file = Path(name) / "form.md", Path(name) / "responses.csv"
        form.write_text(survey_rows.text(), encoding="utf-8")
        survey_rows.write(file, responses)
        by = [word for each in survey_rows.BREAKDOWNS for word in ("--by", each)]
        words = ["tabulate", str(form), str(file), *by, "--json"]
        whole = _process(f"from voting.cli import main; main({words!r})")
        floor = _process(f"from benchmarks import surveys; surveys.read({str(file)!r})")
    return whole, floor


def _itself(call: str) -> Cost:
    """Call a function that returns its own seconds, in a process of its own."""
    cost, told = _run(f"from benchmarks import surveys; print({call})")
    return Cost(*json.loads(told), cost.megabytes)


def _process(code: str) -> Cost:
    """Measure all of a process, from its start to its end."""
    return _run(code)[0]


def _run(code: str) -> tuple[Cost, str]:
    command = [sys.executable, "-c", _MEASURED.format(code)]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - began
    computing, megabytes = map(float, done.stderr.split()[-2:])
    return Cost(seconds, computing, megabytes), done.stdout


def _columns(responses: int) -> dict[str, Coded[str | tuple[str, ...] | None]]:
    drawn = survey_rows.columns(responses)
    return {name: Coded(drawn.pop(name)) for name in list(drawn)}


class _Clock:
    """Tells how long something took: seconds, and seconds of the processor."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def told(self) -> list[float]:
        """Return both since the clock was made."""
        wall, computing = self._began
        return [time.perf_counter() - wall, time.process_time() - computing]


def tabulate(responses: int) -> list[float]:
    """Make all tables and cross tables fit to be published; return what it took."""
    program, columns = survey_rows.program(), _columns(responses)
    clock = _Clock()
    crosses = [
        cross
        for breakdown in crossing.breakdowns(program, columns, list(survey_rows.BREAKDOWNS))
        for cross in crossing.crosses(program, columns, breakdown)
    ]
    published = publish(tables(program, columns), crosses)
    assert published.crosses
    return clock.told()


def count(responses: int) -> list[float]:
    """Count each column by itself; return what it took."""
    drawn = survey_rows.columns(responses)
    clock = _Clock()
    for column in drawn.values():
        Counter(column)
    return clock.told()


def read(path: str) -> None:
    """Read a file with nothing but the csv module and count each of its columns."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        counters: list[Counter[str]] = [Counter() for _ in next(rows)]
        while some := list(islice(rows, _AT_ONCE)):
            for counter, column in zip(counters, zip(*some, strict=True), strict=True):
                counter.update(column)


def sealed(responses: int = SEALED) -> Sealed:
    """Cast sealed responses to the real server, then open and check what its box holds."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), service.free_port()
        settings = service.settings_in(folder, port)
        app = service.new_application(settings)
        with app.app_context():
            keys = _Keys()
            manifest, box = keys.manifest, the_box()
            box.prepare(manifest.box_poll, keys.receipt)
            box.open(manifest.hash)
            bodies = [each.body for each in keys.cast(responses)]
            with service.serving(settings, port):
                asked = (_cast(manifest, body) for body in bodies)
                intake = load.run(port, asked, CONNECTIONS)
            assert intake.statuses == {201: responses}
            box.close(manifest.hash)
            opened, parts = _opened(box, manifest, keys.sealing)
    return Sealed(intake, _floor(bodies), len(bodies[0]), opened, parts)


class _Keys:
    """The private keys of a made-up survey."""

    def __init__(self) -> None:
        self.issuing, self.sealing = IssuingKey.generate(), SealingKey.generate()
        self.receipt = ReceiptKey.generate()

    @cached_property
    def manifest(self) -> SurveyManifest:
        """The survey as it is published."""
        program = survey_rows.program()
        return SurveyManifest(
            survey=secrets.token_hex(16),
            title="问卷",
            organisation="工会",
            mode=Mode.INVITED,
            form=text_of(program),
            least=5,
            comment_least=10,
            breakdowns=tuple(survey_rows.BREAKDOWNS),
            keys=Keys(self.issuing.public, self.sealing.public, self.receipt.public),
            plaintext_size=size_of(program),
        )

    def cast(self, responses: int) -> Iterator[Ballot]:
        """Make so many responses, each with its paper, sealed."""
        for answers in survey_rows.rows(responses):
            device = Device(secrets.token_bytes(16), cast(Manifest, self.manifest))
            paper = device.paper(self.issuing.blind_sign(device.blinded))
            yield device.seal(content.encoded(answers), paper)


def _cast(manifest: SurveyManifest, body: bytes) -> Conversation:
    kind = [("Content-Type", "application/octet-stream")]
    yield load.request("POST", f"/box/{manifest.hash.hex()}", body, kind)


def _floor(bodies: list[bytes]) -> load.Figures:
    """Have as many bytes stored by the bare application."""
    with tempfile.TemporaryDirectory() as name:
        port = service.free_port()
        with service.floor_serving(Path(name), port):
            asked = (load.single(load.request("POST", "/store", body)) for body in bodies)
            return load.run(port, asked, CONNECTIONS)


def _opened(
    box: SqlBox, manifest: SurveyManifest, key: SealingKey
) -> tuple[Cost, dict[str, float]]:
    """Open what a box holds up to the columns that are counted; return what each part took."""
    parts: dict[str, float] = {}
    clock, last = _Clock(), time.perf_counter()

    def lap(part: str) -> None:
        nonlocal last
        parts[part], last = time.perf_counter() - last, time.perf_counter()

    ballots = box.ballots(manifest.hash)
    assert board.root([each.entry for each in ballots]) == box.root(manifest.hash)
    lap("box and board")
    for ballot in ballots:
        check_ballot(manifest.box_poll, ballot)
    lap("papers and signatures")
    plain = [key.open(manifest.hash, each.public_key, each.sealed) for each in ballots]
    lap("unsealing")
    sent = [content.decoded(each, manifest.plaintext_size) for each in plain]
    lap("reading")
    checker = Checker(manifest.program, DAY)
    checked: list[Checked] = [checker.check(each.answers) for each in sent]
    assert not any(each.faults for each in checked)
    lap("checking")
    flagger = Flagger(manifest.program)
    for each in checked:
        flagger.flags(each)
    columns_of(manifest.program, checked)
    lap("flags and columns")
    return Cost(*clock.told(), _resident()), parts


def _resident() -> float:
    """Return the memory of this process in megabytes."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True, check=True
    )
    return int(told.stdout) / 1024
