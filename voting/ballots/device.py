"""The voter's device, in Python: what a phone does from taking a paper to checking a receipt.

Everything follows from the seed and the manifest, so a second device with the same seed repeats
the first byte for byte. The demo, the load generator and the tests vote with it.
"""

import hashlib
from functools import cached_property
from itertools import count
from typing import Generic, Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from voting.ballots import blinding, board, canonical, hkdf, hpke, seal
from voting.ballots.ballot import Ballot
from voting.ballots.manifest import Manifest
from voting.ballots.papers import PaperKey
from voting.ballots.rules import Selections, selections_to_json

_PLAIN_PADDING = b" "


class Sealing(Protocol):
    """What a device needs to know of a poll, or of anything else that is answered sealed."""

    @property
    def plaintext_size(self) -> int:
        """The length that every content is padded to, in bytes."""

    @property
    def hash(self) -> bytes:
        """What every key is derived from, besides the seed."""

    @property
    def paper_keys(self) -> tuple[PaperKey, ...]:
        """The issuing keys, one for each voter group."""

    @property
    def sealing_key(self) -> bytes:
        """The public key that contents are sealed to."""

    @property
    def receipt_key(self) -> bytes:
        """The public key that receipts are checked with."""


_Kind = TypeVar("_Kind", bound=Sealing)


class Device(Generic[_Kind]):
    """One voter's device in one poll; ``group`` is the index of the elector's voter group."""

    def __init__(self, seed: bytes, manifest: _Kind, group: int = 0) -> None:
        self.manifest = manifest
        self.group = group
        self._seed = seed
        self._pseudo_random = hkdf.extract(manifest.hash, seed)
        self._key = Ed25519PrivateKey.from_private_bytes(self._derive("ballot-key", 32))
        self.public_key = self._key.public_key().public_bytes_raw()

    @cached_property
    def blinded(self) -> bytes:
        """Return the blinded message with which the paper is asked for."""
        salt = self._derive("salt", blinding.SALT_LENGTH)
        return blinding.blind(self.public_key, self._modulus, salt, self._factor)

    def paper(self, blind_signature: bytes) -> bytes:
        """Return the paper in the office's answer, or raise :class:`blinding.BadSignature`."""
        paper = blinding.unblind(blind_signature, self._modulus, self._factor)
        if not self.manifest.paper_keys[self.group].verifies(self.public_key, paper):
            raise blinding.BadSignature
        return paper

    def fill_in(self: "Device[Manifest]", selections: Selections, paper: bytes) -> Ballot:
        """Return the ballot of a filled-in sheet, sealed and signed."""
        document = selections_to_json(self.manifest.contests, selections)
        return self.seal(canonical.encode(document), paper)

    def seal(self, plain: bytes, paper: bytes) -> Ballot:
        """Return the ballot of any content that fits, padded, sealed and signed."""
        if len(plain) > self.manifest.plaintext_size:
            raise ValueError("the sheet is longer than any sheet of this poll may be")
        padded = plain.ljust(self.manifest.plaintext_size, _PLAIN_PADDING)
        # The ephemeral key hangs on the content too: two contents never share a key stream.
        label = b"ephemeral/" + hashlib.sha256(padded).digest()
        ikm = hkdf.expand(self._pseudo_random, b"voting/v1/" + label, 32)
        sealed = hpke.seal(
            X25519PublicKey.from_public_bytes(self.manifest.sealing_key),
            padded,
            seal.seal_info(self.manifest.hash, self.public_key),
            ephemeral=hpke.derive_key_pair(ikm),
        )
        message = seal.cast_message(self.manifest.hash, self.group, sealed)
        return Ballot(self.group, self.public_key, paper, self._key.sign(message), sealed)

    def accepts(self, ballot: Ballot, signature: bytes) -> bool:
        """Tell whether the box signed that this ballot is in it."""
        message = board.receipt_message(self.manifest.hash, ballot.digest)
        return seal.verifies(self.manifest.receipt_key, signature, message)

    @property
    def _modulus(self) -> blinding.Modulus:
        return self.manifest.paper_keys[self.group].modulus

    @cached_property
    def _factor(self) -> int:
        """Return the first derived number that can blind."""
        length = self._modulus.length + 16
        for i in count():
            number = int.from_bytes(self._derive(f"blind/{i}", length)) % int(self._modulus.n)
            if blinding.usable_factor(number, self._modulus):
                return number
        raise AssertionError  # count() has no end

    def _derive(self, label: str, length: int) -> bytes:
        return hkdf.expand(self._pseudo_random, b"voting/v1/" + label.encode(), length)
