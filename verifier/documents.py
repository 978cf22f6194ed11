"""The documents of a bundle as typed values; reading is strict, judging is done elsewhere."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from verifier.canonical import Node, decoded
from verifier.manifest import Manifest, read_manifest
from verifier.paper import Box, read_boxes

_PAPER_BYTES = 256
_KEY_BYTES = 32
_CODE_LETTERS = 10
COUNTED = (
    "eligible",
    "attended",
    "issued",
    "returned",
    "valid",
    "rejected",
    "blank",
    "not_returned",
)
OFFICES = {
    "chair": "主持人",
    "head_scrutineer": "总监票人",
    "scrutineer": "监票人",
    "teller": "计票人",
}
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
OTHERS = "其他"
"""Stands for every written-in name that occurs only once: one alone could be a signature."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One ballot on the board."""

    group: int
    public_key: bytes
    paper: bytes
    digest: bytes
    code: str

    @property
    def leaf(self) -> bytes:
        """Return the bytes that stand for this entry in the Merkle tree."""
        return bytes([self.group]) + self.public_key + self.paper + self.digest

    @property
    def expected_code(self) -> str:
        """Return the receipt code that follows from the digest."""
        return base64.b32encode(self.digest).decode()[:_CODE_LETTERS]


@dataclass(frozen=True, slots=True)
class Board:
    """The published list of ballots and the root that was on the big screen."""

    manifest_hash: bytes
    root: bytes
    entries: tuple[Entry, ...]


Torn = Mapping[str, Mapping[str, list[str]]]
"""Contest → option → the marks it got, one for each valid ballot."""


@dataclass(frozen=True, slots=True)
class GroupRecords:
    """What one voter group marked, on phones and on paper."""

    marks: Torn
    valid: int
    rejected: int
    blank: int


@dataclass(frozen=True, slots=True)
class Records:
    """The opened box: marks and names by contest, verdicts; and the groups, where told apart."""

    marks: Torn
    write_ins: Mapping[str, list[str]]
    groups: tuple[GroupRecords, ...]
    valid: int
    rejected: int
    blank: int
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the scrutineers decided about one written-in name."""

    text: str
    ruling: str
    name: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts at the head of every sheet, and the electors who took a paper."""

    eligible: int
    attended: int
    issued: int
    returned: int
    valid: int
    rejected: int
    blank: int
    not_returned: int
    papers: list[str]

    def published(self) -> dict[str, int]:
        """Return the counts as the result repeats them."""
        return {name: getattr(self, name) for name in COUNTED}


@dataclass(frozen=True, slots=True)
class SignOff:
    """One signature under the result."""

    name: str
    office: str
    result_hash: bytes
    at: str


class Bundle:
    """The files of a bundle; each is parsed when first asked for, and may prove malformed."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    @cached_property
    def manifest_hash(self) -> bytes:
        """Return the hash that everything in the bundle is bound to."""
        return hashlib.sha256(self.files["manifest.json"]).digest()

    @cached_property
    def result_hash(self) -> bytes:
        """Return the hash that the scrutineers signed."""
        return hashlib.sha256(self.files["result.json"]).digest()

    @cached_property
    def manifest(self) -> Manifest:
        """Return the manifest."""
        return read_manifest(self._document("manifest.json"))

    @cached_property
    def board(self) -> Board:
        """Return the board."""
        digest, root, entries = self._document("board.json").fields(
            "manifest_hash", "root", "entries"
        )
        return Board(
            digest.hexadecimal(_KEY_BYTES),
            root.hexadecimal(_KEY_BYTES),
            tuple(_entry(each) for each in entries),
        )

    @cached_property
    def records(self) -> Records:
        """Return the opened box."""
        return _records(self._document("records.json"))

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Return the paper boxes."""
        return read_boxes(self._document("paper.json"))

    @cached_property
    def rulings(self) -> dict[str, tuple[Ruling, ...]]:
        """Return the rulings on written-in names by contest."""
        (contests,) = self._document("rulings.json").fields("contests")
        return {
            contest: tuple(_ruling(each) for each in rulings)
            for contest, rulings in contests.mapping().items()
        }

    @cached_property
    def counts(self) -> Counts:
        """Return the counts."""
        *numbers, papers = self._document("counts.json").fields(*COUNTED, "papers")
        figures = dict(zip(COUNTED, (number.whole() for number in numbers), strict=True))
        return Counts(**figures, papers=papers.texts())

    @cached_property
    def result(self) -> Node:
        """Return the result as it was signed."""
        return self._document("result.json")

    @cached_property
    def sign_offs(self) -> tuple[SignOff, ...]:
        """Return the signatures under the result."""
        (signed,) = self._document("signatures.json").fields("sign_offs")
        return tuple(_sign_off(each) for each in signed)

    @cached_property
    def log_head(self) -> tuple[int, bytes]:
        """Return the number of entries of the service's log and the hash of its last."""
        entries, head = self._document("audit.json").fields("entries", "head")
        return entries.whole(), head.hexadecimal(_KEY_BYTES)

    def _document(self, name: str) -> Node:
        return decoded(name, self.files[name])


def _entry(node: Node) -> Entry:
    group, public_key, paper, digest, code = node.fields(
        "group", "public_key", "paper", "digest", "code"
    )
    return Entry(
        group.whole(),
        public_key.binary(_KEY_BYTES),
        paper.binary(_PAPER_BYTES),
        digest.binary(_KEY_BYTES),
        code.text(),
    )


def _records(node: Node) -> Records:
    contests, groups, verdicts = node.fields("contests", "groups", "verdicts")
    sheets = {key: each.fields("marks", "write_ins") for key, each in contests.mapping().items()}
    valid, rejected, blank, reasons = verdicts.fields("valid", "rejected", "blank", "reasons")
    return Records(
        {contest: _torn(marks) for contest, (marks, _names) in sheets.items()},
        {contest: names.texts() for contest, (_marks, names) in sheets.items()},
        tuple(_group(each) for each in groups),
        valid.whole(),
        rejected.whole(),
        blank.whole(),
        {reason: each.whole() for reason, each in reasons.mapping().items()},
    )


def _group(node: Node) -> GroupRecords:
    marks, *verdicts = node.fields("marks", "valid", "rejected", "blank")
    contests = {contest: _torn(each) for contest, each in marks.mapping().items()}
    return GroupRecords(contests, *(each.whole() for each in verdicts))


def _torn(node: Node) -> dict[str, list[str]]:
    return {option: each.texts() for option, each in node.mapping().items()}


def _ruling(node: Node) -> Ruling:
    found = Ruling(
        *(each.text() for each in node.fields("text", "ruling", "name", "unit", "reason"))
    )
    if found.reason and found.ruling != "void":
        node.refuse("只有认定无效的才写理由")
    return found


def _sign_off(node: Node) -> SignOff:
    name, office, digest, at = node.fields("name", "office", "result_hash", "at")
    if office.text() not in OFFICES:
        office.refuse("不认识的职务")
    if not _TIME.match(at.text()):
        at.refuse("应为协调世界时，如 2026-11-22T06:55:00Z")
    return SignOff(name.text(), office.text(), digest.hexadecimal(_KEY_BYTES), at.text())
