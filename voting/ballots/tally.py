"""The tally: how often each option carries each mark, each name was written, each verdict fell.

Pure arithmetic on split records; it never sees a whole sheet again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import NamedTuple

from voting.ballots.rules import Contest, Outcome, Reason, Verdict


class MarkRecord(NamedTuple):
    """One mark on one option of one valid sheet, torn from the rest of the sheet."""

    contest: str
    option: str
    group: int
    mark: str


class WriteInRecord(NamedTuple):
    """One name as it was written on one valid sheet, torn from the rest of the sheet."""

    contest: str
    text: str
    group: int


class TextRecord(NamedTuple):
    """One text beside one option of one valid sheet, torn from all else, its voter group too."""

    contest: str
    option: str
    slot: str
    text: str


class VerdictRecord(NamedTuple):
    """What one sheet was judged to be; ``reason`` is empty unless it was rejected."""

    group: int
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The tally of a box: a number for each different record. Two tallies add up.

    ``group=None`` in the questions below means all voter groups together.
    """

    marks: Mapping[MarkRecord, int] = field(default_factory=dict)
    write_ins: Mapping[WriteInRecord, int] = field(default_factory=dict)
    verdicts: Mapping[VerdictRecord, int] = field(default_factory=dict)
    texts: Mapping[TextRecord, int] = field(default_factory=dict)

    def __add__(self, other: "Counts") -> "Counts":
        """Return the tally of both boxes together."""
        return Counts(
            Counter(self.marks) + Counter(other.marks),
            Counter(self.write_ins) + Counter(other.write_ins),
            Counter(self.verdicts) + Counter(other.verdicts),
            Counter(self.texts) + Counter(other.texts),
        )

    def table(self, contest: str, group: int | None = None) -> dict[str, dict[str, int]]:
        """Return the number of each mark by option; what nobody gave is absent."""
        found: dict[str, dict[str, int]] = {}
        for record, number in self.marks.items():
            if record.contest == contest and group in {None, record.group}:
                row = found.setdefault(record.option, {})
                row[record.mark] = row.get(record.mark, 0) + number
        return found

    def marks_of(self, contest: str, option: str, group: int | None = None) -> dict[str, int]:
        """Return the number of each mark that one option got; what nobody gave is absent."""
        return self.table(contest, group).get(option, {})

    def names_of(self, contest: str, group: int | None = None) -> dict[str, int]:
        """Return how often each name was written in a contest, spelled as it was written."""
        found: Counter[str] = Counter()
        for record, number in self.write_ins.items():
            if record.contest == contest and group in {None, record.group}:
                found[record.text] += number
        return dict(found)

    def texts_of(self, contest: str) -> dict[str, dict[str, list[str]]]:
        """Return the texts of a contest by option and slot, sorted: their order tells nothing."""
        found: dict[str, dict[str, list[str]]] = {}
        for record, number in sorted(self.texts.items()):
            if record.contest == contest:
                slots = found.setdefault(record.option, {})
                slots.setdefault(record.slot, []).extend([record.text] * number)
        return found

    def returned(self, group: int | None = None) -> int:
        """Return the number of sheets in the box (收回)."""
        return sum(self._verdicts(group).values())

    def valid(self, group: int | None = None) -> int:
        """Return the number of sheets that count (有效), blank ones included."""
        return self.returned(group) - self.rejected(group)

    def blank(self, group: int | None = None) -> int:
        """Return the number of sheets without any mark (空白票)."""
        return sum(n for v, n in self._verdicts(group).items() if v.outcome is Outcome.BLANK)

    def rejected(self, group: int | None = None) -> int:
        """Return the number of sheets that do not count (无效票)."""
        return sum(n for v, n in self._verdicts(group).items() if v.outcome is Outcome.REJECTED)

    def reasons(self, group: int | None = None) -> dict[Reason, int]:
        """Return how many sheets were rejected for which reason."""
        found: Counter[Reason] = Counter()
        for verdict, number in self._verdicts(group).items():
            if verdict.outcome is Outcome.REJECTED:
                found[Reason(verdict.reason)] += number
        return dict(found)

    def groups(self) -> list[int]:
        """Return the voter groups that cast at least one sheet, in order."""
        return sorted({verdict.group for verdict in self.verdicts})

    def mark_records(self) -> Iterator[MarkRecord]:
        """Return every mark as a record of its own, sorted: no sheet can be put together again."""
        return chain.from_iterable(repeat(r, n) for r, n in sorted(self.marks.items()))

    def write_in_records(self) -> Iterator[WriteInRecord]:
        """Return every written name as a record of its own, sorted."""
        return chain.from_iterable(repeat(r, n) for r, n in sorted(self.write_ins.items()))

    def _verdicts(self, group: int | None) -> dict[VerdictRecord, int]:
        return {v: n for v, n in self.verdicts.items() if group in {None, v.group}}


def split(
    contests: Sequence[Contest], verdict: Verdict, group: int = 0
) -> tuple[list[MarkRecord], list[WriteInRecord], list[TextRecord]]:
    """Tear a judged sheet into records: one for each option, each name, each text.

    An option without a mark yields its contest's ``unmarked``; a rejected sheet yields nothing.
    """
    if verdict.outcome is Outcome.REJECTED:
        return [], [], []
    marks, names = verdict.selections.marks, verdict.selections.write_ins
    texts = verdict.selections.texts
    return (
        [
            MarkRecord(c.id, o.id, group, marks.get(c.id, {}).get(o.id, c.unmarked))
            for c in contests
            for o in c.options
        ],
        [WriteInRecord(c.id, name, group) for c in contests for name in names.get(c.id, ())],
        [
            TextRecord(c.id, option, slot, text)
            for c in contests
            for option, slots in texts.get(c.id, {}).items()
            for slot, text in slots.items()
        ],
    )


def count(contests: Sequence[Contest], sheets: Iterable[tuple[Verdict, int, int]]) -> Counts:
    """Count judged sheets, each given as (verdict, voter group, number of equal sheets)."""
    marks: Counter[MarkRecord] = Counter()
    write_ins: Counter[WriteInRecord] = Counter()
    verdicts: Counter[VerdictRecord] = Counter()
    texts: Counter[TextRecord] = Counter()
    for verdict, group, times in sheets:
        torn_marks, torn_names, torn_texts = split(contests, verdict, group)
        for record in torn_marks:
            marks[record] += times
        for name in torn_names:
            write_ins[name] += times
        for text in torn_texts:
            texts[text] += times
        verdicts[VerdictRecord(group, verdict.outcome, verdict.reason or "")] += times
    return Counts(marks, write_ins, verdicts, texts)
