"""Private keys at rest: wrapped under the service's secret, each for one purpose."""

import pytest

from tests.services.ballots.voters import SECRET, issuing_key
from voting.ballots.refusals import WrongSecret
from voting.ballots.seal import (
    Envelope,
    ReceiptKey,
    SealingKey,
    cast_message,
    seal_info,
    unwrap_issuing_key,
    verifies,
    wrap_issuing_key,
)

OTHER = "another secret that is long enough, too"


def wrapped_keys():
    sealing, receipt = SealingKey.generate(), ReceiptKey.generate()
    return {
        "issuing": (
            wrap_issuing_key(issuing_key(), SECRET),
            issuing_key().public.n,
            unwrap_issuing_key,
        ),
        "receipt": (receipt.wrap(SECRET), receipt.public, ReceiptKey.unwrap),
        "sealing": (sealing.wrap(SECRET), sealing.public, SealingKey.unwrap),
    }


@pytest.mark.parametrize("purpose", ["issuing", "receipt", "sealing"])
def test_a_wrapped_key_is_the_same_key_when_unwrapped(purpose):
    wrapped, public, unwrap = wrapped_keys()[purpose]
    key = unwrap(wrapped, public, SECRET)
    assert (key.public.n if purpose == "issuing" else key.public) == public


@pytest.mark.parametrize("purpose", ["issuing", "receipt", "sealing"])
def test_a_wrapped_key_does_not_unwrap_with_another_secret_or_public_half_or_a_changed_byte(
    purpose,
):
    wrapped, public, unwrap = wrapped_keys()[purpose]
    for changed in (
        (wrapped, public, OTHER),
        (wrapped, bytes(len(public)), SECRET),
        (wrapped[:-1] + bytes([wrapped[-1] ^ 1]), public, SECRET),
        (bytes([wrapped[0] ^ 1]) + wrapped[1:], public, SECRET),
        (b"", public, SECRET),
    ):
        with pytest.raises(WrongSecret, match="密钥"):
            unwrap(*changed)


def test_a_key_wrapped_for_one_purpose_does_not_serve_another():
    key = SealingKey.generate()
    with pytest.raises(WrongSecret):
        ReceiptKey.unwrap(key.wrap(SECRET), key.public, SECRET)


def test_wrapping_twice_never_gives_the_same_bytes_and_shows_no_private_byte():
    key = ReceiptKey.generate()
    assert key.wrap(SECRET) != key.wrap(SECRET)
    assert key._private.private_bytes_raw() not in key.wrap(SECRET)


def test_a_receipt_is_signed_over_poll_and_digest():
    key = ReceiptKey.generate()
    signature = key.sign(b"h" * 32, b"d" * 32)
    assert verifies(key.public, signature, b"voting/v1/receipt" + b"h" * 32 + b"d" * 32)
    assert not verifies(key.public, signature, b"voting/v1/receipt" + b"h" * 32 + b"e" * 32)
    assert not verifies(b"", signature, b"")


def test_what_is_signed_and_what_is_sealed_are_bound_to_their_poll():
    assert cast_message(b"h" * 32, 3, b"sealed") == b"voting/v1/cast" + b"h" * 32 + b"\x03sealed"
    assert seal_info(b"h" * 32, b"k" * 32) == b"voting/v1/seal" + b"h" * 32 + b"k" * 32


def test_an_envelope_gives_its_ballot_back_and_hides_it_meanwhile():
    envelope = Envelope(SECRET, b"h" * 32)
    tag = envelope.tag(b"key hash")
    put = envelope.put(tag, b"a ballot")
    assert envelope.take(tag, put) == b"a ballot"
    assert b"a ballot" not in put
    assert put != envelope.put(tag, b"a ballot")
    assert tag == Envelope(SECRET, b"h" * 32).tag(b"key hash")


def test_an_envelope_of_another_poll_secret_or_tag_does_not_open():
    envelope = Envelope(SECRET, b"h" * 32)
    tag = envelope.tag(b"key hash")
    put = envelope.put(tag, b"a ballot")
    for other, name in (
        (Envelope(SECRET, b"i" * 32), tag),
        (Envelope(OTHER, b"h" * 32), tag),
        (envelope, envelope.tag(b"other")),
    ):
        with pytest.raises(WrongSecret):
            other.take(name, put)
    assert Envelope(OTHER, b"h" * 32).tag(b"key hash") != tag
    assert Envelope(SECRET, b"i" * 32).tag(b"key hash") != tag
