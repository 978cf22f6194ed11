"""The paper office: blind signatures that turn a named request into an anonymous right to cast.

RSABSSA-SHA384-PSS-Deterministic (RFC 9474) with one RSA key for each poll and voter group. The
office signs what it cannot read; the box verifies what the office never saw.
"""

import secrets
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from gmpy2 import context, get_context, invert, mpz, powmod, powmod_sec

from voting.ballots.blinding import SALT_LENGTH, Modulus
from voting.ballots.refusals import WrongBlindedMessage, WrongSecret

KEY_BITS = 2048
EXPONENT = 65537
_SHA384 = hashes.SHA384()
_PSS = padding.PSS(mgf=padding.MGF1(_SHA384), salt_length=SALT_LENGTH)


class SigningFault(Exception):
    """The private operation gave a wrong result; letting it out could give away the key."""


class PaperKey:
    """An issuing key's public half: it tells papers of this poll and group from all others."""

    def __init__(self, n: bytes, e: int = EXPONENT) -> None:
        self.n = n
        self.e = e
        self._public = rsa.RSAPublicNumbers(e, int.from_bytes(n)).public_key()

    @property
    def length(self) -> int:
        """Return the length of a paper in bytes."""
        return len(self.n)

    @cached_property
    def modulus(self) -> Modulus:
        """Return the numbers a device blinds with."""
        return Modulus(mpz.from_bytes(self.n, byteorder="big"), self.e)

    def verifies(self, public_key: bytes, paper: bytes) -> bool:
        """Tell whether ``paper`` is this office's signature over a ballot's public key."""
        try:
            self._public.verify(paper, public_key, _PSS, _SHA384)
        except InvalidSignature:
            return False
        return True


class IssuingKey:
    """An issuing key with its private half; it signs blinded messages and nothing else."""

    def __init__(self, private: rsa.RSAPrivateKey) -> None:
        numbers = private.private_numbers()
        self._private = private
        self._p, self._q = mpz(numbers.p), mpz(numbers.q)
        self._dp, self._dq = mpz(numbers.dmp1), mpz(numbers.dmq1)
        self._q_inverse = mpz(numbers.iqmp)
        self._n, self._e = mpz(numbers.public_numbers.n), numbers.public_numbers.e
        self.public = PaperKey(
            int(self._n).to_bytes((private.key_size + 7) // 8), numbers.public_numbers.e
        )

    @classmethod
    def generate(cls) -> "IssuingKey":
        """Return a new key of 2,048 bits."""
        return cls(rsa.generate_private_key(public_exponent=EXPONENT, key_size=KEY_BITS))

    @classmethod
    def from_bytes(cls, der: bytes) -> "IssuingKey":
        """Return the key of a PKCS#8 document, or raise :class:`WrongSecret`."""
        loaded = serialization.load_der_private_key(der, password=None)
        if not isinstance(loaded, rsa.RSAPrivateKey):
            raise WrongSecret
        return cls(loaded)

    def to_bytes(self) -> bytes:
        """Return the private key as PKCS#8, to be wrapped before it is stored."""
        return self._private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def blind_sign(self, blinded: bytes) -> bytes:
        """Return the blind signature of a blinded message, both as long as the modulus.

        Raises :class:`WrongBlindedMessage` unless the length is exact and 1 < m < n - 1: the
        fixed points 0, 1 and n - 1 are their own signatures (RFC 9474, 4.3).
        """
        if len(blinded) != self.public.length:
            raise WrongBlindedMessage
        message = mpz.from_bytes(blinded, byteorder="big")
        if not 1 < message < self._n - 1:
            raise WrongBlindedMessage
        signed = self._masked_private(message)
        if powmod(signed, self._e, self._n) != message:
            raise SigningFault
        return int(signed).to_bytes(self.public.length)

    def _masked_private(self, message: mpz) -> mpz:
        """Do the private operation on a number that the asker cannot know.

        Whoever chooses the message could otherwise learn from the time of the two reductions.
        """
        mask = mpz(secrets.randbelow(int(self._n) - 2) + 2)
        masked = message * powmod(mask, self._e, self._n) % self._n
        return self._private_operation(masked) * invert(mask, self._n) % self._n

    def _private_operation(self, number: mpz) -> mpz:
        """Raise to the private exponent by the Chinese remainder theorem, in constant time.

        Other threads run meanwhile: it takes most of the time that issuing takes.
        """
        with context(get_context(), allow_release_gil=True):
            of_p = powmod_sec(number % self._p, self._dp, self._p)
            of_q = powmod_sec(number % self._q, self._dq, self._q)
        return of_q + self._q * ((of_p - of_q) * self._q_inverse % self._p)
