"""Reading a spreadsheet of paper ballots: every ballot judged by the rules, every fault by row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal

from voting.ballots.rules import (
    VOID,
    WRITE_IN_LENGTH,
    Contest,
    Outcome,
    Reason,
    Selections,
    Verdict,
    judge,
    readable,
    rejected,
)
from voting.ballots.tally import count
from voting.i18n import _
from voting.people.formats.grid import Cell, Grid
from voting.polls.paper.columns import Column, Use, columns, heading, is_spoilt, mark_in, words_of
from voting.polls.paper.rules import PileCount, pile_of
from voting.polls.paper.words import label_of, marks_of

MOST_BALLOTS = 20_000
_ROWS_LOOKED_AT = 20
_SHOWN = 20


@dataclass(slots=True)
class Reading:
    """What a file says: its count, the rows of rejected ballots, or what is wrong with it."""

    problems: list[str] = field(default_factory=list)
    rejected_rows: list[int] = field(default_factory=list)
    pile: PileCount | None = None

    @property
    def shown_problems(self) -> list[str]:
        """The first problems; a file with many has one cause."""
        more = len(self.problems) - _SHOWN
        rest = [_("……还有 %(n)s 处，改正后再上传。", n=more)] if more > 0 else []
        return self.problems[:_SHOWN] + rest


@dataclass(frozen=True, slots=True)
class _Ballot:
    row: int
    times: int
    verdict: Verdict


def read(contests: Sequence[Contest], grid: Grid) -> Reading:
    """Read one ballot a row; nothing is counted while one cell cannot be read."""
    return _Reader(contests, grid).read()


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, contests: Sequence[Contest], grid: Grid) -> None:
        self._contests = contests
        self._words = [words_of(contest) for contest in contests]
        self._grid = grid
        self._reading = Reading()

    def read(self) -> Reading:
        """Return what the sheet says."""
        found = self._heading()
        if found is None:
            return self._reading
        first, places = found
        ballots = list(self._ballots(first, places))
        if not self._reading.problems and not ballots:
            self._problem(_("表中没有选票。请每张选票填一行，再上传。"))
        if not self._reading.problems:
            counts = count(self._contests, [(each.verdict, 0, each.times) for each in ballots])
            self._reading.pile = pile_of(counts)
            self._reading.rejected_rows = [
                each.row for each in ballots if each.verdict.outcome is Outcome.REJECTED
            ]
        return self._reading

    def _problem(self, sentence: str) -> None:
        self._reading.problems.append(sentence)

    def _heading(self) -> tuple[int, dict[int, Column]] | None:
        """Return the number of the heading row and the column at each place."""
        known = {heading(column.title): column for column in columns(self._contests)}
        for number, row in enumerate(self._grid.rows[:_ROWS_LOOKED_AT], start=1):
            if any(known.get(heading(cell)) for cell in row):
                return self._matched(number, row, known)
        self._problem(_("没有找到标题行。请下载本次投票的模板，按模板的各列填写。"))
        return None

    def _matched(
        self, number: int, row: Sequence[Cell], known: Mapping[str, Column]
    ) -> tuple[int, dict[int, Column]] | None:
        titles = {place: heading(cell) for place, cell in enumerate(row) if heading(cell)}
        times = Counter(titles.values())
        for title in times:
            if title not in known:
                self._problem(_("不认识“%(title)s”这一列，请按模板的标题填写。", title=title))
            elif times[title] > 1:
                self._problem(_("“%(title)s”这一列出现了两次。", title=title))
        for title, column in known.items():
            if column.required and title not in times:
                self._problem(_("缺少“%(title)s”这一列，请按模板填写。", title=column.title))
        if self._reading.problems:
            return None
        return number, {place: known[title] for place, title in titles.items()}

    def _ballots(self, first: int, places: Mapping[int, Column]) -> Iterator[_Ballot]:
        total = 0
        for number, row in enumerate(self._grid.rows[first:], start=first + 1):
            cells = {place: self._text(number, place, cell) for place, cell in enumerate(row)}
            filled = {place: text for place, text in cells.items() if text}
            if not filled:
                continue
            if extra := next((place for place in filled if place not in places), None):
                self._at(number, _("第 %(n)s 列有内容，但没有标题。", n=extra + 1))
            told = len(self._reading.problems)
            ballot = self._ballot(
                number, [(places[at], text) for at, text in filled.items() if at in places]
            )
            total += ballot.times
            if total > MOST_BALLOTS and len(self._reading.problems) == told:
                self._at(number, _("选票超过 %(n)s 张，请检查“票数”一列。", n=MOST_BALLOTS))
                return
            yield ballot

    def _at(self, row: int, sentence: str, column: Column | None = None) -> None:
        if column is None:
            self._problem(_("第 %(row)s 行：%(what)s", row=row, what=sentence))
        else:
            self._problem(
                _(
                    "第 %(row)s 行“%(column)s”：%(what)s",
                    row=row,
                    column=column.title,
                    what=sentence,
                )
            )

    def _text(self, row: int, place: int, cell: Cell) -> str:
        if (row, place + 1) in self._grid.flaws:
            self._at(row, _("第 %(n)s 列是公式或错误值，请改成文字。", n=place + 1))
            return ""
        if isinstance(cell, bool | date | time | timedelta):
            self._at(row, _("第 %(n)s 列是日期或逻辑值，请改成文字。", n=place + 1))
            return ""
        if isinstance(cell, str):
            return cell.strip()
        return str(Decimal(repr(cell)).normalize().__format__("f"))

    def _ballot(self, row: int, cells: Sequence[tuple[Column, str]]) -> _Ballot:
        sheet = _Sheet.of(len(self._contests))
        for column, text in cells:
            self._take(row, sheet, column, text)
        if sheet.spoilt:
            return _Ballot(row, sheet.times, rejected(Reason.MALFORMED))
        verdict = sheet.judged(self._contests)
        if verdict.reason is Reason.TEXT_TOO_LONG:
            self._at(row, _("这张选票上的意见合计太长，请摘要录入。"))
        return _Ballot(row, sheet.times, verdict)

    def _take(self, row: int, sheet: "_Sheet", column: Column, text: str) -> None:
        if column.use is Use.MARK:
            self._take_mark(row, sheet, column, text)
        elif column.use is Use.TIMES:
            sheet.times = self._times(row, column, text)
        elif column.use is Use.REJECTED:
            sheet.spoilt = self._spoilt(row, column, text)
        elif column.use is Use.NAME:
            sheet.names[column.contest].append(self._short(row, column, text, WRITE_IN_LENGTH))
        else:
            slots = self._contests[column.contest].texts
            length = next(slot.length for slot in slots if slot.id == column.slot)
            line = sheet.texts[column.contest].setdefault(column.option, {})
            line[column.slot] = self._short(row, column, text, length)

    def _take_mark(self, row: int, sheet: "_Sheet", column: Column, text: str) -> None:
        contest = self._contests[column.contest]
        mark = mark_in(contest, self._words[column.contest], text)
        if mark is None:
            self._at(
                row,
                _("读不懂“%(text)s”。可以填：%(words)s", text=text[:20], words=allowed(contest)),
                column,
            )
        elif mark == VOID:
            sheet.void.append((contest.id, column.option))
        elif mark != contest.unmarked or mark in contest.scale:
            sheet.marks[column.contest][column.option] = mark

    def _times(self, row: int, column: Column, text: str) -> int:
        if text.isdecimal() and text.isascii() and 1 <= int(text[:9]) <= MOST_BALLOTS:
            return int(text[:9])
        self._at(row, _("请填 1 到 %(n)s 的整数，空着就是 1 张。", n=MOST_BALLOTS), column)
        return 1

    def _spoilt(self, row: int, column: Column, text: str) -> bool:
        spoilt = is_spoilt(text)
        if spoilt is None:
            self._at(row, _("整张无效的填“是”，其余空着。"), column)
        return bool(spoilt)

    def _short(self, row: int, column: Column, text: str, most: int) -> str:
        if len(readable(text)) > most:
            self._at(row, _("太长了，最多 %(n)s 个字。", n=most), column)
        return text


@dataclass(slots=True)
class _Sheet:
    """One ballot as far as it is read."""

    marks: list[dict[str, str]]
    names: list[list[str]]
    texts: list[dict[str, dict[str, str]]]
    void: list[tuple[str, str]] = field(default_factory=list)
    times: int = 1
    spoilt: bool = False

    @classmethod
    def of(cls, contests: int) -> "_Sheet":
        """Return a ballot with nothing on it."""
        several = range(contests)
        return cls([{} for _c in several], [[] for _c in several], [{} for _c in several])

    def judged(self, contests: Sequence[Contest]) -> Verdict:
        """Judge it: void lines first left out, then put beside what counts."""
        ids = [contest.id for contest in contests]
        verdict = judge(
            contests,
            Selections(
                dict(zip(ids, self.marks, strict=True)),
                dict(zip(ids, self.names, strict=True)),
                dict(zip(ids, self.texts, strict=True)),
            ),
        )
        if not self.void or verdict.outcome is Outcome.REJECTED:
            return verdict
        marks = {contest: dict(lines) for contest, lines in verdict.selections.marks.items()}
        for contest, option in self.void:
            marks[contest][option] = VOID
        # Whoever ticked twice left no blank sheet.
        return Verdict(Outcome.VALID, None, replace(verdict.selections, marks=marks))


def allowed(contest: Contest) -> str:
    """Say what may stand in a cell of a contest."""
    words: Iterable[str] = (label_of(contest, mark) for mark in marks_of(contest))
    if contest.numbers:
        words = (_("0 到 %(n)s 的分数", n=contest.numbers.most), *words)
    return "、".join(words)
