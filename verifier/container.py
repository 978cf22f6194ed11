"""The zip file: read without trusting it, and compared with the one form a bundle has."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes; 20,000 ballots with 30 candidates need less than a third of it."""

DOCUMENTS = (
    "README.txt",
    "SHA256SUMS",
    "audit.json",
    "board.json",
    "counts.json",
    "manifest.json",
    "paper.json",
    "records.json",
    "result.json",
    "rulings.json",
    "signatures.json",
)
_KEY_FILE = re.compile(r"issuing-key-(0|[1-9][0-9]{0,2})\.pem\Z")
_MOST_FILES = len(DOCUMENTS) + 256
_EPOCH = (1980, 1, 1, 0, 0, 0)


class NotABundle(Exception):
    """The file cannot be read as a bundle at all; says why in one Chinese sentence."""


def content(path: Path) -> bytes:
    """Return the bytes of a file, refusing one that is larger than any bundle."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise NotABundle(f"无法读取文件 {path}（{error.strerror}）。") from error
    if len(data) > LARGEST:
        raise NotABundle(f"文件超过 {LARGEST // 1024 // 1024} MB，不是公布包。")
    return data


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a bundle by name.

    Only stored (uncompressed) files with the names of the format are read, so nothing can
    grow on unpacking. Raises :class:`NotABundle`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_strange(entries)
            files = {entry.filename: archive.read(entry) for entry in entries}
    except NotABundle:
        raise
    except Exception as error:  # a broken zip raises many kinds; all mean the same here
        raise NotABundle("不是完整的公布包：zip 文件已损坏或不是 zip 文件。") from error
    missing = [name for name in DOCUMENTS if name not in files]
    if missing:
        raise NotABundle(f"不是公布包：缺少文件 {'、'.join(missing)}。")
    return files


def _refuse_strange(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > _MOST_FILES or len(set(names)) != len(names):
        raise NotABundle("不是公布包：文件过多，或有同名文件。")
    for entry in entries:
        if entry.filename not in DOCUMENTS and not _KEY_FILE.match(entry.filename):
            raise NotABundle(f"公布包中有不属于它的文件 {entry.filename[:80]!a}。")
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise NotABundle(
                f"文件 {entry.filename} 被压缩过；公布包只存不压，请使用原始公布包，不要重新打包。"
            )
        if entry.flag_bits & 1:
            raise NotABundle(f"文件 {entry.filename} 已加密，无法复核。")


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the one zip file that holds these files in the form of the format."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return what SHA256SUMS must say of the other files (as the program sha256sum writes it)."""
    lines = (
        f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n"
        for name in sorted(files)
        if name != "SHA256SUMS"
    )
    return "".join(lines).encode()
