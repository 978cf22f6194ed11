"""The manifest: everything about a sealed poll that nobody may change any more.

Its canonical bytes are hashed; the hash is shown on the screen and bound into every paper,
ballot and receipt.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from voting.ballots import canonical, hpke, words
from voting.ballots.contest_documents import contest_document, contest_of, plaintext_size
from voting.ballots.contests import Contest
from voting.ballots.papers import EXPONENT, PaperKey
from voting.ballots.refusals import Malformed

FORMAT = "voting-manifest/1"
MOST_GROUPS = 256
_SHAPE: dict[str, type] = {
    "contests": list,
    "format": str,
    "groups": list,
    "kind": str,
    "meeting": dict,
    "plaintext_size": int,
    "poll": str,
    "receipt_key": str,
    "rules": dict,
    "sealing_key": str,
    "title": str,
    "transport": str,
}


@dataclass(frozen=True, slots=True)
class Group:
    """A voter group (A/B/C票): its electors' numbers and the modulus of its issuing key."""

    id: str
    title: str
    electors: tuple[str, ...]
    modulus: bytes


@dataclass(frozen=True)
class Manifest:
    """A sealed poll. ``transport`` is ``https``, or ``http`` for a degraded one."""

    poll: str
    title: str
    kind: str
    organisation: str
    meeting: str
    rules: Mapping[str, Any]
    contests: tuple[Contest, ...]
    groups: tuple[Group, ...]
    sealing_key: bytes
    receipt_key: bytes
    plaintext_size: int
    transport: str = "https"

    def __post_init__(self) -> None:
        """Refuse a manifest that contradicts itself."""
        ids = [contest.id for contest in self.contests]
        if not ids or len(set(ids)) != len(ids):
            raise ValueError("a poll needs contests, each with its own id")
        if not 1 <= len(self.groups) <= MOST_GROUPS:
            raise ValueError("a poll has between 1 and 256 voter groups")
        if {len(self.sealing_key), len(self.receipt_key)} != {hpke.KEY_LENGTH}:
            raise ValueError("sealing key and receipt key have 32 bytes each")
        if self.plaintext_size < plaintext_size(self.contests):
            raise ValueError("a full sheet does not fit the sealed size")
        if self.transport not in {"https", "http"}:
            raise ValueError("transport is https or http")

    @cached_property
    def encoded(self) -> bytes:
        """Return the canonical bytes."""
        return canonical.encode(_document(self))

    @cached_property
    def hash(self) -> bytes:
        """Return SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.encoded).digest()

    @cached_property
    def fingerprint(self) -> str:
        """Return what people compare on screen and phone."""
        return words.fingerprint(self.hash)

    @cached_property
    def paper_keys(self) -> tuple[PaperKey, ...]:
        """Return the issuing keys' public halves, in the order of the groups."""
        return tuple(PaperKey(group.modulus) for group in self.groups)

    @property
    def sealed_size(self) -> int:
        """Return the one length of a sealed ballot, in bytes."""
        return self.plaintext_size + hpke.OVERHEAD

    def group_of(self, elector: str) -> int | None:
        """Return the index of an elector's group, or ``None`` who is not on the roll."""
        return next((i for i, g in enumerate(self.groups) if elector in g.electors), None)

    @classmethod
    def decode(cls, data: bytes) -> "Manifest":
        """Return the manifest of canonical bytes; anything else is :class:`Malformed`."""
        document = canonical.parse(data)
        try:
            made = _manifest(document)
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            raise Malformed from None
        if made.encoded != data:
            raise Malformed
        return made


def b64url(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64url(text: str) -> bytes:
    """Return the bytes of base64url without padding; one spelling only, else ``Malformed``."""
    try:
        data = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise Malformed from None
    if b64url(data) != text:
        raise Malformed
    return data


def hash_from_hex(text: str) -> bytes:
    """Return the manifest hash of 64 lower-case hex digits, as URLs carry it, or ``Malformed``."""
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise Malformed
    return bytes.fromhex(text)


def _document(manifest: Manifest) -> dict[str, Any]:
    return {
        "contests": [contest_document(contest) for contest in manifest.contests],
        "format": FORMAT,
        "groups": [
            {
                "electors": list(group.electors),
                "id": group.id,
                "issuing_key": {"e": EXPONENT, "n": b64url(group.modulus)},
                "title": group.title,
            }
            for group in manifest.groups
        ],
        "kind": manifest.kind,
        "meeting": {"name": manifest.meeting, "organisation": manifest.organisation},
        "plaintext_size": manifest.plaintext_size,
        "poll": manifest.poll,
        "receipt_key": b64url(manifest.receipt_key),
        "rules": dict(manifest.rules),
        "sealing_key": b64url(manifest.sealing_key),
        "title": manifest.title,
        "transport": manifest.transport,
    }


def _manifest(document: Any) -> Manifest:
    if {key: type(value) for key, value in document.items()} != _SHAPE:
        raise ValueError("not the members of a manifest")
    if document["format"] != FORMAT:
        raise ValueError("another format")
    return Manifest(
        poll=document["poll"],
        title=document["title"],
        kind=document["kind"],
        organisation=document["meeting"]["organisation"],
        meeting=document["meeting"]["name"],
        rules=document["rules"],
        contests=tuple(contest_of(part) for part in document["contests"]),
        groups=tuple(_group(part) for part in document["groups"]),
        sealing_key=from_b64url(document["sealing_key"]),
        receipt_key=from_b64url(document["receipt_key"]),
        plaintext_size=document["plaintext_size"],
        transport=document["transport"],
    )


def _group(part: Any) -> Group:
    return Group(
        part["id"],
        part["title"],
        tuple(part["electors"]),
        from_b64url(part["issuing_key"]["n"]),
    )
