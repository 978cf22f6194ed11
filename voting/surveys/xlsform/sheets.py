"""The sheets of an XLSForm as rows of named cells, whatever file they come in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from voting.errors import WrongInput
from voting.i18n import _
from voting.people import spreadsheet
from voting.people.formats.grid import Cell, Flaw, Grid
from voting.surveys.xlsform import guard
from voting.surveys.xlsform.words import HEADERS, SHEETS, SURVEY, TRANSLATED, plain

MOST_ROWS = 2000
MOST_COLUMNS = 200
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it means (``label``), its language (``""``: none said), what it is called."""

    column: str
    language: str
    called: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A filled row under its headings; ``number`` is the file's own."""

    number: int
    cells: Mapping[Heading, str]

    def get(self, column: str) -> str:
        """Return the text of a column, in any language; empty where there is none."""
        return next((text for key, text in self.cells.items() if key.column == column), "")


@dataclass(slots=True)
class Sheet:
    """A sheet: ``title`` as the file calls it; ``flaws``: computed cells by row and heading."""

    title: str
    headings: list[Heading] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    flaws: list[tuple[int, str, Flaw]] = field(default_factory=list)
    heading_row: int = 0


def read_sheets(content: bytes, name: str) -> dict[str, Sheet]:
    """Return the sheets of a form by their XLSForm names."""
    guard.check_size(content, guard.FORM)
    suffix = Path(name).suffix.lower()
    if suffix == ".md":
        return _stacked(_markdown(content))
    book = spreadsheet.open_content(content, name)
    if book.names == ("",):
        return _stacked(lines_of(book.read(0), guard.FORM))
    found: dict[str, Sheet] = {}
    for index, title in enumerate(book.names):
        known = SHEETS.get(plain(title))
        if known and known not in found:
            found[known] = _sheet(known, book.read(index))
    return found


def cell_text(cell: Cell) -> str:
    """Return a cell as the text its reader sees: 3 for 3.0, a date as 2026-05-01."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | time | timedelta):
        return _moment_text(cell)
    return str(cell).strip()


def _moment_text(cell: date | time | timedelta) -> str:
    if isinstance(cell, timedelta):
        hours, minutes = divmod(int(cell.total_seconds()) // 60, 60)
        return f"{hours:02}:{minutes:02}"
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat()


def lines_of(grid: Grid, budget: guard.Budget) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of a sheet as texts with their numbers.

    A file can repeat one text in many cells; each would be a text of its own here.
    """
    total = 0
    for number, row in enumerate(grid.rows, start=1):
        cells = [cell_text(cell) for cell in row]
        total += sum(map(len, cells))
        if total > budget.texts:
            raise guard.too_large(budget)
        yield number, cells


def _sheet(known: str, grid: Grid) -> Sheet:
    sheet = _named(known, grid.name, lines_of(grid, guard.FORM))
    calls = {place: heading.called for place, heading in enumerate(sheet.headings)}
    sheet.flaws = [
        (row, calls.get(column - 1, str(column)), flaw)
        for (row, column), flaw in sorted(grid.flaws.items())
    ]
    return sheet


def _markdown(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput(_("文件不是 UTF-8 编码，请另存为 UTF-8。")) from None
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare.startswith("|") or _RULE.fullmatch(bare):
            continue
        inner = bare[1:].removesuffix("|") if not bare.endswith("\\|") else bare[1:]
        yield number, [cell.replace("\\|", "|").strip() for cell in _CELL_BREAK.split(inner)]


def _stacked(lines: Iterator[tuple[int, list[str]]]) -> dict[str, Sheet]:
    """Read sheets that stand one below the other, the name of each in the first column."""
    blocks: dict[str, list[tuple[int, list[str]]]] = {}
    loose: list[tuple[int, list[str]]] = []
    block = loose
    for number, cells in lines:
        title = SHEETS.get(plain(cells[0])) if cells else None
        if title and not any(cells[1:]):
            block = blocks.setdefault(title, [])
            continue
        if title and title not in blocks:
            block = blocks.setdefault(title, [])
        if blocks and cells and cells[0] and not any(cells[1:]):
            # A sheet of another name, which is passed over.
            block = []
            continue
        block.append((number, cells[1:] if blocks else cells))
    if not blocks:
        blocks[SURVEY] = loose
    return {title: _named(title, title, block) for title, block in blocks.items()}


def _named(known: str, title: str, lines: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Put the rows of a sheet under its first filled row."""
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if len(filled) > MOST_ROWS + 1 or any(len(cells) > MOST_COLUMNS for _number, cells in filled):
        raise WrongInput(
            _(
                "%(sheet)s 表太大：最多 %(rows)s 行、%(columns)s 列。",
                sheet=title,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        )
    if not filled:
        return Sheet(title)
    sheet = Sheet(title, [_heading(known, cell) for cell in filled[0][1]])
    sheet.heading_row = filled[0][0]
    for number, cells in filled[1:]:
        named = {
            heading: cell
            for heading, cell in zip(sheet.headings, cells, strict=False)
            if cell and heading.column
        }
        beyond = any(cells[len(sheet.headings) :])
        if named or beyond:
            sheet.rows.append(Row(number, named))
    return sheet


def _heading(known: str, cell: str) -> Heading:
    """Understand a heading: ``label::中文 (zh)``, 题目, ``required_message``."""
    name, _colons, language = cell.partition("::")
    column = HEADERS[known].get(plain(name))
    if column is None and not language and ":" in name:
        name, _colon, language = cell.partition(":")
        column = HEADERS[known].get(plain(name))
    if column is None or (language and column not in TRANSLATED):
        return Heading(plain(cell), "", cell, is_known=False)
    return Heading(column, language.strip(), cell, is_known=True)
