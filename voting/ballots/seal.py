"""Keys of a poll and what they seal or sign; the only module that holds private key bytes.

Each key has one purpose and one class. A private key leaves its class only wrapped: encrypted
under the service's secret and bound to its purpose and its public half.
"""

import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from voting.ballots import board, hkdf, hpke
from voting.ballots.papers import IssuingKey
from voting.ballots.refusals import WrongSecret

KEY_LENGTH = 32
SIGNATURE_LENGTH = 64
_NONCE_LENGTH = 12
_ISSUING, _RECEIPT, _SEALING = b"issuing", b"receipt", b"sealing"


def seal_info(manifest_hash: bytes, public_key: bytes) -> bytes:
    """Return what binds a sealed ballot to its poll and to its ballot key."""
    return b"voting/v1/seal" + manifest_hash + public_key


def cast_message(manifest_hash: bytes, group: int, sealed: bytes) -> bytes:
    """Return the bytes that the ballot key signs."""
    return b"voting/v1/cast" + manifest_hash + bytes([group]) + sealed


def verifies(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether an Ed25519 signature is good; a key that is no point verifies nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (ValueError, InvalidSignature):
        return False
    return True


class SealingKey:
    """The one owner of a poll's sealing key: what can open ballots passes through here.

    Today the service keeps it wrapped; a key split among the scrutineers would be put together
    in another constructor of this class, and nothing else would change.
    """

    def __init__(self, private: X25519PrivateKey) -> None:
        self._private = private
        self._opener = hpke.Opener(private)
        self.public = private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "SealingKey":
        """Return a new key."""
        return cls(X25519PrivateKey.generate())

    @classmethod
    def unwrap(cls, wrapped: bytes, public: bytes, secret: str) -> "SealingKey":
        """Return the key wrapped under the service's secret, or raise :class:`WrongSecret`."""
        raw = _unwrap(wrapped, _SEALING, public, secret)
        return cls(X25519PrivateKey.from_private_bytes(raw))

    def wrap(self, secret: str) -> bytes:
        """Return the key encrypted under the service's secret."""
        return _wrap(self._private.private_bytes_raw(), _SEALING, self.public, secret)

    def open(self, manifest_hash: bytes, public_key: bytes, sealed: bytes) -> bytes:
        """Return a ballot's padded content, or raise :class:`hpke.NotOpened`."""
        return self._opener.open(sealed, seal_info(manifest_hash, public_key))


class ReceiptKey:
    """The key with which the box signs that a ballot is in it."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "ReceiptKey":
        """Return a new key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def unwrap(cls, wrapped: bytes, public: bytes, secret: str) -> "ReceiptKey":
        """Return the key wrapped under the service's secret, or raise :class:`WrongSecret`."""
        raw = _unwrap(wrapped, _RECEIPT, public, secret)
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    def wrap(self, secret: str) -> bytes:
        """Return the key encrypted under the service's secret."""
        return _wrap(self._private.private_bytes_raw(), _RECEIPT, self.public, secret)

    def sign(self, manifest_hash: bytes, digest: bytes) -> bytes:
        """Return the signature on a receipt; the same ballot gives the same signature."""
        return self._private.sign(board.receipt_message(manifest_hash, digest))


def wrap_issuing_key(key: IssuingKey, secret: str) -> bytes:
    """Return an issuing key encrypted under the service's secret."""
    return _wrap(key.to_bytes(), _ISSUING, key.public.n, secret)


def unwrap_issuing_key(wrapped: bytes, n: bytes, secret: str) -> IssuingKey:
    """Return the issuing key with modulus ``n``, or raise :class:`WrongSecret`."""
    return IssuingKey.from_bytes(_unwrap(wrapped, _ISSUING, n, secret))


class Envelope:
    """What a ballot lies in while its box is open.

    Under the service's secret, so that copies, logs and write-ahead logs of the open box show
    neither which ballot came when nor even its key. ``tag`` finds the ballot of a key again.
    """

    def __init__(self, secret: str, manifest_hash: bytes) -> None:
        keys = _key(secret, b"envelope" + manifest_hash, 2 * KEY_LENGTH)
        self._tagging, self._cipher = keys[:KEY_LENGTH], ChaCha20Poly1305(keys[KEY_LENGTH:])

    def tag(self, key_hash: bytes) -> bytes:
        """Return the name under which the ballot of a key lies in the open box."""
        return hkdf.extract(self._tagging, key_hash)

    def put(self, tag: bytes, body: bytes) -> bytes:
        """Return a ballot in its envelope."""
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        return nonce + self._cipher.encrypt(nonce, body, tag)

    def take(self, tag: bytes, envelope: bytes) -> bytes:
        """Return the ballot of an envelope, or raise :class:`WrongSecret`."""
        try:
            return self._cipher.decrypt(envelope[:_NONCE_LENGTH], envelope[_NONCE_LENGTH:], tag)
        except (ValueError, InvalidTag):
            raise WrongSecret from None


def _key(secret: str, purpose: bytes, length: int = KEY_LENGTH) -> bytes:
    return hkdf.derive(secret.encode(), b"voting/v1/service", purpose, length)


def _wrap(private: bytes, purpose: bytes, public: bytes, secret: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_LENGTH)
    cipher = ChaCha20Poly1305(_key(secret, b"wrap/" + purpose))
    return nonce + cipher.encrypt(nonce, private, purpose + b"/" + public)


def _unwrap(wrapped: bytes, purpose: bytes, public: bytes, secret: str) -> bytes:
    cipher = ChaCha20Poly1305(_key(secret, b"wrap/" + purpose))
    try:
        return cipher.decrypt(
            wrapped[:_NONCE_LENGTH], wrapped[_NONCE_LENGTH:], purpose + b"/" + public
        )
    except (ValueError, InvalidTag):
        raise WrongSecret from None
