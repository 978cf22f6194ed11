"""The ballot box in a database: SQLite files or PostgreSQL, and as many processes as like.

Every write begins by taking the write lock (SQLite) or the poll's row (PostgreSQL), so a close
and the deposits around it happen one after the other, and a late deposit finds the poll closed.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine

from voting.ballots import board, records, rows, store
from voting.ballots.ballot import Ballot, Poll
from voting.ballots.box import (
    Answer,
    BoxState,
    answer_to,
    require_closed,
    same_poll,
    state_after_closing,
    state_after_opening,
)
from voting.ballots.refusals import AlreadyOpened, AlreadyPrepared, BoxNotOpened
from voting.ballots.seal import Envelope, ReceiptKey
from voting.ballots.tally import Counts


class SqlBox:
    """A :class:`voting.ballots.box.Box` in the tables of ``voting.ballots.models``.

    ``secret`` is the service's own; receipt keys and the ballots of an open box lie under it.
    """

    def __init__(self, engine: Engine, secret: str) -> None:
        self._engine = engine
        self._secret = secret
        store.renew_after_fork(engine)

    def prepare(self, poll: Poll, receipt_key: ReceiptKey) -> None:
        """Learn of a sealed poll."""
        with self._writing() as connection:
            known = rows.poll_row(connection, poll.manifest_hash)
            if known is None:
                rows.write_poll(connection, poll, receipt_key, self._secret)
            elif not same_poll(rows.poll_of(known), poll):
                raise AlreadyPrepared

    def open(self, manifest_hash: bytes) -> None:
        """Begin to take ballots in."""
        with self._writing() as connection:
            state = BoxState(rows.locked(connection, manifest_hash).state)
            rows.write_state(connection, manifest_hash, state_after_opening(state))

    def deposit(self, manifest_hash: bytes, ballots: Sequence[Ballot]) -> list[Answer]:
        """Take admitted ballots in, in one durable transaction."""
        envelope = Envelope(self._secret, manifest_hash)
        tagged = [(envelope.tag(ballot.key_hash), ballot) for ballot in ballots]
        answers: list[Answer] = []
        new: dict[bytes, Ballot] = {}
        with self._writing() as connection:
            row = rows.locked(connection, manifest_hash)
            there = rows.bodies_there(connection, row, envelope, dict(tagged))
            for tag, ballot in tagged:
                answer = answer_to(ballot.body, there.get(tag), BoxState(row.state))
                if answer is None and tag not in there:
                    new[tag] = ballot
                    there[tag] = ballot.body
                answers.append(answer)
            rows.write_enveloped(connection, manifest_hash, envelope, new)
        return answers

    def close(self, manifest_hash: bytes) -> bytes:
        """End the casting, and write all ballots anew in the order of their keys."""
        with self._writing() as connection:
            row = rows.locked(connection, manifest_hash)
            state = state_after_closing(BoxState(row.state))
            if row.root is not None:
                return bytes(row.root)
            envelope = Envelope(self._secret, manifest_hash)
            ballots = rows.take_out(connection, rows.poll_of(row), envelope)
            root = board.root([ballot.entry for ballot in ballots])
            rows.write_state(connection, manifest_hash, state, root)
        store.shorten_log(self._engine)
        return root

    def ballots(self, manifest_hash: bytes) -> list[Ballot]:
        """Return the ballots of a closed box."""
        with self._reading() as connection:
            require_closed(BoxState(rows.found(connection, manifest_hash).state))
            return rows.ballots(connection, manifest_hash)

    def board(self, manifest_hash: bytes) -> list[board.Entry]:
        """Return the board of a closed box."""
        return sorted(ballot.entry for ballot in self.ballots(manifest_hash))

    def root(self, manifest_hash: bytes) -> bytes:
        """Return the root written down when the box was closed."""
        with self._reading() as connection:
            row = rows.found(connection, manifest_hash)
            require_closed(BoxState(row.state))
            return bytes(row.root)

    def keep_opened(self, manifest_hash: bytes, counts: Counts) -> None:
        """Store what was found in the box as split, sorted records."""
        with self._writing() as connection:
            state = BoxState(rows.locked(connection, manifest_hash).state)
            require_closed(state)
            if state is BoxState.CLOSED:
                records.write(connection, manifest_hash, counts)
                rows.write_state(connection, manifest_hash, BoxState.OPENED)
            elif records.read(connection, manifest_hash) != counts:
                raise AlreadyOpened

    def opened(self, manifest_hash: bytes) -> Counts:
        """Return the tally of the stored records."""
        with self._reading() as connection:
            if rows.found(connection, manifest_hash).state != BoxState.OPENED:
                raise BoxNotOpened
            return records.read(connection, manifest_hash)

    def poll(self, manifest_hash: bytes) -> Poll:
        """Return what the box knows of a poll."""
        with self._reading() as connection:
            return rows.poll_of(rows.found(connection, manifest_hash))

    def receipt_key(self, manifest_hash: bytes) -> ReceiptKey:
        """Return the key that signs this poll's receipts."""
        with self._reading() as connection:
            row = rows.found(connection, manifest_hash)
        return ReceiptKey.unwrap(row.wrapped_receipt_key, row.receipt_key, self._secret)

    def state(self, manifest_hash: bytes) -> BoxState:
        """Return where the poll stands."""
        with self._reading() as connection:
            return BoxState(rows.found(connection, manifest_hash).state)

    def returned(self, manifest_hash: bytes) -> int:
        """Return the number of ballots in the box."""
        with self._reading() as connection:
            return rows.how_many(connection, rows.found(connection, manifest_hash))

    def _reading(self) -> AbstractContextManager[Connection]:
        return store.transaction(self._engine)

    def _writing(self) -> AbstractContextManager[Connection]:
        return store.transaction(self._engine.execution_options(sqlite_begin="IMMEDIATE"))
