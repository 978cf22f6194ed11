"""Blind signatures: RFC 9474's vector, what the office refuses to sign, what the box refuses."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from gmpy2 import invert, mpz
from hypothesis import given, settings, strategies as st

from tests.services.ballots.voters import issuing_key
from voting.ballots.blinding import (
    BadSignature,
    Modulus,
    blind,
    emsa_pss_encode,
    unblind,
    usable_factor,
)
from voting.ballots.papers import IssuingKey, PaperKey, SigningFault
from voting.ballots.refusals import WrongBlindedMessage, WrongSecret

VECTOR = json.loads(
    Path(__file__).with_name("vectors").joinpath("rfc9474-pss-deterministic.json").read_text()
)


@pytest.fixture(scope="module")
def published():
    """The key of the vector, with 4,096 bits."""
    n, e, d, p, q = (int(VECTOR[name], 16) for name in "nedpq")
    numbers = rsa.RSAPrivateNumbers(
        p,
        q,
        d,
        rsa.rsa_crt_dmp1(d, p),
        rsa.rsa_crt_dmq1(d, q),
        rsa.rsa_crt_iqmp(p, q),
        rsa.RSAPublicNumbers(e, n),
    )
    return IssuingKey(numbers.private_key())


def published_bytes(name):
    return bytes.fromhex(VECTOR[name])


def test_a_message_is_blinded_as_published(published):
    # The vector gives the inverse of the blinding factor.
    factor = int(invert(mpz(int(VECTOR["inv"], 16)), published.public.modulus.n))
    made = blind(published_bytes("msg"), published.public.modulus, published_bytes("salt"), factor)
    assert made == published_bytes("blinded_msg")


def test_a_blinded_message_is_signed_as_published(published):
    assert published.blind_sign(published_bytes("blinded_msg")) == published_bytes("blind_sig")


def test_a_blind_signature_is_unblinded_as_published_and_verifies(published):
    factor = int(invert(mpz(int(VECTOR["inv"], 16)), published.public.modulus.n))
    paper = unblind(published_bytes("blind_sig"), published.public.modulus, factor)
    assert paper == published_bytes("sig")
    assert published.public.verifies(published_bytes("msg"), paper)


def test_a_paper_is_an_ordinary_pss_signature_that_any_library_verifies():
    key = issuing_key()
    blinded = blind(b"k" * 32, key.public.modulus, bytes(48), 3)
    paper = unblind(key.blind_sign(blinded), key.public.modulus, 3)
    public = rsa.RSAPublicNumbers(65537, int.from_bytes(key.public.n)).public_key()
    public.verify(
        paper,
        b"k" * 32,
        padding.PSS(padding.MGF1(hashes.SHA384()), salt_length=48),
        hashes.SHA384(),
    )
    assert len(paper) == len(blinded) == key.public.length == 256


@settings(max_examples=25)
@given(
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=48, max_size=48),
    st.integers(2, 2**2000),
)
def test_a_paper_does_not_depend_on_the_blinding(message, salt, factor):
    key, modulus = issuing_key(), issuing_key().public.modulus
    assert usable_factor(factor, modulus)
    papers = {
        unblind(key.blind_sign(blind(message, modulus, salt, r)), modulus, r)
        for r in (factor, factor + 1)
    }
    assert len(papers) == 1
    assert key.public.verifies(message, papers.pop())


def test_the_same_request_gets_the_same_answer():
    key = issuing_key()
    blinded = blind(b"k" * 32, key.public.modulus, bytes(48), 5)
    assert key.blind_sign(blinded) == key.blind_sign(blinded)


def numbers_no_office_signs():
    n = int.from_bytes(issuing_key().public.n)
    return {
        "zero": bytes(256),
        "one": (1).to_bytes(256),
        "n - 1": (n - 1).to_bytes(256),
        "n": n.to_bytes(256),
        "beyond n": b"\xff" * 256,
        "too short": (5).to_bytes(255),
        "too long": (5).to_bytes(257),
        "empty": b"",
    }


@pytest.mark.parametrize("which", numbers_no_office_signs())
def test_a_number_that_is_no_blinded_message_is_not_signed(which):
    with pytest.raises(WrongBlindedMessage, match="没有发出选票") as refused:
        issuing_key().blind_sign(numbers_no_office_signs()[which])
    assert refused.value.status == 422


def test_the_smallest_and_the_largest_message_are_signed():
    key, n = issuing_key(), int.from_bytes(issuing_key().public.n)
    for number in (2, n - 2):
        signed = int.from_bytes(key.blind_sign(number.to_bytes(256)))
        assert pow(signed, 65537, n) == number


@pytest.mark.parametrize("part", ["_p", "_q", "_dp", "_dq", "_q_inverse"])
def test_a_wrong_result_never_leaves_the_office_when_the_key_in_memory_is_damaged(part):
    damaged = IssuingKey.from_bytes(issuing_key().to_bytes())
    # Flip a high bit and keep the moduli odd, as a fault of the memory might.
    setattr(damaged, part, getattr(damaged, part) ^ (1 << 300))
    with pytest.raises(SigningFault):
        damaged.blind_sign((12345).to_bytes(256))


def test_a_paper_of_another_office_or_over_another_key_is_none():
    key = issuing_key()
    paper = unblind(
        key.blind_sign(blind(b"k" * 32, key.public.modulus, bytes(48), 7)), key.public.modulus, 7
    )
    assert key.public.verifies(b"k" * 32, paper)
    assert not key.public.verifies(b"l" * 32, paper)
    assert not issuing_key(1).public.verifies(b"k" * 32, paper)
    assert not key.public.verifies(b"k" * 32, paper[:-1])
    assert not key.public.verifies(b"k" * 32, b"")


def test_an_answer_of_another_length_is_not_unblinded():
    with pytest.raises(BadSignature):
        unblind(bytes(255), issuing_key().public.modulus, 3)


def test_a_factor_that_cannot_blind_is_not_used():
    modulus = Modulus(mpz(3 * 5), 3)
    assert [r for r in range(17) if usable_factor(r, modulus)] == [2, 4, 7, 8, 11, 13, 14]


def test_a_modulus_too_short_for_the_salt_is_refused():
    with pytest.raises(ValueError, match="short"):
        emsa_pss_encode(b"k", 8 * 97 - 8, bytes(48))


def test_a_key_survives_being_stored():
    key = IssuingKey.from_bytes(issuing_key().to_bytes())
    assert key.public.n == issuing_key().public.n
    assert key.blind_sign((9).to_bytes(256)) == issuing_key().blind_sign((9).to_bytes(256))
    assert PaperKey(key.public.n).modulus.length == 256


def test_bytes_of_another_kind_of_key_are_no_issuing_key():
    der = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(WrongSecret):
        IssuingKey.from_bytes(der)


def test_a_new_key_has_2048_bits_and_the_usual_exponent():
    key = IssuingKey.generate()
    assert int.from_bytes(key.public.n).bit_length() == 2048
    assert key.public.e == 65537
