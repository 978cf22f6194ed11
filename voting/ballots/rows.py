"""Rows of the box: how polls and ballots are written into its tables and found again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from voting.ballots import canonical
from voting.ballots.ballot import Ballot, Poll, parse
from voting.ballots.box import BoxState
from voting.ballots.manifest import b64url, from_b64url
from voting.ballots.models import BoxPoll, EnvelopedBallot, SealedBallot
from voting.ballots.papers import PaperKey
from voting.ballots.refusals import NoSuchPoll
from voting.ballots.seal import Envelope, ReceiptKey

_BALLOT = (
    SealedBallot.voter_group,
    SealedBallot.public_key,
    SealedBallot.paper,
    SealedBallot.signature,
    SealedBallot.sealed,
)


def write_poll(connection: Connection, poll: Poll, receipt_key: ReceiptKey, secret: str) -> None:
    """Write a poll down; its state is *prepared*."""
    row = {
        "manifest_hash": poll.manifest_hash,
        "paper_keys": canonical.encode([b64url(key.n) for key in poll.paper_keys]).decode(),
        "receipt_key": poll.receipt_key,
        "wrapped_receipt_key": receipt_key.wrap(secret),
        "sealed_size": poll.sealed_size,
        "state": BoxState.PREPARED.value,
    }
    connection.execute(insert(BoxPoll), [row])


def poll_row(connection: Connection, manifest_hash: bytes) -> Row[Any] | None:
    """Return a poll's row as it stands, or ``None``."""
    return connection.execute(_poll_query(manifest_hash)).one_or_none()


def found(connection: Connection, manifest_hash: bytes) -> Row[Any]:
    """Return a poll's row as it stands, or raise :class:`NoSuchPoll`."""
    row = poll_row(connection, manifest_hash)
    if row is None:
        raise NoSuchPoll
    return row


def locked(connection: Connection, manifest_hash: bytes) -> Row[Any]:
    """Return a poll's row, which nobody else may change before this transaction ends.

    Every deposit and every close takes this lock first: they happen one after the other.
    """
    row = connection.execute(_poll_query(manifest_hash).with_for_update()).one_or_none()
    if row is None:
        raise NoSuchPoll
    return row


def poll_of(row: Row[Any]) -> Poll:
    """Return the poll of a row."""
    keys = canonical.parse(row.paper_keys.encode())
    return Poll(
        bytes(row.manifest_hash),
        tuple(PaperKey(from_b64url(key)) for key in keys),
        bytes(row.receipt_key),
        row.sealed_size,
    )


def write_state(
    connection: Connection, manifest_hash: bytes, state: BoxState, root: bytes | None = None
) -> None:
    """Write a poll's new state, and its root when it closes."""
    values = {"state": state.value} | ({"root": root} if root else {})
    connection.execute(update(BoxPoll).where(BoxPoll.manifest_hash == manifest_hash).values(values))


def bodies_there(
    connection: Connection, row: Row[Any], envelope: Envelope, wanted: Mapping[bytes, Ballot]
) -> dict[bytes, bytes]:
    """Return the bodies that lie in the box under the tags asked for, open or closed."""
    if row.root is None:
        query = select(EnvelopedBallot.tag, EnvelopedBallot.envelope).where(
            EnvelopedBallot.manifest_hash == row.manifest_hash, EnvelopedBallot.tag.in_(wanted)
        )
        return {tag: envelope.take(tag, content) for tag, content in connection.execute(query)}
    tags = {ballot.key_hash: tag for tag, ballot in wanted.items()}
    sealed = select(SealedBallot.key_hash, *_BALLOT).where(
        SealedBallot.manifest_hash == row.manifest_hash, SealedBallot.key_hash.in_(tags)
    )
    return {tags[row.key_hash]: Ballot(*row[1:]).body for row in connection.execute(sealed)}


def write_enveloped(
    connection: Connection, manifest_hash: bytes, envelope: Envelope, new: Mapping[bytes, Ballot]
) -> None:
    """Put new ballots into the open box, each in its envelope, in the order of their tags."""
    rows = [
        {"manifest_hash": manifest_hash, "tag": tag, "envelope": envelope.put(tag, ballot.body)}
        for tag, ballot in sorted(new.items())
    ]
    if rows:
        connection.execute(insert(EnvelopedBallot), rows)


def take_out(connection: Connection, poll: Poll, envelope: Envelope) -> list[Ballot]:
    """Move all ballots of a poll out of their envelopes, and return them by hash of key.

    Written together in the order of their keys, they keep no trace of the order they came in.
    """
    mine = EnvelopedBallot.manifest_hash == poll.manifest_hash
    content = connection.execute(select(EnvelopedBallot.tag, EnvelopedBallot.envelope).where(mine))
    bodies = [envelope.take(tag, enveloped) for tag, enveloped in content]
    ballots = sorted(
        (parse(body, poll.paper_size) for body in bodies), key=lambda ballot: ballot.key_hash
    )
    if ballots:
        connection.execute(
            insert(SealedBallot), [_ballot_row(poll.manifest_hash, b) for b in ballots]
        )
    connection.execute(delete(EnvelopedBallot).where(mine))
    return ballots


def ballots(connection: Connection, manifest_hash: bytes) -> list[Ballot]:
    """Return the ballots of a closed poll by hash of key."""
    query = select(*_BALLOT).where(SealedBallot.manifest_hash == manifest_hash)
    return [Ballot(*row) for row in connection.execute(query.order_by(SealedBallot.key_hash))]


def how_many(connection: Connection, row: Row[Any]) -> int:
    """Return the number of ballots in the box, open or closed."""
    table = EnvelopedBallot if row.root is None else SealedBallot
    query = select(func.count()).where(table.manifest_hash == row.manifest_hash)
    return connection.execute(query).scalar_one()


def _poll_query(manifest_hash: bytes) -> Select[Any]:
    return select(BoxPoll.__table__).where(BoxPoll.manifest_hash == manifest_hash)


def _ballot_row(manifest_hash: bytes, ballot: Ballot) -> dict[str, object]:
    return {
        "manifest_hash": manifest_hash,
        "key_hash": ballot.key_hash,
        "voter_group": ballot.group,
        "public_key": ballot.public_key,
        "paper": ballot.paper,
        "signature": ballot.signature,
        "sealed": ballot.sealed,
    }
