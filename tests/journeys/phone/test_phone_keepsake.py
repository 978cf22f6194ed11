"""What people read and keep: the fingerprint, the twelve characters, the QR code."""

import hashlib

import pytest
import segno

from tests.journeys.phone.bench import SEED, workbench
from tests.journeys.phone.hall import Hall
from tests.journeys.phone.qr_reader import mask_of, read_version_4
from tests.journeys.phone.sealed import committee, manifest_of
from voting.ballots import words


@pytest.fixture(scope="module")
def bench(browser):
    with workbench(browser) as found:
        yield found


@pytest.fixture(scope="module")
def sealed_poll(poll_keys) -> Hall:
    return Hall(poll_keys, manifest_of(poll_keys, (committee(),)))


def test_phone_and_screen_show_the_same_fingerprint(bench, sealed_poll):
    shown = bench.votes(sealed_poll.manifest, "return f.fingerprint(p.hash);")
    assert shown == sealed_poll.manifest.fingerprint


@pytest.mark.parametrize(
    "seed", [bytes(16), b"\xff" * 16, SEED, hashlib.sha256(b"x").digest()[:16]]
)
def test_twelve_characters_bring_the_seed_back(bench, seed):
    body = """
      const characters = f.toCharacters(b.fromHex(v[0]));
      return [characters, b.hex(f.fromCharacters(characters))];
    """
    characters, again = bench.calls(["seed"], body, seed.hex())
    assert again == seed.hex()
    assert characters == words.seed_to_words(seed)


def test_a_wrong_character_is_noticed(bench):
    characters = words.seed_to_words(SEED)
    swapped = characters[1] + characters[0] + characters[2:]
    wrong = [swapped, characters[:-1], characters + "的", characters[:-1] + "a", ""]
    body = "return v[0].map((text) => f.fromCharacters(text) === null);"
    assert bench.calls(["seed"], body, wrong) == [True] * len(wrong)


def test_the_saved_text_of_this_poll_is_read_however_it_is_typed(bench, sealed_poll):
    text = words.keepsake(SEED, sealed_poll.hash)
    plain = words.seed_to_words(SEED)
    typed = [
        text,
        text.lower(),
        f" {text}\n",
        plain,
        " ".join(plain),
        plain[:4] + "，\n" + plain[4:],
    ]
    body = "return v[3].map((typed) => b.hex(f.readSaved(typed, p.hash).seed));"
    assert bench.votes(sealed_poll.manifest, body, typed) == [SEED.hex()] * len(typed)


def test_the_saved_text_of_another_poll_is_told_apart(bench, sealed_poll):
    text = words.keepsake(SEED, bytes(32))
    body = "return [v[3], '一二三'].map((typed) => f.readSaved(typed, p.hash).problem);"
    answer = bench.votes(sealed_poll.manifest, body, text)
    assert answer == ["other_poll", "unreadable"]


def test_the_qr_code_says_what_the_server_says(bench, sealed_poll):
    rows = bench.votes(sealed_poll.manifest, "return f.qrRows(b.utf8(f.qrText(seed, p.hash)));")
    assert read_version_4(rows) == words.keepsake(SEED, sealed_poll.hash)


def test_the_qr_code_is_the_one_another_maker_draws(bench):
    # Filled to the last byte, since makers differ in how they fill what is left.
    text = "vote" * 15 + "ok"
    rows = bench.calls(["qr"], "return f.qrRows(b.utf8(v[0]));", text)
    other = segno.make(
        text, version=4, error="m", mask=mask_of(rows), mode="byte", boost_error=False, micro=False
    )
    assert rows == [list(row) for row in other.matrix]


def test_a_text_that_does_not_fit_the_qr_code_is_refused(bench):
    body = "try { return f.qrRows(b.utf8(v[0])); } catch (error) { return error.message; }"
    assert bench.calls(["qr"], body, "x" * 63) == "too long for this QR code"
