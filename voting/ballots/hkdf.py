"""HKDF-SHA256 (RFC 5869), in the few microseconds that a ballot can afford."""

import hmac
from itertools import count

_BLOCK = 32


def extract(salt: bytes, ikm: bytes) -> bytes:
    """Return the 32-byte pseudo-random key of some keying material."""
    return hmac.digest(salt, ikm, "sha256")


def expand(key: bytes, info: bytes, length: int) -> bytes:
    """Return ``length`` bytes (at most 255 × 32) for one purpose, named by ``info``."""
    if length > 255 * _BLOCK:
        raise ValueError("HKDF gives 8,160 bytes at most")
    block = made = b""
    for number in count(1):
        if len(made) >= length:
            break
        block = hmac.digest(key, block + info + bytes([number]), "sha256")
        made += block
    return made[:length]


def derive(ikm: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Extract, then expand."""
    return expand(extract(salt, ikm), info, length)
