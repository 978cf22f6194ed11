"""A sheet as it stands in the file, and how large one may be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from voting.errors import TooLarge, WrongInput
from voting.i18n import _

Cell = str | int | float | bool | date | datetime | time | timedelta

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LARGEST_TEXT = 160 * MEGABYTE
"""What the parts of a file that are read may unpack to, together."""
MOST_ROWS = 60_000
"""People in one roster; title lines come on top."""
_ROWS_ABOVE = 100
_MOST_COLUMNS = 256
_MOST_CELLS = 3_000_000


class Flaw(StrEnum):
    """Why a cell has no value of its own."""

    FORMULA = "formula"
    ERROR = "error_value"


Place = tuple[int, int]
"""Row and column of a cell, both counted from 1, as the spreadsheet numbers them."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: ``rows[0][0]`` is its cell A1; ``flaws`` names the cells that were computed."""

    name: str
    rows: list[list[Cell]]
    flaws: dict[Place, Flaw] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file, in its order; a sheet is read when it is asked for."""

    names: tuple[str, ...]
    read: Callable[[int], Grid]


def check_extent(rows: int, columns: int) -> None:
    """Refuse a sheet whose last filled cell is further out than any roster's."""
    if rows > MOST_ROWS + _ROWS_ABOVE:
        raise TooLarge(
            _(
                "表格用到了第 %(rows)s 行，一次最多导入 %(most)s 行。"
                "请删去下方多余的内容，或分成几个文件。",
                rows=rows,
                most=MOST_ROWS,
            )
        )
    if columns > _MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise TooLarge(
            _("表格用到了第 %(columns)s 列，请删去右侧多余的列后再试。", columns=columns)
        )


def unreadable() -> WrongInput:
    """Return the refusal of a file that is damaged or is not what it claims to be."""
    return WrongInput(_("文件已损坏或格式不对，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx。"))


def locked() -> WrongInput:
    """Return the refusal of a file with a password."""
    return WrongInput(_("文件设有打开密码，请取消密码后再试。"))


def too_large() -> TooLarge:
    """Return the refusal of a file larger than any roster, packed or unpacked."""
    return TooLarge(
        _(
            "文件太大，没有读取。表格文件请不要超过 %(megabytes)s MB，也不要插入图片。",
            megabytes=LARGEST_FILE // MEGABYTE,
        )
    )
