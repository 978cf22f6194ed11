"""The file of ``voting count`` for an election: read, with every wrong field said and placed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.ballots.rules import WRITE_IN_LENGTH, readable
from voting.elections.ballot import SCALE
from voting.elections.presets import resolve
from voting.elections.rules import ElectionRules
from voting.i18n import _
from voting.polls.count_file import check_ballots
from voting.polls.reading import MOST_WHOLE, Reader, WrongDocument, within
from voting.polls.sheets import Base

_KEYS = (
    "kind",
    "rules",
    "eligible",
    "attended",
    "issued",
    "returned",
    "seats",
    "members",
    "candidates",
    "roster",
    "ballots",
)
_REQUIRED = ("rules", "eligible", "seats", "candidates", "ballots")
_MOST_NAME = 40
_MOST_UNIT = 60
_MOST_ID = 64


@dataclass(frozen=True, slots=True)
class Candidate:
    """One printed name."""

    id: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person who may be written in, or may not."""

    name: str
    unit: str
    barred: bool


@dataclass(frozen=True, slots=True)
class Pile:
    """So many equal ballots: marks by candidate, and the names written."""

    marks: Mapping[str, str]
    write_ins: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionFile:
    """A whole file, checked; ``None`` is what was left out or given as ``null``."""

    rules: ElectionRules
    eligible: int
    attended: int | None
    issued: int
    returned: int
    seats: int
    members: int | None
    candidates: tuple[Candidate, ...]
    roster: tuple[RosterRow, ...] | None
    ballots: tuple[Pile, ...]


def read_election(document: object) -> ElectionFile:
    """Read a parsed file; raises :class:`WrongDocument` with everything that is wrong in it."""
    reader = Reader()
    data = reader.mapping(document, "", _KEYS, _REQUIRED)
    rules = _rules(reader, data)
    candidates = _candidates(reader, data)
    roster = _roster(reader, data)
    ballots = _ballots(reader, data, {candidate.id for candidate in candidates})
    figures = _figures(reader, data)
    reader.done()
    assert rules is not None
    number = sum(pile.count for pile in ballots)
    returned = figures.pop("returned", number)
    file = ElectionFile(
        rules=rules,
        candidates=candidates,
        roster=roster,
        ballots=ballots,
        returned=returned,
        issued=figures.pop("issued", number),
        attended=figures.pop("attended", None),
        members=figures.pop("members", None),
        **figures,
    )
    _check_sums(reader, file, number)
    reader.done()
    return file


def _rules(reader: Reader, data: Mapping[str, object]) -> ElectionRules | None:
    if "rules" not in data:
        return None
    try:
        return resolve(data["rules"])
    except WrongDocument as wrong:
        reader.problems.extend(wrong.problems)
        return None


def _figures(reader: Reader, data: Mapping[str, object]) -> dict[str, Any]:
    least = {"eligible": 1, "seats": 1, "members": 1}
    return {
        key: reader.whole(data[key], key, least=least.get(key, 0))
        for key in ("eligible", "attended", "issued", "returned", "seats", "members")
        if data.get(key) is not None or (key in data and key in _REQUIRED)
    }


def _check_sums(reader: Reader, file: ElectionFile, number: int) -> None:
    if file.attended is not None and file.attended > file.eligible:
        reader.wrong(
            "attended",
            _("参加选举人数 %(n)s 多于应到会人数 %(of)s。", n=file.attended, of=file.eligible),
        )
    if file.attended is None and file.rules.elect.base is Base.ATTENDED:
        reader.wrong("attended", _("当选要求以参加选举人数为基数，请填写这一项。"))
    if file.returned > file.issued or _no_quorum(file):
        return  # Nobody is elected whatever is on the ballots, so none is looked at.
    check_ballots(reader, file, number)


def _no_quorum(file: ElectionFile) -> bool:
    quorum = file.rules.quorum.share
    return file.attended is not None and not quorum.met(file.attended, file.eligible)


def _candidates(reader: Reader, data: Mapping[str, object]) -> tuple[Candidate, ...]:
    if "candidates" not in data:
        return ()
    found: dict[str, Candidate] = {}
    rows = reader.sequence(data["candidates"], "candidates")
    for index, row in enumerate(rows):
        candidate = _candidate(reader, row, f"candidates[{index}]")
        if candidate is None:
            continue
        if candidate.id in found:
            reader.wrong(
                f"candidates[{index}].id", _("编号“%(id)s”已用过，不能重复。", id=candidate.id)
            )
        found[candidate.id] = candidate
    if not rows and isinstance(data["candidates"], list):
        reader.wrong("candidates", _("候选人名单是空的。"))
    return tuple(found.values())


def _candidate(reader: Reader, row: object, place: str) -> Candidate | None:
    data = reader.mapping(row, place, ("id", "name", "unit"), ("id", "name"))
    if not {"id", "name"} <= data.keys():
        return None
    id_ = reader.text(data["id"], within(place, "id"), most=_MOST_ID)
    name = reader.text(data["name"], within(place, "name"), most=_MOST_NAME)
    unit = reader.text(data.get("unit", ""), within(place, "unit"), most=_MOST_UNIT, least=0)
    return Candidate(id_, name, unit or "") if id_ and name else None


def _roster(reader: Reader, data: Mapping[str, object]) -> tuple[RosterRow, ...] | None:
    if data.get("roster") is None:
        return None
    rows = (
        _roster_row(reader, row, f"roster[{index}]")
        for index, row in enumerate(reader.sequence(data["roster"], "roster"))
    )
    return tuple(row for row in rows if row is not None)


def _roster_row(reader: Reader, row: object, place: str) -> RosterRow | None:
    data = reader.mapping(row, place, ("name", "unit", "barred"), ("name",))
    if "name" not in data:
        return None
    name = reader.text(data["name"], within(place, "name"), most=_MOST_NAME)
    unit = reader.text(data.get("unit", ""), within(place, "unit"), most=_MOST_UNIT, least=0)
    barred = reader.truth(data.get("barred", False), within(place, "barred"))
    return RosterRow(name, unit or "", barred or False) if name else None


def _ballots(reader: Reader, data: Mapping[str, object], known: set[str]) -> tuple[Pile, ...]:
    if "ballots" not in data:
        return ()
    return tuple(
        _pile(reader, row, f"ballots[{index}]", known)
        for index, row in enumerate(reader.sequence(data["ballots"], "ballots"))
    )


def _pile(reader: Reader, row: object, place: str, known: set[str]) -> Pile:
    data = reader.mapping(row, place, ("marks", "write_ins", "count"))
    marks: dict[str, str] = {}
    if "marks" in data:
        at = within(place, "marks")
        sheet = reader.mapping(data["marks"], at, known)
        marks = {
            option: reader.word(mark, within(at, option), SCALE) or ""
            for option, mark in sheet.items()
            if option in known
        }
    names = [
        _name(reader, name, f"{place}.write_ins[{index}]")
        for index, name in enumerate(
            reader.sequence(data.get("write_ins", ()), within(place, "write_ins"))
        )
    ]
    count = reader.whole(data.get("count", 1), within(place, "count"), least=1, most=MOST_WHOLE)
    return Pile(marks, tuple(names), count or 0)


def _name(reader: Reader, value: object, place: str) -> str:
    text = reader.text(value, place, most=WRITE_IN_LENGTH)
    if text is None:
        return ""
    if not readable(text):
        reader.wrong(place, _("不能为空。"))
    return readable(text)
