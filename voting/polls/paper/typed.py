"""What a teller types: the fields of a count, read into figures, each fault beside its field."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from voting.ballots.numbers import Numbers
from voting.ballots.rules import WRITE_IN_LENGTH, Contest, TextSlot, readable
from voting.i18n import _
from voting.names import fold_name
from voting.polls.paper.rules import Fault, PileCount, faults
from voting.polls.paper.words import marks_of

POINTS = "points"
"""The column of a line whose marks are numbers: 90×3，85.5×2."""
SHEETS = ("returned", "valid", "rejected", "blank")
_DIGITS = 6
_TIMES = re.compile(r"\s*[×xX*✕]\s*")
_SEPARATED = re.compile(r"[，,、;；\s]+")
_POINT = re.compile(r"0*(\d{1,4})(?:\.(\d{1,6}))?(?:×(\d{1,6}))?")
_NAME = re.compile(r"(.*?\D)[\s×xX*✕，,：:]*(\d{1,6})?")


@dataclass(slots=True)
class Typed:
    """A form as it was typed: its fields, what is wrong with each, what is wrong in all."""

    values: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    general: list[str] = field(default_factory=list)
    pile: PileCount | None = None

    @property
    def right(self) -> bool:
        """Whether it makes a count."""
        return self.pile is not None and not self.wrong and not self.general

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.values.get(name, "")

    def fault(self, name: str) -> str:
        """Return what is wrong with a field, a line (``r-…``) or a contest (``t-…``)."""
        return self.wrong.get(name, "")


def mark_field(contest: int, option: int, column: int | str) -> str:
    """Return the name of the field for a mark of a line, all given by their places."""
    return f"m-{contest}-{option}-{column}"


def text_field(contest: int, option: int, slot: str) -> str:
    """Return the name of the field for what was written beside a line."""
    return f"x-{contest}-{option}-{slot}"


def read(contests: Sequence[Contest], sent: Mapping[str, str]) -> Typed:
    """Read a form that was sent; what an option's abstentions are left empty is worked out."""
    reader = _Reader(contests, sent)
    typed = reader.read()
    if not typed.wrong and typed.pile is not None:
        for fault in faults(contests, typed.pile):
            _tell(contests, typed, fault)
    return typed


def _tell(contests: Sequence[Contest], typed: Typed, fault: Fault) -> None:
    """Put a fault beside the line or contest it is about."""
    places = {contest.id: number for number, contest in enumerate(contests)}
    if fault.contest not in places:
        typed.general.append(fault.text)
        return
    place = places[fault.contest]
    ids = [option.id for option in contests[place].options]
    name = f"r-{place}-{ids.index(fault.option)}" if fault.option else f"t-{place}"
    typed.wrong.setdefault(name, fault.text)


class _Reader:
    """Reads the fields of one form."""

    def __init__(self, contests: Sequence[Contest], sent: Mapping[str, str]) -> None:
        self._contests = contests
        self._typed = Typed()
        self._sent = sent

    def read(self) -> Typed:
        """Return the form with the count it makes."""
        sheets = {name: self._number(name, needed=name in SHEETS[:2]) for name in SHEETS}
        marks, names, texts = {}, {}, {}
        for place, contest in enumerate(self._contests):
            marks[contest.id] = {
                option.id: self._line(place, number, sheets["valid"])
                for number, option in enumerate(contest.options)
            }
            names[contest.id] = self._names(place) if contest.write_ins else {}
            texts[contest.id] = self._texts(place)
        self._typed.pile = PileCount(**sheets, marks=marks, write_ins=names, texts=texts)
        return self._typed

    def _value(self, name: str) -> str:
        given = unicodedata.normalize("NFKC", self._sent.get(name, "")).strip()
        self._typed.values[name] = self._sent.get(name, "")
        return given

    def _wrong(self, name: str, sentence: str) -> None:
        self._typed.wrong.setdefault(name, sentence)

    def _number(self, name: str, *, needed: bool = False) -> int:
        given = self._value(name)
        if not given and needed:
            self._wrong(name, _("请填写张数，没有就填 0。"))
        if given and not (given.isdecimal() and given.isascii() and len(given) <= _DIGITS):
            self._wrong(name, _("请填写整数。"))
            return 0
        return int(given or 0)

    def _line(self, place: int, number: int, valid: int) -> dict[str, int]:
        contest = self._contests[place]
        row: dict[str, int] = {}
        if contest.numbers:
            name = mark_field(place, number, POINTS)
            row.update(self._points(name, contest.numbers))
        marks = marks_of(contest)
        for column, mark in enumerate(marks):
            row[mark] = self._number(mark_field(place, number, column))
        unmarked = mark_field(place, number, marks.index(contest.unmarked))
        if not self._sent.get(unmarked, "").strip():
            row[contest.unmarked] = max(valid - sum(row.values()), 0)
        return row

    def _points(self, name: str, numbers: Numbers) -> dict[str, int]:
        """Read numbers with how often each was given: 90×3，85.5×2."""
        found: dict[str, int] = {}
        for part in filter(None, _SEPARATED.split(_TIMES.sub("×", self._value(name)))):
            given = _POINT.fullmatch(part)
            mark = canonical_number(given[1], given[2] or "") if given else ""
            if given is None or not numbers.has(mark):
                self._wrong(name, not_a_number(numbers, part))
                return {}
            found[mark] = found.get(mark, 0) + int(given[3] or 1)
        return found

    def _names(self, place: int) -> dict[str, int]:
        """Read written names with how often each was written, a line each: 张三 2."""
        name, printed = f"w-{place}", printed_names(self._contests[place])
        found: dict[str, int] = {}
        for line in self._lines(name):
            given = _NAME.fullmatch(line)
            written = readable(given[1]).rstrip("×xX*✕，,：: ") if given else ""
            if given is None or not 1 <= len(written) <= WRITE_IN_LENGTH:
                self._wrong(
                    name, _("“%(line)s”读不懂。每行写一个姓名和票数，如：张三 2", line=line)
                )
            elif fold_name(written) in printed:
                self._wrong(name, _("“%(name)s”已印在选票上，不算另选。", name=written))
            else:
                found[written] = found.get(written, 0) + int(given[2] or 1)
        return found

    def _texts(self, place: int) -> dict[str, dict[str, dict[str, int]]]:
        contest = self._contests[place]
        return {
            option.id: {
                slot.id: self._texts_in(text_field(place, number, slot.id), slot)
                for slot in contest.texts
            }
            for number, option in enumerate(contest.options)
        }

    def _texts_in(self, name: str, slot: TextSlot) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in self._lines(name):
            if len(line) > slot.length:
                self._wrong(name, _("每条最多 %(n)s 个字。", n=slot.length))
            found[line] = found.get(line, 0) + 1
        return found

    def _lines(self, name: str) -> Iterator[str]:
        self._typed.values[name] = self._sent.get(name, "")
        return filter(None, map(readable, self._sent.get(name, "").splitlines()))


def canonical_number(whole: str, places: str) -> str:
    """Return the one way a mark is written: 086.50 as 86.5."""
    shown, rest = str(int(whole)), places.rstrip("0")
    return f"{shown}.{rest}" if rest else shown


def not_a_number(numbers: Numbers, given: str) -> str:
    """Say that something is none of the numbers a line may carry."""
    return _(
        "“%(given)s”不是 0 到 %(most)s 的分数（最多 %(places)s 位小数）。",
        given=given,
        most=numbers.most,
        places=numbers.places,
    )


def printed_names(contest: Contest) -> frozenset[str]:
    """Return the names that are printed on the sheet, as they are compared."""
    return frozenset(fold_name(option.name) for option in contest.options)


def values_of(contests: Sequence[Contest], pile: PileCount) -> dict[str, str]:
    """Return the fields of a form that says what a count says."""
    values = {name: str(getattr(pile, name)) for name in SHEETS}
    for place, contest in enumerate(contests):
        values[f"w-{place}"] = _joined(pile.write_ins.get(contest.id, {}), _name_line)
        for number, option in enumerate(contest.options):
            row = dict(pile.marks.get(contest.id, {}).get(option.id, {}))
            for column, mark in enumerate(marks_of(contest)):
                times = row.pop(mark, 0)
                # Left empty it is worked out anew when another figure of the line is corrected.
                shown = "" if mark == contest.unmarked else str(times)
                values[mark_field(place, number, column)] = shown
            points = "，".join(f"{mark}×{times}" for mark, times in row.items() if times)
            values[mark_field(place, number, POINTS)] = points
            for slot, texts in pile.texts.get(contest.id, {}).get(option.id, {}).items():
                values[text_field(place, number, slot)] = _joined(texts, _text_lines)
    return values


def _joined(texts: Mapping[str, int], line: Callable[[str, int], str]) -> str:
    return "\n".join(line(text, number) for text, number in texts.items() if number)


def _name_line(name: str, number: int) -> str:
    return f"{name} {number}"


def _text_lines(text: str, number: int) -> str:
    return "\n".join([text] * number)
