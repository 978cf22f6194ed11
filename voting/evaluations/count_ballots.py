"""The ballots of a count file: marks by subject (and dimension), rows left out, rows void."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from voting.evaluations.numbers import plain_decimal
from voting.evaluations.plan import ABSTAIN, ALL, VOID, Plan, Points, Subject
from voting.i18n import _
from voting.polls.reading import MOST_WHOLE, Reader, shown, within

_KEYS = ("group", "marks", "count", "rejected")
Cells = frozenset[tuple[str, str]]
"""Pairs of contest and subject."""
_NONE: Cells = frozenset()


@dataclass(frozen=True, slots=True)
class Pile:
    """So many equal sheets of one voter group: contest → subject → mark.

    ``absent``: rows that are not on these sheets; ``void``: rows with two ticks; ``unreadable``:
    the whole sheet was set aside (not the issued form, illegible).
    """

    group: str
    marks: Mapping[str, Mapping[str, str]]
    count: int
    absent: Cells = _NONE
    void: Cells = _NONE
    unreadable: bool = False


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is read."""

    marks: dict[str, dict[str, str]]
    absent: set[tuple[str, str]] = field(default_factory=set)
    void: set[tuple[str, str]] = field(default_factory=set)


class BallotReader:
    """Reads the ballots of one plan; a mark that is right costs no more than looking it up."""

    def __init__(self, reader: Reader, plan: Plan, subjects: Sequence[Subject]) -> None:
        self._reader, self._plan = reader, plan
        self._subjects = {one.id: one for one in subjects}
        outside = (plan.unknown,) if plan.unknown else ()
        self._numbers: dict[str, Points | None] = {id_: plan.numbers(id_) for id_ in plan.contests}
        self._words: dict[str, frozenset[str]] = {
            id_: frozenset((*(() if self._numbers[id_] else plan.scale), *outside))
            for id_ in plan.contests
        }

    def read(self, value: object) -> tuple[Pile, ...]:
        """Read all ballots."""
        rows = self._reader.sequence(value, "ballots")
        return tuple(self._pile(row, f"ballots[{index}]") for index, row in enumerate(rows))

    def _pile(self, row: object, place: str) -> Pile:
        reader = self._reader
        data = reader.mapping(row, place, _KEYS)
        count = reader.whole(data.get("count", 1), within(place, "count"), least=1, most=MOST_WHOLE)
        unreadable = reader.truth(data.get("rejected", False), within(place, "rejected"))
        sheet = _Sheet({id_: {} for id_ in self._plan.contests})
        if data.get("marks") is not None:
            self._marks(sheet, data["marks"], within(place, "marks"))
        return Pile(
            self._group(data, place),
            sheet.marks,
            count or 0,
            frozenset(sheet.absent),
            frozenset(sheet.void),
            bool(unreadable),
        )

    def _group(self, data: Mapping[str, object], place: str) -> str:
        at = within(place, "group")
        if not self._plan.groups:
            if data.get("group") not in (None, ALL):
                self._reader.wrong(at, _("没有写明参评人组别（groups），选票不能有 group。"))
            return ALL
        if data.get("group") is None:
            self._reader.wrong(at, _("缺少这一项：请写明这张票属于哪一组。"))
            return ""
        return self._reader.word(data["group"], at, self._plan.voters) or ""

    def _marks(self, sheet: _Sheet, value: object, place: str) -> None:
        for subject, given in self._reader.mapping(value, place, self._subjects).items():
            if subject not in self._subjects:
                continue
            for contest, mark, key in self._cells(given, place, subject):
                self._mark(sheet, contest, subject, mark, (place, subject, key))

    def _cells(
        self, given: object, place: str, subject: str
    ) -> Iterator[tuple[str, object, str | None]]:
        """Return each contest of one row with its mark, and the key it stands under."""
        if not self._plan.dimensions:
            yield ALL, given, None
        elif given is None:
            yield from ((contest, None, None) for contest in self._plan.contests)
        else:
            at = within(place, subject)
            if isinstance(given, str):
                self._reader.wrong(at, _("有分项的测评要逐项写：{分项: 等次}。"))
                return
            known = self._words
            for key, mark in self._reader.mapping(given, at, known).items():
                if key in known:
                    yield key, mark, key

    def _mark(
        self, sheet: _Sheet, contest: str, subject: str, mark: object, where: tuple[Any, ...]
    ) -> None:
        if isinstance(mark, str) and mark in self._words[contest]:
            sheet.marks[contest][subject] = mark
        elif mark is None:
            sheet.absent.add((contest, subject))
        elif isinstance(mark, list):
            self._ticks(sheet, contest, subject, mark, where)
        elif mark == VOID:
            sheet.void.add((contest, subject))
        elif mark != ABSTAIN:
            found = self._number(contest, mark, where)
            if found is not None:
                sheet.marks[contest][subject] = found

    def _ticks(
        self, sheet: _Sheet, contest: str, subject: str, ticks: list[Any], where: tuple[Any, ...]
    ) -> None:
        """Read several ticks on one row (paper): two different ones make it void."""
        read: set[str] = set()
        for tick in ticks:
            if isinstance(tick, list):
                told = _("应为一个等次，现为 %(value)s。", value=shown(tick))
                self._reader.wrong(_place(where), told)
                continue
            one = _Sheet({contest: {}})
            self._mark(one, contest, subject, tick, where)
            read |= {*one.marks[contest].values(), *(VOID for _row in one.void)}
        if len(read) > 1 or VOID in read:
            sheet.void.add((contest, subject))
        elif read:
            sheet.marks[contest][subject] = read.pop()

    def _number(self, contest: str, mark: object, where: tuple[Any, ...]) -> str | None:
        """Return a mark that is a number as it stands on a sheet: 86.5."""
        numbers = self._numbers[contest]
        place = _place(where)
        if numbers is None:
            self._reader.word(mark, place, sorted(self._words[contest], key=self._order))
            return None
        text = plain_decimal(mark)
        if text is None or Fraction(text) > numbers.most:
            self._reader.wrong(
                place,
                _(
                    "应为 0 至 %(most)s 的数，现为 %(value)s。",
                    most=numbers.most,
                    value=shown(mark),
                ),
            )
            return None
        if len(text.partition(".")[2]) > numbers.places:
            self._reader.wrong(
                place,
                _("最多带 %(n)s 位小数，现为 %(value)s。", n=numbers.places, value=shown(mark)),
            )
            return None
        return text

    def _order(self, mark: str) -> int:
        scale = self._plan.scale
        return scale.index(mark) if mark in scale else len(scale)


def _place(where: tuple[Any, ...]) -> str:
    place, subject, key = where
    at = within(place, subject)
    return at if key is None else within(at, key)
