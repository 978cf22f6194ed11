"""The ballot box: what it promises, and a twin in memory that keeps the same promises.

The box takes opaque bytes, each paper once, while it is open; it gives nothing out until it is
closed. Who casts, and when, it is never told. :class:`MemoryBox` and
:class:`voting.ballots.sqlbox.SqlBox` pass one and the same suite of tests.
"""

from collections.abc import Sequence
from enum import StrEnum
from threading import RLock
from typing import Protocol, TypeAlias

from voting.ballots import board
from voting.ballots.ballot import Ballot, Poll
from voting.ballots.refusals import (
    AlreadyCast,
    AlreadyOpened,
    AlreadyPrepared,
    BoxNotClosed,
    BoxNotOpened,
    NoSuchPoll,
    PollClosed,
    PollNotOpen,
)
from voting.ballots.seal import ReceiptKey
from voting.ballots.tally import Counts
from voting.errors import Refusal

Answer: TypeAlias = Refusal | None


class BoxState(StrEnum):
    """Where a poll stands, as the box says; the box is the authority on open and closed."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    OPENED = "opened"


class Box(Protocol):
    """The contract. A manifest hash unknown to the box raises :class:`NoSuchPoll` everywhere.

    A store that cannot be reached or written raises :class:`BoxUnavailable`, and nothing is kept.
    """

    def prepare(self, poll: Poll, receipt_key: ReceiptKey) -> None:
        """Learn of a sealed poll. The same poll again is no news; with other keys: refused."""

    def open(self, manifest_hash: bytes) -> None:
        """Begin to take ballots in. Open already: no news; closed: :class:`PollClosed`."""

    def deposit(self, manifest_hash: bytes, ballots: Sequence[Ballot]) -> list[Answer]:
        """Take admitted ballots in, all in one durable transaction, in no order.

        Answers each in its place: ``None``, it is durably in the box (also when the very same
        ballot was there before, even if the poll has closed since); :class:`AlreadyCast`, another
        ballot of this key is; :class:`PollNotOpen` or :class:`PollClosed`, it is not in.
        """

    def close(self, manifest_hash: bytes) -> bytes:
        """End the casting and return the board's Merkle root; again: the same root.

        After the transaction that closes no ballot comes in. Not yet opened for casting:
        :class:`PollNotOpen`.
        """

    def ballots(self, manifest_hash: bytes) -> list[Ballot]:
        """Return the ballots of a closed box by hash of key, else :class:`BoxNotClosed`."""

    def board(self, manifest_hash: bytes) -> list[board.Entry]:
        """Return the board of a closed box in its order, else :class:`BoxNotClosed`."""

    def root(self, manifest_hash: bytes) -> bytes:
        """Return the root written down when the box was closed, else :class:`BoxNotClosed`."""

    def keep_opened(self, manifest_hash: bytes, counts: Counts) -> None:
        """Store what was found in the box as split, sorted records; the box is then opened.

        The same again is no news, anything else :class:`AlreadyOpened`; before closing
        :class:`BoxNotClosed`.
        """

    def opened(self, manifest_hash: bytes) -> Counts:
        """Return the tally of the stored records, else :class:`BoxNotOpened`."""

    def poll(self, manifest_hash: bytes) -> Poll:
        """Return what the box knows of a poll and never changes."""

    def receipt_key(self, manifest_hash: bytes) -> ReceiptKey:
        """Return the key that signs this poll's receipts."""

    def state(self, manifest_hash: bytes) -> BoxState:
        """Return where the poll stands."""

    def returned(self, manifest_hash: bytes) -> int:
        """Return the number of ballots in the box, open or closed (收回), of all groups."""


class _Kept:
    """One poll in memory."""

    def __init__(self, poll: Poll, receipt_key: ReceiptKey) -> None:
        self.poll = poll
        self.receipt_key = receipt_key
        self.state = BoxState.PREPARED
        self.ballots: dict[bytes, Ballot] = {}
        self.root = b""
        self.counts: Counts | None = None


class MemoryBox:
    """A box that forgets when the process ends: for rehearsals and for tests."""

    def __init__(self) -> None:
        self._polls: dict[bytes, _Kept] = {}
        self._lock = RLock()

    def prepare(self, poll: Poll, receipt_key: ReceiptKey) -> None:
        """Learn of a sealed poll."""
        with self._lock:
            kept = self._polls.setdefault(poll.manifest_hash, _Kept(poll, receipt_key))
            if not same_poll(kept.poll, poll):
                raise AlreadyPrepared

    def open(self, manifest_hash: bytes) -> None:
        """Begin to take ballots in."""
        with self._lock:
            kept = self._found(manifest_hash)
            kept.state = state_after_opening(kept.state)

    def deposit(self, manifest_hash: bytes, ballots: Sequence[Ballot]) -> list[Answer]:
        """Take admitted ballots in."""
        with self._lock:
            kept = self._found(manifest_hash)
            return [self._taken(kept, ballot) for ballot in ballots]

    def close(self, manifest_hash: bytes) -> bytes:
        """End the casting and return the board's root."""
        with self._lock:
            kept = self._found(manifest_hash)
            if kept.state is not state_after_closing(kept.state):
                kept.root = board.root([ballot.entry for ballot in kept.ballots.values()])
                kept.state = BoxState.CLOSED
            return kept.root

    def ballots(self, manifest_hash: bytes) -> list[Ballot]:
        """Return the ballots of a closed box."""
        with self._lock:
            kept = self._found(manifest_hash)
            require_closed(kept.state)
            return sorted(kept.ballots.values(), key=lambda ballot: ballot.key_hash)

    def board(self, manifest_hash: bytes) -> list[board.Entry]:
        """Return the board of a closed box."""
        return sorted(ballot.entry for ballot in self.ballots(manifest_hash))

    def root(self, manifest_hash: bytes) -> bytes:
        """Return the root written down when the box was closed."""
        kept = self._found(manifest_hash)
        require_closed(kept.state)
        return kept.root

    def keep_opened(self, manifest_hash: bytes, counts: Counts) -> None:
        """Store what was found in the box."""
        with self._lock:
            kept = self._found(manifest_hash)
            require_closed(kept.state)
            if kept.counts is not None and kept.counts != counts:
                raise AlreadyOpened
            kept.counts, kept.state = counts, BoxState.OPENED

    def opened(self, manifest_hash: bytes) -> Counts:
        """Return the tally of the stored records."""
        with self._lock:
            counts = self._found(manifest_hash).counts
            if counts is None:
                raise BoxNotOpened
            return counts

    def poll(self, manifest_hash: bytes) -> Poll:
        """Return what the box knows of a poll."""
        return self._found(manifest_hash).poll

    def receipt_key(self, manifest_hash: bytes) -> ReceiptKey:
        """Return the key that signs this poll's receipts."""
        return self._found(manifest_hash).receipt_key

    def state(self, manifest_hash: bytes) -> BoxState:
        """Return where the poll stands."""
        return self._found(manifest_hash).state

    def returned(self, manifest_hash: bytes) -> int:
        """Return the number of ballots in the box."""
        return len(self._found(manifest_hash).ballots)

    def _found(self, manifest_hash: bytes) -> _Kept:
        if kept := self._polls.get(manifest_hash):
            return kept
        raise NoSuchPoll

    @staticmethod
    def _taken(kept: _Kept, ballot: Ballot) -> Answer:
        there = kept.ballots.get(ballot.key_hash)
        answer = answer_to(ballot.body, there.body if there else None, kept.state)
        if answer is None:
            kept.ballots[ballot.key_hash] = ballot
        return answer


def answer_to(body: bytes, there: bytes | None, state: BoxState) -> Answer:
    """Answer a ballot by what already lies in the box under its key, and by the poll's state."""
    if there is not None:
        return None if there == body else AlreadyCast()
    if state is BoxState.OPEN:
        return None
    return PollNotOpen() if state is BoxState.PREPARED else PollClosed()


def state_after_opening(state: BoxState) -> BoxState:
    """Return the state of a poll that may take ballots in, or refuse."""
    if state in {BoxState.PREPARED, BoxState.OPEN}:
        return BoxState.OPEN
    raise PollClosed


def state_after_closing(state: BoxState) -> BoxState:
    """Return the state of a poll that takes no more ballots in, or refuse."""
    if state is BoxState.PREPARED:
        raise PollNotOpen
    return BoxState.CLOSED if state is BoxState.OPEN else state


def require_closed(state: BoxState) -> None:
    """Refuse to give anything out of a box that is not closed."""
    if state not in {BoxState.CLOSED, BoxState.OPENED}:
        raise BoxNotClosed


def same_poll(one: Poll, other: Poll) -> bool:
    """Tell whether two descriptions are of the same sealed poll."""
    return (
        one.manifest_hash == other.manifest_hash
        and one.receipt_key == other.receipt_key
        and one.sealed_size == other.sealed_size
        and [key.n for key in one.paper_keys] == [key.n for key in other.paper_keys]
    )
