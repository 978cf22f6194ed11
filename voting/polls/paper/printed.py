"""A paper ballot as it is printed: what stands on it, how it is laid out, how it is filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voting.ballots.rules import Contest
from voting.i18n import _
from voting.polls.paper.words import counts_void, label_of

_LINES_ON_HALF_A_PAGE = 6
_MARKS_ON_HALF_A_PAGE = 5
_MARKS_UPRIGHT = 6
_TICKS_UPRIGHT = 16


@dataclass(frozen=True, slots=True)
class Matrix:
    """Contests with the same lines, side by side: subjects down, dimensions across."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    """Name and note of each line."""
    marks: tuple[str, ...]
    """The words of the marks under each title; empty where a number is written."""
    most: int = 0

    @property
    def across(self) -> int:
        """The number of columns to tick or to write in."""
        return len(self.titles) * (len(self.marks) or 1)


@dataclass(frozen=True, slots=True)
class Block:
    """One contest of its own: its lines, its marks with a box each, the lines to write names on."""

    title: str
    marks: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    names: int
    texts: tuple[str, ...]
    most: int = 0
    """The highest number there is; 0 where boxes are ticked."""


@dataclass(frozen=True, slots=True)
class PrintedBallot:
    """What is printed of a poll."""

    matrix: Matrix | None
    blocks: tuple[Block, ...]
    sentences: tuple[str, ...]

    @property
    def halves(self) -> bool:
        """Whether two ballots fit on one page."""
        if self.matrix or len(self.blocks) > 1 or len(self.sentences) > _LINES_ON_HALF_A_PAGE:
            return False
        block = self.blocks[0]
        lines = len(block.rows) + block.names
        return lines <= _LINES_ON_HALF_A_PAGE and len(block.marks) <= _MARKS_ON_HALF_A_PAGE

    @property
    def wide(self) -> bool:
        """Whether the page lies on its side."""
        return (self.matrix is not None and self.matrix.across > _TICKS_UPRIGHT) or any(
            len(block.marks) + 2 * len(block.texts) > _MARKS_UPRIGHT for block in self.blocks
        )


def printed_ballot(contests: Sequence[Contest], filling_in: Sequence[str]) -> PrintedBallot:
    """Lay a ballot out; ``filling_in`` are the kind's own sentences, before the general ones."""
    together = _same_lines(contests)
    return PrintedBallot(
        _matrix(contests) if together else None,
        () if together else tuple(map(_block, contests)),
        (*(filling_in or _limits(contests)), *general(contests)),
    )


def _same_lines(contests: Sequence[Contest]) -> bool:
    """Tell whether several contests ask the same of the same lines, without anything written."""
    first = contests[0]
    names = [option.name for option in first.options]
    return len(contests) > 1 and all(
        [option.name for option in contest.options] == names
        and (contest.scale, contest.numbers) == (first.scale, first.numbers)
        and not contest.texts
        and not contest.write_ins
        for contest in contests
    )


def _matrix(contests: Sequence[Contest]) -> Matrix:
    first = contests[0]
    return Matrix(
        tuple(contest.title for contest in contests),
        tuple((option.name, option.note) for option in first.options),
        tuple(label_of(first, mark) for mark in first.scale),
        first.numbers.most if first.numbers else 0,
    )


def _block(contest: Contest) -> Block:
    return Block(
        contest.title,
        tuple(label_of(contest, mark) for mark in contest.scale),
        tuple((option.name, option.note) for option in contest.options),
        contest.write_ins,
        tuple(slot.title for slot in contest.texts),
        contest.numbers.most if contest.numbers else 0,
    )


def general(contests: Sequence[Contest]) -> list[str]:
    """Return what holds for every paper ballot of these contests."""
    found = [_how(contests)]
    unmarked = label_of(contests[0], contests[0].unmarked)
    if not counts_void(contests[0]):
        told = _("同一行选了两项以上、无法辨认的，或没有选的，按“%(mark)s”计。", mark=unmarked)
    elif _same_lines(contests):
        told = _("同一人的同一项填了两个以上的，该项无效；没有填的按“%(mark)s”计。", mark=unmarked)
    else:
        told = _("同一行填了两个以上的，该行无效；没有填的按“%(mark)s”计。", mark=unmarked)
    found.append(told)
    if any(contest.own is not None for contest in contests):
        found.append(_("选票上有您本人的，本人一行不要填。"))
    found.append(_("不要在选票上写自己的姓名或作其他记号；整张无法辨认的为无效票。"))
    return found


def _how(contests: Sequence[Contest]) -> str:
    if any(contest.numbers for contest in contests):
        return _("请用黑色或蓝色的笔，用阿拉伯数字填写分数。")
    if _same_lines(contests):
        return _("请用黑色或蓝色的笔填写。在您选择的格内画“○”，每人每项只画一个。")
    return _("请用黑色或蓝色的笔填写。在您选择的格内画“○”，每一行只画一个。")


def _limits(contests: Sequence[Contest]) -> list[str]:
    """Return the limits of a ballot whose kind says nothing about them, equal ones once."""
    first = contests[0]
    alike = all((one.limits, one.least) == (first.limits, first.least) for one in contests)
    found: list[str] = []
    for contest in (first,) if alike else contests:
        begin = "" if len(contests) == 1 else f"{contest.title}："
        found += _limits_of(contest, _("每一项：") if alike and begin else begin)
    return found


def _limits_of(contest: Contest, begin: str) -> Iterator[str]:
    for mark, most in contest.limits.items():
        yield _(
            "%(begin)s“%(mark)s”最多 %(n)s 个，多于 %(n)s 个的整张选票无效。",
            begin=begin,
            mark=label_of(contest, mark),
            n=most,
        )
    for mark, least in contest.least.items():
        yield _(
            "%(begin)s“%(mark)s”至少 %(n)s 个，少于 %(n)s 个的整张选票无效。",
            begin=begin,
            mark=label_of(contest, mark),
            n=least,
        )
