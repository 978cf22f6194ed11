"""The file of ``voting count`` for an award: read, with every wrong field said and placed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from voting.awards.ballot import SCALE
from voting.awards.rules import AwardRules
from voting.awards.section_fields import SectionFile, read_section
from voting.congress.rules import Share
from voting.i18n import _
from voting.polls.count_file import check_attended, check_ballots
from voting.polls.reading import MOST_WHOLE, Reader, within
from voting.polls.sheets import Base

_KEYS = ("kind", "eligible", "attended", "issued", "returned", "quorum", "sections", "ballots")
_REQUIRED = ("eligible", "sections", "ballots")
_FIGURES = ("eligible", "attended", "issued", "returned")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Pile:
    """So many equal ballots: marks by section and nominee."""

    marks: Mapping[str, Mapping[str, str]]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFile:
    """A whole file, checked; ``attended`` is ``None`` where it was left out."""

    rules: AwardRules
    sections: tuple[SectionFile, ...]
    eligible: int
    attended: int | None
    issued: int
    returned: int
    ballots: tuple[Pile, ...]


def read_award(document: object) -> AwardFile:
    """Read a parsed file; raises ``WrongDocument`` with everything that is wrong in it."""
    reader = Reader()
    data = reader.mapping(document, "", _KEYS, _REQUIRED)
    sections = _rows(reader, data, "sections", read_section)
    known = {one.rules.id: {nominee.id for nominee in one.nominees} for one in sections}
    ballots = _rows(reader, data, "ballots", lambda r, row, place: _pile(r, row, place, known))
    figures = _figures(reader, data)
    quorum = reader.share(data.get("quorum", "2/3"), "quorum")
    _refuse_twice(reader, "sections", [one.rules.id for one in sections])
    if not sections and isinstance(data.get("sections"), list):
        reader.wrong("sections", _("还没有奖项。"))
    reader.done()
    assert quorum is not None
    number = sum(pile.count for pile in ballots)
    file = AwardFile(
        rules=AwardRules(
            tuple(one.rules for one in sections), Share(quorum.numerator, quorum.denominator)
        ),
        sections=sections,
        ballots=ballots,
        eligible=figures["eligible"],
        attended=figures.get("attended"),
        issued=figures.get("issued", number),
        returned=figures.get("returned", number),
    )
    _check_sums(reader, file, number)
    reader.done()
    return file


def _rows(
    reader: Reader,
    data: Mapping[str, object],
    key: str,
    read: Callable[[Reader, object, str], Row | None],
) -> tuple[Row, ...]:
    if key not in data:
        return ()
    rows = enumerate(reader.sequence(data[key], key))
    found = [read(reader, row, f"{key}[{index}]") for index, row in rows]
    return tuple(row for row in found if row is not None)


def _figures(reader: Reader, data: Mapping[str, object]) -> dict[str, int]:
    found = {
        key: reader.whole(data[key], key, least=1 if key == "eligible" else 0)
        for key in _FIGURES
        if data.get(key) is not None or (key in data and key in _REQUIRED)
    }
    return {key: number for key, number in found.items() if number is not None}


def _refuse_twice(reader: Reader, place: str, ids: list[str]) -> None:
    for id_ in sorted({each for each in ids if ids.count(each) > 1}):
        reader.wrong(place, _("编号“%(id)s”用了不止一次，不能重复。", id=id_))


def _pile(reader: Reader, row: object, place: str, known: Mapping[str, set[str]]) -> Pile | None:
    data = reader.mapping(row, place, ("marks", "count"))
    at = within(place, "marks")
    sheet = reader.mapping(data.get("marks", {}), at, known)
    marks = {
        section: _marks(reader, one, within(at, section), known[section])
        for section, one in sheet.items()
        if section in known
    }
    count = reader.whole(data.get("count", 1), within(place, "count"), least=1, most=MOST_WHOLE)
    return Pile(marks, count or 0)


def _marks(reader: Reader, value: object, place: str, known: set[str]) -> dict[str, str]:
    marks = reader.mapping(value, place, known)
    return {
        nominee: reader.word(mark, within(place, nominee), SCALE) or ""
        for nominee, mark in marks.items()
        if nominee in known
    }


def _check_sums(reader: Reader, file: AwardFile, number: int) -> None:
    check_attended(reader, file)
    bases = {one.threshold.base for one in file.rules.sections if one.threshold}
    if file.attended is None and Base.ATTENDED in bases:
        reader.wrong("attended", _("最低得票要求以到会人数为基数，请填写这一项。"))
    no_quorum = file.attended is not None and not file.rules.quorum.met(
        file.attended, file.eligible
    )
    if file.returned > file.issued or no_quorum:
        return  # Nobody is honoured whatever is on the ballots, so none is looked at.
    check_ballots(reader, file, number)
