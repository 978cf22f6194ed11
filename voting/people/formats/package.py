"""Zip archives (.xlsx, .ods), unpacked only as far as a roster can need."""

import io
import re
import zipfile
import zlib

from voting.people.formats.grid import LARGEST_TEXT, locked, too_large, unreadable

_MOST_PARTS = 1000
# Sixty thousand people in sixteen columns, each cell written in its longest form.
_MOST_TAGS = 6_000_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)
# Document types can define entities that unfold without end; spreadsheets never have one.
_FORBIDDEN = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00", re.IGNORECASE)


class Package:
    """The parts of an archive; ``take`` stops at a total that no roster reaches."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN:
            raise unreadable() from None
        parts = self._archive.infolist()
        self._parts = {part.filename: part for part in parts}
        if len(parts) > _MOST_PARTS or len(parts) != len(self._parts):
            raise unreadable()
        self._left = LARGEST_TEXT

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def take(self, name: str) -> bytes:
        """Unpack one part; what it claims to be long is checked before, what it is after."""
        part = self._parts.get(name)
        if part is None:
            raise unreadable()
        if part.flag_bits & 1:
            raise locked()
        if part.file_size > self._left:
            raise too_large()
        try:
            # A part that is longer than it claims is cut there and fails its checksum.
            content = self._archive.read(part)
        except _BROKEN:
            raise unreadable() from None
        self._left -= len(content)
        return content

    def take_xml(self, name: str) -> bytes:
        """Unpack a part that is XML in UTF-8, without a document type and not without end."""
        content = self.take(name)
        if _FORBIDDEN.search(content):
            raise unreadable()
        if content.count(b"<") > _MOST_TAGS:
            raise too_large()
        return content
