"""The board: what is published of a closed box, its Merkle root, and the receipts.

The tree is that of RFC 6962, section 2.1: leaves and nodes are hashed with different first
bytes, a tree is split at the largest power of two below its size.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

CODE_LENGTH = 10


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One line of the board; lines are in the order of their public keys."""

    public_key: bytes
    group: int
    paper: bytes
    digest: bytes

    @property
    def code(self) -> str:
        """Return the code on the voter's receipt."""
        return receipt_code(self.digest)

    @property
    def leaf(self) -> bytes:
        """Return the bytes that stand for this entry in the Merkle tree."""
        return bytes([self.group]) + self.public_key + self.paper + self.digest


def ballot_digest(public_key: bytes, sealed: bytes) -> bytes:
    """Return the 32 bytes that stand for a cast ballot: SHA-256 of key and sealed content."""
    return hashlib.sha256(public_key + sealed).digest()


def receipt_code(digest: bytes) -> str:
    """Return the ten letters (A-Z, 2-7) by which a voter finds the ballot on the board."""
    return base64.b32encode(digest).decode()[:CODE_LENGTH]


def receipt_message(manifest_hash: bytes, digest: bytes) -> bytes:
    """Return the bytes that the box signs when a ballot is durably in it."""
    return b"voting/v1/receipt" + manifest_hash + digest


def root(entries: Sequence[Entry]) -> bytes:
    """Return the Merkle root of a board, in whatever order its entries come."""
    return tree_hash([entry.leaf for entry in sorted(entries)])


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash of leaves in their given order; of none: SHA-256 of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = [_leaf_hash(leaf) for leaf in leaves]
    # Pairing neighbours and passing an odd last one up gives the tree of the recursive definition.
    while len(level) > 1:
        paired = [_node_hash(*level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at ``index`` to the root, nearest first."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level = [_leaf_hash(leaf) for leaf in leaves]
    path = []
    while len(level) > 1:
        if (neighbour := index ^ 1) < len(level):
            path.append(level[neighbour])
        paired = [_node_hash(*level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
        index //= 2
    return path


def proves_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], tree: bytes
) -> bool:
    """Tell whether a path shows that ``leaf`` stands at ``index`` of ``size`` under a root."""
    if not 0 <= index < size:
        return False
    here, last, steps = _leaf_hash(leaf), size - 1, list(reversed(path))
    while last:
        if index % 2 or index < last:
            if not steps:
                return False
            other = steps.pop()
            here = _node_hash(other, here) if index % 2 else _node_hash(here, other)
        index, last = index // 2, last // 2
    return not steps and here == tree


def _leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
