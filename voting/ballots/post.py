"""The post: ballots that arrive together go into the box together.

One thread for each process collects the ballots of many callers and deposits them in one durable
transaction: fewer flushes to disk, and less order. Nobody gets a receipt before that is done.
"""

import os
import weakref
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from threading import Condition, Event, Thread

from voting.ballots import board, store
from voting.ballots.ballot import Ballot, Poll, admit
from voting.ballots.box import Box
from voting.ballots.refusals import BoxBusy, BoxUnavailable
from voting.ballots.seal import ReceiptKey
from voting.errors import Refusal, Unavailable

_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the voter gets for a ballot that is durably in the box."""

    digest: bytes
    signature: bytes

    @property
    def code(self) -> str:
        """Return the ten letters by which the ballot is found on the board."""
        return board.receipt_code(self.digest)


class _Letter:
    """A ballot on its way, and the caller who waits for it."""

    __slots__ = ("answer", "ballot", "delivered", "manifest_hash")

    def __init__(self, manifest_hash: bytes, ballot: Ballot) -> None:
        self.manifest_hash = manifest_hash
        self.ballot = ballot
        self.answer: Refusal | None = None
        self.delivered = Event()


class BallotPost:
    """Takes cast bodies from many threads and answers each with its receipt or refusal.

    ``most_waiting`` callers may wait at a time, each for ``patience`` seconds; ``batch`` ballots
    go into one transaction. Make one for each process; its thread starts with the first ballot.
    """

    def __init__(
        self, box: Box, *, most_waiting: int = 4096, batch: int = 512, patience: float = 20.0
    ) -> None:
        self._box = box
        self._most_waiting = most_waiting
        self._batch = batch
        self._patience = patience
        self._polls: dict[bytes, tuple[Poll, ReceiptKey]] = {}
        self._begin()
        _begin_after_fork(self)

    def cast(self, manifest_hash: bytes, body: bytes) -> Receipt:
        """Return the receipt of a ballot that is now durably in the box, or raise a refusal.

        :class:`BoxUnavailable`: not in the box. :class:`BoxBusy`: not known to be; casting the
        same body again answers that. All others as :func:`admit` and :meth:`Box.deposit` say.
        """
        poll, receipt_key = self._known(manifest_hash)
        letter = _Letter(manifest_hash, admit(poll, body))
        self._hand_in(letter)
        if not letter.delivered.wait(self._patience):
            raise BoxBusy
        if letter.answer is not None:
            raise letter.answer
        digest = letter.ballot.digest
        return Receipt(digest, receipt_key.sign(manifest_hash, digest))

    def stop(self) -> None:
        """Deliver what was handed in, and take nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(self._patience)

    def _begin(self) -> None:
        self._changed = Condition()
        self._waiting: deque[_Letter] = deque()
        self._thread: Thread | None = None
        self._stopped = False

    def _known(self, manifest_hash: bytes) -> tuple[Poll, ReceiptKey]:
        """Return what never changes of a poll; unknown polls are not remembered."""
        known = self._polls.get(manifest_hash)
        if known is None:
            known = self._box.poll(manifest_hash), self._box.receipt_key(manifest_hash)
            if len(self._polls) >= _REMEMBERED:
                self._polls.clear()
            self._polls[manifest_hash] = known
        return known

    def _hand_in(self, letter: _Letter) -> None:
        with self._changed:
            if self._stopped or len(self._waiting) >= self._most_waiting:
                raise BoxBusy
            if self._thread is None:
                thread = Thread(target=self._work, name="ballot-post", daemon=True)
                thread.start()
                self._thread = thread
            self._waiting.append(letter)
            self._changed.notify()

    def _work(self) -> None:
        while letters := self._collected():
            for manifest_hash, mine in groupby(
                sorted(letters, key=attrgetter("manifest_hash")), attrgetter("manifest_hash")
            ):
                self._deliver(manifest_hash, list(mine))

    def _collected(self) -> list[_Letter]:
        """Wait for ballots and return those that are there; none when the post has stopped."""
        with self._changed:
            while not self._waiting and not self._stopped:
                self._changed.wait()
            many = min(self._batch, len(self._waiting))
            return [self._waiting.popleft() for _ in range(many)]

    def _deliver(self, manifest_hash: bytes, letters: list[_Letter]) -> None:
        try:
            answers: Iterable[Refusal | None] = self._box.deposit(
                manifest_hash, [letter.ballot for letter in letters]
            )
        except Exception as error:  # noqa: BLE001 - whatever broke, every caller gets an answer
            if not isinstance(error, Unavailable):
                store.report(error)
            answers = [BoxUnavailable() for _ in letters]
        for letter, answer in zip(letters, answers, strict=True):
            letter.answer = answer
            letter.delivered.set()


def _begin_after_fork(post: BallotPost) -> None:
    """Make a forked child start its own thread; those who wait are the parent's to answer."""
    reference = weakref.ref(post)

    def begin() -> None:
        if (inherited := reference()) is not None:
            inherited._begin()  # noqa: SLF001 - the same module

    os.register_at_fork(after_in_child=begin)
