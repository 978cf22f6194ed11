"""Workbooks of Excel 97 to 2003 (.xls): the records of [MS-XLS] that hold cells.

They are read here and not by the library that reads .xlsx: a damaged .xls brings the whole
process down there, and it does not tell which cells were computed.
"""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from voting.errors import WrongInput
from voting.i18n import _
from voting.people.formats.compound import Compound
from voting.people.formats.grid import Book, Cell, Flaw, Grid, check_extent, locked, unreadable

_BROKEN = (struct.error, IndexError, KeyError, ValueError)

_BOF, _EOF, _CONTINUE, _FILEPASS, _DATEMODE = 0x0809, 0x000A, 0x003C, 0x002F, 0x0022
_BOUNDSHEET, _FORMAT, _XF, _SST = 0x0085, 0x041E, 0x00E0, 0x00FC
_FORMULA, _BOOLERR, _NUMBER, _RK, _MULRK = 0x0006, 0x0205, 0x0203, 0x027E, 0x00BD
_LABEL, _RSTRING, _LABELSST = 0x0204, 0x00D6, 0x00FD
_VERSION = 0x0600
_WORKSHEET = 0

_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_DATE_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE_LETTERS = re.compile(r"[ymd年月日]", re.IGNORECASE)
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LAST_DAY = 2_950_000


@dataclass(slots=True)
class _Globals:
    """What holds for all sheets: their names and places, texts, and which styles are dates."""

    sheets: list[tuple[str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    date_formats: set[int] = field(default_factory=lambda: set(_DATE_FORMATS))
    since_1904: bool = False

    def number(self, value: float, style: int) -> Cell:
        """Return a number as what it is shown as: a date where its style says so."""
        if self.styles[style] in self.date_formats and 0 < value < _LAST_DAY:
            return _DAY_ZERO[self.since_1904] + timedelta(days=int(value))
        return value


def open_book(content: bytes) -> Book:
    """Open a workbook; a sheet is read when it is asked for."""
    try:
        stream = _workbook_stream(content)
        known = _read_globals(stream)
    except _BROKEN:
        raise unreadable() from None

    def read(index: int) -> Grid:
        name, offset = known.sheets[index]
        try:
            return _read_sheet(name, stream, offset, known)
        except _BROKEN:
            raise unreadable() from None

    return Book(tuple(name for name, _offset in known.sheets), read)


def _workbook_stream(content: bytes) -> bytes:
    container = Compound(content)
    if "EncryptedPackage" in container:
        raise locked()
    if "Workbook" not in container:
        raise _too_old()
    return container.stream("Workbook")


def _too_old() -> WrongInput:
    return WrongInput(_("这个文件的格式太旧或不是表格，请用 Excel 或 WPS 打开后另存为 .xlsx。"))


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a substream up to its end; charts inside it are passed over.

    One that breaks off is a ValueError: the people behind the break would be missing.
    """
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
    raise ValueError(start)


def _read_globals(stream: bytes) -> _Globals:
    known = _Globals()
    texts: list[bytes] = []
    before = 0
    for kind, record in _records(stream):
        if kind == _BOF and struct.unpack_from("<H", record)[0] != _VERSION:
            raise _too_old()
        if kind == _FILEPASS:
            raise locked()
        if kind == _SST or (kind == _CONTINUE and before == _SST):
            texts.append(record)
            before = _SST
            continue
        before = kind
        if kind in _GLOBAL_READERS:
            _GLOBAL_READERS[kind](known, record)
    known.texts = _read_texts(texts) if texts else []
    return known


def _read_boundsheet(known: _Globals, record: bytes) -> None:
    offset, kind, length, flags = struct.unpack_from("<IxBBB", record)
    if kind == _WORKSHEET:
        known.sheets.append((_decoded(record[8:], length, flags), offset))


def _read_format(known: _Globals, record: bytes) -> None:
    number, length, flags = struct.unpack_from("<HHB", record)
    shape = _NOT_DATE_LETTERS.sub("", _decoded(record[5:], length, flags))
    if _DATE_LETTERS.search(shape):
        known.date_formats.add(number)
    else:
        known.date_formats.discard(number)


def _read_style(known: _Globals, record: bytes) -> None:
    known.styles.append(struct.unpack_from("<2xH", record)[0])


def _read_date_mode(known: _Globals, record: bytes) -> None:
    known.since_1904 = record[0] == 1


_GLOBAL_READERS: dict[int, Callable[[_Globals, bytes], None]] = {
    _BOUNDSHEET: _read_boundsheet,
    _FORMAT: _read_format,
    _XF: _read_style,
    _DATEMODE: _read_date_mode,
}


def _decoded(raw: bytes, length: int, flags: int) -> str:
    """Decode so many units of UTF-16, or (where only Latin letters occur) so many bytes."""
    return raw[: length * 2].decode("utf-16-le") if flags & 1 else raw[:length].decode("latin-1")


class _Pieces:
    """The table of texts, which is cut into records wherever it happens to be full."""

    def __init__(self, records: list[bytes]) -> None:
        self._records = records
        self._record = 0
        self._at = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        last = len(self._records) - 1
        return self._record == last and self._at >= len(self._records[last])

    def take(self, count: int) -> bytes:
        """Return so many bytes, over the cuts."""
        taken = b""
        while len(taken) < count:
            if self._at >= len(self._records[self._record]):
                self._turn()
            part = self._records[self._record][self._at : self._at + count - len(taken)]
            self._at += len(part)
            taken += part
        return taken

    def text(self, length: int, flags: int) -> str:
        """Return so many units of UTF-16; behind each cut it is said anew how wide they are."""
        units = b""
        while len(units) < 2 * length:
            if self._at >= len(self._records[self._record]):
                self._turn()
                flags = self.take(1)[0]
            width = 2 if flags & 1 else 1
            there = (len(self._records[self._record]) - self._at) // width
            if not there:
                raise ValueError(length)
            raw = self.take(min(length - len(units) // 2, there) * width)
            units += raw if flags & 1 else raw.decode("latin-1").encode("utf-16-le")
        return units.decode("utf-16-le")

    def _turn(self) -> None:
        self._record += 1
        self._at = 0
        if self._record >= len(self._records):
            raise IndexError(self._record)


def _read_texts(records: list[bytes]) -> list[str]:
    pieces = _Pieces(records)
    unique = struct.unpack("<4xI", pieces.take(8))[0]
    texts: list[str] = []
    while len(texts) < unique and not pieces.is_over:
        length, flags = struct.unpack("<HB", pieces.take(3))
        runs = struct.unpack("<H", pieces.take(2))[0] if flags & 8 else 0
        phonetic = struct.unpack("<I", pieces.take(4))[0] if flags & 4 else 0
        texts.append(pieces.text(length, flags))
        pieces.take(4 * runs + phonetic)
    return texts


def _read_sheet(name: str, stream: bytes, offset: int, known: _Globals) -> Grid:
    grid = Grid(name, [], {})
    for kind, record in _records(stream, offset):
        if kind in _CELL_READERS:
            row, column = struct.unpack_from("<HH", record)
            cells = _CELL_READERS[kind](known, record)
            check_extent(row + 1, column + len(cells))
            _place(grid, row, column, cells)
    return grid


def _place(grid: Grid, row: int, column: int, cells: list[Cell | Flaw]) -> None:
    grid.rows.extend([] for _missing in range(row + 1 - len(grid.rows)))
    there = grid.rows[row]
    there.extend([""] * (column + len(cells) - len(there)))
    for place, cell in enumerate(cells, start=column):
        if isinstance(cell, Flaw):
            grid.flaws[row + 1, place + 1] = cell
        else:
            there[place] = cell


def _read_number(known: _Globals, record: bytes) -> list[Cell | Flaw]:
    style, value = struct.unpack_from("<4xHd", record)
    return [known.number(value, style)]


def _read_rk(known: _Globals, record: bytes) -> list[Cell | Flaw]:
    return [_packed(known, record[4:10])]


def _read_mulrk(known: _Globals, record: bytes) -> list[Cell | Flaw]:
    return [_packed(known, record[at : at + 6]) for at in range(4, len(record) - 2, 6)]


def _packed(known: _Globals, raw: bytes) -> Cell:
    """Unpack a number of four bytes: an integer or the front of a double, perhaps in hundredths."""
    style, packed = struct.unpack("<HI", raw)
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        value = struct.unpack("<d", bytes(4) + struct.pack("<I", packed & ~3))[0]
    return known.number(value / 100 if packed & 1 else value, style)


def _read_label(_known: _Globals, record: bytes) -> list[Cell | Flaw]:
    length, flags = struct.unpack_from("<6xHB", record)
    return [_decoded(record[9:], length, flags)]


def _read_shared(known: _Globals, record: bytes) -> list[Cell | Flaw]:
    return [known.texts[struct.unpack_from("<6xI", record)[0]]]


def _read_truth(_known: _Globals, record: bytes) -> list[Cell | Flaw]:
    value, is_error = record[6], record[7]
    return [Flaw.ERROR if is_error else bool(value)]


def _read_formula(_known: _Globals, _record: bytes) -> list[Cell | Flaw]:
    return [Flaw.FORMULA]


_CELL_READERS: dict[int, Callable[[_Globals, bytes], list[Cell | Flaw]]] = {
    _NUMBER: _read_number,
    _RK: _read_rk,
    _MULRK: _read_mulrk,
    _LABEL: _read_label,
    _RSTRING: _read_label,
    _LABELSST: _read_shared,
    _BOOLERR: _read_truth,
    _FORMULA: _read_formula,
}
