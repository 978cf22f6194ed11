"""The voter's half of blind signatures: RSABSSA-SHA384-PSS-Deterministic (RFC 9474).

Everything that could be drawn by chance (salt, blinding factor) is an argument, because the
device derives it from its seed and must repeat itself byte for byte.
"""

import hashlib
from dataclasses import dataclass

from gmpy2 import gcd, invert, mpz, powmod

SALT_LENGTH = 48
_HASH_LENGTH = 48
_TRAILER = b"\xbc"


class BadSignature(Exception):
    """The issuer's answer is not a signature over this message."""


@dataclass(frozen=True, slots=True)
class Modulus:
    """An issuing key's public numbers, as the manifest gives them."""

    n: mpz
    e: int

    @property
    def length(self) -> int:
        """Return the length of the modulus in bytes; signatures are as long."""
        return (int(self.n).bit_length() + 7) // 8


def emsa_pss_encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """Return the PSS encoding of a message for ``bits`` bits (RFC 8017, 9.1.1; SHA-384)."""
    length = (bits + 7) // 8
    if length < _HASH_LENGTH + len(salt) + 2:
        raise ValueError("the modulus is too short for this salt")
    message_hash = hashlib.sha384(message).digest()
    hashed = hashlib.sha384(bytes(8) + message_hash + salt).digest()
    data = (b"\x01" + salt).rjust(length - _HASH_LENGTH - 1, b"\x00")
    mask = mgf1(hashed, len(data))
    masked = bytearray(left ^ right for left, right in zip(data, mask, strict=True))
    masked[0] &= 0xFF >> 8 * length - bits
    return bytes(masked) + hashed + _TRAILER


def mgf1(seed: bytes, length: int) -> bytes:
    """Return ``length`` bytes of mask from a seed (RFC 8017, B.2.1; SHA-384)."""
    blocks = range((length + _HASH_LENGTH - 1) // _HASH_LENGTH)
    return b"".join(hashlib.sha384(seed + i.to_bytes(4)).digest() for i in blocks)[:length]


def usable_factor(number: int, key: Modulus) -> bool:
    """Tell whether a number below n can blind: more than one, and invertible."""
    return 1 < number < int(key.n) and bool(gcd(number, key.n) == 1)


def blind(message: bytes, key: Modulus, salt: bytes, factor: int) -> bytes:
    """Return the blinded message to be signed, as long as the modulus (RFC 9474, 4.2)."""
    encoded = mpz.from_bytes(
        emsa_pss_encode(message, key.n.bit_length() - 1, salt), byteorder="big"
    )
    if gcd(encoded, key.n) != 1:
        raise ValueError("the message is not invertible")
    blinded = encoded * powmod(factor, key.e, key.n) % key.n
    return int(blinded).to_bytes(key.length)


def unblind(blind_signature: bytes, key: Modulus, factor: int) -> bytes:
    """Return the signature under a blind one; the caller verifies it (RFC 9474, 4.4)."""
    if len(blind_signature) != key.length:
        raise BadSignature
    signed = mpz.from_bytes(blind_signature, byteorder="big")
    return int(signed * invert(factor, key.n) % key.n).to_bytes(key.length)
