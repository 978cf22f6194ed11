"""Text files with separated columns (.csv), in UTF-8 or in the encodings of Chinese Windows."""

import codecs
import csv
import io

from voting.errors import WrongInput
from voting.i18n import _
from voting.people.formats.grid import Book, Cell, Grid, check_extent, unreadable

_SEPARATORS = (",", "\t", ";", "，")
_LINES_LOOKED_AT = 20


def open_book(content: bytes) -> Book:
    """Open a text file as a book of one sheet."""
    text = _decoded(content)
    rows: list[list[Cell]] = []
    widest = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
            widest = max(widest, len(row))
            check_extent(len(rows) + 1, widest)
            rows.append([*row])
    except csv.Error:
        raise unreadable() from None
    return Book(("",), lambda _index: Grid("", rows))


def _decoded(content: bytes) -> str:
    """Decode by the mark at the beginning; without one UTF-8, else GB18030 (of which GBK is part).

    Text in GB18030 is practically never valid UTF-8, while the opposite is common.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WrongInput(
        _("无法识别文件的文字编码。请用 Excel 或 WPS 打开后另存为 .xlsx 或“CSV UTF-8”。")
    )


def _separator(text: str) -> str:
    """Return the separator that stands in the most of the first lines; a comma where none does."""
    lines = text[:20_000].splitlines()[:_LINES_LOOKED_AT]
    return max(_SEPARATORS, key=lambda mark: sum(mark in line for line in lines))
