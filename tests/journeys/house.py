"""The whole service in a folder of its own: server, commands, and its insides for set-up."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import openpyxl

from tests.journeys.server import ROOT, Server
from tests.ports import HOST, free_port
from voting.access import passes
from voting.access.sources import person_by_number
from voting.app import create_app
from voting.ballots.manifest import Manifest
from voting.ballots.rules import Selections
from voting.config import Settings
from voting.congress import tickets
from voting.db import box_engine, db
from voting.demo.delegate import Browser, Delegate
from voting.demo.school import ROSTER
from voting.polls.models import Poll

SECRET = "what the journeys sign with, 32+ characters"
AT_ONCE = 4


class House:
    """One installation: SQLite files, a real server, commands, and the same application inside."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://{HOST}:{port}"
        self.settings = Settings(
            secret_key=SECRET,
            database_url=f"sqlite:///{folder}/main.sqlite",
            box_database_url=f"sqlite:///{folder}/box.sqlite",
            data_dir=str(folder),
            public_url=self.url,
            secure_cookies=False,
        )
        self.server = Server(self.settings, folder, threads=16, port=port)
        self.app = create_app(self.settings)

    def command(self, *arguments: str) -> str:
        """Run `voting …` as an operator would and return what it printed."""
        settings = self.settings
        environment = os.environ | {
            "VOTING_SECRET_KEY": settings.secret_key,
            "VOTING_DATABASE_URL": settings.database_url,
            "VOTING_BOX_DATABASE_URL": settings.box_database_url,
            "VOTING_DATA_DIR": settings.data_dir,
            "VOTING_PUBLIC_URL": settings.public_url,
        }
        command = [sys.executable, "-m", "voting", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Be in the application: its services and queries can be called."""
        with self.app.app_context(), self.app.test_request_context(base_url=self.url):
            yield
            db.session.remove()

    def closes(self) -> None:
        """Let go of the databases."""
        with self.app.app_context():
            db.engine.dispose()
            box_engine().dispose()

    def personal_link(self, number: str) -> str:
        """What the QR code on somebody's card says."""
        with self.inside():
            person = person_by_number(number)
            assert person is not None
            return passes.entry_url(person)

    def hall_url(self, meeting_id: int = 1) -> str:
        """What the QR code on the projector says at this moment."""
        with self.inside():
            return tickets.hall_url(meeting_id)

    def manifest(self, poll_id: int) -> Manifest:
        """The sealed ballot of a poll, as anybody may read it."""
        with self.inside():
            manifest_hash = db.session.get_one(Poll, poll_id).manifest_hash
        with closing(Browser(self.url)) as anybody:
            answer = anybody.request("GET", f"/polls/{manifest_hash}/manifest.json")
        return Manifest.decode(answer.body)


class Crowd:
    """Delegates with phones of their own: the real protocol over HTTP, without a screen."""

    def __init__(self, house: House, numbers: list[str]) -> None:
        links = [house.personal_link(number) for number in numbers]
        self._house = house
        self._delegates = [Delegate(house.url, link) for link in links]

    def arrives(self) -> None:
        """Everybody enters and checks in with the hall's code."""
        self.enters()
        hall = self._house.hall_url()
        self._all(lambda each: each.check_in(hall))

    def enters(self) -> None:
        """Everybody opens their link."""
        self._all(Delegate.enter)

    def _all(self, act: Callable[[Delegate], object]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done in [pool.submit(act, each) for each in self._delegates]:
                done.result()

    def takes_papers(self, poll_id: int, manifest: Manifest, number: int) -> None:
        """The first so many take a paper."""
        ballot_url = f"/meetings/1/polls/{poll_id}/ballot"
        takers = self._delegates[:number]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            taken = [pool.submit(each.take_paper, ballot_url, manifest) for each in takers]
            self._taken = [each.result() for each in taken]

    def casts(self, ballots: list[Selections]) -> None:
        """The first of those with a paper cast what they are given."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            voting = zip(self._delegates, self._taken, ballots, strict=False)
            sent = [
                pool.submit(delegate.cast, device, paper, selections)
                for delegate, (device, paper), selections in voting
            ]
            for each in sent:
                each.result()

    def leaves(self) -> None:
        """Close every connection."""
        for each in self._delegates:
            each.browser.close()


def roster() -> list[dict[str, str]]:
    """The people of the sample roster, as they stand in the file."""
    book = openpyxl.load_workbook(ROSTER, read_only=True)
    heads, *rows = book.active.iter_rows(values_only=True)
    book.close()
    return [dict(zip(heads, (cell or "" for cell in row), strict=True)) for row in rows]
