"""The builder of questionnaires with 200 questions on 20 pages, through the application itself.

It runs in a process of its own: ``python -m benchmarks.survey_builder`` prints every page.
The floor is the health page, which asks no table: what the framework alone costs.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import service
from voting.access import service as accounts
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.surveys import queries
from voting.surveys.form import Choice, ChoiceList, Form, Kind, Question, Section
from voting.surveys.service import drafts
from voting.surveys.service.drafts import Facts

QUESTIONS = 200
PAGES = 20
OPTIONS = 5
TRIES = 15
LOGIN, PASSWORD = "mishu", "每周三下午去打乒乓球"


@dataclass(frozen=True)
class Timed:
    """A page or an act and how long it took, in milliseconds at the median."""

    name: str
    median: float


def measured() -> list[Timed]:
    """Measure in a process of its own; return the floor, then every page with its median."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.survey_builder"],
        capture_output=True,
        text=True,
        check=True,
    )
    pairs = (line.rpartition("\t") for line in done.stdout.splitlines() if "\t" in line)
    return [Timed(name, float(figure)) for name, _tab, figure in pairs]


def questionnaire() -> Form:
    """Return a questionnaire as large as they come, every fifth question with a condition."""
    lists = tuple(
        ChoiceList(
            f"list{page}",
            tuple(
                Choice(f"o{option}", (("", f"第 {page} 页的第 {option} 个选项"),))
                for option in range(1, OPTIONS + 1)
            ),
        )
        for page in range(PAGES)
    )
    each = QUESTIONS // PAGES
    sections = tuple(
        Section(
            tuple(_question(page, page * each + place) for place in range(1, each + 1)),
            f"page{page}",
            (("", f"第 {page + 1} 部分"),),
        )
        for page in range(PAGES)
    )
    return Form("大问卷", sections=sections, lists=lists)


def _question(page: int, number: int) -> Question:
    return Question(
        f"q{number}",
        Kind.SELECT_ONE,
        label=(("", f"您对本单位第 {number} 个方面的工作总体上满意吗，请按近一年的情况回答"),),
        required=True,
        choices=f"list{page}",
        relevant="${q1} = 'o1' or ${q2} != 'o2'" if number > 2 and number % 5 == 0 else "",
    )


def _main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = service.settings_in(Path(name), service.free_port())
        app = service.new_application(settings)
        with app.app_context(), app.test_request_context(base_url=settings.public_url):
            facts = AccountFacts(LOGIN, frozenset({Office.SECRETARY}), None)
            invitation = accounts.create_account(LOGIN, facts, "测量")
            accounts.accept_invitation(invitation.url.rpartition("/")[2], PASSWORD, None)
            survey = drafts.create(Facts(title="大问卷"), questionnaire(), "测量").id
        for timed in _timed(app, survey):
            print(f"{timed.name}\t{timed.median:.1f}", flush=True)


def _timed(app: Flask, survey: int) -> Iterator[Timed]:
    client = app.test_client()
    client.post(
        "/sign-in", data={"csrf_token": _token(client), "login": LOGIN, "password": PASSWORD}
    )
    build = f"/surveys/{survey}/build"
    yield Timed("底线：健康检查", _median(lambda: client.get("/healthz")))
    yield Timed("题目列表", _median(lambda: client.get(build)))
    yield Timed("一道题", _median(lambda: client.get(f"{build}/items/q200")))
    yield Timed("移到别处", _median(lambda: client.get(f"{build}/items/q100/move")))
    token = _token(client)

    def moved() -> Any:
        with app.app_context():
            version = queries.survey(survey).version
        sent = {"csrf_token": token, "version": version, "act": "up:q150"}
        return client.post(f"{build}/act", data=sent, headers={"X-Fragment": "1"})

    yield Timed("上移一题并重画列表", _median(moved))


def _median(act: Callable[[], Any]) -> float:
    took = []
    for _try in range(TRIES + 1):
        began = time.perf_counter()
        reply = act()
        took.append((time.perf_counter() - began) * 1000)
        assert reply.status_code == 200, reply.status_code
    # The first one warms templates and caches, as the first visitor of the day does.
    return statistics.median(took[1:])


def _token(client: Any) -> str:
    found = re.search(r'name="csrf_token"\s+value="(\w+)"', client.get("/sign-in").text)
    assert found is not None
    return found[1]


if __name__ == "__main__":
    _main()
