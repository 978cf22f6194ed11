"""The Merkle tree over the board, as in RFC 6962."""

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the leaves in their order; of none: the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    return _subtree([hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves])


def _subtree(hashes: Sequence[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    # The left half is the largest power of two smaller than the whole.
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + _subtree(hashes[:half]) + _subtree(hashes[half:])).digest()
