"""Compound files, the container of .xls: streams in chains of sectors ([MS-CFB])."""

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_IN_HEADER = 109
_PIECE = 64


class Compound:
    """The streams of a compound file; ValueError, IndexError or struct.error where it is broken."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004 - the only sizes there are
            raise ValueError(shift)
        self._size = 1 << shift
        self._table = self._allocation()
        first_entries, self._cutoff, first_mini = struct.unpack_from("<I4xII", content, 48)
        self._entries = dict(self._directory(self._chain(first_entries)))
        self._mini_table = _numbers(self._chain(first_mini))

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """Return a stream; short ones lie in small pieces inside the root's."""
        first, size = self._entries[name]
        found = self._chain(first) if size >= self._cutoff else self._pieces(first)
        if len(found) < size:
            raise ValueError(size)
        return found[:size]

    def _pieces(self, first: int) -> bytes:
        root = self._chain(self._entries["Root Entry"][0])
        numbers = _follow(first, self._mini_table)
        return b"".join(root[n * _PIECE : (n + 1) * _PIECE] for n in numbers)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(first, self._table))

    def _allocation(self) -> tuple[int, ...]:
        """Return which sector follows which; the table's own sectors are listed in the header."""
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        following, count = struct.unpack_from("<II", self._content, 68)
        for _turn in range(min(count, len(self._content) // self._size)):
            if following >= _LAST_SECTOR:
                break
            *more, following = _numbers(self._sector(following))
            sectors += more
        # No table is longer than the file it describes.
        used = [number for number in sectors if number < _LAST_SECTOR]
        longest = len(self._content) // self._size + 1
        return _numbers(b"".join(map(self._sector, used[:longest])))

    def _directory(self, raw: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for start in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            entry = raw[start : start + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            yield name, struct.unpack_from("<II", entry, 116)


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _follow(first: int, table: tuple[int, ...]) -> Iterator[int]:
    """Walk a chain of sectors; one that bites its own tail or leaves the file is broken."""
    number = first
    for _turn in range(len(table) + 1):
        if number >= _LAST_SECTOR:
            return
        yield number
        number = table[number]
    raise ValueError(first)
