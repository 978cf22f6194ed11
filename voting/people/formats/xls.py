"""Workbooks of Excel 97 to 2003 (.xls).

As with .xlsx, the records are looked through before the library reads the cells: how far they
reach, and which were computed. The layout is that of [MS-CFB] (the container) and [MS-XLS].
"""

import io
import struct
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook

from voting.errors import WrongInput
from voting.i18n import _
from voting.people.formats.grid import Book, Flaw, Grid, Place, check_extent, locked, unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_HEADER = 512
_DIRECTORY_ENTRY = 128
_IN_HEADER = 109

_BOF, _EOF, _FORMULA, _BOOLERR, _MULRK = 0x0809, 0x000A, 0x0006, 0x0205, 0x00BD
_FILEPASS, _BOUNDSHEET = 0x002F, 0x0085
# Records that hold one cell: NUMBER, LABEL, RK, LABELSST, RSTRING and the two above.
_CELLS = frozenset({0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6, _FORMULA, _BOOLERR})
_WORKSHEET = 0


class _Container:
    """A compound file: streams in chains of sectors."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004 - the only sizes there are
            raise ValueError(shift)
        self._size = 1 << shift
        self._table = self._allocation()
        first_directory, self._cutoff, first_mini = struct.unpack_from("<I4xII", content, 48)
        self._entries = dict(self._directory(self._chain(first_directory)))
        self._mini_table = self._numbers(self._chain(first_mini))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _numbers(self, raw: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _allocation(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        following, count = struct.unpack_from("<II", self._content, 68)
        for _turn in range(min(count, len(self._content) // self._size)):
            if following >= _LAST_SECTOR:
                break
            *more, following = self._numbers(self._sector(following))
            sectors += more
        used = (number for number in sectors if number < _LAST_SECTOR)
        return self._numbers(b"".join(map(self._sector, used)))

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(first, self._table))

    def _directory(self, raw: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for start in range(0, len(raw) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            entry = raw[start : start + _DIRECTORY_ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            yield name, struct.unpack_from("<II", entry, 116)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """Return a stream; short ones lie in small pieces inside the root's."""
        first, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(first)[:size]
        root = self._chain(self._entries["Root Entry"][0])
        pieces = (root[n * 64 : n * 64 + 64] for n in _follow(first, self._mini_table))
        return b"".join(pieces)[:size]


def _follow(first: int, table: tuple[int, ...]) -> Iterator[int]:
    """Walk a chain of sectors; one that bites its own tail or leaves the file is broken."""
    number = first
    for _turn in range(len(table) + 1):
        if number >= _LAST_SECTOR:
            return
        yield number
        number = table[number]
    raise ValueError(first)


def open_book(content: bytes) -> Book:
    """Open a workbook; its sheets are checked and read when they are asked for."""
    try:
        stream = _workbook_stream(content)
        sheets = list(_sheets(stream))
        library = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (struct.error, IndexError, KeyError, ValueError, CalamineError, OSError):
        raise unreadable() from None

    def read(index: int) -> Grid:
        name, offset = sheets[index]
        flaws, extent = _surveyed(stream, offset)
        check_extent(*extent)
        try:
            rows = library.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (CalamineError, ValueError):
            raise unreadable() from None
        return Grid(name, rows, flaws)

    return Book(tuple(name for name, _offset in sheets), read)


def _workbook_stream(content: bytes) -> bytes:
    container = _Container(content)
    if "EncryptedPackage" in container:
        raise locked()
    if "Workbook" not in container:
        raise WrongInput(_("这个文件的格式太旧或不是表格，请用 Excel 或 WPS 打开后另存为 .xlsx。"))
    return container.stream("Workbook")


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a substream until it ends; charts inside it are passed over."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        start += 4
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[start : start + length]
        start += length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, record in _records(stream):
        if kind == _FILEPASS:
            raise locked()
        if kind == _BOUNDSHEET and record[5] == _WORKSHEET:
            offset, length, wide = struct.unpack_from("<I2xBB", record)
            text = record[8 : 8 + (length * 2 if wide & 1 else length)]
            yield text.decode("utf-16-le" if wide & 1 else "latin-1"), offset


def _surveyed(stream: bytes, offset: int) -> tuple[dict[Place, Flaw], tuple[int, int]]:
    try:
        return _survey(stream, offset)
    except (struct.error, IndexError):
        raise unreadable() from None


def _survey(stream: bytes, offset: int) -> tuple[dict[Place, Flaw], tuple[int, int]]:
    """Find the computed cells of a sheet and the last row and column that hold anything."""
    flaws: dict[Place, Flaw] = {}
    last_row = last_column = 0
    for kind, record in _records(stream, offset):
        if kind not in _CELLS and kind != _MULRK:
            continue
        row, column = struct.unpack_from("<HH", record)
        if kind == _MULRK:
            column = struct.unpack_from("<H", record, len(record) - 2)[0]
        place = row + 1, column + 1
        last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
        if kind == _FORMULA:
            flaws[place] = Flaw.FORMULA
        elif kind == _BOOLERR and record[7]:
            flaws[place] = Flaw.ERROR
    return flaws, (last_row, last_column)
