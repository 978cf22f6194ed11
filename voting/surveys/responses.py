"""Responses gathered elsewhere (.csv, .xlsx): a column a question, a row a response."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voting.errors import WrongInput
from voting.i18n import _
from voting.people import spreadsheet
from voting.polls.reading import Problem, WrongDocument
from voting.surveys.answers import Checked, Checker
from voting.surveys.expressions.fitting import near
from voting.surveys.form import Kind, said
from voting.surveys.program import Program
from voting.surveys.xlsform import guard
from voting.surveys.xlsform.sheets import lines_of
from voting.surveys.xlsform.words import plain, truth

_Line = tuple[int, list[str]]
_ENCODINGS = ("utf-8-sig", "gb18030")
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ",\t;，"
_CHUNK = 1 << 20
_LONGEST_CELL = 20_000
_MOST_TOLD = 200
EXPLANATION = "填写说明"
"""What the first cell of a row says that explains the columns and is no response."""
_VALID = frozenset({"有效", "是否有效", "valid"})
_PASSED_OVER = frozenset(
    {"id", "uuid", "instanceid", "start", "end", "today", "submission_time"}
    | {"deviceid", "username", "phonenumber"}
    | {"序号", "编号", "答卷编号", "无效原因", "提交时间", "开始时间", "结束时间"}
)
"""Columns that other programs add; they are not read."""


_MOST_OF_NAME = 64
"""So much of a column's name is told; a hostile one may have a hundred thousand letters."""


@dataclass(frozen=True, slots=True)
class Invalid:
    """A response that came back and does not count: its row and why."""

    row: int
    question: str
    message: str


@dataclass(slots=True)
class Batch:
    """Responses of one file: the valid ones by row, the others with a reason."""

    valid: list[tuple[int, Checked]] = field(default_factory=list)
    invalid: list[Invalid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counting: int = 0
    """How many are valid, kept here or not."""

    @property
    def returned(self) -> int:
        """How many came back."""
        return self.counting + len(self.invalid)


def read_file(path: Path, program: Program, today: str) -> Batch:
    """Read a file of responses; raises with everything that cannot be read, row by row."""
    batch = Batch()
    batch.valid.extend(valid_ones(path, program, today, batch))
    return batch


def valid_ones(
    path: Path, program: Program, today: str, batch: Batch
) -> Iterator[tuple[int, Checked]]:
    """Read a file and give its valid responses one by one, with their rows; none is kept.

    What else there is to say of the file stands in ``batch`` at the end. Raises, at the end too,
    with everything that cannot be read: then nothing of what was given counts.
    """
    try:
        if path.stat().st_size == 0:
            raise WrongInput(_("文件是空的，请检查是否选错了文件。"))
        with path.open("rb") as stream:
            start = stream.read(4)
        is_book = start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
        lines = _book(path) if is_book else _text_file(path, start)
        yield from _read(lines, program, today, batch)
    except UnicodeDecodeError:
        raise _unknown_encoding() from None
    except OSError as error:
        raise WrongInput(_("打不开文件 %(path)s，请检查文件名。", path=path.name)) from error


def _read(
    lines: Iterable[_Line], program: Program, today: str, batch: Batch
) -> Iterator[tuple[int, Checked]]:
    rows = iter(lines)
    heading = next(((number, cells) for number, cells in rows if any(cells)), None)
    if heading is None:
        raise WrongInput(_("文件里没有内容，第一行应为题目的名称。"))
    reader = _Reader(program, today, heading, batch)
    for number, cells in rows:
        if cells[:1] == [EXPLANATION]:
            continue
        if checked := reader.taken(number, cells):
            batch.counting += 1
            yield number, checked
    reader.refuse()


class _Reader:
    def __init__(self, program: Program, today: str, heading: _Line, batch: Batch) -> None:
        self._program = program
        self._checker = Checker(program, today)
        self._problems: list[Problem] = []
        self._batch = batch
        self._valid: int | None = None
        self._row = heading[0]
        self._columns = self._named(heading[1])
        self._check_missing()
        self.refuse()

    def taken(self, number: int, cells: list[str]) -> Checked | None:
        """Return one response if it is valid."""
        if not cells or self._is_full:
            return None
        if any(cells[len(self._columns) :]):
            self._wrong(number, "", _("比第一行多出几列，请检查分隔符和引号。"))
            return None
        if not self._counts(number, cells):
            return None
        checked = self._checker.check(dict(zip(self._columns, cells, strict=False)))
        if checked.unreadable:
            for fault in checked.unreadable:
                self._wrong(number, fault.question, fault.message)
        elif checked.is_blank:
            message = _("没有回答任何一题（空行也计为收回的无效答卷；不是答卷的请删去）。")
            self._batch.invalid.append(Invalid(number, "", message))
        elif checked.faults:
            fault = checked.faults[0]
            self._batch.invalid.append(Invalid(number, fault.question, fault.message))
        else:
            return checked
        return None

    def refuse(self) -> None:
        """Refuse the file with everything that is wrong in it so far."""
        if self._is_full:
            self._problems.append(Problem("", _("问题太多，后面的没有列出。")))
        if self._problems:
            raise WrongDocument(self._problems)

    @property
    def _is_full(self) -> bool:
        return len(self._problems) >= _MOST_TOLD

    def _wrong(self, row: int, column: str, reason: str) -> None:
        place = _("答卷第 %(row)s 行", row=row)
        place = _("%(place)s“%(column)s”", place=place, column=column) if column else place
        self._problems.append(Problem(place, reason))

    def _counts(self, number: int, cells: list[str]) -> bool:
        """Say whether a person let the response count; a column can say so."""
        if self._valid is None or self._valid >= len(cells) or not cells[self._valid]:
            return True
        found = truth(cells[self._valid])
        found = {"有效": True, "无效": False}.get(cells[self._valid], found)
        if found is None:
            self._wrong(number, "有效", _("只能写“是”或“否”。"))
            return False
        if not found:
            self._batch.invalid.append(Invalid(number, "", _("文件中标为无效。")))
        return found

    def _named(self, cells: Sequence[str]) -> list[str]:
        """Return the question of each column; nothing where it is passed over."""
        known = self._known()
        columns: list[str] = []
        for place, cell in enumerate(cells):
            if self._is_full:
                break
            name = known.get(cell, "")
            if not name and not self._is_silent(cell):
                name = known.get(cell.rpartition("/")[2], "")
            if not name and cell:
                self._unknown(cell, place, known)
            if name and name in columns:
                self._wrong(self._row, cell, _("这一列写了两次。"))
            columns.append(name)
        return columns

    def _known(self) -> dict[str, str]:
        """Return by name, and where that is not ambiguous by label, what a column can be."""
        found: dict[str, str] = {}
        labels: dict[str, list[str]] = {}
        for name, step in self._program.steps.items():
            if step.question.is_answered:
                found[name] = name
                labels.setdefault(said(step.question.label), []).append(name)
            if step.question.other:
                found[step.question.other_name] = step.question.other_name
        unique = {label: names[0] for label, names in labels.items() if len(names) == 1 and label}
        return unique | found

    def _unknown(self, cell: str, place: int, known: Mapping[str, str]) -> None:
        word = plain(cell.rpartition("/")[2])
        if word in _VALID:
            self._valid = place
        elif word in _PASSED_OVER or word.startswith("_") or self._is_silent(cell):
            self._batch.notes.append(_("没有读取“%(column)s”列。", column=cell[:_MOST_OF_NAME]))
        else:
            reason = _("问卷里没有这一题%(near)s。", near=near(cell, known))
            self._wrong(self._row, cell[:_MOST_OF_NAME], reason)

    def _is_silent(self, cell: str) -> bool:
        """Say whether a column is a note, a calculation, or one option of a multiple choice."""
        question, _slash, option = cell.rpartition("/")
        step = self._program.steps.get(question.rpartition("/")[2])
        if step is not None and option in step.names:
            return True
        own = self._program.steps.get(option)
        return own is not None and own.question.kind in {Kind.NOTE, Kind.CALCULATE}

    def _check_missing(self) -> None:
        for name, step in self._program.steps.items():
            if name in self._columns or not step.question.is_answered:
                continue
            if step.question.required:
                self._wrong(self._row, name, _("缺少这一列，而这一题必须回答。"))
            else:
                self._batch.notes.append(_("没有“%(column)s”列，按未答计。", column=name))


def _book(path: Path) -> Iterator[_Line]:
    content = spreadsheet.content_of(path)
    guard.check_size(content, guard.RESPONSES)
    grid = spreadsheet.open_content(content, path.name).read(0)
    if grid.flaws:
        row, column = min(grid.flaws)
        raise WrongDocument(
            [
                Problem(
                    _("答卷第 %(row)s 行第 %(column)s 列", row=row, column=column),
                    _("是公式或错误值，请改为写出的内容。"),
                )
            ]
        )
    yield from lines_of(grid, guard.RESPONSES)


def _text_file(path: Path, start: bytes) -> Iterator[_Line]:
    encoding = "utf-16" if start.startswith(_BYTE_ORDER) else _encoding(path)
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        separator = max(_SEPARATORS, key=first.count)
        try:
            for number, cells in enumerate(csv.reader(stream, delimiter=separator), start=1):
                yield number, [cell.strip() for cell in cells]
        except csv.Error:
            raise WrongInput(_("文件不是正确的 CSV，请另存为“CSV UTF-8”。")) from None


def _encoding(path: Path) -> str:
    """Return the first encoding the whole file can be read in."""
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                while stream.read(_CHUNK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise _unknown_encoding()


def _unknown_encoding() -> WrongInput:
    return WrongInput(_("无法识别文件的文字编码，请另存为“CSV UTF-8”。"))
