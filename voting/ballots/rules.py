"""The rules of a sheet: what may be marked, and whether a sheet counts.

One contest carries every kind of vote: options (candidates, documents, leaders by dimension), a
scale of marks, limits on marks, and room for names and texts to be written in. Rejected is a sheet
that was cast and does not count (无效票); blank is one without a mark, which counts (空白票).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from voting.ballots.contests import VOID, Blank, Contest, Option, Uniform
from voting.ballots.numbers import Band, Numbers
from voting.ballots.selections import Selections, selections_from_json, selections_to_json
from voting.ballots.texts import NO_TEXTS, Texts, TextSlot, readable, tidied
from voting.names import fold_name

__all__ = [
    "VOID",
    "WRITE_IN_LENGTH",
    "Band",
    "Blank",
    "Contest",
    "Numbers",
    "Option",
    "Outcome",
    "Reason",
    "Selections",
    "TextSlot",
    "Uniform",
    "Verdict",
    "judge",
    "readable",
    "rejected",
    "selections_from_json",
    "selections_to_json",
]

WRITE_IN_LENGTH = 20
"""Characters of one written name, at most."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Outcome(StrEnum):
    """What a judged sheet is; a blank one is valid, and counted apart as well."""

    VALID = "valid"
    BLANK = "blank"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why a sheet was rejected."""

    BLANK = "blank"
    MALFORMED = "malformed"
    ON_PAPER = "on_paper"
    """Two tellers found it invalid; no phone's ballot is rejected so."""
    OVER_MARKED = "over_marked"
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNKNOWN = "text_unknown"
    TOO_MANY_WRITE_INS = "too_many_write_ins"
    UNDER_MARKED = "under_marked"
    UNIFORM = "uniform"
    UNKNOWN_CONTEST = "unknown_contest"
    UNKNOWN_MARK = "unknown_mark"
    UNKNOWN_OPTION = "unknown_option"
    UNREADABLE = "unreadable"
    WRITE_IN_TOO_LONG = "write_in_too_long"
    WRITE_IN_UNCALLED = "write_in_uncalled"


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
    parts = (selections.marks, selections.write_ins, selections.texts)
    if not all(known.issuperset(part) for part in parts):
        return rejected(Reason.UNKNOWN_CONTEST)
    names: dict[str, Sequence[str]] = {}
    texts: dict[str, Texts] = {}
    for contest in contests:
        marks = selections.marks.get(contest.id, _NOTHING)
        names[contest.id] = _names_that_count(contest, selections.write_ins.get(contest.id, ()))
        texts[contest.id] = tidied(selections.texts.get(contest.id, NO_TEXTS))
        fault = _fault(contest, marks, names[contest.id])
        if reason := fault or _fault_of_texts(contest, marks, texts[contest.id]):
            return rejected(reason)
    if _says_the_same_of_all(contests, selections.marks):
        return rejected(Reason.UNIFORM)
    filled = any(names.values()) or any(texts.values()) or _marked(contests, selections)
    return Verdict(
        Outcome.VALID if filled else Outcome.BLANK,
        None,
        Selections(selections.marks, names, texts),
    )


def _marked(contests: Sequence[Contest], selections: Selections) -> bool:
    """Tell whether anything is marked but the voter's own line."""
    return any(
        mark != contest.own
        for contest in contests
        for mark in selections.marks.get(contest.id, _NOTHING).values()
    )


def rejected(reason: Reason) -> Verdict:
    """Return the verdict on a sheet that does not count."""
    return Verdict(Outcome.REJECTED, reason)


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
    if not all(contest.knows(mark) for mark in set(carried)):
        return Reason.UNKNOWN_MARK
    if contest.blank is Blank.REJECTED and not carried and not names:
        return Reason.BLANK
    return _fault_of_names(contest, carried, names) or _fault_of_limits(contest, carried, names)


def _fault_of_limits(contest: Contest, carried: list[str], names: Sequence[str]) -> Reason | None:
    if contest.own is not None and carried.count(contest.own) > 1:
        return Reason.OVER_MARKED
    if not contest.limits and not contest.least:
        return None
    counted: Counter[str] = Counter()
    for mark, times in Counter(carried).items():
        if mark != contest.own:
            counted[contest.numbers.counts_as(mark) if contest.numbers else mark] += times
    for mark, most in contest.limits.items():
        written = len(names) if mark == contest.write_in_mark else 0
        if counted[mark] + written > most:
            return Reason.OVER_MARKED
    if counted and any(counted[mark] < least for mark, least in contest.least.items()):
        return Reason.UNDER_MARKED
    return None


def _fault_of_names(contest: Contest, carried: list[str], names: Sequence[str]) -> Reason | None:
    if any(len(name) > WRITE_IN_LENGTH for name in names):
        return Reason.WRITE_IN_TOO_LONG
    if len(names) > contest.write_ins:
        return Reason.TOO_MANY_WRITE_INS
    if contest.write_in_needs and carried.count(contest.write_in_needs) < len(names):
        return Reason.WRITE_IN_UNCALLED
    return None


def _fault_of_texts(contest: Contest, marks: Mapping[str, str], texts: Texts) -> Reason | None:
    slots = {slot.id: slot for slot in contest.texts}
    written = [(slot, text) for lines in texts.values() for slot, text in lines.items()]
    if not _ids(contest.options).issuperset(texts) or not slots.keys() >= {s for s, _t in written}:
        return Reason.TEXT_UNKNOWN
    if any(len(text) > slots[slot].length for slot, text in written):
        return Reason.TEXT_TOO_LONG
    if sum(len(text) for _slot, text in written) > contest.text_total:
        return Reason.TEXT_TOO_LONG
    for slot in contest.texts:
        if any(m in slot.needed_for and slot.id not in texts.get(o, ()) for o, m in marks.items()):
            return Reason.TEXT_MISSING
    return None


def _says_the_same_of_all(
    contests: Sequence[Contest], marks: Mapping[str, Mapping[str, str]]
) -> bool:
    """Tell whether a sheet gives all its lines one mark in every contest that forbids it."""
    judged = [contest for contest in contests if contest.uniform is Uniform.REJECTED]
    return bool(judged) and all(_is_uniform(c, marks.get(c.id, _NOTHING)) for c in judged)


def _is_uniform(contest: Contest, marks: Mapping[str, str]) -> bool:
    rated = [option.id for option in contest.options if marks.get(option.id) != contest.own]
    if contest.own is None:
        rated = [option.id for option in contest.options]
    given = {marks.get(option) for option in rated}
    return len(rated) > 1 and len(given) == 1 and given != {None}
