"""Bytes that people read: fingerprints, receipt codes and the twelve characters to keep.

The characters are those of BIP-39's simplified Chinese list: common, and no two alike.
"""

import hashlib
from functools import cache
from pathlib import Path

from voting.errors import WrongInput
from voting.i18n import lazy

_BITS = 11
SEED_LENGTH = 16
SEED_WORDS = 12
_CHECK_BITS = 4


class WrongWords(WrongInput):
    """Twelve characters that no device ever showed; one was probably misread."""

    code = "wrong_words"

    def __init__(self) -> None:
        super().__init__(lazy("这12个字不是本系统给出的投票凭证。请逐字核对后重新输入。"))


@cache
def word_list() -> str:
    """Return the 2,048 characters, in the order that gives each its 11 bits."""
    text = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    return "".join(text.split())


def fingerprint(manifest_hash: bytes) -> str:
    """Return what people compare on screen and phone: 青山流水 · 7F3A · 9C21.

    Four characters from the first 44 bits, then bytes 6 to 9 in hexadecimal.
    """
    number = int.from_bytes(manifest_hash[:6]) >> 4
    return " · ".join(
        (_words(number, 4), manifest_hash[6:8].hex().upper(), manifest_hash[8:10].hex().upper())
    )


def seed_to_words(seed: bytes) -> str:
    """Return the twelve characters of a 16-byte seed; the last bits are a check (BIP-39)."""
    number = int.from_bytes(seed) << _CHECK_BITS | _check(seed)
    return _words(number, SEED_WORDS)


def words_to_seed(text: str) -> bytes:
    """Return the seed of twelve characters, white space ignored, or raise :class:`WrongWords`."""
    places = [word_list().find(character) for character in "".join(text.split())]
    if len(places) != SEED_WORDS or min(places) < 0:
        raise WrongWords
    number = 0
    for place in places:
        number = number << _BITS | place
    seed = (number >> _CHECK_BITS).to_bytes(SEED_LENGTH)
    if number & (1 << _CHECK_BITS) - 1 != _check(seed):
        raise WrongWords
    return seed


def keepsake(seed: bytes, manifest_hash: bytes) -> str:
    """Return the text of the QR code to keep: any phone can go on voting with it."""
    return f"VOTE1:{manifest_hash.hex()[:8]}:{seed_to_words(seed)}"


def _words(number: int, how_many: int) -> str:
    shifts = range(_BITS * (how_many - 1), -1, -_BITS)
    return "".join(word_list()[number >> shift & 0x7FF] for shift in shifts)


def _check(seed: bytes) -> int:
    return hashlib.sha256(seed).digest()[0] >> 8 - _CHECK_BITS
