"""Bytes that people compare, read aloud and write down."""

import hashlib
import unicodedata

import pytest
from hypothesis import given, strategies as st

from voting.ballots.words import (
    WrongWords,
    fingerprint,
    keepsake,
    seed_to_words,
    word_list,
    words_to_seed,
)

PUBLISHED_LIST = "5c5942792bd8340cb8b27cd592f1015edf56a8c5b26276ee18a482428e7c5726"


def test_the_word_list_is_the_published_one():
    lines = "".join(character + "\n" for character in word_list())
    assert hashlib.sha256(lines.encode()).hexdigest() == PUBLISHED_LIST
    assert len(set(word_list())) == 2048
    assert {unicodedata.category(character) for character in word_list()} == {"Lo"}


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        # The test vectors of BIP-39, in the numbers of their words: 0, 3; 2047, 2037.
        (bytes(16), [0] * 11 + [3]),
        (b"\xff" * 16, [2047] * 11 + [2037]),
        (b"\x7f" * 16, [1019, 2015, 1790, 2039, 1983, 1533, 2031, 1919, 1019, 2015, 1790, 2040]),
    ],
)
def test_a_seed_has_the_words_of_bip_39(seed, words):
    assert seed_to_words(seed) == "".join(word_list()[place] for place in words)


@given(st.binary(min_size=16, max_size=16))
def test_twelve_characters_give_their_seed_back_however_they_are_spaced(seed):
    words = seed_to_words(seed)
    assert len(words) == 12
    assert words_to_seed(" ".join(words) + "\n") == seed


@pytest.mark.parametrize("change", ["short", "long", "foreign", "misread"])
def test_characters_that_no_device_showed_are_refused(change):
    words = seed_to_words(bytes(range(16)))
    wrong = {
        "short": words[:-1],
        "long": words + words[0],
        "foreign": words[:-1] + "a",
        "misread": words[:-1] + word_list()[word_list().index(words[-1]) ^ 1],
    }[change]
    with pytest.raises(WrongWords, match="逐字核对"):
        words_to_seed(wrong)


def test_a_fingerprint_shows_the_first_eighty_bits():
    first = 0b00000000001_00000000010_00000000011_00000000100_0000
    manifest_hash = first.to_bytes(6) + bytes.fromhex("7f3a9c21") + bytes(22)
    shown = "".join(word_list()[place] for place in (1, 2, 3, 4))
    assert fingerprint(manifest_hash) == f"{shown} · 7F3A · 9C21"


def test_a_keepsake_names_the_poll_and_holds_the_seed():
    seed, manifest_hash = bytes(range(16)), bytes(range(32))
    start, poll, words = keepsake(seed, manifest_hash).split(":")
    assert (start, poll) == ("VOTE1", "00010203")
    assert words_to_seed(words) == seed
