"""A ballot as it is cast: its bytes on the way, and what the box checks before it takes it in."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from voting.ballots import board, seal
from voting.ballots.papers import PaperKey
from voting.ballots.refusals import WrongPaper, WrongSignature, WrongSize

_GROUP = 1


@dataclass(frozen=True)
class Ballot:
    """A cast ballot: opaque to the box until it is closed and opened."""

    group: int
    public_key: bytes
    paper: bytes
    signature: bytes
    sealed: bytes

    @cached_property
    def key_hash(self) -> bytes:
        """Return what the box finds it by: SHA-256 of the ballot's public key."""
        return hashlib.sha256(self.public_key).digest()

    @cached_property
    def digest(self) -> bytes:
        """Return the 32 bytes that stand for it on the board and on the receipt."""
        return board.ballot_digest(self.public_key, self.sealed)

    @property
    def entry(self) -> board.Entry:
        """Return its line on the board."""
        return board.Entry(self.public_key, self.group, self.paper, self.digest)

    @cached_property
    def body(self) -> bytes:
        """Return its bytes as the voter's device sends them."""
        head = bytes([self.group]) + self.public_key + self.paper
        return head + self.signature + self.sealed


@dataclass(frozen=True)
class Poll:
    """What the box knows of a poll, and what never changes: no title, no roll, no meeting."""

    manifest_hash: bytes
    paper_keys: tuple[PaperKey, ...]
    receipt_key: bytes
    sealed_size: int

    @cached_property
    def paper_size(self) -> int:
        """Return the length of a paper in bytes."""
        return self.paper_keys[0].length

    @cached_property
    def body_size(self) -> int:
        """Return the one length a cast body has, in bytes."""
        fixed = _GROUP + seal.KEY_LENGTH + self.paper_size + seal.SIGNATURE_LENGTH
        return fixed + self.sealed_size


def parse(body: bytes, paper_size: int) -> Ballot:
    """Take a cast body apart; its length is the caller's to check."""
    key_end = _GROUP + seal.KEY_LENGTH
    paper_end = key_end + paper_size
    signature_end = paper_end + seal.SIGNATURE_LENGTH
    return Ballot(
        body[0],
        body[_GROUP:key_end],
        body[key_end:paper_end],
        body[paper_end:signature_end],
        body[signature_end:],
    )


def admit(poll: Poll, body: bytes) -> Ballot:
    """Return the ballot of a cast body if it is one of this poll.

    Raises :class:`WrongSize`, :class:`WrongPaper` or :class:`WrongSignature`. Whether the poll is
    open and the paper unspent is decided in the transaction that takes the ballot in.
    """
    if len(body) != poll.body_size:
        raise WrongSize
    ballot = parse(body, poll.paper_size)
    check(poll, ballot)
    return ballot


def check(poll: Poll, ballot: Ballot) -> None:
    """Check a ballot's paper and signature; when it is cast, and again before it is opened."""
    keys = poll.paper_keys
    if ballot.group >= len(keys) or not keys[ballot.group].verifies(
        ballot.public_key, ballot.paper
    ):
        raise WrongPaper
    message = seal.cast_message(poll.manifest_hash, ballot.group, ballot.sealed)
    if not seal.verifies(ballot.public_key, ballot.signature, message):
        raise WrongSignature
