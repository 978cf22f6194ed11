"""HPKE base mode: RFC 9180's vector, and both ways against another implementation."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from hypothesis import given, strategies as st

from voting.ballots import hkdf, hpke

VECTOR = {
    name: bytes.fromhex(value)
    for name, value in json.loads(
        Path(__file__).with_name("vectors").joinpath("rfc9180-a2-base.json").read_text()
    ).items()
    if name != "source"
}
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
RECIPIENT = X25519PrivateKey.from_private_bytes(VECTOR["skRm"])
OPENER = hpke.Opener(RECIPIENT)


def test_hkdf_gives_the_published_output():
    # RFC 5869, test cases 1 to 3.
    long = bytes(range(0x50)), bytes(range(0x60, 0xB0)), bytes(range(0xB0, 0x100))
    for ikm, salt, info, length, wanted in (
        (
            b"\x0b" * 22,
            bytes(range(13)),
            bytes(range(0xF0, 0xFA)),
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            *long,
            82,
            (
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41"
                "c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
            ),
        ),
        (
            b"\x0b" * 22,
            b"",
            b"",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ):
        assert hkdf.derive(ikm, salt, info, length).hex() == wanted


def test_hkdf_refuses_more_than_it_can_give():
    assert len(hkdf.expand(bytes(32), b"", 8160)) == 8160
    with pytest.raises(ValueError, match="8,160"):
        hkdf.expand(bytes(32), b"", 8161)


@pytest.mark.parametrize("side", "ER")
def test_a_key_pair_is_derived_as_published(side):
    made = hpke.derive_key_pair(VECTOR[f"ikm{side}"])
    assert made.private_bytes_raw() == VECTOR[f"sk{side}m"]
    assert made.public_key().public_bytes_raw() == VECTOR[f"pk{side}m"]


def test_a_text_is_sealed_as_published():
    sealed = hpke.seal(
        X25519PublicKey.from_public_bytes(VECTOR["pkRm"]),
        VECTOR["pt"],
        VECTOR["info"],
        VECTOR["aad"],
        hpke.derive_key_pair(VECTOR["ikmE"]),
    )
    assert sealed == VECTOR["enc"] + VECTOR["ct"]


def test_a_text_is_opened_as_published():
    opened = OPENER.open(VECTOR["enc"] + VECTOR["ct"], VECTOR["info"], VECTOR["aad"])
    assert opened == VECTOR["pt"]


@given(st.binary(max_size=2000), st.binary(max_size=100))
def test_what_is_sealed_here_opens_with_the_other_implementation(plain, info):
    sealed = hpke.seal(RECIPIENT.public_key(), plain, info)
    assert SUITE.decrypt(sealed, RECIPIENT, info) == plain
    assert len(sealed) == len(plain) + hpke.OVERHEAD


@given(st.binary(max_size=2000), st.binary(max_size=100))
def test_what_the_other_implementation_seals_opens_here(plain, info):
    assert OPENER.open(SUITE.encrypt(plain, RECIPIENT.public_key(), info), info) == plain


def test_two_sealings_without_a_given_ephemeral_differ():
    one, other = (hpke.seal(RECIPIENT.public_key(), b"plain", b"info") for _ in range(2))
    assert one != other


@given(st.data())
def test_a_changed_byte_is_noticed(data):
    sealed = bytearray(hpke.seal(RECIPIENT.public_key(), b"plain", b"info"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    # X25519 does not look at the top bit of a point; the key schedule does.
    with pytest.raises(hpke.NotOpened):
        OPENER.open(bytes(sealed), b"info")


@pytest.mark.parametrize(
    "sealed", [b"", bytes(31), bytes(32), bytes(48), bytes(100)], ids=lambda s: str(len(s))
)
def test_bytes_that_were_never_sealed_do_not_open(sealed):
    with pytest.raises(hpke.NotOpened):
        OPENER.open(sealed, b"info")


def test_another_info_another_aad_and_another_key_do_not_open():
    sealed = hpke.seal(RECIPIENT.public_key(), b"plain", b"info", b"aad")
    assert OPENER.open(sealed, b"info", b"aad") == b"plain"
    for info, aad in ((b"other", b"aad"), (b"info", b"")):
        with pytest.raises(hpke.NotOpened):
            OPENER.open(sealed, info, aad)
    with pytest.raises(hpke.NotOpened):
        hpke.Opener(X25519PrivateKey.generate()).open(sealed, b"info", b"aad")
