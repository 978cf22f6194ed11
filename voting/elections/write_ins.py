"""Written-in names (另选他人) and the persons they stand for, without any voter's data.

Two spellings of one name are one (spaces, width, 繁/简). A name that fits one person of the
roster is that person; one that fits several, or nobody, is undecided until the scrutineers rule.
A name printed on the ballot is not a write-in: the mark on the printed line counts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from voting.i18n import _
from voting.names import fold_name


class Status(StrEnum):
    """Whether a written name stands for somebody."""

    RESOLVED = "resolved"
    UNDECIDED = "undecided"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Listed:
    """A person a written name may mean; ``barred`` tells why not, if not.

    ``key``: how a result refers to a printed candidate (the option's id).
    """

    name: str
    unit: str = ""
    person_id: int | None = None
    barred: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the scrutineers ruled about one spelling: the person meant, or void and why."""

    person: Listed | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WrittenIn:
    """One name after merging: whom it means, its votes, and every spelling with its number.

    ``name`` tells the person from everybody else in the result: where two bear one name, or a
    printed candidate does, the unit follows in brackets.
    """

    name: str
    unit: str
    approve: int
    status: Status
    reason: str
    spellings: tuple[tuple[str, int], ...]
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """All written names, and those that turned out to be printed ones (name → ballots)."""

    names: tuple[WrittenIn, ...]
    printed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Reading:
    key: tuple[str, ...]
    name: str
    unit: str
    status: Status
    reason: str = ""
    person_id: int | None = None


_WITH_UNIT = re.compile(r"(?P<name>.+?)\s*[(（](?P<unit>[^()（）]+)[)）]")


def merge(
    texts: Mapping[str, int],
    printed: Iterable[Listed],
    roster: Sequence[Listed] | None = None,
    decisions: Mapping[str, Decision] | None = None,
) -> Merged:
    """Merge what was written (text → ballots) into names; raw spellings are kept with each.

    ``roster=None``: there is none to compare with, and every name stands for itself.
    """
    reader = _NameReader(tuple(printed), roster, decisions or {})
    spelled: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    readings: dict[tuple[str, ...], _Reading] = {}
    on_ballot: dict[str, int] = {}
    for text, number in sorted(texts.items()):
        reading = reader.read(text)
        if reading is None:
            on_ballot[text] = number
            continue
        readings.setdefault(reading.key, reading)
        spelled.setdefault(reading.key, []).append((text, number))
    names = [_written(reading, spelled[key]) for key, reading in readings.items()]
    return Merged(_told_apart(names, reader.printed), on_ballot)


def _told_apart(names: Sequence[WrittenIn], printed: Sequence[Listed]) -> tuple[WrittenIn, ...]:
    """Give everybody a name of their own; none is the key of a printed candidate."""
    often = Counter([*(one.name for one in names), *(one.name for one in printed)])
    keys = {one.key for one in printed}
    apart = (
        replace(one, name=with_unit(one.name, one.unit)) if often[one.name] > 1 else one
        for one in names
    )
    return tuple(
        replace(one, name=with_unit(one.name, _("另选"))) if one.name in keys else one
        for one in apart
    )


def with_unit(name: str, unit: str) -> str:
    """Add the unit to a name that several persons bear: 张伟（语文教研组）."""
    return f"{name}（{unit}）" if unit else name


def _written(reading: _Reading, spellings: list[tuple[str, int]]) -> WrittenIn:
    return WrittenIn(
        name=reading.name,
        unit=reading.unit,
        approve=sum(number for _text, number in spellings),
        status=reading.status,
        reason=reading.reason,
        spellings=tuple(spellings),
        person_id=reading.person_id,
    )


class _NameReader:
    """Reads one spelling at a time against the ballot, the rulings and the roster."""

    def __init__(
        self,
        printed: Sequence[Listed],
        roster: Sequence[Listed] | None,
        decisions: Mapping[str, Decision],
    ) -> None:
        self.printed = printed
        self.roster = roster
        self.decisions = decisions

    def read(self, text: str) -> _Reading | None:
        """Return whom a spelling means; ``None``: somebody printed on the ballot."""
        decision = self.decisions.get(text)
        if decision is not None:
            return self._ruled(text, decision)
        name, unit = parted(text)
        if self._on_ballot(name, unit):
            return None
        if self.roster is None:
            return _Reading(("name", name, unit), name, unit, Status.RESOLVED)
        fitting = [person for person in self.roster if _fits(person, name, unit)]
        if len(fitting) == 1:
            return self._person(fitting[0])
        if fitting and all(person.barred for person in fitting):
            return _Reading(("void", name, unit), name, unit, Status.VOID, fitting[0].barred or "")
        return _Reading(("name", name, unit), name, unit, Status.UNDECIDED)

    def _ruled(self, text: str, decision: Decision) -> _Reading | None:
        name, unit = parted(text)
        if decision.person is None:
            return _Reading(("void", name, unit), name, unit, Status.VOID, decision.reason)
        if self._on_ballot(fold_name(decision.person.name), fold_name(decision.person.unit)):
            return None
        return self._person(decision.person)

    def _person(self, person: Listed) -> _Reading:
        return _Reading(
            ("person", str(person.person_id or ""), fold_name(person.name), fold_name(person.unit)),
            person.name,
            person.unit,
            Status.VOID if person.barred else Status.RESOLVED,
            person.barred or "",
            person.person_id,
        )

    def _on_ballot(self, name: str, unit: str) -> bool:
        return any(_fits(person, name, unit) for person in self.printed)


def parted(text: str) -> tuple[str, str]:
    """Fold a text and part it into a name and the unit in brackets behind it, if there is one."""
    found = _WITH_UNIT.fullmatch(text.strip())
    return (fold_name(found["name"]), fold_name(found["unit"])) if found else (fold_name(text), "")


def _fits(person: Listed, name: str, unit: str) -> bool:
    return fold_name(person.name) == name and (not unit or fold_name(person.unit) == unit)
