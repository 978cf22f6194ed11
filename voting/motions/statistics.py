"""The figures of a 提案工作报告: every rate with its two numbers, raw and after merging.

Published reports take 立案率 of raw counts in one place and of merged ones in another
(4-motions, §4.8), so both are given. A row is one form that was handed in.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.motions.rules import Class, Grade


class Fate(StrEnum):
    """What became of a form that was handed in."""

    FILED = "filed"
    SUGGESTION = "suggestion"
    NOT_FILED = "not_filed"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Row:
    """One form: what became of it, where it belongs, how it was answered.

    ``merged_into`` names the row it is handled with; a merged row counts in the raw figures and
    in none after merging. ``grades``: one for each mover who answered. ``late``: a suggestion
    that came after the last day. ``timed``: whether its last day is known; some old registers
    name none, and nobody can say whether such a reply came in time.
    """

    key: str
    fate: Fate
    category: str = ""
    delegation: str = ""
    unit: str = ""
    merged_into: str | None = None
    replied: bool = False
    punctual: bool = False
    overdue: bool = False
    reply_class: Class | None = None
    grades: tuple[Grade, ...] = ()
    rounds: int = 1
    late: bool = False
    converted: bool = False
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole; both are whole numbers of motions."""

    part: int
    whole: int

    @property
    def percent(self) -> str | None:
        """Return 95.5%, rounded half up; there is no share of nothing."""
        if not self.whole:
            return None
        tenths = (self.part * 2000 + self.whole) // (2 * self.whole)
        return f"{tenths // 10}.{tenths % 10}%"

    def document(self) -> dict[str, object]:
        """Return it as JSON."""
        return {"part": self.part, "whole": self.whole, "percent": self.percent}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a breakdown: how many, as a share of all, and how they were answered."""

    name: str
    number: Rate
    filed: int
    replied: Rate
    punctual: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures; ``answered_*`` are of what must be answered: filed motions and suggestions."""

    received: int
    received_merged: int
    filed: int
    filed_merged: int
    suggestions: int
    suggestions_merged: int
    not_filed: int
    withdrawn: int
    pending: int
    late: int
    converted: int
    filing_rate: Rate
    filing_rate_merged: Rate
    filing_rate_of_forms: Rate
    """Filed after merging, of the forms handed in: as several published reports give it."""
    replied: Rate
    replied_motions: Rate
    punctual: Rate
    untimed: int
    """Of what must be answered, those whose last day nobody wrote down: in no punctuality."""
    overdue: int
    classes: Mapping[Class, Rate]
    feedback: Mapping[str, Rate]
    """Of the answered: 满意, 基本满意, 不满意 by the least satisfied mover, and 未反馈."""
    satisfied: Rate
    satisfied_or_basically: Rate
    redone: int
    categories: tuple[Line, ...]
    delegations: tuple[Line, ...]
    units: tuple[Line, ...]


NO_FEEDBACK = "none"
_ANSWERED = frozenset({Fate.FILED, Fate.SUGGESTION})


def report(rows: Sequence[Row]) -> Report:
    """Return the figures of all forms handed in."""
    heads = [row for row in rows if row.merged_into is None]
    by_fate, merged = _fates(rows), _fates(heads)
    answered = [row for row in heads if row.fate in _ANSWERED]
    replied = [row for row in answered if row.replied]
    feedback = Counter(together(row) for row in replied)
    filed = [row for row in answered if row.fate is Fate.FILED]
    return Report(
        received=len(rows),
        received_merged=len(heads),
        filed=by_fate[Fate.FILED],
        filed_merged=merged[Fate.FILED],
        suggestions=by_fate[Fate.SUGGESTION],
        suggestions_merged=merged[Fate.SUGGESTION],
        not_filed=by_fate[Fate.NOT_FILED],
        withdrawn=by_fate[Fate.WITHDRAWN],
        pending=by_fate[Fate.PENDING],
        late=sum(row.late for row in rows),
        converted=sum(row.converted for row in rows),
        filing_rate=Rate(by_fate[Fate.FILED], len(rows)),
        filing_rate_merged=Rate(merged[Fate.FILED], len(heads)),
        filing_rate_of_forms=Rate(merged[Fate.FILED], len(rows)),
        replied=Rate(len(replied), len(answered)),
        replied_motions=Rate(sum(row.replied for row in filed), len(filed)),
        punctual=_punctual(answered),
        untimed=sum(not row.timed for row in answered),
        overdue=sum(row.overdue for row in answered),
        classes={
            each: Rate(sum(row.reply_class is each for row in replied), len(replied))
            for each in Class
        },
        feedback={
            word: Rate(feedback[word], len(replied))
            for word in (*(grade.value for grade in Grade), NO_FEEDBACK)
        },
        satisfied=Rate(feedback[Grade.SATISFIED.value], len(replied)),
        satisfied_or_basically=Rate(
            feedback[Grade.SATISFIED.value] + feedback[Grade.BASICALLY.value], len(replied)
        ),
        redone=sum(row.rounds > 1 for row in answered),
        categories=_lines(rows, lambda row: row.category),
        delegations=_lines(rows, lambda row: row.delegation),
        units=_lines(answered, lambda row: row.unit),
    )


def _fates(rows: Iterable[Row]) -> Counter[Fate]:
    return Counter(row.fate for row in rows)


def together(row: Row) -> str:
    """Return what the movers say together: the least satisfied counts, silence is no grade."""
    for grade in (Grade.DISSATISFIED, Grade.BASICALLY, Grade.SATISFIED):
        if grade in row.grades:
            return grade.value
    return NO_FEEDBACK


def _lines(rows: Sequence[Row], of: Callable[[Row], str]) -> tuple[Line, ...]:
    """Break forms down by a word, the most first; forms without the word are left to the end."""
    named: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named[of(row)].append(row)
    ordered = sorted(named.items(), key=lambda each: (each[0] == "", -len(each[1]), each[0]))
    return tuple(_line(name, several, len(rows)) for name, several in ordered)


def _line(name: str, rows: Sequence[Row], whole: int) -> Line:
    answered = [row for row in rows if row.fate in _ANSWERED and row.merged_into is None]
    return Line(
        name,
        Rate(len(rows), whole),
        sum(row.fate is Fate.FILED for row in rows),
        Rate(sum(row.replied for row in answered), len(answered)),
        _punctual(answered),
    )


def _punctual(answered: Sequence[Row]) -> Rate:
    """Return how many were answered in time, of those that have a last day."""
    timed = [row for row in answered if row.timed]
    return Rate(sum(row.replied and row.punctual for row in timed), len(timed))
