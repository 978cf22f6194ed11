"""Two counts of one box side by side: every figure by its name, and where they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from voting.ballots.rules import Contest
from voting.i18n import _
from voting.polls.paper.rules import PileCount
from voting.polls.paper.words import label_of, marks_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a count as each of two tellers has it."""

    label: str
    first: int
    second: int

    @property
    def differs(self) -> bool:
        """Whether the two found different figures."""
        return self.first != self.second


def figures(contests: Sequence[Contest], first: PileCount, second: PileCount) -> list[Figure]:
    """Return every figure of two counts in the order of the sheet; what both left out is left out.

    Marks that are counted for every line are there even where both found none.
    """
    found = [
        Figure(_("收回"), first.returned, second.returned),
        Figure(_("有效"), first.valid, second.valid),
        Figure(_("无效"), first.rejected, second.rejected),
        Figure(_("空白"), first.blank, second.blank),
    ]
    for contest in contests:
        begin = f"{contest.title} · " if len(contests) > 1 else ""
        found += _of_lines(contest, begin, first, second)
        found += _of_names(contest, begin, first, second)
        found += _of_texts(contest, begin, first, second)
    return found


def _of_lines(
    contest: Contest, begin: str, first: PileCount, second: PileCount
) -> Iterator[Figure]:
    tables = [pile.marks.get(contest.id, {}) for pile in (first, second)]
    for option in contest.options:
        one, other = (table.get(option.id, {}) for table in tables)
        points = sorted(({*one} | {*other}) - {*marks_of(contest)}, key=_height)
        for mark in [*points, *marks_of(contest)]:
            label = f"{begin}{option.name} · {label_of(contest, mark)}"
            yield Figure(label, one.get(mark, 0), other.get(mark, 0))


def _height(mark: str) -> tuple[int, str]:
    """Order numbers from high to low without making them floats."""
    whole, _dot, rest = mark.partition(".")
    return (-int(whole), "".join(chr(ord("9") - int(digit)) for digit in rest.ljust(2, "0")))


def _of_names(
    contest: Contest, begin: str, first: PileCount, second: PileCount
) -> Iterator[Figure]:
    pairs = [pile.write_ins.get(contest.id, {}) for pile in (first, second)]
    for label, one, other in _paired(*pairs):
        yield Figure(_("%(begin)s另选“%(name)s”", begin=begin, name=label), one, other)


def _of_texts(
    contest: Contest, begin: str, first: PileCount, second: PileCount
) -> Iterator[Figure]:
    lines = [pile.texts.get(contest.id, {}) for pile in (first, second)]
    for option in contest.options:
        for slot in contest.texts:
            pairs = [line.get(option.id, {}).get(slot.id, {}) for line in lines]
            for label, one, other in _paired(*pairs):
                yield Figure(f"{begin}{option.name} · {slot.title}“{label}”", one, other)


def _paired(first: Mapping[str, int], second: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    for text in sorted({*first} | {*second}):
        yield text, first.get(text, 0), second.get(text, 0)
