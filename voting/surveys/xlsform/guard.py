"""What a workbook may unpack to: looked at before any of it is read.

A few kilobytes can claim a million rows, unfold to gigabytes, or repeat one long text in every
cell; none of that may cost memory or time.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from voting.errors import TooLarge
from voting.i18n import _
from voting.people.formats.grid import MEGABYTE, unreadable

_ZIP = b"PK\x03\x04"
_TEXTS = "xl/sharedstrings.xml"
_PREFIX = rb"(?:[^\s<>/!?:]+:)?"
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(\s[^>]*)?>([^<&]*)(</)?")
_END_OF_TEXT = re.compile(rb"</" + _PREFIX + rb"si\s*>|<" + _PREFIX + rb"si(?:\s[^>]*)?/>")
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^<>]*\?>")
_UNUSUAL = re.compile(rb"<[!?]|<[^>]*<")
"""Comments and the like: with them among the texts, which is which cannot be told by looking."""
_MOST_DIGITS = 8
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
        raise too_large(budget)
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
        raise too_large(budget)
    texts = [part for part in parts if part.filename.casefold() == _TEXTS]
    if not texts or any(part.flag_bits & 1 for part in parts):
        return
    lengths = _Lengths([archive.read(part) for part in texts])
    total = 0
    # Whichever parts the workbook calls its sheets.
    for part in parts:
        if part not in texts:
            total += sum(map(lengths.referred, _VALUE.finditer(archive.read(part))))
        if total > budget.texts:
            raise too_large(budget)


class _Lengths:
    """The lengths of the shared texts; the longest stands for every one that cannot be told."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        lengths = [[len(text) for text in _END_OF_TEXT.split(part)] for part in parts]
        self._longest = max(max(each) for each in lengths)
        told = len(parts) == 1 and not _UNUSUAL.search(_DECLARATION.sub(b"", parts[0]))
        self._lengths = lengths[0] if told else None

    def referred(self, value: re.Match[bytes]) -> int:
        """Return the length of the text that the value of a cell may refer to."""
        attributes, written, is_closed = value.groups()
        if attributes or not is_closed:
            return self._longest
        place = written.strip().removeprefix(b"+").lstrip(b"0") or b"0"
        if not written.strip() or not place.isdigit():
            return 0
        if self._lengths is None:
            return self._longest
        is_there = len(place) <= _MOST_DIGITS and int(place) < len(self._lengths)
        return self._lengths[int(place)] if is_there else 0


def too_large(budget: Budget) -> TooLarge:
    """Return the refusal of a file that is larger than its budget."""
    return TooLarge(
        _(
            "文件太大，没有读取：表格文件请不要超过 %(megabytes)s MB，也不要插入图片；"
            "答卷很多时请另存为 CSV。",
            megabytes=budget.file // MEGABYTE,
        )
    )
