"""Pages of 20,000 motions with 200,000 lines of history, on SQLite, through the application itself.

It runs in a process of its own: ``python -m benchmarks.motions`` prints every page.
The floor is the health page, which asks no table: what the framework alone costs.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import service
from benchmarks.motion_rows import CONGRESSES, MEETINGS, MOTIONS, PEOPLE, fill
from voting import clock
from voting.access import passes, service as accounts, sources
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.db import db, unit_of_work
from voting.motions.models import Motion, MotionCall

TRIES = 15
PASSWORD = "每周三下午去打乒乓球"


@dataclass(frozen=True)
class Timed:
    """A page and how long it took, in milliseconds at the median."""

    name: str
    median: float


def measured() -> list[Timed]:
    """Measure in a process of its own; return every page with its median."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.motions"], capture_output=True, text=True, check=True
    )
    pairs = (line.rpartition("\t") for line in done.stdout.splitlines() if "\t" in line)
    return [Timed(name, float(figure)) for name, _tab, figure in pairs]


def slowest(pages: list[Timed]) -> str:
    """Return the slowest of several pages with its name."""
    worst = max(pages, key=lambda page: page.median)
    return f"{worst.median:.0f} ms ({worst.name})"


def _main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = service.settings_in(Path(name), service.free_port())
        app = service.new_application(settings)
        with app.app_context(), app.test_request_context(base_url=settings.public_url):
            fill()
            people = _people()
        for page in _timed(app, people):
            print(f"{page.name}\t{page.median:.1f}", flush=True)


@dataclass(frozen=True)
class Readers:
    """Who opens the pages: links and accounts."""

    delegate: str
    handler: str = "chengban"
    secretary: str = "mishu"


def _people() -> Readers:
    with unit_of_work() as session:
        today = clock.today()
        for meeting in range(1, CONGRESSES * MEETINGS + 1):
            session.add(
                MotionCall(
                    meeting_id=meeting,
                    opens_on=today - timedelta(days=400),
                    closes_on=today + timedelta(days=5),
                    last_serial=MOTIONS // CONGRESSES // MEETINGS,
                )
            )
    handler = PEOPLE // 2 + 2
    for login, offices, person_id in (
        ("mishu", frozenset({Office.SECRETARY}), None),
        ("chengban", frozenset(), handler),
    ):
        invitation = accounts.create_account(login, AccountFacts(login, offices, person_id), "测量")
        accounts.accept_invitation(invitation.url.rpartition("/")[2], PASSWORD, None)
    view = sources.person_by_id(7)
    assert view is not None
    db.session.rollback()
    return Readers(passes.entry_url(view))


PAGES = (
    ("delegate", "提案首页（代表）", "/motions"),
    ("delegate", "目录", "/motions/list"),
    ("delegate", "检索 食堂", "/motions/list?q=食堂"),
    ("delegate", "检索 繁体", "/motions/list?q=績效考核"),
    ("delegate", "检索 没有的词", "/motions/list?q=没有这个词"),
    ("delegate", "一件提案", "/motions/12345"),
    ("secretary", "提案首页（秘书）", "/motions"),
    ("secretary", "办公首页", "/motions/office"),
    ("secretary", "办公列表", "/motions/office/list"),
    ("secretary", "办公列表 检索", "/motions/office/list?q=操场"),
    ("handler", "提案首页（承办人）", "/motions"),
    ("handler", "办理台", "/motions/desk"),
)
REPORTS = (
    ("secretary", "报告：一次会议", "/motions/report/4?meeting=20"),
    ("secretary", "报告：一届", "/motions/report/4"),
)


def _timed(app: Flask, people: Readers) -> Iterator[Timed]:
    clients = {
        "delegate": _entered(app, people.delegate),
        "handler": _signed_in(app, people.handler),
        "secretary": _signed_in(app, people.secretary),
    }
    yield Timed("底线：健康检查", _median(clients["delegate"], "/healthz", TRIES))
    for who, name, path in PAGES:
        yield Timed(name, _median(clients[who], path, TRIES))
    for who, name, path in REPORTS:
        yield Timed(name, _median(clients[who], path, 5))
    yield Timed("报告：全部两万件", _everything(app))


def _everything(app: Flask) -> float:
    """Report on all motions as one congress, as nobody has to."""
    with app.app_context():
        with unit_of_work() as session:
            session.query(Motion).update({Motion.congress_id: CONGRESSES})
        db.session.remove()
    return _median(_signed_in(app, "mishu"), f"/motions/report/{CONGRESSES}", 5)


def _median(client: Any, path: str, tries: int) -> float:
    took = []
    for _try in range(tries + 1):
        began = time.perf_counter()
        reply = client.get(path)
        took.append((time.perf_counter() - began) * 1000)
        assert reply.status_code == 200, (path, reply.status_code)
    # The first one warms templates and caches, as the first visitor of the day does.
    return statistics.median(took[1:])


def _token(client: Any) -> str:
    found = re.search(r'name="csrf_token"\s+value="(\w+)"', client.get("/sign-in").text)
    assert found is not None
    return found[1]


def _entered(app: Flask, url: str) -> Any:
    client = app.test_client()
    path = "/" + url.split("/", 3)[3]
    client.post(path, data={"csrf_token": _token(client)})
    return client


def _signed_in(app: Flask, login: str) -> Any:
    client = app.test_client()
    sent = {"csrf_token": _token(client), "login": login, "password": PASSWORD}
    client.post("/sign-in", data=sent)
    return client


if __name__ == "__main__":
    _main()
