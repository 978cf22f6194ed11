"""A counted pile of paper ballots: its figures, what must hold between them, and its tally."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from voting.ballots.rules import Contest, Outcome, Reason
from voting.ballots.tally import Counts, MarkRecord, TextRecord, VerdictRecord, WriteInRecord
from voting.i18n import _
from voting.names import fold_name
from voting.polls.paper.words import label_of

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
        """Return it as JSON; zeros are left out, so that equal counts give equal bytes.

        What people wrote stands in sorted lists of (text, number): canonical keys are ASCII.
        """
        return {
            "returned": self.returned,
            "valid": self.valid,
            "rejected": self.rejected,
            "blank": self.blank,
            "marks": _without_zeros(self.marks),
            "write_ins": {c: _listed(n) for c, n in _without_zeros(self.write_ins).items()},
            "texts": {
                c: {o: {s: _listed(t) for s, t in slots.items()} for o, slots in lines.items()}
                for c, lines in _without_zeros(self.texts).items()
            },
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "PileCount":
        """Return the count a document holds."""
        texts = {
            c: {o: {s: dict(pairs) for s, pairs in slots.items()} for o, slots in lines.items()}
            for c, lines in document["texts"].items()
        }
        names = {c: dict(pairs) for c, pairs in document["write_ins"].items()}
        return cls(**{**document, "write_ins": names, "texts": texts})

    def counts(self, group: int) -> Counts:
        """Return it as a tally of one voter group."""
        filled = {
            VerdictRecord(group, Outcome.VALID, ""): self.valid - self.blank,
            VerdictRecord(group, Outcome.BLANK, ""): self.blank,
            VerdictRecord(group, Outcome.REJECTED, Reason.ON_PAPER.value): self.rejected,
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


@dataclass(frozen=True, slots=True)
class Fault:
    """A sum that does not hold: the sentence, and where; ids of contest, option and mark, or ""."""

    text: str
    contest: str = ""
    option: str = ""
    mark: str = ""


def faults(contests: Sequence[Contest], pile: PileCount) -> list[Fault]:
    """Return every sum that does not hold in a count.

    More returned than issued is none: it is a fact that makes the whole vote invalid.
    """
    found = []
    if pile.valid + pile.rejected != pile.returned:
        text = _(
            "有效 %(valid)s 张＋无效 %(rejected)s 张，不等于收回 %(returned)s 张。",
            valid=pile.valid,
            rejected=pile.rejected,
            returned=pile.returned,
        )
        found.append(Fault(text))
    if pile.blank > pile.valid:
        text = _("空白票 %(n)s 张，多于有效票 %(of)s 张。", n=pile.blank, of=pile.valid)
        found.append(Fault(text))
    for contest in contests:
        found += _faults_of_lines(contest, pile)
        found += _faults_of_names(contest, pile)
        found += _faults_of_limits(contest, pile)
    return found


def _faults_of_lines(contest: Contest, pile: PileCount) -> Iterator[Fault]:
    table = pile.marks.get(contest.id, {})
    for option in contest.options:
        row = table.get(option.id, {})
        total, unmarked = sum(row.values()), row.get(contest.unmarked, 0)
        if total != pile.valid:
            text = _(
                "“%(name)s”各项之和为 %(n)s，应等于有效票 %(of)s 张。",
                name=option.name,
                n=total,
                of=pile.valid,
            )
            yield Fault(text, contest.id, option.id)
        elif unmarked + row.get(contest.own or "", 0) < pile.blank:
            text = _(
                "“%(name)s”的“%(mark)s”只有 %(n)s，少于空白票 %(blank)s 张。",
                name=option.name,
                mark=label_of(contest, contest.unmarked),
                n=unmarked,
                blank=pile.blank,
            )
            yield Fault(text, contest.id, option.id, contest.unmarked)


def _faults_of_names(contest: Contest, pile: PileCount) -> Iterator[Fault]:
    filled = pile.valid - pile.blank
    names = sum(pile.write_ins.get(contest.id, {}).values())
    if names > contest.write_ins * filled:
        yield Fault(_("另选他人共 %(n)s 票，超过了这些选票所能写的数目。", n=names), contest.id)
    for name, number in _by_person(pile.write_ins.get(contest.id, {})).items():
        if number > filled:
            text = _(
                "另选“%(name)s”共 %(n)s 票，多于划过的有效票 %(of)s 张；一张票上同一人只算一次。",
                name=name,
                n=number,
                of=filled,
            )
            yield Fault(text, contest.id)
    needs = contest.write_in_needs
    called = _given(contest, pile.marks.get(contest.id, {}), needs) if needs else names
    if needs and names > called:
        text = _(
            "另选他人共 %(n)s 票，多于“%(mark)s”的 %(of)s 票；另选一人须有一个“%(mark)s”。",
            n=names,
            mark=label_of(contest, needs),
            of=called,
        )
        yield Fault(text, contest.id)


def _by_person(names: Mapping[str, int]) -> Counter[str]:
    """Add up the spellings of one name; a ballot counts only the first of them."""
    found: Counter[str] = Counter()
    for name, number in names.items():
        found[fold_name(name)] += number
    return found


def _faults_of_limits(contest: Contest, pile: PileCount) -> Iterator[Fault]:
    table, filled = pile.marks.get(contest.id, {}), pile.valid - pile.blank
    names = sum(pile.write_ins.get(contest.id, {}).values())
    for mark, most in contest.limits.items():
        given = _given(contest, table, mark) + (names if mark == contest.write_in_mark else 0)
        if given > most * filled:
            text = _(
                "“%(mark)s”共 %(n)s 个，超过了 %(of)s 张有效票每张最多 %(most)s 个的总数。",
                mark=label_of(contest, mark),
                n=given,
                of=filled,
                most=most,
            )
            yield Fault(text, contest.id, mark=mark)
    own = _given(contest, table, contest.own) if contest.own else 0
    if own > pile.valid:
        yield Fault(_("“本人”共 %(n)s 行，每张选票最多一行。", n=own), contest.id)


def _given(contest: Contest, table: Mapping[str, Mapping[str, int]], mark: str) -> int:
    """Return how often a mark, or a number of a band, was given in all."""
    numbers = contest.numbers

    def counts(given: str) -> bool:
        return (numbers.counts_as(given) if numbers else given) == mark

    return sum(n for row in table.values() for given, n in row.items() if counts(given))


def _listed(texts: Mapping[str, int]) -> list[list[Any]]:
    return [[text, number] for text, number in sorted(texts.items())]


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
