"""A spreadsheet of paper ballots, one ballot a row: its columns, and what stands in its cells."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.ballots.rules import VOID, Contest
from voting.i18n import _
from voting.polls.paper.typed import canonical_number
from voting.polls.paper.words import label_of, marks_of, void_of

MOST_NAMES = 40
"""Columns for written-in names of one contest, at most."""
_RING, _CROSS = "○", "×"
_RINGED = frozenset({"赞成", "同意", "推荐"})
_CROSSED = frozenset({"不赞成", "不同意", "不推荐"})
_SIGNS = str.maketrans(dict.fromkeys("〇◯⭕OoО0√✓✔☑", _RING) | dict.fromkeys("xX✕✖╳✗✘", _CROSS))
_SPOILT = frozenset({"是", "√", "✓", "✔", "☑", "1", "无效", "废", "废票"})
_NOT_SPOILT = frozenset({"否", "0", "有效"})
_POINT = re.compile(r"0*(\d{1,4})(?:\.(\d{1,6}))?")
_BETWEEN = re.compile(r"[、，,;；/+＋\s]+")


class Use(StrEnum):
    """What a column is for."""

    TIMES = "times"
    REJECTED = "rejected"
    MARK = "mark"
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it is for, and of which contest, line and text it is."""

    title: str
    use: Use
    contest: int = 0
    option: str = ""
    slot: str = ""

    @property
    def required(self) -> bool:
        """Whether a file without it is refused: nobody's line may be forgotten."""
        return self.use is Use.MARK


def columns(contests: Sequence[Contest]) -> tuple[Column, ...]:
    """Return the columns of a poll's file in their order; no two have one heading."""
    found = [Column(_("票数"), Use.TIMES), Column(_("整张无效"), Use.REJECTED)]
    for place, contest in enumerate(contests):
        begin = f"{contest.title}：" if len(contests) > 1 else ""
        names = _told_apart(contest)
        found += [
            Column(f"{begin}{names[option.id]}", Use.MARK, place, option.id)
            for option in contest.options
        ]
        found += [
            Column(_("%(begin)s另选%(n)s", begin=begin, n=number), Use.NAME, place)
            for number in range(1, min(contest.write_ins, MOST_NAMES) + 1)
        ]
        found += [
            Column(f"{begin}{names[option.id]}·{slot.title}", Use.TEXT, place, option.id, slot.id)
            for option in contest.options
            for slot in contest.texts
        ]
    return tuple(found)


def _told_apart(contest: Contest) -> dict[str, str]:
    """Return the options' names; where two are equal, each with its number on the sheet."""
    times = Counter(option.name for option in contest.options)
    return {
        option.id: option.name if times[option.name] == 1 else f"{option.name}（{number}）"
        for number, option in enumerate(contest.options, start=1)
    }


def heading(text: object) -> str:
    """Return a heading as it is compared: one width, no white space."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def words_of(contest: Contest) -> dict[str, str]:
    """Return what may stand in a cell of a contest, and the mark it is read as."""
    words = {label_of(contest, mark): mark for mark in marks_of(contest)}
    for word in (_("无效"), _("废"), label_of(contest, VOID)):
        # A scale may have such a word for a mark of its own.
        words.setdefault(word, void_of(contest))
    for label, mark in tuple(words.items()):
        if label in _RINGED:
            words.setdefault(_RING, mark)
        elif label in _CROSSED:
            words.setdefault(_CROSS, mark)
    return words


def mark_in(contest: Contest, words: Mapping[str, str], cell: str) -> str | None:
    """Return the mark a filled cell stands for; None where it cannot be read.

    Two different marks in one cell are a line with two ticks.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if mark := _one_mark(contest, words, text):
        return mark
    parts = [part for part in _BETWEEN.split(text) if part]
    signs = text.translate(_SIGNS)
    if len(parts) == 1 and set(signs) <= {_RING, _CROSS}:
        parts = list(signs)
    found = {_one_mark(contest, words, part) for part in parts}
    if None in found or not found:
        return None
    return found.pop() if len(found) == 1 else void_of(contest)


def is_spoilt(cell: str) -> bool | None:
    """Tell whether a cell says that a whole ballot is invalid; None where it cannot be read."""
    text = unicodedata.normalize("NFKC", cell).strip()
    if text in _NOT_SPOILT:
        return False
    return True if text in _SPOILT else None


def _one_mark(contest: Contest, words: Mapping[str, str], text: str) -> str | None:
    number = _POINT.fullmatch(text) if contest.numbers else None
    if contest.numbers and number:
        mark = canonical_number(number[1], number[2] or "")
        return mark if contest.numbers.has(mark) else None
    return words.get(text) or words.get(text.translate(_SIGNS))
