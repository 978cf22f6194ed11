"""A counted pile of paper ballots: its figures, what must hold between them, and its tally."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from voting.ballots.rules import VOID, Contest, Outcome, Reason
from voting.ballots.tally import Counts, MarkRecord, TextRecord, VerdictRecord, WriteInRecord
from voting.i18n import _

Table = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Contest → option → mark → number of valid ballots; a line with two ticks is ``void``."""


class BatchKind(StrEnum):
    """What a box of paper ballots is."""

    MOBILE = "mobile"
    """流动票箱: carried to those who cannot come."""
    HALL = "hall"
    """纸质票: for those in the hall who want no phone."""


class Source(StrEnum):
    """How an entry came about."""

    TYPED = "typed"
    FILE = "file"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class PileCount:
    """What one teller counted: 收回, 有效, 无效, 空白, and every mark and name on valid ballots.

    ``texts``: contest → option → slot → text → number of ballots.
    """

    returned: int
    valid: int
    rejected: int
    blank: int
    marks: Table = field(default_factory=dict)
    write_ins: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return it as JSON; zeros are left out, so that equal counts give equal bytes."""
        return {
            "returned": self.returned,
            "valid": self.valid,
            "rejected": self.rejected,
            "blank": self.blank,
            "marks": _without_zeros(self.marks),
            "write_ins": _without_zeros(self.write_ins),
            "texts": _without_zeros(self.texts),
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "PileCount":
        """Return the count a document holds."""
        return cls(**document)

    def counts(self, group: int) -> Counts:
        """Return it as a tally of one voter group."""
        filled = {
            VerdictRecord(group, Outcome.VALID, ""): self.valid - self.blank,
            VerdictRecord(group, Outcome.BLANK, ""): self.blank,
            VerdictRecord(group, Outcome.REJECTED, Reason.MALFORMED.value): self.rejected,
        }
        return Counts(
            Counter({MarkRecord(c, o, group, m): n for c, o, m, n in _leaves(self.marks)}),
            Counter({WriteInRecord(c, t, group): n for c, t, n in _leaves(self.write_ins)}),
            {verdict: number for verdict, number in filled.items() if number},
            Counter({TextRecord(c, o, s, t): n for c, o, s, t, n in _leaves(self.texts)}),
        )


def pile_of(counts: Counts) -> PileCount:
    """Return the count of ballots that were judged one by one (from a spreadsheet)."""
    marks: dict[str, dict[str, dict[str, int]]] = {}
    for record, number in counts.marks.items():
        row = marks.setdefault(record.contest, {}).setdefault(record.option, {})
        row[record.mark] = row.get(record.mark, 0) + number
    names: dict[str, dict[str, int]] = {}
    for name, number in counts.write_ins.items():
        names.setdefault(name.contest, {})[name.text] = number
    texts: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for text, number in counts.texts.items():
        slots = texts.setdefault(text.contest, {}).setdefault(text.option, {})
        slots.setdefault(text.slot, {})[text.text] = number
    return PileCount(
        counts.returned(), counts.valid(), counts.rejected(), counts.blank(), marks, names, texts
    )


def faults(contests: Sequence[Contest], pile: PileCount) -> list[str]:
    """Return, in sentences, every sum that does not hold in a count."""
    found = []
    if pile.valid + pile.rejected != pile.returned:
        found.append(
            _(
                "有效 %(valid)s 张＋无效 %(rejected)s 张，不等于收回 %(returned)s 张。",
                valid=pile.valid,
                rejected=pile.rejected,
                returned=pile.returned,
            )
        )
    if pile.blank > pile.valid:
        found.append(_("空白票 %(n)s 张，多于有效票 %(of)s 张。", n=pile.blank, of=pile.valid))
    for contest in contests:
        found += _faults_of(contest, pile)
    return found


def _faults_of(contest: Contest, pile: PileCount) -> Iterator[str]:
    table = pile.marks.get(contest.id, {})
    for option in contest.options:
        total = sum(table.get(option.id, {}).values())
        if total != pile.valid:
            yield _(
                "“%(name)s”各项之和为 %(n)s，应等于有效票 %(of)s 张。",
                name=option.name,
                n=total,
                of=pile.valid,
            )
    filled = pile.valid - pile.blank
    names = sum(pile.write_ins.get(contest.id, {}).values())
    if names > contest.write_ins * filled:
        yield _("另选他人共 %(n)s 票，超过了这些选票所能写的数目。", n=names)
    for mark, most in contest.limits.items():
        given = _given(contest, table, mark) + (names if mark == contest.write_in_mark else 0)
        if given > most * filled:
            yield _(
                "“%(mark)s”共 %(n)s 个，超过了 %(of)s 张有效票每张最多 %(most)s 个的总数。",
                mark=contest.labels.get(mark, mark),
                n=given,
                of=filled,
                most=most,
            )


def _given(contest: Contest, table: Mapping[str, Mapping[str, int]], mark: str) -> int:
    """Return how often a mark, or a number of a band, was given in all."""
    numbers = contest.numbers

    def counts(given: str) -> bool:
        if given == mark or numbers is None or given in {VOID, contest.unmarked, contest.own}:
            return given == mark
        return numbers.band(given) == mark

    return sum(n for row in table.values() for given, n in row.items() if counts(given))


def _without_zeros(part: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in part.items():
        kept = _without_zeros(value) if isinstance(value, Mapping) else value
        if kept:
            found[key] = kept
    return found


def _leaves(part: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterable[tuple[Any, ...]]:
    """Yield every number with the keys that lead to it."""
    for key, value in part.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key, value)
