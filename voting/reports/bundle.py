"""The published bundle: everything a stranger needs to recount a poll, in one zip file.

``docs/bundle-format.md`` gives the format; the verifier was written from that page, not from
here. The same source gives the same bytes at every export.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from voting.ballots import canonical
from voting.ballots.board import Entry
from voting.ballots.manifest import Manifest, b64url
from voting.ballots.papers import EXPONENT
from voting.ballots.tally import Counts as BallotCounts
from voting.reports.publication import PaperBox, PublishedMarks, PublishedNames
from voting.reports.result import Counts

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class SignedResult:
    """One signature under the result; ``office`` is the office's short English name."""

    name: str
    office: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LogHead:
    """Where the log of official acts stood: number of entries, hash of the last (64 digits)."""

    entries: int
    head: str


@dataclass(frozen=True)
class BundleSource:
    """What a bundle is written from.

    ``manifest`` and ``result`` are the exact canonical bytes; ``counts``: phones and paper
    together; ``papers``: the numbers of the electors who took a paper of either sort.
    """

    manifest: bytes
    entries: Sequence[Entry]
    root: str
    marks: PublishedMarks
    write_ins: Mapping[str, PublishedNames]
    counts: Counts
    papers: Sequence[str]
    result: bytes
    signed: Sequence[SignedResult]
    log: LogHead

    @cached_property
    def decoded(self) -> Manifest:
        """Return the manifest as a value."""
        return Manifest.decode(self.manifest)

    @property
    def manifest_hash(self) -> str:
        """Return the hash everything is bound to, 64 hexadecimal digits."""
        return hashlib.sha256(self.manifest).hexdigest()

    @property
    def result_hash(self) -> str:
        """Return the hash the scrutineers signed, 64 hexadecimal digits."""
        return hashlib.sha256(self.result).hexdigest()


def bundle_of(source: BundleSource, readme: str) -> bytes:
    """Return the zip file; ``readme`` explains it to people (see :mod:`voting.reports.readme`)."""
    files = {
        "README.txt": readme.encode(),
        "audit.json": canonical.encode({"entries": source.log.entries, "head": source.log.head}),
        "board.json": canonical.encode(board_document(source)),
        "counts.json": canonical.encode(_counts(source)),
        "manifest.json": source.manifest,
        "paper.json": canonical.encode(_paper(source)),
        "records.json": canonical.encode(_records(source)),
        "result.json": source.result,
        "rulings.json": canonical.encode(_rulings(source)),
        "signatures.json": canonical.encode(_signatures(source)),
        **{
            f"issuing-key-{place}.pem": key_file(group.modulus)
            for place, group in enumerate(source.decoded.groups)
        },
    }
    return packed(files | {"SHA256SUMS": checksums(files)})


def board_document(source: BundleSource) -> dict[str, object]:
    """Return the board as it is also served by itself after closing."""
    return {
        "manifest_hash": source.manifest_hash,
        "root": source.root,
        "entries": [
            {
                "group": entry.group,
                "public_key": b64url(entry.public_key),
                "paper": b64url(entry.paper),
                "digest": b64url(entry.digest),
                "code": entry.code,
            }
            for entry in sorted(source.entries)
        ],
    }


def _counts(source: BundleSource) -> dict[str, object]:
    counts = source.counts
    return {
        "eligible": counts.eligible,
        "attended": counts.attended,
        "issued": counts.issued,
        "returned": counts.returned,
        "valid": counts.valid,
        "rejected": counts.rejected,
        "blank": counts.blank,
        "not_returned": counts.not_returned,
        "papers": sorted(source.papers),
    }


def _records(source: BundleSource) -> dict[str, object]:
    marks = source.marks
    contests = {
        contest: {"marks": table, "write_ins": _names(source, contest).records()}
        for contest, table in _torn(source, marks.heap).items()
    }
    verdicts = _verdicts(marks.phones) | {
        "reasons": {reason.value: number for reason, number in marks.phones.reasons().items()}
    }
    groups = [_verdicts(group) | {"marks": _torn(source, group)} for group in marks.groups]
    return {"contests": contests, "groups": groups, "verdicts": verdicts}


def _names(source: BundleSource, contest: str) -> PublishedNames:
    return source.write_ins.get(contest, PublishedNames())


def _verdicts(counts: BallotCounts) -> dict[str, object]:
    return {"valid": counts.valid(), "rejected": counts.rejected(), "blank": counts.blank()}


def _torn(source: BundleSource, counts: BallotCounts) -> dict[str, dict[str, list[str]]]:
    """Return contest → option → its marks, one for each valid ballot, sorted."""
    found = {}
    for contest in source.decoded.contests:
        table = counts.table(contest.id)
        found[contest.id] = {
            option.id: _each(table.get(option.id, {})) for option in contest.options
        }
    return found


def _each(marks: Mapping[str, int]) -> list[str]:
    return [mark for mark, number in sorted(marks.items()) for _ballot in range(number)]


def _paper(source: BundleSource) -> dict[str, object]:
    return {"boxes": [_box(source, box) for box in source.marks.boxes]}


def _box(source: BundleSource, box: PaperBox) -> dict[str, object]:
    count = box.count
    contests = source.decoded.contests
    table = {
        contest.id: {
            option.id: count.marks.get(contest.id, {}).get(option.id, {})
            for option in contest.options
        }
        for contest in contests
    }
    names = {contest.id: sum(count.write_ins.get(contest.id, {}).values()) for contest in contests}
    return {
        "title": box.title,
        "kind": box.kind,
        "group": box.group,
        "issued": len(box.electors),
        "electors": list(box.electors),
        "returned": count.returned,
        "valid": count.valid,
        "rejected": count.rejected,
        "blank": count.blank,
        "marks": table if box.apart else None,
        "write_ins": names if box.apart else None,
        "tellers": list(box.tellers),
    }


def _rulings(source: BundleSource) -> dict[str, object]:
    return {
        "contests": {
            contest.id: [
                {
                    "text": each.name,
                    "ruling": each.ruling,
                    "name": each.name,
                    "unit": each.unit,
                    "reason": each.reason,
                }
                for each in _names(source, contest.id).names
            ]
            for contest in source.decoded.contests
        }
    }


def _signatures(source: BundleSource) -> dict[str, object]:
    return {
        "sign_offs": [
            {
                "name": each.name,
                "office": each.office,
                "result_hash": each.digest,
                "at": each.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
            for each in source.signed
        ]
    }


def key_file(modulus: bytes) -> bytes:
    """Return an issuing key as a PEM file, for use with openssl."""
    numbers = RSAPublicNumbers(EXPONENT, int.from_bytes(modulus))
    return numbers.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the lines ``sha256sum`` would write for these files, in the order of their names."""
    return "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file without a time, a compressor or a machine in it: always the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_FILE
            archive.writestr(entry, data, zipfile.ZIP_STORED)
    return buffer.getvalue()
