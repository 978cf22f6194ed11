"""What a workbook may unpack to: looked at before any of it is read.

A few kilobytes can claim a million rows, unfold to gigabytes, or repeat one long text in every
cell; none of that may cost memory or time.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from voting.errors import TooLarge
from voting.i18n import _
from voting.people.formats.grid import MEGABYTE, unreadable

_ZIP = b"PK\x03\x04"
_TEXTS = "xl/sharedStrings.xml"
_REFERENCE = re.compile(rb"<(?:\w+:)?v>([0-9]{1,7})</")
_END_OF_TEXT = re.compile(rb"</(?:\w+:)?si>")
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Budget:
    """Bytes: of the file, of its parts unpacked, of the texts of all its cells."""

    file: int
    unpacked: int
    texts: int


FORM = Budget(2 * MEGABYTE, 12 * MEGABYTE, 12 * MEGABYTE)
RESPONSES = Budget(20 * MEGABYTE, 24 * MEGABYTE, 24 * MEGABYTE)


def check_size(content: bytes, budget: Budget) -> None:
    """Refuse a file that is larger than its budget, packed or unpacked."""
    if len(content) > budget.file:
        raise _too_large(budget)
    if not content.startswith(_ZIP):
        return
    try:
        _check_archive(zipfile.ZipFile(io.BytesIO(content)), budget)
    except _BROKEN:
        raise unreadable() from None


def _check_archive(archive: zipfile.ZipFile, budget: Budget) -> None:
    parts = archive.infolist()
    # A part that is longer than it claims fails its checksum when it is read.
    if sum(part.file_size for part in parts) > budget.unpacked:
        raise _too_large(budget)
    names = [part.filename for part in parts]
    if _TEXTS not in names or any(part.flag_bits & 1 for part in parts):
        return
    lengths = [len(text) for text in _END_OF_TEXT.split(archive.read(_TEXTS))]
    total = 0
    for name in names:
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        for found in _REFERENCE.finditer(archive.read(name)):
            place = int(found[1])
            total += lengths[place] if place < len(lengths) else 0
        if total > budget.texts:
            raise _too_large(budget)


def _too_large(budget: Budget) -> TooLarge:
    return TooLarge(
        _(
            "文件太大，没有读取：表格文件请不要超过 %(megabytes)s MB，也不要插入图片；"
            "答卷很多时请另存为 CSV。",
            megabytes=budget.file // MEGABYTE,
        )
    )
