"""HPKE, base mode, single shot (RFC 9180), with an ephemeral key that may be derived.

DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. ``cryptography`` has HPKE too, but
always draws its ephemeral key; a voter's device must repeat a ballot byte for byte.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from voting.ballots import hkdf

KEY_LENGTH = 32
TAG_LENGTH = 16
OVERHEAD = KEY_LENGTH + TAG_LENGTH
"""What a sealed text is longer than the plain one, in bytes."""

_KEM = b"KEM" + (0x0020).to_bytes(2)
_SUITE = b"HPKE" + (0x0020).to_bytes(2) + (0x0001).to_bytes(2) + (0x0003).to_bytes(2)
_BASE_MODE = b"\x00"


class NotOpened(Exception):
    """The text was not sealed to this key with this info, or was changed."""


def derive_key_pair(ikm: bytes) -> X25519PrivateKey:
    """Return the key pair of at least 32 bytes of keying material (RFC 9180, 7.1.3)."""
    secret = _extract(_KEM, b"", b"dkp_prk", ikm)
    return X25519PrivateKey.from_private_bytes(_expand(_KEM, secret, b"sk", b"", KEY_LENGTH))


def seal(
    recipient: X25519PublicKey,
    plain: bytes,
    info: bytes,
    aad: bytes = b"",
    ephemeral: X25519PrivateKey | None = None,
) -> bytes:
    """Return encapsulated key and ciphertext of ``plain``; a fresh ephemeral unless one is given.

    Never give the same ephemeral for two plain texts: it fixes the key stream.
    """
    sender = ephemeral or X25519PrivateKey.generate()
    enc = sender.public_key().public_bytes_raw()
    shared = _shared(sender.exchange(recipient), enc + recipient.public_bytes_raw())
    key, nonce = _key_schedule(shared, info)
    return enc + ChaCha20Poly1305(key).encrypt(nonce, plain, aad)


class Opener:
    """A recipient's private key, ready to open many texts."""

    def __init__(self, private: X25519PrivateKey) -> None:
        self._private = private
        self._public = private.public_key().public_bytes_raw()

    def open(self, sealed: bytes, info: bytes, aad: bytes = b"") -> bytes:
        """Return the plain text, or raise :class:`NotOpened`."""
        enc, ciphertext = sealed[:KEY_LENGTH], sealed[KEY_LENGTH:]
        try:
            exchanged = self._private.exchange(X25519PublicKey.from_public_bytes(enc))
            key, nonce = _key_schedule(_shared(exchanged, enc + self._public), info)
            return ChaCha20Poly1305(key).decrypt(nonce, ciphertext, aad)
        except (ValueError, InvalidTag):  # a short text, a point of small order, a changed byte
            raise NotOpened from None


def _shared(exchanged: bytes, context: bytes) -> bytes:
    secret = _extract(_KEM, b"", b"eae_prk", exchanged)
    return _expand(_KEM, secret, b"shared_secret", context, KEY_LENGTH)


def _key_schedule(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    psk_id_hash = _extract(_SUITE, b"", b"psk_id_hash", b"")
    info_hash = _extract(_SUITE, b"", b"info_hash", info)
    context = _BASE_MODE + psk_id_hash + info_hash
    secret = _extract(_SUITE, shared, b"secret", b"")
    return (
        _expand(_SUITE, secret, b"key", context, 32),
        _expand(_SUITE, secret, b"base_nonce", context, 12),
    )


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hkdf.extract(salt, b"HPKE-v1" + suite + label + ikm)


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    return hkdf.expand(key, length.to_bytes(2) + b"HPKE-v1" + suite + label + info, length)
