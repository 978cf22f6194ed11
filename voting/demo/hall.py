"""A hall full of delegates who check in and vote by themselves, over HTTP."""

import json
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from voting.ballots.manifest import Manifest
from voting.demo.choices import choose
from voting.demo.delegate import Browser, Delegate, Refused

_chance = secrets.SystemRandom()
_LOOKS_EVERY = 1.5


class SimulatedHall:
    """Delegates who come in, take papers once the roll is sealed, and cast once the poll opens."""

    def __init__(
        self, base_url: str, meeting_id: int, links: list[str], hall_url: Callable[[], str]
    ) -> None:
        self._base_url = base_url
        self._meeting_id = meeting_id
        self._delegates = [Delegate(base_url, link) for link in links]
        self._hall_url = hall_url
        self._voted: set[str] = set()
        self.stopped = threading.Event()

    def arrive(self) -> int:
        """Let everybody in and check them in; return how many."""
        with ThreadPoolExecutor(8) as pool:
            return sum(pool.map(self._arrive, self._delegates))

    def _arrive(self, delegate: Delegate) -> bool:
        delegate.enter()
        delegate.check_in(self._hall_url())
        return True

    def follow(self, tell: Callable[[str], None]) -> None:
        """Vote in every poll that opens, until stopped."""
        browser = Browser(self._base_url)
        while not self.stopped.is_set():
            for poll in self._polls(browser):
                if poll["state"] == "open" and poll["hash"] not in self._voted:
                    self._voted.add(poll["hash"])
                    tell(f"“{poll['title']}”开始投票，模拟代表正在投票……")
                    cast = self.vote(poll["hash"], poll["url"])
                    tell(f"“{poll['title']}”：{cast} 名模拟代表已投入票箱。")
            self.stopped.wait(_LOOKS_EVERY)

    def _polls(self, browser: Browser) -> list[dict[str, str]]:
        try:
            answer = browser.request("GET", f"/meetings/{self._meeting_id}/state.json")
            found: list[dict[str, str]] = json.loads(answer.body)["polls"]
        except (OSError, ValueError, KeyError):
            browser.close()
            return []
        return found

    def vote(self, manifest_hash: str, ballot_url: str) -> int:
        """Let every delegate on the roll take a paper and cast; return how many did."""
        answer = Browser(self._base_url).request("GET", f"/polls/{manifest_hash}/manifest.json")
        manifest = Manifest.decode(answer.body)
        with ThreadPoolExecutor(8) as pool:
            return sum(
                pool.map(lambda each: self._vote(each, ballot_url, manifest), self._delegates)
            )

    def _vote(self, delegate: Delegate, ballot_url: str, manifest: Manifest) -> bool:
        try:
            device, paper = delegate.take_paper(ballot_url, manifest)
            time.sleep(_chance.uniform(0, 1.0))
            own = manifest.rules.get("own_rows", {}).get(delegate.elector)
            delegate.cast(device, paper, choose(manifest.contests, own))
        except Refused:
            # Somebody who is not on this roll (an officers' election among the committee, say).
            return False
        return True
