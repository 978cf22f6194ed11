"""The short form of a manifest's hash that people compare with the big screen."""

import functools
from importlib import resources

_BITS = 11
_WORDS = 4


@functools.cache
def words() -> tuple[str, ...]:
    """Return the 2048 characters of the simplified Chinese list of BIP-39."""
    text = resources.files("verifier").joinpath("words.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def fingerprint(digest: bytes) -> str:
    """Return four characters (44 bits) and two groups of four hexadecimal digits of a hash."""
    number = int.from_bytes(digest, "big")
    length = 8 * len(digest)
    picked = (
        (number >> (length - _BITS * (place + 1))) & (2**_BITS - 1) for place in range(_WORDS)
    )
    characters = "".join(words()[index] for index in picked)
    return f"{characters} · {digest[6:8].hex().upper()} · {digest[8:10].hex().upper()}"


def same(shown: str, digest: bytes) -> bool:
    """Tell whether what somebody noted (fingerprint or hash, spaced anyhow) means this hash."""
    noted = "".join(shown.split()).replace("·", "")
    short = "".join(fingerprint(digest).split()).replace("·", "")
    return noted.lower() in {digest.hex(), short.lower()}
