"""The rules of a sheet: what may be marked, and whether a sheet counts.

One contest carries every kind of vote: options (candidates, documents, leaders by dimension), a
scale of marks, limits on marks, and room for names to be written in. Rejected is a sheet that was
cast and does not count (无效票); blank is one without a mark, which counts (空白票).
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from voting.ballots.refusals import Malformed
from voting.names import fold_name

WRITE_IN_LENGTH = 20
"""Characters of one written name, at most."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Blank(StrEnum):
    """What becomes of a sheet that leaves a contest without any mark."""

    VALID = "valid"
    REJECTED = "rejected"


class Outcome(StrEnum):
    """What a judged sheet is; a blank one is valid, and counted apart as well."""

    VALID = "valid"
    BLANK = "blank"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why a sheet was rejected."""

    BLANK = "blank"
    MALFORMED = "malformed"
    OVER_MARKED = "over_marked"
    TOO_MANY_WRITE_INS = "too_many_write_ins"
    UNKNOWN_CONTEST = "unknown_contest"
    UNKNOWN_MARK = "unknown_mark"
    UNKNOWN_OPTION = "unknown_option"
    UNREADABLE = "unreadable"
    WRITE_IN_TOO_LONG = "write_in_too_long"
    WRITE_IN_UNCALLED = "write_in_uncalled"


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a contest (候选项): a candidate, a document, a leader."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """One question of a sheet and how it may be answered.

    ``scale`` lists the marks; ``unmarked`` is what an option without a mark counts as; ``limits``
    says how many options, write-ins included, may carry a mark at most (应选名额 for approval).
    ``write_ins`` is the number of names that may be written (0: none); each counts as
    ``write_in_mark`` and needs one option marked ``write_in_needs`` (``None``: needs none).
    """

    id: str
    title: str
    options: tuple[Option, ...]
    scale: tuple[str, ...]
    unmarked: str
    limits: Mapping[str, int] = field(default_factory=dict)
    write_ins: int = 0
    write_in_mark: str | None = None
    write_in_needs: str | None = None
    blank: Blank = Blank.VALID

    def __post_init__(self) -> None:
        """Refuse a contest that contradicts itself; whoever sets up polls must not make one."""
        ids = [option.id for option in self.options]
        if not ids or len(set(ids)) != len(ids):
            raise ValueError("a contest needs options, each with its own id")
        if not self.scale or len(set(self.scale)) != len(self.scale):
            raise ValueError("a scale needs marks, each of them once")
        used = {self.write_in_mark, self.write_in_needs} - {None}
        if not set(self.limits) | used <= set(self.scale):
            raise ValueError("limits and write-ins use marks of the scale")
        if self.write_ins < 0 or min(self.limits.values(), default=0) < 0:
            raise ValueError("a limit is a number of options, not less than none")
        if self.write_ins and self.write_in_mark is None:
            raise ValueError("a write-in needs a mark it counts as")


@dataclass(frozen=True, slots=True)
class Selections:
    """What a voter filled in: marks by contest and option, names written by contest."""

    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    write_ins: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sheet is, why it was rejected, and what of it counts (nothing if rejected)."""

    outcome: Outcome
    reason: Reason | None = None
    selections: Selections = field(default_factory=Selections)


def judge(contests: Sequence[Contest], selections: Selections) -> Verdict:
    """Judge a whole sheet by its contests.

    A sheet that breaks a rule in one contest is rejected as a whole; a contest left out is one
    left blank. Fewer approvals than seats are fine (2016 条例, art. 26; a blank sheet abstains).
    """
    known = {contest.id for contest in contests}
    if not known.issuperset(selections.marks) or not known.issuperset(selections.write_ins):
        return rejected(Reason.UNKNOWN_CONTEST)
    names: dict[str, Sequence[str]] = {}
    for contest in contests:
        marks = selections.marks.get(contest.id, _NOTHING)
        names[contest.id] = _names_that_count(contest, selections.write_ins.get(contest.id, ()))
        if reason := _fault(contest, marks, names[contest.id]):
            return rejected(reason)
    blank = not any(selections.marks.values()) and not any(names.values())
    return Verdict(
        Outcome.BLANK if blank else Outcome.VALID, None, Selections(selections.marks, names)
    )


def rejected(reason: Reason) -> Verdict:
    """Return the verdict on a sheet that does not count."""
    return Verdict(Outcome.REJECTED, reason)


def readable(text: str) -> str:
    """Return a written name as a scrutineer may safely read it.

    NFC; without control characters, direction marks and other invisible signs, and without
    unassigned or private characters; white space joined and trimmed.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if sign.isspace() else sign for sign in composed)
    shown = "".join(sign for sign in spaced if not unicodedata.category(sign).startswith("C"))
    return " ".join(shown.split())


def selections_from_json(value: object) -> Selections:
    """Return the selections of a parsed JSON document, or raise :class:`Malformed`.

    The document has exactly ``marks`` (contest → option → mark) and ``write_ins`` (contest →
    list of names); whether contests, options and marks exist is for :func:`judge` to say.
    """
    match value:
        case {"marks": dict(marks), "write_ins": dict(write_ins), **others} if not others:
            sheets_are = all(isinstance(sheet, dict) for sheet in marks.values())
            lists_are = all(isinstance(names, list) for names in write_ins.values())
            if sheets_are and lists_are and _all_text(marks, write_ins):
                return Selections(marks, write_ins)
    raise Malformed


def selections_to_json(contests: Sequence[Contest], selections: Selections) -> dict[str, object]:
    """Return the document that is sealed: every contest in both parts, names readable."""
    return {
        "marks": {c.id: dict(selections.marks.get(c.id, _NOTHING)) for c in contests},
        "write_ins": {
            c.id: [readable(name) for name in selections.write_ins.get(c.id, ())] for c in contests
        },
    }


def _all_text(marks: dict[str, dict[str, object]], names: dict[str, list[object]]) -> bool:
    return all(
        isinstance(mark, str) for sheet in marks.values() for mark in sheet.values()
    ) and all(isinstance(name, str) for written in names.values() for name in written)


def _names_that_count(contest: Contest, written: Sequence[str]) -> Sequence[str]:
    """Drop a name that is printed on the sheet already, and the second spelling of a name."""
    if not written:
        return ()
    taken = set(_printed(contest.options))
    kept = []
    for name in map(readable, written):
        folded = fold_name(name)
        if name and folded not in taken:
            taken.add(folded)
            kept.append(name)
    return tuple(kept)


@lru_cache(maxsize=64)
def _printed(options: tuple[Option, ...]) -> frozenset[str]:
    return frozenset(fold_name(option.name) for option in options)


@lru_cache(maxsize=64)
def _ids(options: tuple[Option, ...]) -> frozenset[str]:
    return frozenset(option.id for option in options)


def _fault(contest: Contest, marks: Mapping[str, str], names: Sequence[str]) -> Reason | None:
    if not _ids(contest.options).issuperset(marks):
        return Reason.UNKNOWN_OPTION
    carried = list(marks.values())
    if not set(contest.scale).issuperset(carried):
        return Reason.UNKNOWN_MARK
    if contest.blank is Blank.REJECTED and not carried and not names:
        return Reason.BLANK
    return _fault_of_names(contest, carried, names) or _fault_of_limits(contest, carried, names)


def _fault_of_limits(contest: Contest, carried: list[str], names: Sequence[str]) -> Reason | None:
    for mark, most in contest.limits.items():
        written = len(names) if mark == contest.write_in_mark else 0
        if carried.count(mark) + written > most:
            return Reason.OVER_MARKED
    return None


def _fault_of_names(contest: Contest, carried: list[str], names: Sequence[str]) -> Reason | None:
    if any(len(name) > WRITE_IN_LENGTH for name in names):
        return Reason.WRITE_IN_TOO_LONG
    if len(names) > contest.write_ins:
        return Reason.TOO_MANY_WRITE_INS
    if contest.write_in_needs and carried.count(contest.write_in_needs) < len(names):
        return Reason.WRITE_IN_UNCALLED
    return None
