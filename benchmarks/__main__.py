"""`python -m benchmarks`: measure everything and print the table of the README.

`python -m benchmarks 1000` has so many delegates; `python -m benchmarks surveys` measures surveys
only, and `python -m benchmarks surveys 100000` tabulates so many responses.
"""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import counting, evaluating, load, motions, service, survey_builder, surveys
from benchmarks.hall import Phone, phones
from voting.congress import queries as congress, service as acts, tickets
from voting.congress.rules import Method
from voting.db import db
from voting.demo.school import School, build
from voting.polls import lifecycle, queries
from voting.polls.models import Poll

DELEGATES = 5000
CONNECTIONS = 200
ACTOR = "benchmark"
# What the committee of a union of 1,001 to 5,000 members may have.
SEATS, CANDIDATES = 15, 17


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    figure: str
    wanted: str
    floor: str


def main() -> None:
    """Measure, print, and fail only if something went wrong, never for a figure."""
    if sys.argv[1:2] == ["surveys"]:
        _print_head("surveys only")
        _surveys(int(sys.argv[2]) if sys.argv[2:] else surveys.RESPONSES)
        return
    delegates = int(sys.argv[1]) if len(sys.argv) > 1 else DELEGATES
    _print_head(f"{delegates:,} delegates")
    with tempfile.TemporaryDirectory() as name:
        floor = _floor(Path(name))
    _print(_service(delegates, floor))
    _print(_hall(delegates))
    _print(
        [
            Line("5,000 ballots × 30 candidates opened and counted", counting.opening(), "5 s", ""),
            Line(
                "5,000 evaluations × 30 × 5 opened and scored",
                evaluating.measured(),
                "10 s, 500 MB",
                "",
            ),
            Line("roster of 20,000 rows checked", counting.roster(), "10 s, 300 MB", ""),
            Line("election page, packed", counting.page_weight("election"), "60 kB", ""),
            Line("evaluation page, packed", counting.page_weight("evaluation"), "60 kB", ""),
            *_motions(),
            *_builder(),
        ]
    )
    _surveys(surveys.RESPONSES)


def _surveys(responses: int) -> None:
    """Measure and print each as it comes: a million responses take minutes to make up."""
    what = f"{responses:,} responses × {surveys.survey_rows.QUESTIONS} questions, 5 breakdowns"
    wanted = "60 s, 2 GB"
    in_memory, counted = surveys.tabulated(responses)
    floor = f"{counted.seconds:.1f} s: each column counted"
    _print([Line(f"{what}: tables made safe, from memory", str(in_memory), wanted, floor)])
    whole, read = surveys.commanded(responses)
    floor = f"{read.seconds:.1f} s: file read, each column counted"
    _print([Line(f"{what}: `voting tabulate` on a file", str(whole), wanted, floor)])
    taken = surveys.sealed()
    what = f"responses of {taken.body / 1000:.1f} kB taken in, durable before their receipts"
    opened = f"{surveys.SEALED:,} sealed responses opened, checked, flagged, in columns"
    parts = ", ".join(f"{part} {seconds:.1f} s" for part, seconds in taken.parts.items())
    bare = f"{taken.parts['unsealing']:.1f} s: unsealing alone"
    _print(
        [
            _line(what, taken.intake, "≥ 1,000/s", taken.floor),
            Line(opened, f"{taken.opened} ({parts})", "", bare),
        ]
    )


def _motions() -> list[Line]:
    floor, *pages = motions.measured()
    reports = [page for page in pages if page.name.startswith("报告")]
    lists = [page for page in pages if page not in reports]
    base = f"{floor.median:.1f} ms"
    return [
        Line(
            "20,000 motions, 200,000 events: slowest list, search or home at the median",
            motions.slowest(lists),
            "150 ms",
            base,
        ),
        Line("report on 20,000 motions at the median", motions.slowest(reports), "2 s", base),
    ]


def _builder() -> list[Line]:
    floor, *pages = survey_builder.measured()
    slowest = max(pages, key=lambda page: page.median)
    what = "the builder with 200 questions: slowest page or act at the median"
    return [
        Line(what, f"{slowest.median:.0f} ms ({slowest.name})", "150 ms", f"{floor.median:.1f} ms")
    ]


def _floor(folder: Path) -> dict[str, load.Figures]:
    body = os.urandom(1200)
    port = service.free_port()
    with service.floor_serving(folder, port):
        stored = load.run(
            port,
            (load.single(load.request("POST", "/store", body)) for _ in range(10_000)),
            CONNECTIONS,
        )
        nothing = load.run(
            port,
            (load.single(load.request("GET", "/nothing")) for _ in range(20_000)),
            CONNECTIONS,
        )
    return {"store": stored, "nothing": nothing}


@dataclass(frozen=True)
class Prepared:
    """A running service with a sealed poll, and phones whose ballots are ready."""

    port: int
    school: School
    phones: list[Phone]
    server: subprocess.Popen[bytes]

    @property
    def ballot_url(self) -> str:
        """The address of the ballot page."""
        return f"/meetings/{self.school.meeting_id}/polls/{self.school.poll_id}/ballot"

    @property
    def hall_url(self) -> str:
        """The hall's code at this moment."""
        return tickets.hall_url(self.school.meeting_id)


@contextmanager
def _prepared(delegates: int) -> Iterator[Prepared]:
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), service.free_port()
        settings = service.settings_in(folder, port)
        app = service.new_application(settings)
        with app.app_context(), app.test_request_context(base_url=settings.public_url):
            school = build(service.roster_of(folder, delegates), SEATS, CANDIDATES, kinds=False)
            lifecycle.seal(school.poll_id, _version(school.poll_id), ACTOR, settings)
            manifest = queries.manifest_of(db.session.get_one(Poll, school.poll_id))
            ready = list(phones([link for _name, link in school.delegates], manifest))
            with service.serving(settings, port) as server:
                yield Prepared(port, school, ready, server)


def _version(poll_id: int) -> int:
    db.session.rollback()
    return db.session.get_one(Poll, poll_id).version


def _service(delegates: int, floor: dict[str, load.Figures]) -> list[Line]:
    """Measure each step by itself."""
    with _prepared(delegates) as hall:
        url, port = hall.ballot_url, hall.port
        entered = load.run(port, (phone.enter() for phone in hall.phones), CONNECTIONS)
        code = hall.hall_url
        checked = load.run(port, (phone.check_in(code) for phone in hall.phones), CONNECTIONS)
        load.run(port, (phone.open_ballot(url) for phone in hall.phones), CONNECTIONS)
        issued = load.run(port, (phone.take_paper(url) for phone in hall.phones), CONNECTIONS)
        lifecycle.open_poll(hall.school.poll_id, _version(hall.school.poll_id), ACTOR)
        cast = load.run(port, (phone.cast() for phone in hall.phones), CONNECTIONS)
        document = load.request("GET", f"/meetings/{hall.school.meeting_id}/state.json")
        state = load.run(port, (load.single(document) for _ in range(20_000)), CONNECTIONS)
        memory = " / ".join(f"{mb:.0f} MB" for mb in service.worker_megabytes(hall.server))
    store, nothing = floor["store"], floor["nothing"]
    return [
        _line("enter by personal link (two requests)", entered, "", nothing),
        _line("check in by the hall's code (two requests)", checked, "", nothing),
        _line("issue: papers signed and kept", issued, "≥ 600/s", store),
        _line("cast: durable before its receipt", cast, "≥ 1,000/s, p99 ≤ 250 ms, ≥ 0.5", store),
        _line("state document of the meeting", state, "≥ 5,000/s", nothing),
        Line("memory of each worker after all that", memory, "150 MB", ""),
    ]


def _hall(delegates: int) -> list[Line]:
    """Let a whole hall come in and vote at once; the poll is open already."""
    with _prepared(delegates) as hall:
        there = hall.phones[: -(-2 * delegates // 3)]
        for person in congress.expected_people(hall.school.meeting_id)[: len(there)]:
            acts.check_in(hall.school.meeting_id, person.person_id, Method.DESK, ACTOR)
        lifecycle.open_poll(hall.school.poll_id, _version(hall.school.poll_id), ACTOR)
        url = hall.ballot_url
        # Each phone scans the code that is on the screen when it comes in.
        conversations = (phone.everything(hall.hall_url, url) for phone in hall.phones)
        figures = load.run(hall.port, conversations, CONNECTIONS)
        missing = sum(not phone.code for phone in hall.phones)
    return [
        Line(
            f"{delegates:,} delegates enter, check in, take papers and cast",
            f"{figures.seconds:.1f} s, {missing} without a receipt, "
            f"p99 {figures.percentile(0.99):.0f} ms a request",
            "60 s without an error",
            "",
        )
    ]


def _line(what: str, figures: load.Figures, wanted: str, floor: load.Figures) -> Line:
    return Line(
        what,
        f"{figures.rate:,.0f}/s, p50 {figures.percentile(0.5):.0f} ms, "
        f"p99 {figures.percentile(0.99):.0f} ms",
        wanted,
        f"{floor.rate:,.0f}/s ({figures.rate / floor.rate:.2f})",
    )


def _print_head(size: str) -> None:
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, SQLite, {size}, "
        f"{CONNECTIONS} connections, {service.WORKERS} workers, load generator included\n"
    )
    print("| what | measured | wanted | floor (ratio) |\n|---|---|---|---|", flush=True)


def _print(lines: list[Line]) -> None:
    for line in lines:
        print(f"| {line.what} | {line.figure} | {line.wanted} | {line.floor} |", flush=True)


if __name__ == "__main__":
    main()
